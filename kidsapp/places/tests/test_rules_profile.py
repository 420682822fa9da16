from hypothesis import given
from hypothesis import strategies as st

from kidsapp.kernel.opening_hours import Week
from kidsapp.places.refusals import ProfileRefusal
from kidsapp.places.rules import (
    OLDEST_MONTHS,
    refusal_to_ages,
    refusal_to_hours,
)


def reason(refused):
    return refused and refused.reason


def test_hours_that_touch_are_fine_and_hours_that_overlap_are_not():
    assert refusal_to_hours("Montag", [(420, 720), (720, 960)]) is None
    refused = refusal_to_hours("Montag", [(700, 960), (420, 720)], at_field="mon")
    assert refused.reason is ProfileRefusal.HOURS_OVERLAP
    assert refused.at_field == "mon"
    assert refused.text() == "Montag: Die Zeiten überschneiden sich."


def test_hours_end_after_they_begin():
    assert reason(refusal_to_hours("Montag", [(960, 420)])) is ProfileRefusal.HOURS_END_FIRST
    assert reason(refusal_to_hours("Montag", [(420, 420)])) is ProfileRefusal.HOURS_END_FIRST
    assert refusal_to_hours("Montag", []) is None


@given(st.lists(st.tuples(st.integers(-10, 1450), st.integers(-10, 1450)), max_size=4))
def test_hours_that_are_accepted_make_a_week_of_the_same_length(spans):
    if refusal_to_hours("Montag", spans) is None:
        week = Week.of((0, opens, closes) for opens, closes in spans)
        assert sum(s.minutes for s in week.on(0)) == sum(closes - opens for opens, closes in spans)


def test_ages_are_in_order_and_those_of_children():
    assert refusal_to_ages(None, None) is None
    assert refusal_to_ages(36, 72) is None
    assert refusal_to_ages(0, OLDEST_MONTHS) is None
    assert reason(refusal_to_ages(72, 36)) is ProfileRefusal.AGES_INVERTED
    assert reason(refusal_to_ages(36, 36)) is ProfileRefusal.AGES_INVERTED
    assert reason(refusal_to_ages(-1, None)) is ProfileRefusal.AGE_OUT_OF_RANGE
    assert reason(refusal_to_ages(None, OLDEST_MONTHS + 1)) is ProfileRefusal.AGE_OUT_OF_RANGE
