"""The demonstration's dates: whenever it is made, the season is in full swing."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from kidsapp.childcare.rules import coming_year, kindergarten_year, season_of
from kidsapp.operations.rules import ANSWER_DAYS, DemoSeason

DAYS = st.dates(date(2026, 1, 1), date(2032, 12, 31))
OTHERS = {"childcare.wishes_max": 3, "childcare.reminder_days": 3}


def settings(season):
    return {**OTHERS, **season.settings()}


def test_in_november_the_cut_off_was_some_weeks_ago():
    season = DemoSeason(date(2026, 11, 22))
    assert (season.year, season.opens_on, season.cut_off_on) == (2027, date(2026, 8, 14), date(2026, 10, 13))
    assert (season.second_round_on, season.starts_on) == (date(2026, 12, 17), date(2027, 8, 1))
    assert season.settings()["childcare.answer_days"] == ANSWER_DAYS


@given(DAYS)
def test_the_dates_mean_the_same_to_the_rules_of_childcare(today):
    season = DemoSeason(today)
    read = season_of(season.year, settings(season))
    own = (season.opens_on, season.cut_off_on, season.second_round_on, season.closes_on)
    assert (read.opens_on, read.cut_off_on, read.second_round_on, read.closes_on) == own


@given(DAYS)
def test_registration_is_open_and_the_kitas_decide(today):
    season = DemoSeason(today)
    assert season.opens_on < season.cut_off_on < today
    assert season.cut_off_on <= season.second_round_on <= season.closes_on
    assert coming_year(today, settings(season)) == season.year


@given(DAYS)
def test_children_start_after_today_in_the_year_that_is_shown(today):
    season = DemoSeason(today)
    assert season.starts_on >= today + timedelta(days=70)
    assert kindergarten_year(season.starts_on) == season.year


@given(DAYS)
def test_a_need_sent_early_is_overdue_and_an_offer_can_run_out(today):
    season = DemoSeason(today)
    assert (today - season.day(-95)).days > 31
    assert (today - season.day(-30)).days > season.settings()["childcare.answer_days"]


@given(DAYS)
def test_the_season_of_a_year_ago_was_decided_before_that_year_began(today):
    season = DemoSeason(today)
    before = season_of(season.year - 1, settings(season))
    assert before.opens_on <= season.day(-98, years_ago=1)
    assert before.cut_off_on <= season.day(-38, years_ago=1)
