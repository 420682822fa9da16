"""The engine against published instances, complete enumeration and children asking one by one."""

import itertools
import random

import pytest

from kidsapp.allocation.tests.markets import (
    best_for_all,
    document,
    proposals_one_by_one,
    random_strict,
    run,
    stable_assignments,
    strict,
)


def test_the_second_example_of_gale_and_shapley_gives_what_they_printed():
    """Gale, Shapley: College Admissions and the Stability of Marriage (1962), example 2."""
    ranking = {"A": "abcd", "B": "adcb", "C": "bacd", "D": "dbca"}
    colleges = {"a": "DCAB", "b": "BDAC", "c": "DABC", "d": "CBAD"}
    children = {child: list(listed) for child, listed in ranking.items()}
    facilities = {name: strict(1, *order) for name, order in colleges.items()}
    expected = {"A": "c", "B": "d", "C": "a", "D": "b"}
    assert list(stable_assignments(children, facilities)) == [expected]
    made = run(children, facilities)
    assert made["assignment"] == expected
    assert made["proposals"] == proposals_one_by_one(children, facilities, "ABCD")


def test_the_first_example_of_gale_and_shapley_gives_each_its_first_wish_in_three_proposals():
    """Example 1 of the same paper has three stable results; that of the proposers is everybody's first."""
    children = {"A": ["a", "b", "c"], "B": ["b", "c", "a"], "C": ["c", "a", "b"]}
    facilities = {"a": strict(1, *"BCA"), "b": strict(1, *"CAB"), "c": strict(1, *"ABC")}
    assert len(list(stable_assignments(children, facilities))) == 3
    made = run(children, facilities)
    assert made["assignment"] == {"A": "a", "B": "b", "C": "c"}
    assert made["proposals"] == 3


def test_the_example_of_roth_leaves_the_efficient_but_unstable_result_aside():
    """Roth (1982): three children would gain by swapping, but then somebody would be envied with reason."""
    children = {"1": ["b", "a", "c"], "2": ["a", "b", "c"], "3": ["a", "b", "c"]}
    facilities = {"a": strict(1, *"132"), "b": strict(1, *"213"), "c": strict(1, *"213")}
    assert run(children, facilities)["assignment"] == {"1": "a", "2": "b", "3": "c"}


def test_the_shapley_scarf_like_chain_of_displacements_is_followed_to_its_end():
    """Each newcomer displaces the one before: n children at n facilities in n (n + 1) / 2 proposals."""
    names = [f"K{n}" for n in range(20)]
    children = {f"c{n:02}": names for n in range(20)}
    facilities = {name: strict(1, *sorted(children, reverse=True)) for name in names}
    made = run(children, facilities)
    assert made["proposals"] == 20 * 21 // 2
    assert made["assignment"]["c19"] == "K0" and made["assignment"]["c00"] == "K19"


def differences(number, seed):
    dice = random.Random(seed)  # noqa: S311
    found = 0
    for _ in range(number):
        wishes, facilities = random_strict(dice)
        made = run(wishes, facilities)
        expected = best_for_all(wishes, stable_assignments(wishes, facilities))
        order = dice.sample(list(wishes), len(wishes))
        is_same = made["assignment"] == expected and made["verdict"]["is_proved"]
        is_same &= made["proposals"] == proposals_one_by_one(wishes, facilities, order)
        found += not is_same
    return found


def test_small_markets_get_the_stable_result_that_is_best_for_every_child():
    assert differences(2000, seed=1) == 0


@pytest.mark.sweep
def test_ten_thousand_small_markets_get_the_stable_result_that_is_best_for_every_child():
    assert differences(10_000, seed=2) == 0


def gains(number, seed):
    """Children who would get something better by another list, in so many markets."""
    dice = random.Random(seed)  # noqa: S311
    found = 0
    for _ in range(number):
        wishes, facilities = random_strict(dice, 4, 3)
        child = dice.choice(list(wishes))
        honest = run(wishes, facilities)["assignment"][child]
        true = wishes[child]
        better = true[: true.index(honest)] if honest else true
        for length in range(len(facilities) + 1):
            for lie in itertools.permutations(facilities, length):
                found += run(wishes | {child: list(lie)}, facilities)["assignment"][child] in better
    return found


def test_no_child_gains_by_another_list_than_the_true_one():
    assert gains(100, seed=3) == 0


@pytest.mark.sweep
def test_in_a_thousand_markets_no_child_gains_by_another_list():
    assert gains(1000, seed=4) == 0


def test_a_wish_where_the_child_is_not_eligible_counts_as_a_proposal_and_is_named_apart():
    made = run({"a": ["K1", "K2"]}, {"K1": strict(1), "K2": strict(1, "a")})
    assert (made["proposals"], made["refused_as_not_eligible"]) == (2, 1)


def test_nobody_and_nothing_is_an_allocation_too():
    assert run({}, {})["verdict"]["is_proved"]
    assert run({"a": []}, {"K1": strict(0)})["assignment"] == {"a": None}


def test_a_thousand_million_seats_take_no_memory():
    assert run({"a": ["K1"]}, {"K1": strict(10**9, "a")})["assignment"] == {"a": "K1"}


def test_numbers_too_wide_to_stand_side_by_side_are_ordered_all_the_same():
    children = {f"c{n}": ["K1", "K2"] for n in range(30)}
    listed = {
        f"c{n}": {"class": n * 10**7 % 999_999_937, "points": n * 7919 % 100 * 10**7 - 10**9}
        for n in range(30)
    }
    facilities = {name: {"capacity": 5, "priorities": listed} for name in ("K1", "K2")}
    best = sorted(listed, key=lambda child: (listed[child]["class"], -listed[child]["points"]))
    got = run(children, facilities)["assignment"]
    assert {child for child, place in got.items() if place == "K1"} == set(best[:5])
    assert document(children, facilities).children
