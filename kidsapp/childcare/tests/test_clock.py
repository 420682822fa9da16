import tomllib
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kidsapp.childcare.queries.desk_key import CLOSED, due_of, key_from, key_of
from kidsapp.childcare.rules.clock import (
    TURNS,
    ClockTerms,
    ClockView,
    DueGroup,
    Task,
    assign_by,
    clock_terms,
    confirm_by,
    due_group,
    last_day_of_week,
    tasks_due,
)
from kidsapp.childcare.states import EvidenceState
from kidsapp.kernel.clock import german_day
from kidsapp.kernel.periods import months_after

NRW, NONE = ClockTerms(1, 8, 6), ClockTerms()
DAYS = st.dates(date(2020, 1, 1), date(2040, 12, 31))
VIEWS = st.builds(
    ClockView,
    submitted_on=DAYS,
    starts_on=DAYS,
    is_need_confirmed=st.booleans(),
    is_urgent=st.booleans(),
    evidence=st.none() | st.sampled_from(EvidenceState),
    evidence_since=st.none() | DAYS,
    evidence_asked_until=st.none() | DAYS,
    concern_since=st.none() | DAYS,
    answer_until=st.none() | DAYS,
    has_open_wish=st.booleans(),
)
FILE = tomllib.loads((Path(__file__).parent / "clock_cases.toml").read_text(encoding="utf-8"))
ABOUT = {"title", "source", "land", "today", "next", "due_on"}


@pytest.mark.parametrize("case", FILE["case"], ids=lambda case: case["title"])
def test_the_cases_of_the_office_come_out_as_it_says(case):
    values = {key: value for key, value in case.items() if key not in ABOUT}
    if "evidence" in values:
        values["evidence"] = EvidenceState(values["evidence"])
    first = tasks_due(ClockView(**values), ClockTerms(**FILE["terms"][case["land"]]), today=case["today"])[0]
    assert (first.task.name.lower(), first.due_on) == (case["next"], case.get("due_on"))


@given(DAYS, st.integers(1, 24))
def test_a_term_of_months_ends_in_that_month_on_the_same_day_or_its_last(day, months):
    ends = months_after(day, months)
    assert (ends.year * 12 + ends.month) - (day.year * 12 + day.month) == months
    assert ends.day == day.day or (ends.day < day.day and (ends + timedelta(days=1)).day == 1)


@given(DAYS)
def test_the_need_is_confirmed_within_28_to_31_days(day):
    assert 28 <= (confirm_by(day, NRW) - day).days <= 31


@given(DAYS, DAYS)
def test_a_place_is_assigned_eight_weeks_before_and_six_once_those_are_over(starts_on, today):
    days = (starts_on - assign_by(starts_on, NRW, today=today)).days
    assert days == (56 if today <= starts_on - timedelta(days=56) else 42)


@given(VIEWS, DAYS)
def test_an_open_case_always_has_something_next_the_nearest_first(view, today):
    found = tasks_due(view, NRW, today=today)
    assert found
    assert [due.due_on for due in found] == sorted(due.due_on for due in found)
    assert len({due.task for due in found}) == len(found)


@given(VIEWS, DAYS)
def test_without_the_lands_terms_nothing_bears_a_day_of_the_statute(view, today):
    dated = {due.task for due in tasks_due(view, NONE, today=today) if due.due_on}
    assert dated <= {Task.AWAIT_ANSWER, Task.FIND_URGENT_PLACE, Task.AWAIT_EVIDENCE}


@given(VIEWS, DAYS)
def test_what_is_confirmed_is_not_to_be_confirmed_again(view, today):
    tasks = {due.task for due in tasks_due(view, NRW, today=today)}
    assert (Task.CONFIRM_NEED in tasks) == (not view.is_need_confirmed)


@given(VIEWS, DAYS)
def test_the_key_on_the_desk_says_what_the_clock_says(view, today):
    assert due_of(key_of(view, NRW, today=today)) == tasks_due(view, NRW, today=today)[0]
    assert due_of(key_of(view, NONE, today=today)) == tasks_due(view, NONE, today=today)[0]


@given(VIEWS, VIEWS, DAYS)
def test_keys_sort_by_day_and_a_closed_case_comes_last(one, other, today):
    keys = [key_of(view, NRW, today=today) for view in (one, other)]
    days = [tasks_due(view, NRW, today=today)[0].due_on for view in (one, other)]
    assert (keys[0] < keys[1]) or days[0] >= days[1]
    assert max(keys) < CLOSED and due_of(CLOSED) is None


@given(DAYS, DAYS)
def test_every_day_is_in_one_group_and_the_week_ends_on_sunday(day, today):
    sunday = last_day_of_week(today)
    assert sunday.weekday() == 6 and 0 <= (sunday - today).days <= 6
    expected = DueGroup.OVERDUE if day < today else DueGroup.WEEK if day <= sunday else DueGroup.LATER
    assert due_group(day, today=today) is expected
    assert (key_from(day) < key_from(today)) == (day < today)


def test_everything_to_do_is_somebodys_turn():
    assert set(TURNS) == set(Task)
    assert due_group(None, today=date(2026, 11, 22)) is DueGroup.LATER


def test_the_day_is_the_german_one_also_in_clock_change_nights():
    late = datetime(2026, 10, 24, 22, 30, tzinfo=UTC)
    assert german_day(late) == date(2026, 10, 25)
    assert confirm_by(german_day(datetime(2027, 1, 31, 23, 30, tzinfo=UTC)), NRW) == date(2027, 3, 1)


def test_a_land_that_sets_no_terms_has_no_clock():
    assert clock_terms({}) == NONE
    assert confirm_by(date(2026, 11, 22), NONE) is None
    assert assign_by(date(2027, 8, 1), NONE, today=date(2026, 11, 22)) is None
