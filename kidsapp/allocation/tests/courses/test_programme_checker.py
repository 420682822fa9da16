"""The checker of holiday programmes finds what is wrong, and only that."""

import copy

import pytest

from kidsapp.allocation.checker.courses.verdict import verdict
from kidsapp.allocation.tests.courses.programmes import course, in_order, run

COURSES = {
    "A": course("19 9-12", capacity=2),
    "B": course("19 11-14", capacity=2, kind="k"),
    "C": course("19 14:15-16", capacity=3, ages=[6, 10]),
    "D": course("20 9-12", capacity=1, kind="k"),
    "E": course("21 9-12", capacity=3),
}
LISTS = {
    "a": ["A", "C", "D", "E"],
    "b": ["A", "B", "E", "C"],
    "c": ["D", "E", "B"],
    "d": ["C", "A"],
    "g": ["D"],
    "h": [],
    "young": ["C", "E"],
}
CHILDREN = in_order(**LISTS)
for name in LISTS:
    CHILDREN[name]["born"] = "2023-01-01" if name == "young" else "2018-01-01"
MORE = {"limit": 2, "minutes_between": 30, "groups": [{"children": ["g", "h"], "wishes": ["E", "B"]}]}


def made_in(mode):
    found = run(CHILDREN, COURSES, mode, **MORE, **({"wishes_at_least": 1} if mode != "stable" else {}))
    assert found["verdict"]["is_proved"], found["verdict"]
    return copy.deepcopy(found)


@pytest.fixture
def proved():
    return made_in("stable")


@pytest.fixture
def firsts():
    return made_in("first-place-for-all")


def changed(made, **assignment):
    """The verdict after some children have other courses."""
    return verdict(made | {"assignment": made["assignment"] | assignment})


@pytest.mark.parametrize(
    ("child", "courses", "fault"),
    [
        ("b", ["A", "B"], "which overlap"),
        ("a", ["C", "B"], "B, which it did not wish for"),
        ("c", ["D", "B"], "are both of the kind k"),
        ("b", ["B", "C"], "lie too close together"),
        ("a", ["A", "D", "E"], "3 courses, 2 is the limit"),
        ("young", ["C"], "C, which is for other ages"),
        ("a", ["A", "A"], "a course twice"),
        ("g", ["E"], "is a joint wish, 1 of them got it"),
        ("d", ["A"], "A: 3 children on 2 seats"),
    ],
)
def test_what_nobody_may_have_is_found(proved, child, courses, fault):
    taken = {"g": {"g": ["E"], "h": []}}.get(child, {child: courses})
    found = changed(proved, **taken)
    assert any(fault in each for each in found["faults"]), found["faults"]
    assert not found["is_proved"]


def test_a_course_that_was_withheld_is_a_blocking_pair(proved):
    courses = proved["assignment"]["a"]
    found = changed(proved, a=courses[:1])
    assert ("a", courses[1]) in {(each["child"], each["wish"]) for each in found["blocking_pairs"]}


def test_somebody_who_was_passed_over_is_found(proved):
    """d comes after a and sits where a would rather be."""
    found = changed(proved, a=["C"], d=["A"])
    assert any(each["child"] == "a" and each["wish"] == "A" for each in found["blocking_pairs"])
    assert found["justified_envy"] >= 1


@pytest.mark.parametrize(
    "change",
    [
        lambda made: made["draw"]["numbers"].update(a="0" * 32),
        lambda made: made["draw"].update(list_hash="0" * 64),
        lambda made: made["hashes"].update(result="0" * 64),
        lambda made: made["input"]["courses"]["A"].update(capacity=3),
        lambda made: made["cutoffs"].update(A=None),
        lambda made: made["assignment"].pop("h"),
        lambda made: made.update(proposals=1),
        lambda made: made.update(first_places={"a": "A"}),
    ],
)
def test_whatever_is_changed_in_a_record_is_found(proved, change):
    change(proved)
    assert not verdict(proved)["is_proved"]


def test_a_missing_first_place_is_found(firsts):
    child = next(iter(firsts["first_places"]))
    del firsts["first_places"][child]
    assert any("no first place" in fault for fault in verdict(firsts)["faults"])


def test_a_first_place_that_is_not_the_best_one_in_turn_is_found():
    children = in_order(a=["A", "E"], b=["A", "E"])
    courses = {"A": course("19 9-12"), "E": course("21 9-12")}
    made = run(children, courses, "first-place-for-all", limit=1, wishes_at_least=1)
    made |= {"assignment": {"a": ["E"], "b": ["A"]}, "first_places": {"a": "E", "b": "A"}}
    assert "a: could have a better first place than E" in verdict(made)["faults"]


def test_too_few_first_places_are_found_by_the_maximum():
    children = in_order(a=["A", "E"], b=["A"])
    courses = {"A": course("19 9-12"), "E": course("21 9-12")}
    made = run(children, courses, "first-place-for-all", wishes_at_least=1)
    made |= {"assignment": {"a": ["A", "E"], "b": []}, "first_places": {"a": "A"}}
    found = verdict(made)
    assert "first places: 1 children have one, 2 could" in found["faults"]
    assert "b: could have a first place" in found["faults"]


def test_a_first_place_out_of_turn_is_found():
    children = in_order(a=["A"], b=["A"])
    made = run(children, {"A": course("19 9-12")}, "first-place-for-all", wishes_at_least=1)
    made |= {"assignment": {"a": [], "b": ["A"]}, "first_places": {"b": "A"}}
    assert "a: has no first place, and somebody has one who comes after" in verdict(made)["faults"]
