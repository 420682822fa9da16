"""German texts that are translated where they are shown."""


def message(german: str) -> str:
    """Mark a German text for the catalogues; the text itself is the message id."""
    return german
