"""Signed contracts, orders by hand, late children, and what would change if."""

import json
import random

import pytest
from hypothesis import given, settings

from kidsapp.allocation import what_if
from kidsapp.allocation.marginal import MarginalValue, marginal_values
from kidsapp.allocation.reading.document import Wish
from kidsapp.allocation.reading.faults import InputRefused
from kidsapp.allocation.reading.whole import read
from kidsapp.allocation.tests.markets import crossed, document, random_strict, run, strict
from kidsapp.allocation.tests.test_fairness import documents

TWO = {"a": ["K1", "K2"], "b": ["K1", "K2"]}
PLACES = {"K1": strict(1, "a", "b"), "K2": strict(1, "a", "b")}


def test_a_signed_contract_stands_and_all_others_are_placed_around_it():
    made = run(TWO, PLACES, signed={"b": "K1"})
    assert made["assignment"] == {"a": "K2", "b": "K1"} and made["verdict"]["is_proved"]


def test_a_rerun_says_who_gains_who_loses_and_who_stays():
    children = {**TWO, "c": ["K2"]}
    places = {**PLACES, "K2": strict(1, "c", "a", "b")}
    made = run(children, places, signed={"b": "K1"}, previous={"a": "K2", "b": "K1", "c": None})
    assert made["changes"] == {
        "gained": {"c": [None, "K2"]},
        "lost": {"a": ["K2", None]},
        "better": {},
        "worse": {},
        "other": {},
        "unchanged": ["b"],
        "signed": ["b"],
    }


def test_an_order_by_hand_says_what_it_changed():
    order = {"child": "b", "act": "place", "wish": "K1", "ground": "hardship", "by": "N", "second": "M"}
    made = run(TWO, PLACES, grounds=["hardship"], overrides=[order])
    assert made["overrides"] == [order | {"changed": {"a": ["K1", "K2"], "b": ["K2", "K1"]}}]


def test_a_child_that_is_barred_goes_on_to_its_next_wish():
    order = {"child": "a", "act": "bar", "wish": "K1", "ground": "conflict", "by": "N", "second": "M"}
    made = run(TWO, PLACES, grounds=["conflict"], overrides=[order])
    assert made["assignment"] == {"a": "K2", "b": "K1"} and made["verdict"]["is_proved"]


@pytest.mark.parametrize(
    ("change", "path"),
    [
        ({"ground": "whim"}, "$.overrides[0].ground"),
        ({"second": "N"}, "$.overrides[0].second"),
        ({"child": "z"}, "$.overrides[0].child"),
        ({"act": "swap"}, "$.overrides[0].act"),
    ],
)
def test_an_order_without_ground_or_second_person_is_refused(change, path):
    order = {"child": "b", "act": "place", "wish": "K1", "ground": "hardship", "by": "N", "second": "M"}
    with pytest.raises(InputRefused) as refused:
        run(TWO, PLACES, grounds=["hardship"], overrides=[order | change])
    assert refused.value.path == path


def test_more_kept_places_than_seats_are_refused():
    with pytest.raises(InputRefused) as refused:
        run(TWO, PLACES, signed={"a": "K1", "b": "K1"})
    assert refused.value.path == "$.facilities.K1.capacity"


def test_late_children_share_what_is_left_and_no_one_moves():
    """A late child that comes before everybody gets the free place, not the one that somebody has."""
    children = {"late": ["K1", "K2"], "waits": ["K2"], "has": ["K1"]}
    places = {"K1": strict(1, "late", "has"), "K2": strict(1, "late", "waits")}
    made = run(children, places, previous={"has": "K1", "waits": None}, late="no-one-moves")
    assert made["assignment"] == {"has": "K1", "late": "K2", "waits": None}
    assert made["verdict"]["is_proved"] and len(made["changes"]["unchanged"]) == 2


def test_one_more_place_is_worth_what_a_new_run_says():
    """Vacancy chains against running again, on small markets; a circle of children who gain is found too."""
    dice = random.Random(7)  # noqa: S311
    for number in range(120):
        city = document(*(random_strict(dice, 6, 4) if number % 2 else crossed(dice, children=6)))
        assert marginal_values(city) == by_running_again(city)


@settings(max_examples=60)
@given(documents())
def test_one_more_place_is_worth_that_with_hours_months_groups_and_reserves_too(content):
    city = read(json.dumps(content).encode())
    assert marginal_values(city) == by_running_again(city)


def by_running_again(city):
    """The whole document with one more seat, for each facility."""
    before = what_if.assignment(city)
    found = {}
    for name in city.facilities:
        after = what_if.assignment(what_if.with_seats(city, name, 1))
        better = [child for child in before if before[child] != after[child]]
        placed = sum(before[child] is None for child in better)
        found[name] = MarginalValue(placed, len(better))
    return found


def test_one_more_place_is_worth_that_with_families_and_kitas_that_decide_by_hand_too():
    families = [{"children": ["a", "b"], "wishes": [["K1", "K1"]]}]
    together = document({"a": [], "b": [], "c": ["K1"]}, {"K1": strict(1, "c", "a", "b")}, families=families)
    by_hand = document(TWO, {name: each | {"by_hand": True} for name, each in PLACES.items()})
    for city in (together, by_hand):
        assert marginal_values(city) == by_running_again(city)


def test_one_more_place_can_make_a_whole_chain_happier():
    children = {"a": ["K1", "K2"], "b": ["K2", "K3"], "c": ["K3"], "x": ["K1"]}
    places = {"K1": strict(1, "x", "a"), "K2": strict(1, "a", "b"), "K3": strict(1, "b", "c")}
    found = marginal_values(document(children, places))
    assert found["K1"] == MarginalValue(placed=1, better=3)


def test_chances_add_up_and_are_the_same_each_time():
    children = {name: ["K1", "K2"] for name in "abcd"}
    equal = {"capacity": 1, "priorities": {name: {"points": 1} for name in children}}
    city = document(children, {"K1": equal, "K2": equal})
    found = what_if.chances(city, "a", 200)
    assert found == what_if.chances(city, "a", 200) and found.total() == 200
    assert all(30 < found[wish] < 70 for wish in (Wish("K1"), Wish("K2"))) and 70 < found[None] < 130


def test_more_points_are_tried_without_touching_the_input():
    city = document(
        TWO, {name: {"capacity": 1, "priorities": {"a": {"points": 1}, "b": {}}} for name in ("K1", "K2")}
    )
    tried = what_if.with_points(city, "b", "K1", 2000)
    assert what_if.assignment(tried) == {"a": Wish("K2"), "b": Wish("K1")}
    assert what_if.assignment(city) == {"a": Wish("K1"), "b": Wish("K2")}
