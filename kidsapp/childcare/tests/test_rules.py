from datetime import date, timedelta

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from kidsapp.childcare import rules
from kidsapp.childcare.refusals import ChildcareRefusal as Why
from kidsapp.childcare.states import PlaceOfferState, PreRegistrationState, WishState
from kidsapp.childcare.tests.factories import SETTINGS
from kidsapp.kernel.periods import age_in_months
from kidsapp.page.refusals import say

DAYS = st.dates(date(2020, 1, 1), date(2040, 12, 31))
SEASON = rules.season_of(2027, SETTINGS)
SUBMITTED = PreRegistrationState.SUBMITTED


def test_the_season_of_august_2027_opens_in_november_2026_and_closes_in_february_2027():
    assert (SEASON.opens_on, SEASON.cut_off_on) == (date(2026, 11, 1), date(2027, 2, 1))
    assert SEASON.starts_on == date(2027, 8, 1)


@given(st.dates(date(2026, 8, 1), date(2027, 7, 31)).map(lambda day: f"{day:%m-%d}"))
def test_a_kita_never_has_to_decide_before_it_sees_the_children(seen_from):
    season = rules.season_of(2027, {**SETTINGS, "childcare.wishes_seen_from": seen_from})
    assert season.wishes_seen_from <= season.cut_off_on
    assert season.wishes_seen_from in {season.cut_off_on, _day_before_august_2027(seen_from)}


def _day_before_august_2027(month_and_day):
    day = date.fromisoformat(f"2027-{month_and_day}")
    return day if day.month < 8 else day.replace(year=2026)


@given(DAYS)
def test_every_day_lies_in_the_kindergarten_year_that_it_is_counted_to(day):
    year = rules.kindergarten_year(day)
    assert date(year, 8, 1) <= day <= date(year + 1, 7, 31)


@given(DAYS, DAYS)
def test_a_start_is_refused_exactly_when_past_too_far_or_not_open_yet(starts_on, today):
    season = rules.season_of(rules.kindergarten_year(starts_on), SETTINGS)
    refused = rules.refusal_to_start(starts_on, today=today, season=season)
    is_fine = today < starts_on and starts_on.year <= today.year + 2 and today >= season.opens_on
    assert (refused is None) == is_fine


def in_german(refused):
    with translation.override("de"):
        return say(refused)


def need(born_on=date(2024, 8, 2), starts_on=date(2027, 8, 1), hours="45"):
    return rules.Need("Jonas", born_on, starts_on, hours)


def test_a_child_one_day_short_of_three_is_too_young_and_the_reason_says_so():
    terms = rules.Terms("Kita Am Stichkanal", 36, 76, frozenset())
    refused = rules.refusal_to_wish(need(), terms)
    assert refused.reason is Why.TOO_YOUNG
    assert "ab 3 Jahren" in in_german(refused) and "noch 2 Jahre alt." in in_german(refused)
    assert rules.refusal_to_wish(need(born_on=date(2024, 8, 1)), terms) is None


def test_where_months_count_the_reason_says_months():
    baby = need(born_on=date(2027, 5, 1))
    refused = rules.refusal_to_wish(baby, rules.Terms("Kita", 4, 36, frozenset()))
    assert (
        in_german(refused) == "Kita nimmt Kinder ab 4 Monaten. Jonas ist am 1. August 2027 noch 3 Monate alt."
    )


def test_a_child_too_old_by_two_months_is_told_its_years():
    terms = rules.Terms("Kita", 4, 36, frozenset())
    refused = rules.refusal_to_wish(need(born_on=date(2024, 6, 1)), terms)
    assert (
        in_german(refused)
        == "Kita nimmt Kinder unter 3 Jahren. Jonas ist am 1. August 2027 schon 3 Jahre alt."
    )


def test_a_child_of_29_february_is_three_on_the_first_of_march():
    terms = rules.Terms("Kita", 36, 76, frozenset())
    born = date(2024, 2, 29)
    assert rules.refusal_to_wish(need(born, date(2027, 2, 28)), terms).reason is Why.TOO_YOUNG
    assert rules.refusal_to_wish(need(born, date(2027, 3, 1)), terms) is None


def test_what_is_unknown_about_a_kita_refuses_nobody():
    assert rules.refusal_to_wish(need(), rules.Terms("Kita", None, None, frozenset())) is None


@pytest.mark.parametrize(
    ("opens", "closes", "why"),
    [
        (date(2027, 8, 2), None, Why.OPENS_LATER),
        (date(2027, 8, 1), date(2027, 8, 2), None),
        (None, date(2027, 8, 1), None),
        (None, date(2027, 7, 31), Why.CLOSES_BEFORE),
    ],
)
def test_a_kita_takes_a_child_from_its_first_day_to_its_last(opens, closes, why):
    terms = rules.Terms("Kita", None, None, frozenset(), opens, closes)
    refused = rules.refusal_to_wish(need(), terms)
    assert (refused and refused.reason) is why


def test_hours_that_a_kita_does_not_offer_are_refused():
    refused = rules.refusal_to_wish(need(), rules.Terms("Kita", None, None, frozenset({"25"})))
    assert refused.reason is Why.HOURS_NOT_OFFERED and refused.at_field == "hours"


@given(st.lists(st.integers(1, 6), max_size=6), st.integers(1, 5))
def test_a_list_of_wishes_is_refused_exactly_when_empty_too_long_or_doubled(ids, most):
    refused = rules.refusal_to_rank(ids, wishes_max=most)
    assert (refused is None) == (0 < len(ids) <= most and len(set(ids)) == len(ids))


def test_no_kita_decides_before_the_cut_off():
    wish = rules.WishView(1, WishState.OPEN, ())
    early = rules.refusal_to_decide(wish, case=SUBMITTED, season=SEASON, today=date(2027, 1, 31))
    assert early.reason is Why.BEFORE_CUT_OFF
    assert rules.refusal_to_decide(wish, case=SUBMITTED, season=SEASON, today=date(2027, 2, 1)) is None


states = st.sampled_from(list(WishState))


@given(st.lists(states, max_size=4))
def test_a_lower_wish_is_due_only_when_no_wish_above_is_open_offered_or_taken(above):
    wish = rules.WishView(len(above) + 1, WishState.OPEN, tuple(above))
    due = rules.is_wish_due(wish, season=SEASON, today=date(2027, 3, 1))
    holding = {WishState.OPEN, WishState.OFFERED, WishState.FULFILLED}
    assert due == holding.isdisjoint(above)


def test_on_the_citys_date_lower_wishes_open_whatever_stands_above():
    season = rules.season_of(2027, {**SETTINGS, "childcare.lower_wishes_open": "03-01"})
    wish = rules.WishView(2, WishState.OPEN, (WishState.OPEN,))
    assert not rules.is_wish_due(wish, season=season, today=date(2027, 2, 28))
    assert rules.is_wish_due(wish, season=season, today=date(2027, 3, 1))


@given(st.integers(0, 30), st.integers(0, 30))
def test_a_place_is_promised_exactly_while_one_is_free(places, promised):
    group = rules.GroupTerms("Otter", 24, 76, places, promised)
    assert (rules.refusal_to_promise(need(), group) is None) == (promised < places)


@given(st.integers(0, 60))
def test_an_offer_can_be_answered_up_to_and_on_its_last_day(days):
    until = rules.answer_until(date(2027, 2, 1), season=SEASON)
    today = date(2027, 2, 1) + timedelta(days=days)
    refused = rules.refusal_to_answer(PlaceOfferState.OFFERED, answer_until=until, today=today)
    assert (refused is None) == (days <= SETTINGS["childcare.answer_days"])


@given(st.integers(0, 40), st.integers(0, 40))
def test_a_group_never_shrinks_below_what_is_promised(places, promised):
    refused = rules.refusal_to_plan_group(places, promised=promised, brackets=[(24, 76)])
    assert (refused is None) == (places >= promised)


@given(DAYS, st.integers(0, 84))
def test_the_first_start_at_an_age_is_the_first_of_a_month_and_no_earlier_one_would_do(born_on, months):
    start = rules.first_start_at_age(born_on, months=months)
    before = (start - timedelta(days=1)).replace(day=1)
    assert start.day == 1 and age_in_months(born_on, on=start) >= months
    assert age_in_months(born_on, on=before) < months


@given(DAYS)
def test_a_case_is_late_exactly_from_the_cut_off_on(today):
    assert rules.is_late(SEASON, today=today) == (today >= date(2027, 2, 1))


@given(DAYS, DAYS)
def test_changing_ends_with_the_round_for_those_who_took_part_in_it(submitted_on, today):
    refused = rules.refusal_to_change(SEASON, submitted_on=submitted_on, today=today)
    closed = date(2027, 6, 30)
    assert (refused is not None) == (submitted_on <= closed < today)


facilities = st.lists(st.sampled_from("abcdef"), unique=True, max_size=6)


@given(facilities, st.lists(states, min_size=6, max_size=6), facilities)
def test_a_changed_list_has_every_wanted_wish_in_order_and_loses_none_that_must_stay(names, found, wanted):
    before = [rules.RankedWish(name, state) for name, state in zip(names, found, strict=False)]
    order = rules.ranks_after_change(before, wanted)
    assert len(set(order)) == len(order)
    assert [name for name in order if name in wanted] == wanted
    assert {wish.facility for wish in before if not wish.may_go} <= set(order)
    assert set(order) <= set(wanted) | set(names)


@given(facilities, st.lists(states, min_size=6, max_size=6))
def test_wanting_the_same_list_changes_nothing(names, found):
    before = [rules.RankedWish(name, state) for name, state in zip(names, found, strict=False)]
    assert rules.ranks_after_change(before, names) == tuple(names)
