"""Numbers with their words: each language bends them in its own way."""

import pytest
from django.utils import translation

from kidsapp.kernel.ages import Age, AgeBelow, AgeFrom
from kidsapp.kernel.refusals import Refusal, Refused
from kidsapp.kernel.texts import Counted
from kidsapp.page import measures
from kidsapp.page.refusals import say


def said(language, words):
    with translation.override(language):
        return words()


@pytest.mark.parametrize(
    ("language", "months", "words"),
    [
        ("de", 4, "4 Monate"),
        ("de", 30, "2 Jahre und 6 Monate"),
        ("en", 13, "1 year and 1 month"),
        ("tr", 30, "2 yaş 6 ay"),
        ("pl", 27, "2 lata i 3 miesiące"),
        ("pl", 66, "5 lat i 6 miesięcy"),
        ("uk", 13, "1 рік і 1 місяць"),
        ("uk", 62, "5 років і 2 місяці"),
        ("ar", 24, "سنتان"),
        ("ar", 41, "3 سنوات و5 أشهر"),
    ],
)
def test_an_age_bends_with_its_numbers_in_every_language(language, months, words):
    assert said(language, lambda: measures.age(months)) == words


@pytest.mark.parametrize(
    ("language", "words"),
    [("de", "1 Stunde und 30 Minuten"), ("tr", "1 saat 30 dakika"), ("ar", "ساعة و30 دقيقة")],
)
def test_hours_and_minutes_are_joined_as_the_language_joins_them(language, words):
    assert said(language, lambda: measures.duration(90)) == words


@pytest.mark.parametrize(
    ("language", "words"), [("de", "0,6 km"), ("en", "0.6 km"), ("uk", "0,6 км"), ("ar", "0.6 كم")]
)
def test_a_distance_has_the_number_and_the_unit_of_the_reader(language, words):
    assert said(language, lambda: measures.kilometres(0.6)) == words


class DemandRefusal(Refusal):
    TOO_YOUNG = "{ages}, {age}"
    TOO_MANY = Counted("Bitte höchstens {most} Wunsch.", "Bitte höchstens {most} Wünsche.", "most")


@pytest.mark.parametrize(
    ("language", "most", "words"),
    [
        ("de", 1, "Bitte höchstens 1 Wunsch."),
        ("pl", 3, "Można podać najwyżej 3 preferencje."),
        ("pl", 5, "Można podać najwyżej 5 preferencji."),
        ("ar", 2, "يمكن اختيار رغبتين على الأكثر."),
    ],
)
def test_a_refusal_bends_with_its_number(language, most, words):
    refused = Refused(DemandRefusal.TOO_MANY, {"most": most})
    assert said(language, lambda: say(refused)) == words


def test_operators_read_a_refusal_in_german_whatever_its_number():
    assert Refused(DemandRefusal.TOO_MANY, {"most": 1}).text() == "Bitte höchstens 1 Wunsch."
    assert Refused(DemandRefusal.TOO_MANY, {"most": 2}).text() == "Bitte höchstens 2 Wünsche."


@pytest.mark.parametrize(
    ("language", "ages", "age", "words"),
    [
        ("de", AgeFrom(36), Age(24), "ab 3 Jahren, 2 Jahre alt"),
        ("de", AgeFrom(4), Age(2), "ab 4 Monaten, 2 Monate alt"),
        ("de", AgeBelow(72), Age(76), "unter 6 Jahren, 6 Jahre und 4 Monate alt"),
        ("tr", AgeBelow(72), Age(76), "6 yaşından küçük, 6 yaş 4 aylık"),
        ("uk", AgeFrom(36), Age(24), "від 3 років, 2 роки"),
    ],
)
def test_the_ages_in_a_refusal_are_said_in_the_readers_words(language, ages, age, words):
    refused = Refused(DemandRefusal.TOO_YOUNG, {"ages": ages, "age": age})
    assert said(language, lambda: say(refused)) == words
