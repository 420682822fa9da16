"""Nobody reads German who chose another language: no text of the catalogue is left as it was on any page."""

from collections.abc import Iterator
from html.parser import HTMLParser

import pytest
from django.urls import reverse
from django.utils import translation

from kidsapp.web.texts import catalogue
from tests.permissions.test_matrix import EVERYONE, LET_IN, SIGNED_IN, ask
from tests.permissions.world import build

pytestmark = pytest.mark.django_db
SAID = {"aria-label", "alt", "title", "placeholder"}
UNSEEN = {"script", "style", "template"}
LONG = 15
"""Signs from which on a text is looked for inside others, too."""


class Texts(HTMLParser):
    """What is on a page in its own language, line by line: a word marked as another language may stand."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self.language, self.away = "", []

    def handle_starttag(self, tag, attrs):
        given = dict(attrs)
        self.language = self.language or given.get("lang", "")
        is_other = given.get("lang", self.language) != self.language
        if self.away or is_other or tag in UNSEEN:
            self.away += [tag] if not self.away or tag == self.away[0] else []
        else:
            self.found += [text for name, text in attrs if name in SAID and text]

    def handle_endtag(self, tag):
        if self.away and tag == self.away[0]:
            self.away.pop()

    def handle_data(self, data):
        if not self.away and data.strip():
            self.found.append(" ".join(data.split()))


def german(folder: str) -> frozenset[str]:
    """Texts that read otherwise in the language, without places for values; not its own words."""
    texts = {m.id: m.string for m in catalogue(folder) if m.id and isinstance(m.id, str)}
    plain = {text for text in texts if "{" not in text and "%(" not in text}
    return frozenset(" ".join(text.split()) for text in plain - set(texts.values()))


def left_as_it_was(page: str, wanted: frozenset[str]) -> Iterator[str]:
    texts = Texts()
    texts.feed(page)
    yield from wanted.intersection(texts.found)
    whole = "\n".join(texts.found)
    yield from (text for text in wanted if len(text) >= LONG and text in whole)


def reader_of(name):
    allowed = LET_IN[name]
    if allowed in (SIGNED_IN, EVERYONE):
        return "mother" if allowed == SIGNED_IN else "visitor"
    return min(allowed, default="visitor")


def is_page(answer):
    return answer.status_code == 200 and answer["Content-Type"].startswith("text/html")


@pytest.mark.parametrize(
    "language", ["ar", *(pytest.param(other, marks=pytest.mark.sweep) for other in ("en", "tr", "uk", "pl"))]
)
def test_no_german_is_left_on_a_page_in_another_language(language):
    world, wanted, left = build(), german(language), {}
    browsers = {}
    for name in sorted(LET_IN):
        who = reader_of(name)
        browser = browsers.setdefault(who, world.browser(who))
        with translation.override(language):
            address = reverse(name, kwargs=world.arguments.get(name))
        answer = ask(browser, "get", address)
        if is_page(answer) and (found := sorted(set(left_as_it_was(answer.text, wanted)))):
            left[name] = found
    assert not left
