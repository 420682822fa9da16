"""Whether as many children as possible have a first place, the right ones, and each its best one."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from kidsapp.allocation.checker.courses.claims import Claim


def most_with_a_place(capacity: Mapping[str, int], wishes: Mapping[str, list[str]]) -> int:
    """The size of a maximum bipartite matching, by augmenting paths; knows nothing of any result."""
    seated: dict[str, list[str]] = {course: [] for course in capacity}
    closed = set[str]()
    placed = 0
    for child, listed in wishes.items():
        came_by: dict[str, tuple[str, str | None]] = {
            course: (child, None) for course in listed if course not in closed
        }
        end = _first_free(capacity, seated, wishes, came_by, closed)
        if end is None:
            closed.update(came_by)
            continue
        placed += 1
        while end is not None:
            who, previous = came_by[end]
            seated[end].append(who)
            if previous is not None:
                seated[previous].remove(who)
            end = previous
    return placed


def _first_free(
    capacity: Mapping[str, int],
    seated: Mapping[str, list[str]],
    wishes: Mapping[str, list[str]],
    came_by: dict[str, tuple[str, str | None]],
    closed: set[str],
) -> str | None:
    row = list(came_by)
    for course in row:
        if len(seated[course]) < capacity[course]:
            return course
        for other in seated[course]:
            for wish in wishes[other]:
                if wish not in came_by and wish not in closed:
                    came_by[wish] = (other, course)
                    row.append(wish)
    return None


@dataclass(frozen=True, slots=True)
class FirstPlaces:
    """What was found: how many have a first place, and how many could."""

    children: int
    most: int
    most_if_apart: int
    faults: list[str]


def first_places(claim: Claim) -> FirstPlaces:
    """The proof of the first round; groups keep the seats that they took together."""
    joint = {child for child, course in claim.first.items() if course in claim.joint.get(child, [])}
    left = {name: each["capacity"] for name, each in claim.courses.items()}
    for child in joint:
        left[claim.first[child]] -= 1
    own = {
        line.children[0]: _open_to(claim, line.children[0], line.wishes)
        for line in claim.lines
        if len(line.children) == 1 and line.children[0] not in joint
    }
    most = len(joint) + most_with_a_place(left, own)
    apart = {name: _open_to(claim, name, tuple(listed)) for name, listed in claim.lists.items()}
    capacity = {name: each["capacity"] for name, each in claim.courses.items()}
    faults = [*_mistaken(claim), *_torn(claim)]
    if not faults:
        faults = [*_Chains(claim, left, own).faults()]
    if len(claim.first) != most:
        faults.append(f"first places: {len(claim.first)} children have one, {most} could")
    return FirstPlaces(len(claim.first), most, most_with_a_place(capacity, apart), faults)


def _open_to(claim: Claim, child: str, wishes: tuple[str, ...]) -> list[str]:
    return [wish for wish in wishes if claim.limit(child) and claim.is_of_age(child, wish)]


def _mistaken(claim: Claim) -> Iterator[str]:
    for child, course in claim.first.items():
        if course not in claim.got[child]:
            yield f"{child}: {course} is called its first place, and it has not got it"
    for child, courses in claim.got.items():
        if courses and child not in claim.first:
            yield f"{child}: has courses and no first place"


def _torn(claim: Claim) -> Iterator[str]:
    for group in claim.groups:
        firsts = {claim.first.get(child) for child in group["children"]}
        if firsts & set(group["wishes"]) and len(firsts) > 1:
            yield f"{', '.join(sorted(group['children']))}: a joint first place that not all of them have"


class _Chains:
    """Chains of children who would move on: from a course to whatever else its children wished for."""

    def __init__(self, claim: Claim, left: Mapping[str, int], own: Mapping[str, list[str]]) -> None:
        self.first, self.own = claim.first, own
        self.bit = {name: 1 << index for index, name in enumerate(claim.courses)}
        self.names = list(claim.courses)
        seated = [claim.first[child] for child in own if child in claim.first]
        self.free = sum(self.bit[name] for name in claim.courses if seated.count(name) < left[name])

    def faults(self) -> Iterator[str]:
        """Children who should have a better first place, then children who should have one at all."""
        on: dict[str, int] = dict.fromkeys(self.names, 0)
        latest = dict.fromkeys(self.names, -1)
        order = list(self.own)
        for position in range(len(order) - 1, -1, -1):
            child = order[position]
            if child in self.first:
                yield from self._better(child, on)
                on[self.first[child]] |= self._bits(self.own[child])
                latest[self.first[child]] = max(latest[self.first[child]], position)
        for position, child in enumerate(order):
            if child not in self.first:
                yield from self._left_out(child, position, on, latest)

    def _better(self, child: str, on: Mapping[str, int]) -> Iterator[str]:
        """Nobody may move up where only children after it would move, each to another first place."""
        has, listed = self.first[child], self.own[child]
        reached = self._reached(self._bits(listed[: listed.index(has)]), on)
        if reached & (self.free | self.bit[has]):
            yield f"{child}: could have a better first place than {has}"

    def _left_out(
        self, child: str, position: int, on: Mapping[str, int], latest: Mapping[str, int]
    ) -> Iterator[str]:
        reached = self._reached(self._bits(self.own[child]), on)
        if reached & self.free:
            yield f"{child}: could have a first place"
        if any(latest[name] > position for name in self.names if reached & self.bit[name]):
            yield f"{child}: has no first place, and somebody has one who comes after"

    def _bits(self, names: list[str]) -> int:
        return sum(self.bit[name] for name in names)

    def _reached(self, reached: int, on: Mapping[str, int]) -> int:
        todo = reached
        while todo:
            lowest = todo & -todo
            more = on[self.names[lowest.bit_length() - 1]] & ~reached
            reached |= more
            todo = (todo ^ lowest) | more
        return reached
