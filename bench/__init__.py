"""Measurements: ``make bench`` prints them with the machine."""
