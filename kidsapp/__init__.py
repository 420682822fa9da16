"""KidsApp."""
