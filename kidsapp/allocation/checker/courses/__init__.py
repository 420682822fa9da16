"""The proof of a holiday programme; it shares nothing with the engine."""
