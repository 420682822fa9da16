"""Pages for Kitas and the youth office."""
