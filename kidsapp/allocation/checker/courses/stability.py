"""Blocking pairs: a course that goes together with what is dearer, and seats that nobody before takes."""

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass

from kidsapp.allocation.checker.courses.claims import Claim, Line, Place


@dataclass(frozen=True, slots=True)
class Blocking:
    """Children and a course that they should have; with envy where somebody sits there who comes after."""

    children: tuple[str, ...]
    wish: str
    is_envy: bool


class Taken:
    """Who has which course, in order; first places apart, since they come before the order."""

    def __init__(self, claim: Claim) -> None:
        """Take the claim."""
        self.firsts = dict.fromkeys(claim.courses, 0)
        self.places: dict[str, list[Place]] = {name: [] for name in claim.courses}
        for child, course in claim.first.items():
            self.firsts[course] += course in claim.got[child]
        for line in claim.lines:
            for child in line.children:
                held = set(claim.got[child])
                for course in line.wishes:
                    if course in held and claim.first.get(child) != course:
                        self.places[course].append(line.place)

    def before(self, line: Line, course: str) -> int:
        """How many seats are gone before a line's turn."""
        return self.firsts[course] + bisect_left(self.places[course], line.place)


def blocking(claim: Claim) -> Iterator[Blocking]:
    """Every blocking pair, in order."""
    taken = Taken(claim)
    for line in claim.lines:
        for course in line.wishes:
            if all(course in claim.got[child] for child in line.children):
                continue
            left = claim.courses[course]["capacity"] - taken.before(line, course)
            if left >= len(line.children) and _would_go(claim, line, course):
                yield Blocking(line.children, course, len(taken.places[course]) > _seen(taken, line, course))


def _seen(taken: Taken, line: Line, course: str) -> int:
    return bisect_left(taken.places[course], line.place)


def _would_go(claim: Claim, line: Line, course: str) -> bool:
    """Whether all of them may have the course, and nothing dearer that they have stands against it."""
    for child in line.children:
        listed = claim.lists[child]
        dearer = set(listed[: listed.index(course)]) & set(claim.got[child])
        if len(dearer) >= claim.limit(child) or not claim.is_of_age(child, course):
            return False
        if any(claim.clash(course, other) for other in dearer):
            return False
    return True
