"""One turn after the other: each goes down its list and takes what is there and goes together.

With one order for all courses this is what deferred acceptance gives, and the only stable result.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from kidsapp.allocation.courses.clashing import clashes
from kidsapp.allocation.courses.programme import Programme
from kidsapp.allocation.courses.turns import Turn


@dataclass(slots=True)
class Serving:
    """Seats that are left, and what each child has."""

    programme: Programme
    seats: dict[str, int]
    held: dict[str, list[str]]
    blocked: dict[str, int]
    """For each child the courses that clash with what it has, as bits."""

    bit: Mapping[str, int]
    clash: Mapping[str, int]
    asked: int = 0
    limits: dict[str, int] = field(default_factory=dict)

    def fits(self, turn: Turn, course: str) -> bool:
        """Whether all of a turn's children may have a course beside what they have."""
        return all(self._fits(child, course) for child in turn.children)

    def _fits(self, child: str, course: str) -> bool:
        if len(self.held[child]) >= self.limits[child] or self.blocked[child] & self.bit[course]:
            return False
        return self.programme.has_age_for(child, course)

    def give(self, turn: Turn, course: str) -> None:
        """A seat for each of a turn's children."""
        self.seats[course] -= len(turn.children)
        for child in turn.children:
            self.held[child].append(course)
            self.blocked[child] |= self.clash[course]

    def serve(self, turn: Turn) -> None:
        """Go down a list; who has a course already is not asked for it again."""
        for course in turn.wishes:
            if self.fits(turn, course):
                self.asked += 1
                if self.seats[course] >= len(turn.children):
                    self.give(turn, course)


def opened(programme: Programme) -> Serving:
    """All seats free, nobody served."""
    return Serving(
        programme,
        seats={name: course.capacity for name, course in programme.courses.items()},
        held={child: [] for child in programme.children},
        blocked=dict.fromkeys(programme.children, 0),
        bit={name: 1 << index for index, name in enumerate(programme.courses)},
        clash=clashes(programme),
        limits={child: programme.limit_of(child) for child in programme.children},
    )
