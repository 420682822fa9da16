"""Days of place offers and rounds, by the thousand."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from kidsapp.childcare import rules
from kidsapp.childcare.refusals import ChildcareRefusal as Why
from kidsapp.childcare.states import PlaceOfferState, PreRegistrationState, WishState
from kidsapp.childcare.tests.factories import SETTINGS

DAYS = st.dates(date(2024, 1, 1), date(2030, 12, 31))
OF_EVERY_YEAR = st.dates(date(2027, 1, 1), date(2027, 12, 31))
SPANS = st.integers(0, 60).map(timedelta)
STATES = st.sampled_from(list(PlaceOfferState))
SEASON = rules.season_of(2027, SETTINGS)
OFFERED, SUBMITTED = PlaceOfferState.OFFERED, PreRegistrationState.SUBMITTED


@given(STATES, DAYS, DAYS)
def test_an_offer_can_be_answered_expires_or_is_over_and_never_two_of_these(state, until, today):
    can_answer = rules.refusal_to_answer(state, answer_until=until, today=today) is None
    expired = rules.is_expired(state, answer_until=until, today=today)
    assert [can_answer, expired, state is not OFFERED].count(True) == 1


@given(DAYS, SPANS, st.integers(0, 10), SPANS)
def test_a_family_is_reminded_on_the_last_days_and_never_on_the_first_or_after_the_last(
    offered, length, before, passed
):
    until, today = offered + length, offered + passed
    due = rules.is_reminder_due(until, offered_on=offered, days_before=before, today=today)
    assert due == (offered < today <= until and (until - today).days <= before)


@given(DAYS, DAYS, DAYS, DAYS)
def test_an_extension_is_later_than_before_and_not_after_the_first_day(until, wanted, first_day, today):
    refused = rules.refusal_to_extend(
        OFFERED, answer_until=until, wanted=wanted, first_day=first_day, today=today
    )
    assert (refused is None) == (today <= until < wanted <= first_day)


@given(STATES)
def test_only_an_open_offer_is_taken_back(state):
    assert (rules.refusal_to_retract(state) is None) == (state is OFFERED)


@given(DAYS, DAYS, DAYS)
def test_a_first_day_is_neither_before_the_wish_nor_in_the_past_nor_in_another_year(wished, first, today):
    refused = rules.refusal_to_first_day(first, wished=wished, today=today)
    earliest = max(wished, today)
    same_year = rules.kindergarten_year(first) == rules.kindergarten_year(earliest)
    assert (refused is None) == (first >= earliest and same_year)


def wish(state=WishState.OPEN, *above, late=False, urgent=False):
    return rules.WishView(len(above) + 1, state, above, is_late=late, is_urgent=urgent)


def test_a_waiting_list_does_not_hold_up_the_wish_below_it():
    assert rules.is_wish_due(wish(WishState.OPEN, WishState.WAITING), season=SEASON, today=SEASON.cut_off_on)
    assert not rules.is_wish_due(wish(WishState.OPEN, WishState.OPEN), season=SEASON, today=SEASON.cut_off_on)


@given(st.booleans(), DAYS)
def test_late_arrivals_come_with_the_second_round_and_urgent_ones_at_once(urgent, today):
    due = rules.is_wish_due(wish(late=True, urgent=urgent), season=SEASON, today=today)
    assert due == (today >= (SEASON.wishes_seen_from if urgent else SEASON.second_round_on))


def test_a_kita_that_asks_too_early_for_a_late_arrival_is_told_the_day():
    refused = rules.refusal_to_decide(
        wish(late=True), case=SUBMITTED, season=SEASON, today=SEASON.second_round_on - timedelta(days=1)
    )
    assert refused.reason is Why.SECOND_ROUND_LATER and refused.facts["date"] == SEASON.second_round_on


@given(DAYS, OF_EVERY_YEAR, OF_EVERY_YEAR)
def test_a_city_that_moves_its_cut_off_makes_nobody_late_who_was_in_time(sent, cut_off_then, cut_off_now):
    then = rules.season_of(2027, {**SETTINGS, "childcare.cut_off": f"{cut_off_then:%m-%d}"})
    today = rules.season_of(2027, {**SETTINGS, "childcare.cut_off": f"{cut_off_now:%m-%d}"})
    late = rules.counts_as_late(today, is_marked=rules.is_late(then, today=sent), submitted_on=sent)
    assert late == (sent >= then.cut_off_on and sent >= today.cut_off_on)


@given(st.sampled_from(list(WishState)))
def test_only_open_and_waiting_wishes_are_decided_and_only_open_ones_may_wait(state):
    refused = rules.refusal_to_decide(wish(state), case=SUBMITTED, season=SEASON, today=SEASON.cut_off_on)
    assert (refused is None) == (state in {WishState.OPEN, WishState.WAITING})
    assert (rules.refusal_to_wait(state) is None) == (state is WishState.OPEN)


@given(DAYS, DAYS)
def test_free_places_are_open_from_the_second_round_to_whom_the_round_does_not_bind(sent, today):
    opened = rules.is_second_round(SEASON, submitted_on=sent, today=today)
    is_bound = sent <= SEASON.closes_on < today
    assert opened == (today >= SEASON.second_round_on and not is_bound)
