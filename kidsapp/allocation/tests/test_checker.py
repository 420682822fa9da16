"""The checker finds what is wrong, and only that."""

import copy
import random

import pytest

from kidsapp.allocation.checker.verdict import verdict
from kidsapp.allocation.tests.markets import random_strict, run, stable_assignments, strict

CHILDREN = {"a": ["K1", "K2"], "b": ["K1", "K2"], "c": ["K1", "K2"], "d": ["K1", "K3"]}
FACILITIES = {
    "K1": {
        "capacity": 1,
        "priorities": {
            name: {"class": 0, "points": points} for name, points in zip("abc", (70, 80, 80), strict=True)
        },
    },
    "K2": strict(1, *"cba"),
    "K3": strict(2, "d"),
}


@pytest.fixture
def proved():
    made = run(CHILDREN, FACILITIES)
    assert made["verdict"]["is_proved"]
    return copy.deepcopy(made)


def test_two_children_on_one_seat_are_found(proved):
    proved["assignment"].update(a="K2")
    assert any("K2: 2 children on 1 seats" in fault for fault in verdict(proved)["faults"])


def test_an_envied_child_is_found(proved):
    swapped = proved["assignment"]
    first = next(child for child, place in swapped.items() if place == "K1")
    swapped[first], swapped["a"] = None, "K1"
    found = verdict(proved)
    assert found["justified_envy"] >= 1 and not found["is_proved"]
    assert {"child": first, "wish": "K1"} in found["blocking_pairs"]


def test_an_empty_seat_that_somebody_wished_for_is_found(proved):
    proved["assignment"]["d"] = None
    found = verdict(proved)
    assert found["empty_seats_wished_for"] == 1
    assert found["blocking_pairs"] == [{"child": "d", "wish": "K3"}]


def test_a_place_without_wish_or_right_is_found(proved):
    proved["assignment"].update(a="K3")
    faults = verdict(proved)["faults"]
    assert "a: got K3, which it did not wish for" in faults
    assert "a: got K3, where it is not eligible" in faults


@pytest.mark.parametrize(
    "change",
    [
        lambda made: made["draw"]["numbers"].update(a="0" * 32),
        lambda made: made["draw"].update(commitment="0" * 64),
        lambda made: made["draw"].update(list_hash="0" * 64),
        lambda made: made["cutoffs"]["K1"].update(points=71),
        lambda made: made["cutoffs"].update(K3={"position": 1}),
        lambda made: made["cutoffs"].update(K1=None),
        lambda made: made["hashes"].update(result="0" * 64),
        lambda made: made["input"]["children"].update(a=["K1"]),
        lambda made: made["assignment"].pop("a"),
        lambda made: made.update(proposals=1),
    ],
)
def test_whatever_is_changed_in_a_record_is_found(proved, change):
    change(proved)
    assert verdict(proved)["faults"]


def test_the_checker_agrees_with_the_definition_on_every_assignment_of_small_markets():
    """Every child moved to every place and to none: the checker says the same as the plain definition."""
    dice = random.Random(5)  # noqa: S311
    for _ in range(60):
        wishes, facilities = random_strict(dice, 4, 3)
        made = copy.deepcopy(run(wishes, facilities))
        stable = list(stable_assignments(wishes, facilities))
        for child, place in made["assignment"].items():
            for other in {*wishes[child], None} - {place}:
                moved = made | {"assignment": made["assignment"] | {child: other}}
                found = verdict(moved)
                is_stable = not found["blocking_pairs"] and not any(
                    "children on" in f or "got" in f for f in found["faults"]
                )
                assert is_stable == (moved["assignment"] in stable)
