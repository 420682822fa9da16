"""Facilities that decide by hand, in rounds; the best offer is held in the family's favour."""

import copy
import random

import pytest

from kidsapp.allocation.checker.verdict import verdict
from kidsapp.allocation.explanations import Explanations
from kidsapp.allocation.reading.faults import InputRefused
from kidsapp.allocation.tests.markets import crossed, document, random_strict, run, stable_assignments, strict


def by_hand(facilities, names):
    return {name: each | ({"by_hand": True} if name in names else {}) for name, each in facilities.items()}


def market(dice):
    return dice.choice([random_strict, crossed])(dice)


def rank(wishes, assignment, child):
    return wishes[child].index(assignment[child]) if assignment[child] else len(wishes[child])


def test_where_all_decide_by_hand_each_child_gets_what_is_worst_for_it_among_the_stable_results():
    """That is the price of this mode, and the record says it: the result is best for the facilities."""
    dice, differ = random.Random(31), 0  # noqa: S311
    for _ in range(100):
        wishes, places = market(dice)
        made = run(wishes, by_hand(places, set(places)))
        assert made["verdict"]["is_proved"], made["verdict"]
        stable = list(stable_assignments(wishes, places))
        assert made["assignment"] in stable
        got = made["assignment"]
        assert all(rank(wishes, got, child) >= rank(wishes, o, child) for o in stable for child in wishes)
        best = run(wishes, places)["assignment"]
        said = made.get("by_hand", {}).get("better_if_children_asked", {})
        assert said == {child: [got[child], best[child]] for child in wishes if got[child] != best[child]}
        differ += bool(said)
    assert differ > 10


def test_a_mix_is_stable_and_no_child_has_it_worse_than_where_all_decide_by_hand():
    dice, between = random.Random(32), 0  # noqa: S311
    for _ in range(100):
        wishes, places = market(dice)
        some = set(dice.sample(list(places), dice.randint(0, len(places))))
        made = run(wishes, by_hand(places, some))
        assert made["verdict"]["is_proved"], made["verdict"]
        worst = run(wishes, by_hand(places, set(places)))["assignment"]
        best = run(wishes, places)["assignment"]
        for child in wishes:
            ranks = [rank(wishes, each, child) for each in (best, made["assignment"], worst)]
            assert ranks == sorted(ranks)
        between += best != made["assignment"] != worst
        if not some:
            assert made["assignment"] == best and "by_hand" not in made
    assert between


def test_no_child_gets_worse_from_round_to_round_and_no_list_loses_an_offer_by_growing():
    """So a Kita may begin with a short list and make it longer while the rounds go on."""
    dice = random.Random(33)  # noqa: S311
    for _ in range(80):
        wishes, places = market(dice)
        names = set(places)
        short = {
            name: each | {"priorities": each["priorities"][: dice.randint(0, len(each["priorities"]))]}
            for name, each in places.items()
        }
        first, then = (run(wishes, by_hand(each, names)) for each in (short, places))
        assert all(
            rank(wishes, then["assignment"], c) <= rank(wishes, first["assignment"], c) for c in wishes
        )
        assert offers(first) <= offers(then)


def offers(made):
    rounds = made.get("by_hand", {}).get("rounds", [])
    return {
        (name, child) for each in rounds for name, children in each["offers"].items() for child in children
    }


FAMILIES = {"a": ["K2", "K1"], "b": ["K1", "K2"], "c": ["K1"]}
KITAS = by_hand({"K1": strict(1, "a", "b", "c"), "K2": strict(1, "b", "a")}, {"K1", "K2"})


def test_the_record_tells_each_round_and_what_children_would_have_had_by_asking():
    made = run(FAMILIES, KITAS)
    assert made["assignment"] == {"a": "K1", "b": "K2", "c": None}
    assert made["by_hand"] == {
        "rounds": [{"offers": {"K1": ["a"], "K2": ["b"]}, "declined": {}}],
        "list_ended": {},
        "better_if_children_asked": {"a": ["K1", "K2"], "b": ["K2", "K1"]},
    }
    assert made["proposals"] == 2


def test_an_offer_is_held_until_a_better_one_comes():
    """K1 asks a, who also has K2 in sight; when K2 offers, K1 goes on to b in the next round."""
    kitas = by_hand(
        {"K1": strict(1, "a", "b"), "K2": strict(1, "x", "a"), "K3": strict(1, "x")}, {"K1", "K2", "K3"}
    )
    made = run({"a": ["K2", "K1"], "b": ["K1"], "x": ["K3", "K2"]}, kitas)
    assert made["assignment"] == {"a": "K2", "b": "K1", "x": "K3"}
    assert [each["offers"] for each in made["by_hand"]["rounds"]] == [
        {"K1": ["a"], "K2": ["x"], "K3": ["x"]},
        {"K2": ["a"]},
        {"K1": ["b"]},
    ]


def test_groups_are_filled_by_the_list_of_the_kita_and_a_list_that_ends_too_early_is_named():
    children = {
        name: {"wishes": ["K1"], "group": group} for name, group in {"a": "U3", "b": "U3", "c": "UE3"}.items()
    }
    place = {"capacity": 3, "groups": {"U3": 1, "UE3": 2}, "priorities": ["a", "b", "c"], "by_hand": True}
    made = run(children, {"K1": place})
    assert made["assignment"] == {"a": "K1", "b": None, "c": "K1"} and made["verdict"]["is_proved"]
    assert made["by_hand"]["list_ended"] == {"K1": 1}


def test_a_child_without_an_offer_reads_that_the_kita_decides_itself():
    made = run(FAMILIES | {"d": ["K1", "K2"]}, KITAS)
    answers = Explanations(made, document(FAMILIES | {"d": ["K1", "K2"]}, KITAS)).answers("d")
    assert [each.key for each in answers] == ["not-offered", "not-offered"]


@pytest.mark.parametrize(
    ("more", "path"),
    [
        ({"priorities": {"a": {}}}, "$.facilities.K1.priorities"),
        ({"by_hand": 1}, "$.facilities.K1.by_hand"),
        ({"contracts": {"45": 1}}, "$.facilities.K1.by_hand"),
    ],
)
def test_what_cannot_be_offered_by_hand_is_refused_with_its_path(more, path):
    with pytest.raises(InputRefused) as refused:
        run({"a": []}, {"K1": strict(1, "a") | {"by_hand": True} | more})
    assert refused.value.path == path


def test_fewest_moves_and_decisions_by_hand_are_refused_side_by_side():
    """By hand the result is the one that is worst for children, so it may move more of them than it must."""
    with pytest.raises(InputRefused) as refused:
        run(FAMILIES, KITAS, previous={"a": "K1"}, late="fewest-moves")
    assert refused.value.path == "$.late"
    assert run(FAMILIES, KITAS, previous={"a": "K1"}, late="no-one-moves")["verdict"]["is_proved"]


def test_families_together_and_decisions_by_hand_are_refused_side_by_side():
    joint = [{"children": ["a", "b"], "wishes": [["K1", "K1"]]}]
    with pytest.raises(InputRefused) as refused:
        run({"a": [], "b": []}, {"K1": strict(2, "a", "b") | {"by_hand": True}}, families=joint)
    assert refused.value.path == "$.families"


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        (lambda r: r[0]["offers"].update(K1=["b"]), "K1: the offers of round 1 are not the next of its list"),
        (lambda r: r[0].update(declined={"K1": ["a"]}), "K1: a lost an offer and has nothing better"),
        (
            lambda r: r[0]["offers"].update(K9=["a"]),
            "rounds: offers of a facility that does not decide by hand",
        ),
        (lambda r: r.clear(), "K1: whoever sits there is not who holds its offers after the last round"),
    ],
)
def test_the_checker_finds_rounds_that_do_not_follow_from_the_lists(change, fault):
    made = copy.deepcopy(run(FAMILIES, KITAS))
    change(made["by_hand"]["rounds"])
    assert fault in verdict(made)["faults"]
