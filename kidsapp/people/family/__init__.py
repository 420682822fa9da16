"""Pages for families, and for anybody's own account."""
