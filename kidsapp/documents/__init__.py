"""Confirmations and notices as accessible PDF."""
