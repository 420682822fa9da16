"""One run of a holiday programme."""

from collections.abc import Mapping
from dataclasses import dataclass

from kidsapp.allocation.courses.first_places import FirstPlaces
from kidsapp.allocation.courses.programme import Mode, Programme
from kidsapp.allocation.courses.serving import Serving, opened
from kidsapp.allocation.courses.turns import Turn, turns


@dataclass(frozen=True, slots=True)
class Run:
    """Each child's courses in the order of its wishes, and the first places where there are such."""

    assignment: Mapping[str, tuple[str, ...]]
    first_places: Mapping[str, str]
    seats_left: Mapping[str, int]
    asked: int
    order: list[Turn]


def run(programme: Programme, numbers: Mapping[str, str]) -> Run:
    """Serve everyone in turn, in the second mode after the first places."""
    order, serving = turns(programme, numbers), opened(programme)
    first = FirstPlaces(programme, order).result() if programme.mode == Mode.FIRST_PLACE_FOR_ALL else {}
    for child, course in first.items():
        _give_first(serving, child, course)
    for turn in order:
        serving.serve(turn)
    lists = wish_lists(programme)
    found = {
        child: tuple(wish for wish in lists[child] if wish in held) for child, held in serving.held.items()
    }
    return Run(found, first, serving.seats, serving.asked, order)


def _give_first(serving: Serving, child: str, course: str) -> None:
    serving.seats[course] -= 1
    serving.held[child].append(course)
    serving.blocked[child] |= serving.clash[course]


def wish_lists(programme: Programme) -> dict[str, tuple[str, ...]]:
    """Each child's wishes as they are asked: the joint ones of its group first, then its own."""
    joint = {child: group.wishes for group in programme.groups for child in group.children}
    return {name: (*joint.get(name, ()), *child.wishes) for name, child in programme.children.items()}
