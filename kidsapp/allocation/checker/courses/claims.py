"""What the record of a holiday programme claims, read by the checker itself."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from functools import cached_property
from hashlib import sha256
from typing import Any

Place = tuple[int, Decimal, str, str, str]
"""Class, points (negative), draw number of the child or its group, first pseudonym, own draw number."""

Span = tuple[datetime, datetime]


@dataclass(frozen=True, slots=True)
class Line:
    """Children who ask as one, where they stand, and what they ask for, best first."""

    place: Place
    children: tuple[str, ...]
    wishes: tuple[str, ...]


class Claim:
    """The input and the assignment of a record, as far as the proof needs them."""

    def __init__(self, record: Mapping[str, Any]) -> None:
        """Take the record as it was read."""
        self.given: Mapping[str, Any] = record["input"]
        self.courses: Mapping[str, Any] = self.given["courses"]
        self.groups: list[Mapping[str, Any]] = self.given.get("groups", [])
        self.got: Mapping[str, list[str]] = record["assignment"]
        self.first: Mapping[str, str] = record.get("first_places", {})
        self.children: Mapping[str, Mapping[str, Any]] = {
            name: each if isinstance(each, dict) else {"wishes": each}
            for name, each in self.given["children"].items()
        }
        self.spans: Mapping[str, list[Span]] = {
            name: [
                (datetime.fromisoformat(begin), datetime.fromisoformat(end)) for begin, end in each["dates"]
            ]
            for name, each in self.courses.items()
        }

    @cached_property
    def joint(self) -> Mapping[str, list[str]]:
        """For each child of a group its joint wishes."""
        return {child: group["wishes"] for group in self.groups for child in group["children"]}

    @cached_property
    def lists(self) -> Mapping[str, list[str]]:
        """All wishes of each child, the joint ones first."""
        return {
            name: [*self.joint.get(name, []), *each.get("wishes", [])] for name, each in self.children.items()
        }

    @cached_property
    def lines(self) -> list[Line]:
        """Everybody in the one order."""
        found = []
        for group in self.groups:
            names = sorted(group["children"])
            found.append(Line(self._place(names, ""), tuple(names), tuple(group["wishes"])))
            for name in names:
                own = self._place(names, self._number(name))
                found.append(Line(own, (name,), tuple(self.children[name].get("wishes", []))))
        alone = [name for name in self.children if name not in self.joint]
        for name in alone:
            found.append(Line(self._place([name], ""), (name,), tuple(self.children[name].get("wishes", []))))
        return sorted(found, key=lambda line: line.place)

    def _place(self, names: list[str], own: str) -> Place:
        listed = [self.children[name] for name in names]
        last = max(each.get("class", 0) for each in listed)
        fewest = min(Decimal(str(each.get("points", 0))) for each in listed)
        return last, -fewest, self._number(names[0]), names[0], own

    def _number(self, name: str) -> str:
        seed = self.given.get("seed", "")
        return sha256(f"{seed}:{name}".encode()).hexdigest()[:32] if seed else ""

    def limit(self, child: str) -> int:
        """How many courses a child may have."""
        told: list[int] = [each["limit"] for each in (self.children[child], self.given) if "limit" in each]
        return min([len(self.courses), *told])

    def is_of_age(self, child: str, course: str) -> bool:
        """Whether the child's age on the first day lies in the bracket."""
        ages = self.courses[course].get("ages")
        if not ages:
            return True
        born = date.fromisoformat(self.children[child]["born"])
        day = min(self.spans[course])[0].date()
        had_birthday = (day.month, day.day) >= (born.month, born.day)
        return bool(ages[0] <= day.year - born.year - (not had_birthday) <= ages[1])

    def clash(self, one: str, other: str) -> str:
        """Why nobody may have both courses, empty where one may."""
        kind = self.courses[one].get("kind")
        if kind and kind == self.courses[other].get("kind"):
            return f"are both of the kind {kind}"
        pause = timedelta(minutes=self.given.get("minutes_between", 0))
        for begin, end in self.spans[one]:
            for from_, until in self.spans[other]:
                if begin < until and from_ < end:
                    return "overlap"
                if begin < until + pause and from_ < end + pause:
                    return "lie too close together"
                if self._units(begin, end) & self._units(from_, until):
                    return f"lie in the same {self.given['alignment']}"
        return ""

    def _units(self, begin: datetime, end: datetime) -> set[tuple[int, ...]]:
        """The days or weeks that a span touches; none where nothing is aligned."""
        by = self.given.get("alignment")
        if not by:
            return set()
        last = (end - timedelta(minutes=1)).date()
        days = [begin.date() + timedelta(days=n) for n in range((last - begin.date()).days + 1)]
        return {(day.toordinal(),) if by == "day" else tuple(day.isocalendar()[:2]) for day in days}


def about(record: Mapping[str, Any], child: str) -> Iterator[str]:
    """What the record says about one child: its courses, the draw number that counts, who got in last."""
    claim = Claim(record)
    if child not in claim.children:
        yield f"{child}: is not in this record"
        return
    place = next(line.place for line in claim.lines if child in line.children)
    yield f"{child}: {', '.join(claim.got[child]) or 'no course'}; draw number {place[2] or 'none'}"
    for wish in claim.lists[child]:
        last = record["cutoffs"][wish] or "seats are left"
        yield f"  {wish}: class {place[0]}, points {-place[1]}; the last who got in: {last}"
