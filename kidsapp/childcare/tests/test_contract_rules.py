"""Days of contracts, by the thousand."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from kidsapp.childcare import rules
from kidsapp.childcare.refusals import ChildcareRefusal as Why

DAYS = st.dates(date(2026, 8, 1), date(2028, 7, 31))
HOURS = st.sampled_from(["25", "35-block", "45"])
ONE_DAY = timedelta(days=1)


def contract(starts_on, ends_on=None, since=None, hours="35-block"):
    return rules.ContractView("Kita", starts_on, ends_on, since or starts_on, hours, "otter")


@given(DAYS, DAYS, st.none() | DAYS, HOURS, st.sampled_from(["", "otter", "biber"]))
def test_a_change_holds_from_the_last_one_on_up_to_the_end_and_changes_something(
    since, valid_from, ends_on, hours, group
):
    change = rules.ContractChange(valid_from, hours, group)
    view = contract(since, ends_on)
    refused = rules.refusal_to_change_contract(view, change, hours_models={"25", "35-block"})
    is_within = since <= valid_from and (ends_on is None or valid_from <= ends_on)
    is_other_group = group == "biber"
    is_possible = hours != "45" and not (is_other_group and ends_on)
    assert (refused is None) == (is_within and is_possible and (is_other_group or hours != "35-block"))


def test_a_kita_whose_hours_are_unknown_takes_any():
    change = rules.ContractChange(date(2027, 1, 1), "45")
    assert rules.refusal_to_change_contract(contract(date(2026, 8, 1)), change, hours_models=()) is None


@given(DAYS, DAYS, st.none() | DAYS)
def test_a_contract_ends_once_and_at_the_earliest_before_its_first_day(starts_on, last_day, ended):
    refused = rules.refusal_to_end_contract(contract(starts_on, ended), last_day)
    assert (refused is None) == (ended is None and last_day >= starts_on - ONE_DAY)


@given(DAYS, DAYS)
def test_a_child_is_never_in_two_kitas_on_one_day_and_misses_none_between(starts_on, first_day):
    last_day = rules.last_day_before(first_day, starts_on=starts_on)
    assert last_day < first_day or last_day < starts_on
    assert last_day + ONE_DAY in {first_day, starts_on}
    assert rules.refusal_to_end_contract(contract(starts_on), last_day) is None


def test_an_ended_contract_says_when():
    refused = rules.refusal_to_end_contract(contract(date(2026, 8, 1), date(2027, 1, 31)), date(2027, 2, 1))
    assert refused.reason is Why.CONTRACT_ENDED and refused.facts["date"] == date(2027, 1, 31)
