"""Demonstration city, loading of city folders, health."""
