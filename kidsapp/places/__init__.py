"""Organisations, facilities, opening hours, map and search."""
