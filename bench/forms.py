"""A form on a page, read and filled in as a browser does it."""

from collections.abc import Mapping
from html.parser import HTMLParser
from urllib.parse import urlencode

Pair = tuple[str, str]


class _FormReader(HTMLParser):
    """Collects what the first form that posts inside ``main`` would send, without its buttons."""

    def __init__(self) -> None:
        super().__init__()
        self.pairs: list[Pair] = []
        self.action = ""
        self._is_in_main = self._is_in_form = self._is_over = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        self._is_in_main |= tag == "main"
        if tag == "form" and self._is_in_main and given.get("method") == "post" and not self._is_over:
            self._is_in_form, self.action = True, given.get("action", "")
        if self._is_in_form and (name := given.get("name")):
            self._take(tag, name, given)

    def _take(self, tag: str, name: str, given: Mapping[str, str]) -> None:
        is_choice = given.get("type") in ("radio", "checkbox")
        if tag == "textarea" or (tag == "input" and (not is_choice or "checked" in given)):
            self.pairs.append((name, given.get("value", "")))

    def handle_endtag(self, tag: str) -> None:
        if tag == "form" and self._is_in_form:
            self._is_in_form, self._is_over = False, True


def filled(page: str, values: Mapping[str, str]) -> tuple[str, str]:
    """Where the page's form goes, and what it sends when these fields have these values."""
    reader = _FormReader()
    reader.feed(page)
    kept = [(name, value) for name, value in reader.pairs if name not in values]
    return reader.action, urlencode([*kept, *values.items()])
