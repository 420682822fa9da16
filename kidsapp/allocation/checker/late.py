"""Late children: who was moved, and whether fewer moves would have been enough."""

from collections import defaultdict
from collections.abc import Mapping
from typing import Any

from kidsapp.allocation.checker.claims import Claim, Wish, as_wish
from kidsapp.allocation.checker.families import Contender, active_families, choice, contender_for


def late_report(record: Mapping[str, Any], claim: Claim, envy: int) -> dict[str, Any] | None:
    """Children with another place than before, or none; ``None`` where no late children are taken in.

    Who got another place by a signed contract or by an order of people is not counted. ``fewest`` is ``None``
    where families apply together: then nothing tells how few are enough.
    """
    given = record["input"]
    mode = given.get("late")
    if mode is None:
        return None
    had = {name: as_wish(wish) for name, wish in given.get("previous", {}).items() if wish}
    by_people = set(given.get("signed", {})) | {each["child"] for each in given.get("overrides", [])}
    free = {name: wish for name, wish in had.items() if name in claim.children and name not in by_people}
    found = {
        "mode": mode,
        "moved": sorted(name for name, wish in free.items() if claim.assignment.get(name) != wish),
        "new_envy": envy,
    }
    if mode == "fewest-moves":
        found["fewest"] = None if active_families(claim) else len(_moved(claim, free))
    return found


def late_faults(found: Mapping[str, Any] | None) -> list[str]:
    """More moves than are needed."""
    if found is None:
        return []
    moved, fewest = len(found["moved"]), found.get("fewest", 0)
    is_more = fewest is not None and moved > fewest
    return [f"late: {moved} children moved where {fewest} are enough"] if is_more else []


def _moved(claim: Claim, had: Mapping[str, Wish]) -> list[str]:
    result = _one_after_another(claim)
    return [name for name, wish in had.items() if result.get(name) != wish]


def _one_after_another(claim: Claim) -> dict[str, Wish]:
    """Each child goes down its list alone; who is pushed out goes on (McVitie and Wilson 1971).

    This moves only whom every stable result moves, since it is best for all children at once.
    """
    sitting: dict[str, list[Contender]] = defaultdict(list)
    got: dict[str, Wish] = {}
    left = {child: iter(claim.wishes(child)) for child in claim.children}
    waiting = sorted(claim.children, reverse=True)
    while waiting:
        child = waiting.pop()
        wish = next(left[child], None)
        if wish is None:
            continue
        contender = contender_for(claim, child, wish)
        if contender is None:
            waiting.append(child)
            continue
        asking = [*sitting[wish[0]], contender]
        sitting[wish[0]] = choice(claim, wish[0], asking)
        got[child] = wish
        for each in set(asking) - set(sitting[wish[0]]):
            del got[each.child]
            waiting.append(each.child)
    return got
