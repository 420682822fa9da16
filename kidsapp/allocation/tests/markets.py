"""Documents and markets for the tests, and every stable result of a small one by complete enumeration."""

import itertools
import json
import random

from kidsapp.allocation.reading.document import Document
from kidsapp.allocation.reading.whole import read
from kidsapp.allocation.records import record

SEED = "5eed"


def document(children, facilities, **more) -> Document:
    """A document as if it came from a file."""
    content = {"rule": "deferred-acceptance", "seed": SEED, "children": children, "facilities": facilities}
    return read(json.dumps(content | more).encode())


def run(children, facilities, **more):
    """The record of a run."""
    return record(document(children, facilities, **more))


def strict(capacity, *order):
    """A facility with a strict order."""
    return {"capacity": capacity, "priorities": list(order)}


def random_strict(dice: random.Random, most_children=6, most_facilities=4):
    """Children with lists of any length, facilities that rank some of the children and have 0 to 3 seats."""
    children = [f"c{n}" for n in range(dice.randint(1, most_children))]
    names = [f"K{n}" for n in range(dice.randint(1, most_facilities))]
    wishes = {child: dice.sample(names, dice.randint(0, len(names))) for child in children}
    facilities = {
        name: strict(
            dice.choice([0, 1, 1, 1, 2, 3]),
            *dice.sample(children, dice.choice([len(children), dice.randint(0, len(children))])),
        )
        for name in names
    }
    return wishes, facilities


def crossed(dice: random.Random, children=4):
    """Four facilities with a seat each, and everybody ranks everybody: often more than one stable result."""
    names, pupils = [f"K{n}" for n in range(4)], [f"c{n}" for n in range(children)]
    wishes = {child: dice.sample(names, 4) for child in pupils}
    return wishes, {name: strict(1, *dice.sample(pupils, children)) for name in names}


def stable_assignments(wishes, facilities):
    """Every stable assignment, straight from the definition: all assignments are tried."""
    rank = {
        name: {child: place for place, child in enumerate(each["priorities"])}
        for name, each in facilities.items()
    }
    lists = {child: [name for name in listed if child in rank[name]] for child, listed in wishes.items()}
    for choice in itertools.product(*[[*listed, None] for listed in lists.values()]):
        assignment = dict(zip(lists, choice, strict=True))
        if _is_feasible(assignment, facilities) and not _is_blocked(assignment, lists, facilities, rank):
            yield assignment


def _is_feasible(assignment, facilities):
    taken = list(assignment.values())
    return all(taken.count(name) <= each["capacity"] for name, each in facilities.items())


def _is_blocked(assignment, lists, facilities, rank):
    for child, listed in lists.items():
        got = assignment[child]
        for name in listed[: listed.index(got) if got else None]:
            better = sum(
                1
                for other, place in assignment.items()
                if place == name and rank[name][other] < rank[name][child]
            )
            if better < facilities[name]["capacity"]:
                return True
    return False


def best_for_all(wishes, assignments):
    """The assignment that no child would change for another one of these."""
    found = list(assignments)

    def rank(child, place):
        return wishes[child].index(place) if place else len(wishes[child])

    best = min(found, key=lambda each: sum(rank(child, place) for child, place in each.items()))
    assert all(rank(c, best[c]) <= rank(c, other[c]) for other in found for c in best)
    return best


def proposals_one_by_one(wishes, facilities, order):
    """How often children ask when one after the other goes down its list (McVitie and Wilson)."""
    rank = {
        name: {child: place for place, child in enumerate(each["priorities"])}
        for name, each in facilities.items()
    }
    held = {name: [] for name in facilities}
    asked, waiting, next_wish = 0, list(order), dict.fromkeys(wishes, 0)
    while waiting:
        child = waiting.pop()
        if next_wish[child] == len(wishes[child]):
            continue
        name = wishes[child][next_wish[child]]
        next_wish[child] += 1
        asked += 1
        if child not in rank[name]:
            waiting.append(child)
            continue
        held[name] = sorted([*held[name], child], key=rank[name].__getitem__)
        waiting += held[name][facilities[name]["capacity"] :]
        held[name] = held[name][: facilities[name]["capacity"]]
    return asked
