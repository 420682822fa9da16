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
    """A place in the document, written like ``$.children.a[1]``; put together only when somebody reads it."""

    __slots__ = ("above", "step")

    def __init__(self, above: "Path | None" = None, step: str | int = "$") -> None:
        """Begin at the document itself, or go one step further."""
        self.above, self.step = above, step

    def __truediv__(self, name: str) -> "Path":
        """The member of that name."""
        return Path(self, name)

    def __getitem__(self, index: int) -> "Path":
        """The item at that position, counted from 0."""
        return Path(self, index)

    def __str__(self) -> str:
        if self.above is None:
            return str(self.step)
        if isinstance(self.step, int):
            return f"{self.above}[{self.step}]"
        return (
            f"{self.above}.{self.step}" if PLAIN_NAME.fullmatch(self.step) else f"{self.above}[{self.step!a}]"
        )
