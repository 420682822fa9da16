"""Pre-registration, place offers and contracts for Kita and child minding."""
