"""Late children: no one moves, or as few as can be."""

import itertools
import random

import pytest

from kidsapp.allocation.checker.verdict import verdict
from kidsapp.allocation.explanations import Explanations
from kidsapp.allocation.reading.faults import InputRefused
from kidsapp.allocation.tests.markets import document, random_strict, run, stable_assignments, strict


def late_market(dice, *, other_seats):
    """A first result for some of the children; then all are there, and perhaps other seats."""
    wishes, places = random_strict(dice, 5, 3)
    early = dice.sample(list(wishes), dice.randint(0, len(wishes)))
    first = {n: {**p, "priorities": [c for c in p["priorities"] if c in early]} for n, p in places.items()}
    before = run({child: wishes[child] for child in early}, first)["assignment"]
    if other_seats:
        places = {
            n: {**p, "capacity": max(0, p["capacity"] + dice.randint(-1, 1))} for n, p in places.items()
        }
    return wishes, places, before


def moved(before, after):
    return {child for child, place in before.items() if place and after[child] != place}


def lawful(wishes, places, before):
    """Every assignment in which nobody who waits or was moved has a claim, straight from the definition.

    A claim is a better wish with an empty seat, or with a child on it who stands behind. Who was moved may
    claim its old place before all others, so it lost it only to children who stand before it.
    """
    rank = {name: {child: n for n, child in enumerate(p["priorities"])} for name, p in places.items()}
    eligible = {child: [n for n in listed if child in rank[n]] for child, listed in wishes.items()}
    for choice in itertools.product(*[[*listed, None] for listed in eligible.values()]):
        after = dict(zip(eligible, choice, strict=True))
        seated = {name: [c for c, at in after.items() if at == name] for name in places}
        if any(len(seated[name]) > places[name]["capacity"] for name in places):
            continue
        if not any(
            sum(rank[at][other] < rank[at][child] for other in seated[at]) < places[at]["capacity"]
            for child, got in after.items()
            for at in claims(eligible[child], before.get(child), got)
        ):
            yield after


def claims(listed, had, got):
    if had and had == got:
        return []
    better = listed[: listed.index(got) if got else None]
    return [*better, had] if had else better


@pytest.mark.parametrize("other_seats", [False, True])
def test_fewest_moves_are_as_few_as_complete_enumeration_finds(other_seats):
    """And the children who are moved are moved in every other lawful result too."""
    dice, moves = random.Random(21), 0  # noqa: S311
    for _ in range(150):
        wishes, places, before = late_market(dice, other_seats=other_seats)
        made = run(wishes, places, previous=before, late="fewest-moves")
        assert made["verdict"]["is_proved"], made["verdict"]
        found = list(lawful(wishes, places, before))
        mine = moved(before, made["assignment"])
        assert made["assignment"] in found
        assert all(mine <= moved(before, other) for other in found)
        assert made["verdict"]["late"]["moved"] == sorted(mine)
        assert made["verdict"]["late"]["fewest"] == len(mine)
        moves += len(mine)
    assert moves > 5


def test_with_only_more_children_the_result_is_the_one_for_all_at_once():
    """Then no stable result of the whole list moves fewer (Gajulapalli, Liu, Mai, Vazirani 2019)."""
    dice = random.Random(22)  # noqa: S311
    for _ in range(80):
        wishes, places, before = late_market(dice, other_seats=False)
        made = run(wishes, places, previous=before, late="fewest-moves")["assignment"]
        assert made == run(wishes, places)["assignment"]
        fewest = min(len(moved(before, each)) for each in stable_assignments(wishes, places))
        assert len(moved(before, made)) == fewest


def test_no_one_moves_moves_nobody_and_leaves_no_envy_among_those_who_wait():
    dice = random.Random(23)  # noqa: S311
    for _ in range(80):
        wishes, places, before = late_market(dice, other_seats=False)
        made = run(wishes, places, previous=before, late="no-one-moves")
        assert made["verdict"]["is_proved"]
        late = made["verdict"]["late"]
        assert late == {"mode": "no-one-moves", "moved": [], "new_envy": 0}
        assert not moved(before, made["assignment"])


def test_a_promised_place_is_lost_only_to_a_child_that_stands_before():
    children = {"has": ["K1", "K2"], "late": ["K1"], "behind": ["K1"]}
    places = {"K1": strict(1, "late", "has", "behind"), "K2": strict(1, "has")}
    made = run(children, places, previous={"has": "K1"}, late="fewest-moves")
    assert made["assignment"] == {"has": "K2", "late": "K1", "behind": None}
    without = run(children | {"late": []}, places, previous={"has": "K1"}, late="fewest-moves")
    assert without["assignment"] == {"has": "K1", "late": None, "behind": None}


def test_a_place_that_became_free_goes_to_who_waits_and_not_to_who_has_one():
    """Who has a place is asked for nothing else; it reads so."""
    children = {"has": ["K1", "K2"], "waits": ["K1"]}
    places = {"K1": strict(1, "has", "waits"), "K2": strict(1, "has")}
    given = {"previous": {"has": "K2", "waits": None}, "late": "fewest-moves"}
    made = run(children, places, **given)
    assert made["assignment"] == {"has": "K2", "waits": "K1"} and made["verdict"]["is_proved"]
    answers = Explanations(made, document(children, places, **given)).answers("has")
    assert [(each.rank, each.key) for each in answers] == [(1, "not-asked"), (2, "held-before")]


def test_when_a_kita_loses_seats_only_those_who_stand_last_move():
    children = {"a": ["K1", "K2"], "b": ["K1", "K2"], "c": ["K2"]}
    places = {"K1": strict(1, "a", "b"), "K2": strict(2, "b", "c")}
    before = {"a": "K1", "b": "K1", "c": "K2"}
    made = run(children, places, previous=before, late="fewest-moves")
    assert made["assignment"] == {"a": "K1", "b": "K2", "c": "K2"}
    assert made["verdict"]["late"]["moved"] == ["b"] and made["changes"]["worse"] == {"b": ["K1", "K2"]}


def test_a_family_keeps_together_what_it_had_together():
    places = {"K1": strict(2, "x", "s1", "s2"), "K2": strict(2, "s1", "s2")}
    joint = [{"children": ["s1", "s2"], "wishes": [["K2", "K2"], ["K1", "K1"]]}]
    children, had = {"s1": [], "s2": [], "x": ["K1"]}, {"s1": "K1", "s2": "K1"}
    made = run(children | {"x": []}, places, families=joint, previous=had, late="fewest-moves")
    assert made["assignment"]["s1"] == made["assignment"]["s2"] == "K1" and made["verdict"]["is_proved"]
    made = run(children, places, families=joint, previous=had, late="fewest-moves")
    assert made["assignment"] == {"s1": "K2", "s2": "K2", "x": "K1"} and made["verdict"]["is_proved"]


def test_a_held_place_without_right_to_it_is_refused_with_its_path():
    with pytest.raises(InputRefused) as refused:
        run({"a": ["K1"]}, {"K1": strict(1)}, previous={"a": "K1"}, late="fewest-moves")
    assert refused.value.path == "$.previous.a"


def test_the_checker_finds_a_move_that_was_not_needed():
    """Two children swap places that both would rather have: stable, but nobody had to move."""
    children = {"a": ["K1", "K2"], "b": ["K2", "K1"]}
    places = {"K1": strict(1, "b", "a"), "K2": strict(1, "a", "b")}
    made = run(children, places, previous={"a": "K2", "b": "K1"}, late="fewest-moves")
    assert made["assignment"] == {"a": "K2", "b": "K1"}
    made["assignment"] = {"a": "K1", "b": "K2"}
    assert "late: 2 children moved where 0 are enough" in verdict(made)["faults"]
