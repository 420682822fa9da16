"""The input of a holiday programme as values: who wishes for what, and what there is."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

RULE = "courses"


class Mode(StrEnum):
    """The two published ways."""

    STABLE = "stable"
    FIRST_PLACE_FOR_ALL = "first-place-for-all"


class Alignment(StrEnum):
    """How far apart two courses of one child have to lie at least, beyond their hours."""

    DAY = "day"
    WEEK = "week"


Span = tuple[datetime, datetime]
"""From, until: half-open, in the local time of the programme."""


@dataclass(frozen=True, slots=True)
class Course:
    """So many seats, at these times, for these ages; of one kind of course a child gets one."""

    capacity: int
    spans: tuple[Span, ...]
    ages: tuple[int, int] | None = None
    kind: str = ""

    def first_day(self) -> date:
        """The day on which ages count."""
        return self.spans[0][0].date()


@dataclass(frozen=True, slots=True)
class Child:
    """A child's wishes, best first; and how it stands, the same at all courses."""

    wishes: tuple[str, ...] = ()
    born: date | None = None
    priority_class: int = 0
    thousandths: int = 0
    limit: int | None = None

    def age_on(self, day: date) -> int | None:
        """Completed years; who is born on 29 February has a birthday on 1 March in other years."""
        if self.born is None:
            return None
        return day.year - self.born.year - ((day.month, day.day) < (self.born.month, self.born.day))


@dataclass(frozen=True, slots=True)
class Group:
    """Friends or siblings with joint wishes: all of them get such a course, or none of them."""

    children: tuple[str, ...]
    wishes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Programme:
    """The whole input, checked."""

    mode: Mode
    children: Mapping[str, Child]
    courses: Mapping[str, Course]
    groups: tuple[Group, ...] = ()
    seed: str = ""
    limit: int | None = None
    minutes_between: int = 0
    alignment: Alignment | None = None
    wishes_at_least: int = 0
    note: str = ""

    def limit_of(self, child: str) -> int:
        """How many courses a child may get at most."""
        limits = [each for each in (self.children[child].limit, self.limit) if each is not None]
        return min(limits, default=len(self.courses))

    def may_have(self, child: str, course: str) -> bool:
        """Whether a child may wish for a course; where it did not say its age, nobody knows better."""
        return self.children[child].born is None or self.has_age_for(child, course)

    def has_age_for(self, child: str, course: str) -> bool:
        """Whether a child's age lies in the bracket, both ends included."""
        found = self.courses[course]
        age = self.children[child].age_on(found.first_day())
        return found.ages is None or (age is not None and found.ages[0] <= age <= found.ages[1])
