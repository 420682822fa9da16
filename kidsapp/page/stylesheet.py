"""Reads a stylesheet into flat rules and writes rules as short text; as much CSS as our own sources use."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby


@dataclass(frozen=True, slots=True)
class Rule:
    """A selector with its declarations, and the at-rule around it if there is one."""

    selector: str
    body: str
    at: str = ""


def rules(css: str) -> Iterator[Rule]:
    """The rules of a stylesheet in order; comments and other at-statements are left out."""
    return _rules(re.sub(r"/\*.*?\*/|@charset[^;]*;", "", css, flags=re.DOTALL), at="")


def _rules(css: str, at: str) -> Iterator[Rule]:
    for prelude, body in _blocks(css):
        if prelude.startswith("@media") or prelude.startswith("@supports"):
            yield from _rules(body, at=prelude)
        else:
            yield Rule(_squeezed(prelude), _squeezed(body), at)


def _blocks(css: str) -> Iterator[tuple[str, str]]:
    """Text before each outermost brace, and the text within."""
    start = 0
    while (opening := css.find("{", start)) >= 0:
        closing = _closing(css, opening)
        yield " ".join(css[start:opening].split()), css[opening + 1 : closing]
        start = closing + 1


def _closing(css: str, opening: int) -> int:
    depth = 0
    for brace in re.compile(r"[{}]").finditer(css, opening):
        depth += 1 if brace.group() == "{" else -1
        if depth == 0:
            return brace.start()
    raise ValueError(f"a brace is never closed: {css[opening - 40 : opening + 1]}")


def _squeezed(text: str) -> str:
    """Without the white space that says nothing; strings and ``calc()`` of ours need none of it gone."""
    text = re.sub(r"\s*([{};,>]|(?<![ (]):)\s*", r"\1", " ".join(text.split()))
    return re.sub(r"(?<=[\s:,(])0\.(\d)", r".\1", text).strip().rstrip(";")


def minified(css: Iterable[Rule]) -> str:
    """One line for each rule; neighbours within the same at-rule share it."""
    lines: list[str] = []
    for at, group in groupby(css, key=lambda rule: rule.at):
        texts = [f"{rule.selector}{{{rule.body}}}" for rule in group if rule.body]
        lines += [f"{at}{{", *texts, "}"] if at else texts
    return "\n".join(lines)
