"""What of the survey may be shown, and where hours are missing."""

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from kidsapp.childcare.rules.survey import LEAST, QUARTER, Gap, by_fives, gaps, shown, whole
from kidsapp.kernel.opening_hours import MINUTES_A_DAY

counts = st.dictionaries(st.sampled_from("ABCDEF"), st.integers(0, 30), max_size=6)


@given(counts)
def test_no_shown_count_is_small(parts):
    assert all(not 0 < count < LEAST for count in shown(parts).values() if count is not None)


@given(counts)
def test_what_is_hidden_cannot_be_worked_out_from_the_whole(parts):
    """The whole minus all that is shown is nothing, or too much to point to a family, or itself hidden."""
    hidden = sum(parts[key] for key, count in shown(parts).items() if count is None)
    assert hidden == 0 or hidden >= LEAST or whole(parts) is None


@given(counts)
def test_what_is_shown_is_true_and_nothing_is_hidden_without_need(parts):
    found = shown(parts)
    assert all(count == parts[key] for key, count in found.items() if count is not None)
    if all(count == 0 or count >= LEAST for count in parts.values()):
        assert None not in found.values()


places = st.lists(st.sampled_from([1, 2, 3, None]), max_size=60)


@given(places, places)
def test_between_two_looks_no_count_of_answers_changes_by_less_than_five(early, late):
    first, then = (Counter(by_fives(list(enumerate(rows))).values()) for rows in (early, [*early, *late]))
    assert all(not 0 < abs(then[place] - first[place]) < LEAST for place in (1, 2, 3, None))
    assert len(early) - LEAST < first.total() <= len(early)


def test_one_small_district_hides_the_next_larger_one_too():
    assert shown({"Wanne": 40, "Eickel": 9, "Sodingen": 2}) == {"Wanne": 40, "Eickel": None, "Sodingen": None}


def test_quarter_hours_that_follow_each_other_are_one_gap():
    monday_six = {6 * 60: 8, 6 * 60 + 15: 11, 6 * 60 + 30: 7}
    assert gaps(monday_six, {6 * 60 + 30: 1}, kitas=10) == [Gap(0, 360, 405, 11, 0)]


def test_a_gap_ends_at_midnight_and_where_half_of_the_kitas_are_open():
    late, early = MINUTES_A_DAY - QUARTER, MINUTES_A_DAY
    found = gaps({late: 6, early: 6, 12 * 60: 20}, {12 * 60: 5}, kitas=10)
    assert [(gap.weekday, gap.begins, gap.ends) for gap in found] == [
        (0, late, MINUTES_A_DAY),
        (1, 0, QUARTER),
    ]


def test_a_hidden_count_is_no_gap():
    assert gaps({360: None}, {}, kitas=10) == []


@given(st.dictionaries(st.integers(0, 671).map(lambda n: n * QUARTER), st.integers(1, 50), max_size=80))
def test_every_wanted_quarter_hour_lies_in_exactly_one_gap_when_no_kita_is_open(wanted):
    covered = [
        gap.weekday * MINUTES_A_DAY + minute
        for gap in gaps(wanted, {}, kitas=1)
        for minute in range(gap.begins, gap.ends, QUARTER)
    ]
    assert sorted(covered) == sorted(wanted)
