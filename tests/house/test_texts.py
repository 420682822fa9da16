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
