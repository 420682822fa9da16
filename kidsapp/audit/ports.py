"""What is an act called on a page? The edge hangs the texts in here (wired in ``web``)."""

TEXTS: dict[str, str] = {}
"""By the name of the act, in German; the catalogues hold the rest."""
