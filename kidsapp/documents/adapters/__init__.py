"""Libraries that documents lean on."""
