"""Data protection: what is held, for how long, and how it is shown, handed out and erased."""
