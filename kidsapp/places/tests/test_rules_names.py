"""A Kita is found by its name however somebody types it, and not by words that every Kita bears."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kidsapp.kernel.folding import folded
from kidsapp.places.rules import Fit, name_test

WORDS = (
    "Sonnenblume",
    "Regenbogen",
    "Pusteblume",
    "Müllerkinder",
    "Straßenspatzen",
    "Größenwahn",
    "Łódka-Haus",
)
LETTERS = "abcdefghijklmnopqrstuvwxyz"


@pytest.mark.parametrize(
    ("typed", "name", "fit"),
    [
        ("sonnenblume", "Kita Sonnenblume", Fit.SAME),
        ("KITA SONNENBLUME", "Ev. Kindertagesstätte Sonnenblume", Fit.SAME),
        ("St. Marien", "St.-Marien-Kindergarten", Fit.SAME),
        ("sankt marien", "Kita St. Marien", Fit.SAME),
        ("Schäfchen", "Schaefchen", Fit.SAME),
        ("schafchen", "Kita Schäfchen", Fit.SAME),
        ("GROSSE STRASSE", "Kita Große Straße", Fit.SAME),
        ("groß", "Kita Großer Bär", Fit.BEGINS),
        ("evangelische kita sonne", "Evang. Kita Sonne", Fit.SAME),
        ("oneill", "Kita OʼNeill", Fit.SAME),
        ("O'Neill", "Kita O’Neill", Fit.SAME),
        ("Gülʼ", "Kita Gül", Fit.SAME),
        ("wald", "Waldkita Eichhörnchen", Fit.SAME),
        ("Дитячий", "Дитячий садок Соняшник", Fit.SAME),
        ("соняш", "Дитячий садок Соняшник", Fit.BEGINS),
        ("الاطفال", "روضة الأطفال", Fit.SAME),
        ("regenb", "Kita Regenbogen", Fit.BEGINS),
        ("blume", "Kita Sonnenblume", Fit.HOLDS),
        ("sonnen blume", "Kita Sonnenblume", Fit.HOLDS),
        ("regenbogenland", "Kita Regenbogen-Land", Fit.HOLDS),
        ("regenbogn", "Kita Regenbogen", Fit.ONE_SLIP),
        ("Kindergaten Regnebogen", "Regenbogen", Fit.ONE_SLIP),
        ("Sonenblme", "Kita Sonnenblume", Fit.TWO_SLIPS),
    ],
)
def test_a_name_is_found_however_it_is_typed(typed, name, fit):
    assert name_test(typed)(name, "") is fit


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("", "Kita Hase"),
        (" ,.- ", "Kita Hase"),
        ("Kita", "Kita Hase"),
        ("Kindergarten", "Kita Hase"),
        ("St.", "Kita St. Marien"),
        ("am", "Kita am Park"),
        ("Nase", "Kita Hase"),
        ("martin", "Kita St. Marien"),
        ("ase", "Kita Hase"),
        ("n", "Kita Nordstern"),
        ("Hase Igel", "Kita Hase"),
        ("Соняшник", "Kita Sonnenblume"),
        ("\x00", "Kita Hase"),
        ("x" * 5000, "Kita Hase"),
        ("hase " + "y " * 2500, "Kita Hase"),
        ("a b c d f g h i j k l m n o", "Kita a b c d f g h i j k l m n o p"),
    ],
)
def test_what_is_no_part_of_a_name_finds_nothing(typed, name):
    assert name_test(typed)(name, "Stadt") is None


def test_words_beside_the_name_may_be_of_the_place_but_one_has_to_be_of_the_name():
    beside = "Caritas Lindenweg 12, 44623 Herne Wanne"
    assert name_test("Sonnenblume Wanne")("Kita Sonnenblume", beside) is Fit.SAME
    assert name_test("Caritas-Kita Sonnenblume, Lindenweg 12, 44623 Herne")("Sonnenblume", beside) is Fit.SAME
    assert name_test("Sonnenblume Eickel")("Kita Sonnenblume", beside) is None
    assert name_test("Lindenweg 12")("Kita Sonnenblume", beside) is None
    assert name_test("Caritas")("Kita Sonnenblume", beside) is None


def test_a_kita_that_is_called_just_kita_is_found_by_it():
    assert name_test("kita")("KiTa", "") is Fit.SAME


@given(st.sampled_from(WORDS), st.sampled_from((str.upper, str.lower, str.title, str.casefold)))
def test_capitals_and_the_sharp_s_do_not_matter(word, written):
    assert name_test(written(word))(f"Kita {word}", "") is Fit.SAME


@given(st.sampled_from(WORDS[:4]), st.integers(0, 20), st.sampled_from(LETTERS), st.integers(0, 3))
def test_one_slip_in_a_long_name_is_forgiven(word, place, letter, kind):
    at = place % (len(word) - 1)
    turned = word[:at] + word[at + 1] + word[at] + word[at + 2 :]
    slips = (word[:at] + word[at + 1 :], word[:at] + letter + word[at:], word[:at] + letter + word[at + 1 :])
    assert name_test((*slips, turned)[kind])(f"Kita {word}", "") is not None


@given(st.text(max_size=200), st.text(max_size=60), st.text(max_size=60))
def test_no_text_breaks_it(typed, name, beside):
    assert name_test(typed)(name, beside) in (None, *Fit)


@given(st.text(st.characters(categories=("Lu", "Ll", "Lo", "Nd", "Zs", "Pd")), max_size=60))
def test_every_name_of_letters_is_found_by_itself_in_all_scripts(name):
    assert name_test(name)(name, "") is (Fit.SAME if folded(name) else None)


def test_much_typed_costs_little():
    names = [
        (f"Kita {'Sonnen' * (n % 3)}blume {n}", f"Träger {n}, Weg {n}, 44{n:03d} Herne") for n in range(900)
    ]
    begin = time.process_time()
    for typed in ("regenbogn", "a b c d f g h i", "abcdefghij " * 400, "x" * 5000):
        fits = name_test(typed)
        assert not any(fits(name, beside) for name, beside in names)
    assert time.process_time() - begin < 2
