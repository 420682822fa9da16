"""Whole numbers out of addresses and forms, where anything can be typed."""


def whole_number(text: str, *, digits: int) -> int | None:
    """The number typed in at most so many digits, ``None`` for anything else."""
    is_number = text.isascii() and text.isdecimal() and len(text) <= digits
    return int(text) if is_number else None
