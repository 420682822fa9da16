"""Whose language a page speaks, and how days and numbers are written in it."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime, timedelta, timezone
from threading import Barrier

import pytest
from django.utils import translation

from kidsapp.page import jinja, measures

LANGUAGES = ("de", "tr", "ar", "pl")


def test_requests_answered_at_the_same_time_keep_their_own_languages():
    both = Barrier(len(LANGUAGES))

    def spoken(language):
        with translation.override(language):
            both.wait(timeout=10)
            return translation.get_language(), jinja.day(date(2027, 8, 1))

    with ThreadPoolExecutor(len(LANGUAGES)) as threads:
        said = list(threads.map(spoken, LANGUAGES))
    assert [language for language, _ in said] == list(LANGUAGES)
    assert len({day for _, day in said}) == len(LANGUAGES)


@pytest.mark.parametrize(
    ("language", "day", "figures", "month", "number"),
    [
        ("de", "1. August 2027", "01.08.2027", "Aug.", "1,5"),
        ("en", "1 August 2027", "01/08/2027", "Aug", "1.5"),
        ("tr", "1 Ağustos 2027", "01.08.2027", "Ağu", "1,5"),
    ],
)
def test_a_day_that_was_written_in_one_language_is_written_anew_in_another(
    language, day, figures, month, number
):
    first = date(2027, 8, 1)
    with translation.override(language):
        assert (jinja.day(first), jinja.figures_day(first), jinja.month(first)) == (day, figures, month)
        assert measures.number(1.5) == number


def test_a_moment_is_the_day_that_it_is_in_germany_on_whatever_clock_it_was_read():
    moment = datetime(2027, 7, 31, 23, tzinfo=UTC)
    for read in (moment, moment.astimezone(timezone(timedelta(hours=-5)))):
        with translation.override("de"):
            assert (jinja.day(read), jinja.short_day(read)) == ("1. August 2027", "1. August")
            assert (jinja.figures_day(read), jinja.month(read)) == ("01.08.2027", "Aug.")


@pytest.mark.parametrize("language", ["de", "en", "tr", "ar", "uk", "pl", "de-simple"])
def test_no_date_ends_with_a_full_stop_of_its_own(language):
    with translation.override(language):
        assert not jinja.day(date(2026, 12, 18)).endswith(".")


def test_a_number_keeps_its_direction_in_an_arabic_sentence_only():
    with translation.override("ar"):
        assert measures.isolated("02323 1") == "\N{FIRST STRONG ISOLATE}02323 1\N{POP DIRECTIONAL ISOLATE}"
    with translation.override("de"):
        assert measures.isolated("02323 1") == "02323 1"
