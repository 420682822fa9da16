"""Days, ages and terms as the Civil Code counts them, for any day."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kidsapp.kernel.periods import Period, age_in_months, age_in_years, months_after

DAYS = st.dates(date(1950, 1, 1), date(2100, 12, 31))
ENDS = st.none() | st.dates(date(2026, 1, 1), date(2026, 2, 28))
PERIODS = (
    st.tuples(ENDS, ENDS)
    .filter(lambda ends: None in ends or ends[0] <= ends[1])
    .map(lambda ends: Period(*ends))
)
A_DAY = timedelta(days=1)


@pytest.mark.parametrize(
    ("born_on", "day", "months", "years"),
    [
        ("2024-01-31", "2024-02-29", 0, 0),
        ("2024-01-31", "2024-03-01", 1, 0),
        ("2024-02-29", "2025-02-28", 11, 0),
        ("2024-02-29", "2025-03-01", 12, 1),
        ("2023-08-01", "2026-07-31", 35, 2),
        ("2023-08-01", "2026-08-01", 36, 3),
        ("2026-11-22", "2026-11-21", -1, -1),
    ],
)
def test_a_birthday_counts_from_its_first_hour(born_on, day, months, years):
    born, on = date.fromisoformat(born_on), date.fromisoformat(day)
    assert (age_in_months(born, on=on), age_in_years(born, on=on)) == (months, years)


@given(DAYS, DAYS)
def test_nobody_grows_younger_and_a_day_adds_one_month_at_most(born_on, day):
    assert age_in_months(born_on, on=day + A_DAY) - age_in_months(born_on, on=day) in {0, 1}


@given(DAYS, st.integers(0, 300))
def test_a_term_of_months_ends_on_the_same_day_or_on_the_last_of_a_shorter_month(day, months):
    end = months_after(day, months)
    assert (end.year - day.year) * 12 + end.month - day.month == months
    assert end.day == day.day or (end + A_DAY).day == 1


@given(PERIODS, PERIODS)
def test_two_periods_overlap_exactly_when_they_share_a_day(one, other):
    days = [date(2025, 12, 31) + A_DAY * number for number in range(61)]
    shared = [day for day in days if one.contains(day) and other.contains(day)]
    assert one.overlaps(other) is other.overlaps(one) is bool(shared)


def test_a_period_that_ends_before_it_begins_is_none():
    with pytest.raises(ValueError, match="ends 2026-01-01 before it begins 2026-01-02"):
        Period(date(2026, 1, 2), date(2026, 1, 1))
