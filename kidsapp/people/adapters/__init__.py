"""Where accounts meet the log-in library."""
