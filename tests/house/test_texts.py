"""Every text exists in every language, with the same facts in it."""

import re

import pytest

from kidsapp.web import texts

PLACEHOLDER = re.compile(r"\{(\w+)\}|%\((\w+)\)[sd]")


@pytest.fixture(scope="module")
def template():
    return texts.collected()


@pytest.mark.parametrize("folder", texts.LANGUAGES)
def test_every_text_is_translated(folder, template):
    assert texts.missing(folder, template) == []


NUMBERS = {"n", "num", "count", "years", "months", "limit", "most", "expected", "promised"}
WITHOUT_A_NOUN = {
    "%(n)s. Wunsch suchen",
    "Schritt %(n)s von %(of)s",
    "Ihre Wünsche: %(num)s von %(limit)s",
    "Das Bild ist größer als {limit} MB. Bitte ein kleineres nehmen.",
}
"""An ordinal, two bare figures, an abbreviated unit: nothing in them bends with the number."""


def test_a_text_with_a_number_has_the_plural_forms_of_every_language(template):
    unbent = {entry.id for entry in template if isinstance(entry.id, str) and facts(entry.id) & NUMBERS}
    assert unbent == WITHOUT_A_NOUN


def test_no_text_of_the_code_cites_the_law_of_one_land(template):
    """A Land's law is data in its file."""
    assert not [entry.id for entry in template if re.search(r"NRW|KiBiz|KiTaG|LBGG", str(entry.id))]


def facts(text):
    return {one or two for one, two in PLACEHOLDER.findall(text)}


@pytest.mark.parametrize("folder", texts.LANGUAGES)
def test_translations_name_only_facts_that_the_german_text_has(folder, template):
    for entry in texts.catalogue(folder):
        if not entry.id:
            continue
        german = entry.id if isinstance(entry.id, str) else " ".join(entry.id)
        strings = [entry.string] if isinstance(entry.string, str) else list(entry.string)
        for string in filter(None, strings):
            assert facts(string) <= facts(german), f"{folder}: {german}"


def test_the_plainest_texts_are_plain():
    """Sentences of plain German have at most 15 words."""
    for entry in texts.catalogue("de_Simple"):
        strings = [entry.string] if isinstance(entry.string, str) else list(entry.string or ())
        for sentence in re.split(r"(?<=[.!?:])\s", " ".join(filter(None, strings)) if entry.id else ""):
            assert len(sentence.split()) <= 15, sentence
