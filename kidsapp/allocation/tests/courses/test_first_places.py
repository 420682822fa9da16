"""A first place for every child before anyone gets a second, and what it costs."""

import itertools
import random

import pytest

from kidsapp.allocation.checker.courses.first_places import most_with_a_place
from kidsapp.allocation.courses.gains import MEASURED
from kidsapp.allocation.courses.programme import Child, Mode, Programme
from kidsapp.allocation.courses.running import run as run_with
from kidsapp.allocation.tests.courses.programmes import course, document, in_order, read, run

MODE = "first-place-for-all"
DAYS = {"A": course("19 9-12"), "B": course("20 9-12"), "C": course("21 9-12")}


def first(children, courses, **more):
    """The record in this mode; what the rule gives is always proved."""
    made = run(children, courses, MODE, **{"wishes_at_least": 1, **more})
    assert made["verdict"]["is_proved"], made["verdict"]
    return made


def test_nobody_gets_a_second_place_while_a_child_that_could_have_one_has_none():
    children = in_order(a=["A", "B", "C"], b=["A"], c=["B", "A"])
    assert run(children, DAYS)["assignment"] == {"a": ["A", "B", "C"], "b": [], "c": []}
    assert first(children, DAYS)["assignment"] == {"a": ["C"], "b": ["A"], "c": ["B"]}


def test_what_is_left_goes_by_the_order_and_never_against_a_dearer_wish():
    children = in_order(a=["A", "B", "C"], b=["C", "A"])
    assert first(children, DAYS)["assignment"] == {"a": ["A", "B"], "b": ["C"]}


def test_the_order_decides_who_has_none_where_not_all_can_have_one():
    children = in_order("b", "a", "c", a=["A"], b=["A"], c=["B"])
    assert first(children, DAYS)["first_places"] == {"b": "A", "c": "B"}


def test_each_first_place_is_the_best_that_leaves_everyone_theirs_in_turn():
    """All first places are compared: nobody could have a better one before somebody has a worse one."""
    dice = random.Random(6)  # noqa: S311
    for _ in range(80):
        names = "ABC"
        courses = {name: DAYS[name] | {"capacity": dice.randint(0, 2)} for name in names}
        lists = {f"c{n}": dice.sample(names, dice.randint(1, 3)) for n in range(4)}
        found = first(in_order(**lists), courses)["first_places"]
        assert found == _best_by_definition(lists, {name: each["capacity"] for name, each in courses.items()})


def _best_by_definition(lists, seats):
    """As many as possible; among these whoever comes earlier; among these the better place in turn."""
    ranked = []
    for choice in itertools.product(*[[*wishes, None] for wishes in lists.values()]):
        if all(choice.count(name) <= most for name, most in seats.items()):
            placed = [each is None for each in choice]
            ranks = [
                len(wishes) if each is None else wishes.index(each)
                for each, wishes in zip(choice, lists.values(), strict=True)
            ]
            ranked.append((sum(placed), placed, ranks, choice))
    best = min(ranked)[3]
    return {child: each for child, each in zip(lists, best, strict=True) if each}


def test_as_many_children_as_possible_have_a_place_whatever_clashes():
    """Against complete enumeration; the checker's own maximum is the same."""
    dice = random.Random(7)  # noqa: S311
    courses = {
        "A": course("19 9-12"),
        "B": course("19 11-14"),
        "C": course("19 13-16"),
        "D": course("20 9-12"),
    }
    for _ in range(80):
        lists = {f"c{n}": dice.sample("ABCD", dice.randint(0, 3)) for n in range(5)}
        made = first(in_order(**lists), courses)
        most = max(
            sum(each is not None for each in choice)
            for choice in itertools.product(*[[*wishes, None] for wishes in lists.values()])
            if all(choice.count(name) <= 1 for name in courses)
        )
        placed = sum(bool(each) for each in made["assignment"].values())
        assert placed == most == made["verdict"]["first_places"]["most"]
        assert most == most_with_a_place(dict.fromkeys(courses, 1), lists)


def test_a_group_has_its_first_place_together_and_the_others_still_as_many_as_can_be():
    courses = {"A": course("19 9-12", capacity=2), "B": course("20 9-12"), "C": course("21 9-12")}
    children = in_order("a", "b", "y", "z", a=[], b=[], y=["A", "B"], z=["A", "C"])
    made = first(children, courses, groups=[{"children": ["a", "b"], "wishes": ["A"]}])
    assert made["first_places"] == {"a": "A", "b": "A", "y": "B", "z": "C"}


def test_a_group_does_not_take_a_first_place_from_who_comes_before_it():
    courses = {"A": course("19 9-12", capacity=2), "B": course("20 9-12", capacity=2)}
    children = in_order("z", "a", "b", z=["A"], a=[], b=[])
    made = first(children, courses, groups=[{"children": ["a", "b"], "wishes": ["A", "B"]}])
    assert made["first_places"] == {"z": "A", "a": "B", "b": "B"}


def test_what_staying_together_costs_in_first_places_is_said():
    courses = {"A": course("19 9-12")}
    made = first({"a": [], "b": []}, courses, groups=[{"children": ["a", "b"], "wishes": ["A"]}])
    assert made["verdict"]["first_places"] == {"children": 0, "most": 0, "most_if_apart": 1}


def test_listing_less_can_still_pay_here_and_no_rule_with_this_promise_could_forbid_it():
    """c hides B: then only A can be its first place, and a, who comes before, has to go to B."""
    children = in_order(a=["A", "B"], c=["A", "B"])
    courses = {"A": course("19 9-12"), "B": course("19 9-12")}
    assert first(children, courses)["assignment"] == {"a": ["A"], "c": ["B"]}
    children["c"]["wishes"] = ["A"]
    assert first(children, courses)["assignment"] == {"a": ["B"], "c": ["A"]}


def test_and_it_can_cost_the_only_place():
    children = in_order("a", "b", "c", a=["A", "B"], b=["B"], c=["A", "B", "C"])
    assert first(children, DAYS, limit=1)["assignment"]["c"] == ["C"]
    children["c"]["wishes"] = ["A", "B"]
    assert first(children, DAYS, limit=1)["assignment"]["c"] == []


@pytest.mark.sweep
def test_what_listing_less_can_gain_is_what_every_report_says():
    assert gain_by_listing_less() == MEASURED


def gain_by_listing_less():
    """Every shorter list of every child, in drawn programmes where all wish for all courses."""
    dice = random.Random(20261122)  # noqa: S311
    gained = {least: 0 for least in (1, 2, 3)}
    cases = 0
    for _ in range(MEASURED["programmes"]):
        programme, lists = _scarce(dice)
        for _ in range(MEASURED["draws"]):
            order = dice.sample(list(lists), len(lists))
            honest = _outcome(programme, lists, order)
            for child in lists:
                cases += 1
                longest = _longest_that_gains(programme, lists, order, child, honest[child])
                for least in gained:
                    gained[least] += longest >= least
    return {
        "programmes": MEASURED["programmes"],
        "draws": MEASURED["draws"],
        "children": 4,
        "wishes": 4,
        "cases": cases,
        "gained_with_at_least": {str(least): number for least, number in gained.items()},
    }


def _scarce(dice):
    courses = {}
    for name in "ABCD":
        begin = dice.choice([9, 10, 13])
        courses[name] = course(
            f"{dice.choice([19, 20])} {begin}-{begin + 2}", capacity=dice.choice([1, 1, 2])
        )
    lists = {f"c{n}": dice.sample("ABCD", 4) for n in range(4)}
    return read(document({}, courses, MODE, limit=2, wishes_at_least=1)), lists


def _outcome(programme, lists, order):
    children = {
        name: Child(tuple(wishes), priority_class=order.index(name)) for name, wishes in lists.items()
    }
    changed = Programme(Mode(programme.mode), children, programme.courses, limit=programme.limit)
    return run_with(changed, dict.fromkeys(children, "")).assignment


def _longest_that_gains(programme, lists, order, child, honest):
    """How many wishes the longest shortened list has that gains, 0 where none does."""
    true = lists[child]
    for length in range(len(true) - 1, 0, -1):
        for shorter in itertools.combinations(true, length):
            other = _outcome(programme, lists | {child: shorter}, order)[child]
            if next((wish in other for wish in true if (wish in other) != (wish in honest)), False):
                return length
    return 0
