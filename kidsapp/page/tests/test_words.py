"""Numbers and lists as the reader writes them."""

import pytest
from django.utils import translation

from kidsapp.page.measures import kilometres, listed


@pytest.mark.parametrize(("language", "words"), [("de", "0,6 km"), ("de-simple", "0,6 km"), ("uk", "0,6 км")])
def test_a_distance_bears_the_readers_unit(language, words):
    with translation.override(language):
        assert kilometres(0.6) == words


@pytest.mark.parametrize(("language", "words"), [("de", "eins, zwei"), ("ar", "eins، zwei")])
def test_a_list_is_parted_by_the_readers_comma(language, words):
    with translation.override(language):
        assert listed(["eins", "zwei"]) == words
