"""Pages of staff: roles, and who looked at what."""
