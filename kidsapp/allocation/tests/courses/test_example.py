"""The worked example of the documents, as an office would go through it by hand."""

import json
from pathlib import Path

import pytest

from kidsapp.allocation.courses.explanations import CourseExplanations
from kidsapp.allocation.courses.records import record
from kidsapp.allocation.tests.courses.programmes import read

EXAMPLE = json.loads(
    Path(__file__).parents[4].joinpath("docs/examples/holiday.json").read_text(encoding="utf-8")
)
BY_HAND = {
    # Draw numbers: k5 0488, k4 150b, k3 6646, k6 6788, k1 6ebf, k2 c52a. k5 and k6 choose together with k5's.
    "k5": ["Klettern Mo", "Wald"],  # both climb on Monday; Tuesday is of the same kind; k5 adds the wood
    "k6": ["Klettern Mo", "Kochen"],  # and k6 the kitchen, 75 minutes later
    "k4": ["Zirkus"],  # climbing on Monday is full; one course is its own limit, so no wood
    "k3": ["Zirkus", "Wald"],  # turns seven a day after the circus begins; six is old enough
    "k1": ["Klettern Di", "Zirkus"],  # the kitchen begins 15 minutes after the circus; two is the limit
    "k2": ["Kochen", "Wald"],  # the circus is full: k4, k3 and k1 come before
}
FIRST_PLACES_FIRST = {
    **BY_HAND,
    "k1": ["Klettern Di", "Kochen"],  # the third seat of the circus is k2's first place, so k1 goes cooking
    "k2": ["Zirkus", "Wald"],
}


@pytest.mark.parametrize(
    ("mode", "more", "expected"),
    [("stable", {}, BY_HAND), ("first-place-for-all", {"wishes_at_least": 2}, FIRST_PLACES_FIRST)],
)
def test_the_example_ends_as_it_does_by_hand(mode, more, expected):
    made = record(read(EXAMPLE | {"mode": mode} | more))
    assert made["assignment"] == expected
    assert made["verdict"]["is_proved"]


def test_the_example_explains_each_wish_of_the_first_child():
    programme = read(EXAMPLE)
    answers = CourseExplanations(record(programme), programme).answers("k1")
    assert [(each.wish.facility, each.key) for each in answers] == [
        ("Klettern Mo", "full-draw"),
        ("Klettern Di", "course-placed"),
        ("Zirkus", "course-placed"),
        ("Kochen", "course-minutes"),
        ("Wald", "course-limit"),
    ]
