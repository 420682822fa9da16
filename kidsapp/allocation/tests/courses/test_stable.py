"""The stable mode: what is promised, by enumeration; and why nothing more could be."""

import itertools
import random

import pytest

from kidsapp.allocation.courses.programme import Child, Programme
from kidsapp.allocation.courses.running import run
from kidsapp.allocation.tests.courses.programmes import course, document, in_order, read

CLASHING = {
    "A": course("19 9-12"),
    "B": course("19 11-14"),
    "C": course("19 13-16", capacity=2),
    "D": course("20 9-12", kind="k"),
    "E": course("21 9-12", kind="k"),
}


def outcome(programme: Programme, lists):
    """Who gets what with these lists; the children's classes are their order, no draw is needed."""
    children = {
        name: Child(tuple(wishes), priority_class=place) for place, (name, wishes) in enumerate(lists.items())
    }
    changed = Programme(programme.mode, children, programme.courses, limit=programme.limit)
    return run(changed, dict.fromkeys(children, "")).assignment


def is_better(one, other, true):
    """The dearest wish that only one of them has decides."""
    return next((wish in one for wish in true if (wish in one) != (wish in other)), False)


def small(dice, courses, children=3):
    """Courses with few seats and children with lists of any length."""
    names = list(courses)
    lists = {f"c{n}": dice.sample(names, dice.randint(0, len(names))) for n in range(children)}
    listed = {name: courses[name] | {"capacity": dice.randint(0, 2)} for name in names}
    return read(document({}, listed, limit=dice.choice([1, 2, 3]))), lists


def lies(names):
    """Every list there is: all lengths, all orders."""
    return (lie for length in range(len(names) + 1) for lie in itertools.permutations(names, length))


def gains(markets, seed):
    """How often a child has something better by any other list than the true one, and how many were tried."""
    dice = random.Random(seed)  # noqa: S311
    found = tried = 0
    for _ in range(markets):
        programme, lists = small(dice, dict(itertools.islice(CLASHING.items(), 4)))
        child = dice.choice(list(lists))
        honest = outcome(programme, lists)[child]
        for lie in lies(programme.courses):
            tried += 1
            found += is_better(outcome(programme, lists | {child: lie})[child], honest, lists[child])
    return found, tried


def test_no_child_gains_by_ranking_strategically_or_by_wishing_more_or_less():
    found, tried = gains(40, seed=1)
    assert found == 0 and tried == 40 * 65


@pytest.mark.sweep
def test_in_a_thousand_programmes_no_child_gains_by_another_list():
    assert gains(1000, seed=2)[0] == 0


def test_where_nothing_clashes_the_true_list_is_best_place_by_place():
    """Not only the dearest wish decides then: no list gives a better first, second or third course."""
    dice = random.Random(3)  # noqa: S311
    free = {name: course(f"{day} 9-12") for name, day in zip("ABCD", range(19, 23), strict=True)}
    for _ in range(25):
        programme, lists = small(dice, free)
        child = dice.choice(list(lists))
        true = lists[child]
        honest = [true.index(each) for each in outcome(programme, lists)[child]]
        for lie in lies(programme.courses):
            liked = [each for each in outcome(programme, lists | {child: lie})[child] if each in true]
            other = sorted(true.index(each) for each in liked)
            assert len(other) <= len(honest)
            assert all(mine <= theirs for mine, theirs in zip(honest, other, strict=False))


def test_what_a_child_ranks_below_a_course_never_matters_for_it():
    dice = random.Random(4)  # noqa: S311
    for _ in range(200):
        programme, lists = small(dice, CLASHING)
        child = dice.choice(list(lists))
        before = outcome(programme, lists)[child]
        kept = lists[child][: dice.randint(0, len(lists[child]))]
        assert outcome(programme, lists | {child: kept})[child] == tuple(w for w in before if w in kept)


def stable_by_definition(programme, lists):
    """Every assignment that no child and course block, from the definition: all assignments are tried."""
    order = list(lists)
    goes = _together(programme)
    sets = {
        child: [
            chosen
            for size in range(min(len(wishes), programme.limit) + 1)
            for chosen in itertools.combinations(wishes, size)
            if all(goes(one, other) for one, other in itertools.combinations(chosen, 2))
        ]
        for child, wishes in lists.items()
    }
    for choice in itertools.product(*sets.values()):
        held = dict(zip(order, choice, strict=True))
        taken = [each for chosen in choice for each in chosen]
        if any(taken.count(name) > one.capacity for name, one in programme.courses.items()):
            continue
        if not any(
            _blocks(programme, lists, held, order=order, child=c, wish=w, goes=goes)
            for c in order
            for w in lists[c]
        ):
            yield held


def _together(programme):
    def goes(one, other):
        a, b = programme.courses[one], programme.courses[other]
        meet = any(s < v and u < t for s, t in a.spans for u, v in b.spans)
        return not meet and not (a.kind and a.kind == b.kind)

    return goes


def _blocks(programme, lists, held, *, order, child, wish, goes):
    if wish in held[child]:
        return False
    dearer = [each for each in held[child] if lists[child].index(each) < lists[child].index(wish)]
    if len(dearer) >= programme.limit or not all(goes(wish, each) for each in dearer):
        return False
    before = sum(wish in held[other] for other in order[: order.index(child)])
    return before < programme.courses[wish].capacity


def test_the_result_is_the_only_stable_one():
    dice = random.Random(5)  # noqa: S311
    for _ in range(60):
        programme, lists = small(dice, CLASHING)
        assert list(stable_by_definition(programme, lists)) == [outcome(programme, lists)]


def deferred_acceptance(lists, orders, limit):
    """The textbook's, many to many, where each course has an order of its own and one seat."""
    asked = {child: 0 for child in lists}
    held = dict.fromkeys(orders)
    moving = True
    while moving:
        moving = False
        for child, wishes in lists.items():
            has = sum(child == each for each in held.values())
            if has < limit and asked[child] < len(wishes):
                moving, wish = True, wishes[asked[child]]
                asked[child] += 1
                if held[wish] is None or orders[wish].index(child) < orders[wish].index(held[wish]):
                    held[wish] = child
    return {child: {wish for wish, who in held.items() if who == child} for child in lists}


def test_with_an_order_of_its_own_at_each_course_a_child_could_gain_by_leaving_out_a_wish():
    """Why all courses have one order (Kojima 2013): here a asks for B less and has A and C instead."""
    found = None
    for orders in itertools.product(itertools.permutations("ab"), repeat=3):
        by_course = dict(zip("ABC", orders, strict=True))
        for mine in itertools.permutations("ABC"):
            for theirs in itertools.permutations("ABC"):
                lists = {"a": mine, "b": theirs}
                honest = deferred_acceptance(lists, by_course, 2)["a"]
                for lie in lies("ABC"):
                    other = deferred_acceptance(lists | {"a": lie}, by_course, 2)["a"]
                    if is_better(other, honest, mine):
                        found = (by_course, lists, honest, lie, other)
    assert found is not None


def in_rounds(lists, seats):
    """One course for each child in turn, then a second: the plainest way to share, and not safe."""
    got = {child: set() for child in lists}
    left = dict(seats)
    for _ in range(2):
        for child, wishes in lists.items():
            free = [wish for wish in wishes if left[wish] and wish not in got[child]]
            if free:
                got[child].add(free[0])
                left[free[0]] -= 1
    return got


def test_choosing_in_rounds_would_reward_a_family_that_hides_its_first_wish():
    """Nobody else wants A, so who writes B first has both."""
    lists, seats = {"a": "ABC", "b": "BC"}, {"A": 1, "B": 1, "C": 1}
    assert in_rounds(lists, seats)["a"] == {"A", "C"}
    assert in_rounds(lists | {"a": "BAC"}, seats)["a"] == {"A", "B"}
    programme = read(
        document({}, {n: course(f"{d} 9-12") for n, d in (("A", 19), ("B", 20), ("C", 21))}, limit=2)
    )
    assert set(outcome(programme, lists)["a"]) == {"A", "B"}


def test_a_family_says_by_its_list_whether_one_long_course_is_worth_two_short_ones():
    """What is not promised: the list is read from the top, so it has to begin with what matters most."""
    courses = {"Long": course("19 9-15"), "A": course("19 9-12"), "B": course("19 13-15")}
    programme = read(document(in_order(a=["Long", "A", "B"]), courses))
    assert outcome(programme, {"a": ("Long", "A", "B")})["a"] == ("Long",)
    assert outcome(programme, {"a": ("A", "B", "Long")})["a"] == ("A", "B")
