"""What is wrong with an input, and where."""

import re

PLAIN_NAME = re.compile(r"[A-Za-z0-9_-]+")


class InputRefused(ValueError):
    """The input cannot be used; nothing is computed and nothing is written."""

    def __init__(self, path: "Path", why: str) -> None:
        """Take the place in the document and the reason."""
        super().__init__(f"{path}: {why}")
        self.path, self.why = str(path), why


class Path:
    """A place in the document, written like ``$.children.a[1]``."""

    def __init__(self, text: str = "$") -> None:
        """Begin at the document itself."""
        self.text = text

    def __truediv__(self, name: str) -> "Path":
        """The member of that name."""
        plain = PLAIN_NAME.fullmatch(name)
        return Path(f"{self.text}.{name}" if plain else f"{self.text}[{name!a}]")

    def __getitem__(self, index: int) -> "Path":
        """The item at that position, counted from 0."""
        return Path(f"{self.text}[{index}]")

    def __str__(self) -> str:
        return self.text
