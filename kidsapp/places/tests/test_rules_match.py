import csv
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from kidsapp.kernel.opening_hours import Span, Week, minute_of
from kidsapp.places.rules import (
    TOLERATED_MINUTES,
    Match,
    MissingKind,
    equal_days_merged,
    match,
    week_match,
    what_is_missing,
)
from kidsapp.places.tests.factories import week

ORDER = [Match.NONE, Match.PARTIAL, Match.FULL]
SOEST = Path(__file__).parent / "lists" / "kitas_soest_report.csv"

quarters = st.integers(0, 96)
spans = st.tuples(quarters, quarters).filter(lambda q: q[0] != q[1]).map(lambda q: (min(q) * 15, max(q) * 15))
rows = st.tuples(st.integers(0, 6), spans).map(lambda r: (r[0], *r[1]))
weeks = st.lists(rows, max_size=8).map(Week.of)


def minutes(week: Week) -> set[tuple[int, int]]:
    return {(day, m) for day, spans in week.days.items() for s in spans for m in range(s.opens, s.closes)}


def rank(wished: Week, opening: Week) -> int:
    return ORDER.index(week_match(wished, opening).kind)


def printed_hours(name: str) -> Week:
    with SOEST.open(encoding="utf-8") as file:
        row = next(row for row in csv.DictReader(file) if name in row["name"])
    days = enumerate(row[key].split("-") for key in ("mon", "tue", "wed", "thu", "fri"))
    return Week.of((day, minute_of(opens), minute_of(closes)) for day, (opens, closes) in days)


def test_the_search_printed_in_soests_report_comes_out_as_printed():
    monday = {0: Span(minute_of("07:00"), minute_of("15:30"))}
    assert match(monday, printed_hours("St. Patrokus")) is Match.FULL
    assert match(monday, printed_hours("Sonnenborg")) is Match.PARTIAL


def test_the_search_in_the_look_comes_out_as_drawn():
    wished = week("mon-thu 07:00-16:30, fri 07:00-13:00")
    assert week_match(wished, week("mon-thu 06:30-17:00, fri 06:30-16:00")).kind is Match.FULL
    assert week_match(wished, week("mon-thu 07:00-16:30, fri 07:00-12:30")).kind is Match.PARTIAL
    assert week_match(wished, week("mon-fri 08:00-12:30")).kind is Match.NONE
    assert week_match(wished, None).kind is Match.UNKNOWN


def test_unknown_hours_are_not_closed_hours():
    wished = week("mon 08:00-12:00")
    assert week_match(wished, None).kind is Match.UNKNOWN
    assert week_match(wished, Week.of([])).kind is Match.NONE


def test_one_minute_too_much_is_missing_on_the_worst_day():
    wished = week("mon 07:00-15:00")
    just = Week.of([(0, 420 + TOLERATED_MINUTES, 900)])
    late = Week.of([(0, 421 + TOLERATED_MINUTES, 900)])
    assert week_match(wished, just).kind is Match.PARTIAL
    assert week_match(wished, late).kind is Match.NONE


def test_a_short_wish_of_which_nothing_is_open_is_no_match():
    assert week_match(week("mon 07:00-08:00"), week("mon 08:30-16:00")).kind is Match.NONE


def test_one_day_that_fits_makes_a_week_fit_in_part():
    wished, opening = week("mon-tue 07:00-17:00"), week("tue 07:00-17:00")
    assert week_match(wished, opening).kind is Match.PARTIAL


@given(weeks, weeks)
def test_every_week_has_one_match_and_full_means_every_minute(wished, opening):
    found = week_match(wished, opening)
    assert (found.kind is Match.FULL) == (minutes(wished) <= minutes(opening))
    if wished.days and not minutes(wished) & minutes(opening):
        assert found.kind is Match.NONE
    assert {day.weekday for day in found.days} == set(wished.days)


@given(weeks, weeks, st.lists(rows, max_size=4))
def test_more_opening_hours_never_make_it_worse(wished, opening, more):
    longer = Week.of([*((d, s.opens, s.closes) for d, ss in opening.days.items() for s in ss), *more])
    assert rank(wished, longer) >= rank(wished, opening)


@given(weeks, weeks, st.lists(rows, max_size=4))
def test_giving_up_wished_time_that_is_not_open_never_makes_it_worse(wished, opening, given_up):
    gone = minutes(Week.of(given_up)) - minutes(opening)
    less = Week.of((day, m, m + 1) for day, m in minutes(wished) - gone)
    assert rank(less, opening) >= rank(wished, opening)


@given(weeks, weeks)
def test_missing_and_open_minutes_make_up_the_wish(wished, opening):
    for day in week_match(wished, opening).days:
        assert day.open_minutes + day.missing_minutes == sum(span.minutes for span in day.wished)
        lacking = minutes(wished) - minutes(opening)
        assert day.missing_minutes == sum(1 for weekday, _ in lacking if weekday == day.weekday)


@given(weeks, weeks)
def test_merging_equal_days_loses_none_and_keeps_their_order(wished, opening):
    days = week_match(wished, opening).days
    groups = equal_days_merged(days)
    assert [day for group in groups for day in group.days] == [day.weekday for day in days]
    for group in groups:
        assert list(group.days) == list(range(group.days[0], group.days[-1] + 1))


def missing(wished: str, opening: str) -> list[tuple[MissingKind, tuple[int, ...], int]]:
    found = what_is_missing(week_match(week(wished), week(opening)))
    return [(one.kind, one.days, one.minutes) for one in found]


def test_what_is_missing_is_said_once_for_equal_days():
    wished = "mon-thu 07:00-16:30, fri 07:00-13:00"
    assert missing(wished, "mon-thu 07:00-16:30, fri 07:00-12:30") == [(MissingKind.CLOSES_EARLY, (4,), 30)]
    assert missing(wished, "mon-thu 07:30-16:30, fri 07:00-13:00") == [
        (MissingKind.OPENS_LATE, (0, 1, 2, 3), 30)
    ]
    assert missing(wished, "mon-fri 08:00-12:30") == [
        (MissingKind.GAP_EACH_DAY, (0, 1, 2, 3), 300),
        (MissingKind.GAP, (4,), 90),
    ]
    assert missing(wished, "mon-thu 07:00-16:30") == [(MissingKind.CLOSED, (4,), 360)]


def test_days_that_do_not_follow_each_other_stay_apart():
    groups = equal_days_merged(week_match(week("mon 08:00-12:00, wed 08:00-12:00"), week("")).days)
    assert [group.days for group in groups] == [(0,), (2,)]


def test_a_lunch_break_is_missing_in_the_middle():
    assert missing("mon 07:00-16:00", "mon 07:00-12:30, mon 14:00-16:00") == [(MissingKind.GAP, (0,), 90)]


def test_nothing_is_missing_where_hours_are_unknown():
    assert what_is_missing(week_match(week("mon 07:00-16:00"), None)) == ()
