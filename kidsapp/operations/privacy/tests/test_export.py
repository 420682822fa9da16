"""A family takes everything about itself along."""
