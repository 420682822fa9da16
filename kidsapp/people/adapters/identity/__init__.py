"""Logging in at a provider of OpenID Connect: a city's own for staff, a broker's for families."""
