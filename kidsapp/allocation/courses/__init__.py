"""A holiday programme: many courses for a child, as long as they fit together."""
