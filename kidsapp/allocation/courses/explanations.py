"""Why each wish of a child ended as it did: from the record alone, without another child's name.

Keys and facts only; the sentences in seven languages stand in ``web/allocation``.
"""

from collections.abc import Iterator, Mapping
from functools import cached_property
from typing import Any

from kidsapp.allocation.courses.clashing import Clash, why
from kidsapp.allocation.courses.programme import Programme
from kidsapp.allocation.courses.running import wish_lists
from kidsapp.allocation.courses.turns import Turn, turns
from kidsapp.allocation.explanations import Answer
from kidsapp.allocation.reading.document import Wish
from kidsapp.allocation.reading.values import points

Reason = tuple[str, dict[str, Any]]


class CourseExplanations:
    """The answers for all children of one record; ``programme`` is the record's input."""

    def __init__(self, record: Mapping[str, Any], programme: Programme) -> None:
        """Take the record and its input as it was read."""
        self.record, self.programme = record, programme
        self.lists = wish_lists(programme)

    @cached_property
    def _turns(self) -> dict[tuple[str, str], Turn]:
        order = turns(self.programme, self._numbers)
        return {(child, course): turn for turn in order for child in turn.children for course in turn.wishes}

    @property
    def _numbers(self) -> Mapping[str, str]:
        return self.record["draw"]["numbers"] or dict.fromkeys(self.programme.children, "")

    def got(self, child: str) -> list[str]:
        """What the child got."""
        return list(self.record["assignment"][child])

    def answers(self, child: str) -> Iterator[Answer]:
        """One answer for each of the child's wishes, best first."""
        got, first = self.got(child), self.record.get("first_places", {}).get(child)
        for rank, course in enumerate(self.lists[child], 1):
            if course in got:
                yield Answer(Wish(course), rank, "course-first" if course == first else "course-placed")
            else:
                key, facts = self._refused(child, course, got)
                yield Answer(Wish(course), rank, key, facts)

    def _refused(self, child: str, course: str, got: list[str]) -> Reason:
        dearer = [wish for wish in self.lists[child] if wish in got][: self._rank_among(child, course, got)]
        turn = self._turns[child, course]
        found = (
            self._age(child, course)
            or self._clash(course, dearer)
            or self._limit(child, dearer)
            or self._of_the_group(turn, child, course)
            or self._full(turn, course)
        )
        if found is None:
            raise ValueError(f"{child}: the record does not say why there is no place in {course}")
        return found

    def _rank_among(self, child: str, course: str, got: list[str]) -> int:
        listed = self.lists[child]
        return sum(wish in got for wish in listed[: listed.index(course)])

    def _age(self, child: str, course: str) -> Reason | None:
        if self.programme.has_age_for(child, course):
            return None
        found = self.programme.courses[course]
        low, high = found.ages or (0, 0)
        age = self.programme.children[child].age_on(found.first_day())
        return "course-age", {"youngest": low, "oldest": high, "age": age}

    def _clash(self, course: str, dearer: list[str]) -> Reason | None:
        """The dearest of the child's own courses that stands against it."""
        for other in dearer:
            clash = why(self.programme, self.programme.courses[course], self.programme.courses[other])
            if clash:
                minutes = {"minutes": self.programme.minutes_between} if clash == Clash.MINUTES else {}
                return f"course-{clash.value}", {"other": other, **minutes}
        return None

    def _limit(self, child: str, dearer: list[str]) -> Reason | None:
        limit = self.programme.limit_of(child)
        return ("course-limit", {"highest": limit}) if len(dearer) >= limit else None

    def _of_the_group(self, turn: Turn, child: str, course: str) -> Reason | None:
        """What stands against a joint wish with another child of the group; it is not named."""
        for other in set(turn.children) - {child}:
            got = self.got(other)
            dearer = [wish for wish in self.lists[other][: self.lists[other].index(course)] if wish in got]
            if self._age(other, course) or self._clash(course, dearer) or self._limit(other, dearer):
                return "group-not-all", {}
        return None

    def _full(self, turn: Turn, course: str) -> Reason | None:
        cutoff = self.record["cutoffs"][course]
        if cutoff is not None:
            found = _behind(turn, cutoff)
            if found:
                key, last, mine = found
                facts = {"last": last, "own": mine, "class": turn.standing.priority_class}
                return f"{self._whose(turn)}-{key}", {"seats": (course,), **facts}
            if cutoff["class"] is None and cutoff.get("first_places"):
                return "course-full-first", {"seats": (course,)}
            if not self.programme.courses[course].capacity:
                return "no-seat", {"seats": (course,)}
        return ("group-full", {"children": len(turn.children)}) if len(turn.children) > 1 else None

    def _whose(self, turn: Turn) -> str:
        is_in_group = len(turn.children) > 1 or turn.standing.own_draw
        return "group" if is_in_group else "full"


def _behind(turn: Turn, cutoff: Mapping[str, Any]) -> tuple[str, Any, Any] | None:
    """What decided, where the turn comes after the last one that got in; ``None`` where it does not."""
    if cutoff["class"] is None:
        return None
    own = turn.standing
    if cutoff["class"] != own.priority_class:
        is_behind = own.priority_class > cutoff["class"]
        return ("class", cutoff["class"], own.priority_class) if is_behind else None
    mine = points(-own.negative_thousandths)
    if cutoff["points"] != mine:
        return ("points", cutoff["points"], mine) if mine < cutoff["points"] else None
    for last, number in ((cutoff["draw"], own.draw), (cutoff.get("own_draw", ""), own.own_draw)):
        if last != number:
            return ("draw", last, number) if number > last else None
    return None
