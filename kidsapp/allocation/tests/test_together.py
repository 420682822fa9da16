"""Brothers and sisters who apply together."""

import random

import pytest

from kidsapp.allocation import together
from kidsapp.allocation.explanations import Explanations
from kidsapp.allocation.reading.faults import InputRefused
from kidsapp.allocation.tests.markets import document, run, strict


def family(*children, wishes):
    return {"children": list(children), "wishes": [list(line) for line in wishes]}


def test_twins_get_a_place_together_or_go_on_together():
    facilities = {"K1": strict(2, "single", "t1", "t2"), "K2": strict(2, "t1", "t2")}
    twins = family("t1", "t2", wishes=[("K1", "K1"), ("K2", "K2")])
    made = run({"t1": [], "t2": [], "single": ["K1"]}, facilities, families=[twins])
    assert made["assignment"] == {"single": "K1", "t1": "K2", "t2": "K2"}
    assert made["verdict"]["is_proved"]


def test_a_seat_that_a_family_gives_back_goes_to_whom_it_had_pushed_out():
    """Anna pushes Ben out, leaves with her brother who got nothing, and Ben has his place again."""
    facilities = {
        "K1": strict(1, "anna", "ben"),
        "K2": strict(1, "emil", "brother"),
        "K3": strict(2, "anna", "brother"),
    }
    joint = family("anna", "brother", wishes=[("K1", "K2"), ("K3", "K3")])
    children = {"anna": [], "brother": [], "ben": ["K1"], "emil": ["K2"]}
    made = run(children, facilities, families=[joint])
    assert made["assignment"] == {"anna": "K3", "brother": "K3", "ben": "K1", "emil": "K2"}
    assert made["verdict"]["is_proved"]


def test_a_family_that_fell_too_far_goes_back_to_its_better_line():
    """Both families ask for one house first; when the first leaves it again, the second has it after all."""
    facilities = {
        "K1": strict(2, "a1", "a2", "b1", "b2"),
        "K2": strict(1, "x", "a2"),
        "K3": strict(4, "a1", "a2", "b1", "b2"),
    }
    families = [
        family("a1", "a2", wishes=[("K1", "K2"), ("K3", "K3")]),
        family("b1", "b2", wishes=[("K1", "K1"), ("K3", "K3")]),
    ]
    children = {"a1": [], "a2": [], "b1": [], "b2": [], "x": ["K2"]}
    made = run(children, facilities, families=families)
    assert made["assignment"] == {"a1": "K3", "a2": "K3", "b1": "K1", "b2": "K1", "x": "K2"}
    assert made["verdict"]["is_proved"]


def test_where_no_stable_result_exists_the_coalition_is_named():
    """As in Roth (1984): a pair of siblings and one child chase each other round."""
    facilities = {"K1": strict(1, "s1", "x"), "K2": strict(1, "x", "s2")}
    joint = family("s1", "s2", wishes=[("K1", "K2")])
    made = run({"s1": [], "s2": [], "x": ["K1", "K2"]}, facilities, families=[joint])
    found = made["verdict"]
    assert not found["is_proved"] and not found["faults"]
    assert found["blocking_coalitions"] == [
        {"children": ["s1", "s2"], "facilities": {"s1": "K1", "s2": "K2"}, "line": 1}
    ]


def test_siblings_are_split_only_where_their_family_wrote_so():
    facilities = {"K1": strict(1, "a", "b"), "K2": strict(1, "a", "b")}
    children = {"a": [], "b": []}
    assert run(children, facilities, families=[family("a", "b", wishes=[("K1", "K1")])])["assignment"] == {
        "a": None,
        "b": None,
    }
    apart = [family("a", "b", wishes=[("K1", "K1"), ("K1", None)])]
    assert run(children, facilities, families=apart)["assignment"] == {"a": "K1", "b": None}


def test_the_checker_finds_a_family_that_was_split_against_its_list():
    from kidsapp.allocation.checker.verdict import verdict

    facilities = {"K1": strict(2, "a", "b")}
    made = run({"a": [], "b": []}, facilities, families=[family("a", "b", wishes=[("K1", "K1")])])
    made["assignment"]["b"] = None
    assert "a, b: got together what stands in no line of their list" in verdict(made)["faults"]


def test_each_child_of_a_family_reads_why_a_line_was_not_met():
    facilities = {"K1": strict(1, "a", "b"), "K2": strict(1, "x", "b"), "K3": strict(2, "a", "b")}
    lines = [("K1", "K1"), ("K1", "K2"), ("K3", "K3")]
    children, families = {"a": [], "b": [], "x": ["K2"]}, [family("a", "b", wishes=lines)]
    made = run(children, facilities, families=families)
    explained = Explanations(made, document(children, facilities, families=families))
    assert [answer.key for answer in explained.answers("a")] == ["together-full", "together-full", "placed"]
    assert [answer.key for answer in explained.answers("b")] == ["together-full", "full-position", "placed"]


def test_a_joint_list_is_the_only_list_of_its_children():
    with pytest.raises(InputRefused, match="has a list of its own"):
        run({"a": ["K1"], "b": []}, {"K1": strict(2)}, families=[family("a", "b", wishes=[("K1", "K1")])])


def test_a_search_that_is_tired_gives_the_best_it_has_with_the_coalition_named(monkeypatch):
    monkeypatch.setattr(together, "MOST_WORK", 0)
    dice, named = random.Random(6), 0  # noqa: S311
    for _ in range(25):
        lists, places, families = random_city(dice, 40, 5, 0.3)
        found = run(lists, places, families=families)["verdict"]
        assert not found["faults"] and not found["blocking_pairs"]
        assert found["is_proved"] != bool(found["blocking_coalitions"])
        named += bool(found["blocking_coalitions"])
    assert named


def random_city(dice, children, facilities, share):
    """A city where so large a share of the children apply with a brother or sister."""
    names = [f"K{n}" for n in range(facilities)]
    pupils = [f"c{n:03}" for n in range(children)]
    pairs = [(pupils[n], pupils[n + 1]) for n in range(0, int(children * share) // 2 * 2, 2)]
    lists = {pupil: dice.sample(names, min(5, facilities)) for pupil in pupils}
    families = [
        family(
            *pair,
            wishes=[
                *((name, name) for name in lists[pair[0]][:3]),
                *((name, None) for name in lists[pair[0]][:2]),
            ],
        )
        for pair in pairs
    ]
    for pair in pairs:
        lists[pair[0]] = lists[pair[1]] = []
    standing = {pupil: {"class": dice.randint(0, 2), "points": dice.randint(0, 50)} for pupil in pupils}
    places = {name: {"capacity": children * 9 // (10 * facilities), "priorities": standing} for name in names}
    return lists, places, families


def test_random_cities_with_siblings_get_a_stable_result_or_a_named_coalition():
    dice = random.Random(6)  # noqa: S311
    stable = 0
    for _ in range(25):
        lists, places, families = random_city(dice, 40, 5, 0.3)
        found = run(lists, places, families=families)["verdict"]
        assert not found["faults"] and not found["blocking_pairs"]
        stable += found["is_proved"]
    assert stable >= 20
