"""The group forms of the Land's law: cases that an office can read, and what holds for every group."""

import tomllib
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from kidsapp.childcare.refusals import ChildcareRefusal as Why
from kidsapp.childcare.refusals import GroupHint as Hint
from kidsapp.childcare.rules import (
    GroupSize,
    GroupTerms,
    LawForm,
    Need,
    day_at_age,
    hints_on_group,
    hints_on_promise,
    law_forms,
    refusal_to_promise,
)
from kidsapp.kernel.periods import age_in_months

HERE = Path(__file__).parent
CASES = tomllib.loads((HERE / "group_form_cases.toml").read_text())["case"]
LAND = tomllib.loads((HERE.parents[2] / "cities/laender/nrw.toml").read_text())
NRW = law_forms({row["key"]: row["value"] for row in LAND["settings"]})

days = st.dates(date(2020, 1, 1), date(2026, 12, 31))
sizes = st.builds(
    GroupSize,
    st.integers(0, 60),
    st.integers(61, 80),
    st.sampled_from([None, 25, 35, 45]),
    st.integers(1, 40),
    st.just(0),
    st.just(0),
)


def reasons(hints):
    return [hint.reason for hint in hints]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["title"])
def test_a_case_of_the_office(case):
    begins, ends = case["ages"]
    size = GroupSize(
        begins, ends, case.get("hours"), case["places"], case.get("promised", 0), case.get("two_year_olds", 0)
    )
    assert [hint.name for hint in reasons(hints_on_group(size, NRW[case["form"]]))] == case["hints"]


def test_the_land_knows_three_forms_and_a_land_without_them_none():
    assert list(NRW) == ["I", "II", "III"] and law_forms({}) == {}


@given(sizes, st.sampled_from(sorted(NRW)))
def test_a_group_of_the_forms_own_ages_and_usual_number_has_no_hint(size, key):
    form = NRW[key]
    ages = {"age_from_months": form.age_from_months, "age_until_months": form.age_until_months or 76}
    assert hints_on_group(replace(size, places=form.usual_children(size.weekly_hours), **ages), form) == ()


@given(sizes, st.integers(1, 9), st.sampled_from(sorted(NRW)))
def test_more_places_never_take_the_hint_of_too_many_away(size, more, key):
    smaller = reasons(hints_on_group(size, NRW[key]))
    larger = reasons(hints_on_group(replace(size, places=size.places + more), NRW[key]))
    assert Hint.MORE_THAN_FORM not in smaller or Hint.MORE_THAN_FORM in larger


def test_a_form_without_numbers_says_only_that():
    hints = hints_on_group(GroupSize(0, 36, 25, 10), LawForm("II", 0, 36))
    assert reasons(hints) == [Hint.HOURS_OUTSIDE_FORM]


@given(days, st.integers(0, 90))
def test_the_day_of_an_age_is_the_first_with_it(born_on, months):
    day = day_at_age(born_on, months=months)
    assert age_in_months(born_on, on=day) >= months
    assert age_in_months(born_on, on=day - timedelta(days=1)) < months


UNDER_THREE = GroupTerms("Libellen", 4, 36, 10, 0)
FROM_THREE = GroupTerms("Eisvögel", 36, 76, 20, 0, "45")


def need(born_on, starts_on=date(2027, 8, 1), hours="45"):
    return Need("Mia", born_on, starts_on, hours)


def test_a_child_that_turns_three_in_between_may_come_to_the_little_ones_and_the_day_is_said():
    mia = need(date(2024, 10, 12))
    assert refusal_to_promise(mia, UNDER_THREE) is None
    (hint,) = hints_on_promise(mia, UNDER_THREE)
    assert (hint.reason, hint.facts["date"]) == (Hint.OUTGROWS, date(2027, 10, 12))


def test_it_may_come_to_the_big_ones_from_its_birthday_on_not_before():
    mia = need(date(2024, 10, 12))
    assert refusal_to_promise(mia, FROM_THREE).reason is Why.NOT_IN_AGE_BRACKET
    (hint,) = hints_on_promise(mia, FROM_THREE)
    assert (hint.reason, hint.facts["date"]) == (Hint.OLD_ENOUGH_FROM, date(2027, 10, 12))
    assert refusal_to_promise(replace(mia, starts_on=hint.facts["date"]), FROM_THREE) is None


def test_a_child_born_on_the_last_of_february_turns_three_on_the_first_of_march():
    (hint,) = hints_on_promise(need(date(2024, 2, 29), date(2026, 8, 1)), UNDER_THREE)
    assert hint.facts["date"] == date(2027, 3, 1)


@given(days, days)
def test_a_day_that_is_said_lies_within_the_year_and_the_child_fits_from_it_on(born_on, starts_on):
    assume(born_on < starts_on)
    mia = need(born_on, starts_on)
    for hint in hints_on_promise(mia, FROM_THREE):
        assert starts_on < hint.facts["date"]
        if hint.reason is Hint.OLD_ENOUGH_FROM:
            assert refusal_to_promise(replace(mia, starts_on=hint.facts["date"]), FROM_THREE) is None


def test_other_hours_are_said_and_mixed_hours_fit_everybody():
    grown = date(2023, 1, 1)
    assert reasons(hints_on_promise(need(grown, hours="25"), FROM_THREE)) == [Hint.OTHER_HOURS]
    assert hints_on_promise(need(grown, hours="25"), replace(FROM_THREE, hours="")) == ()
