"""The input as values: who wishes for what, and what there is."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

RULE = "deferred-acceptance"


@dataclass(frozen=True, slots=True, order=True)
class Wish:
    """A place at a facility, of some hours, from some month; where nothing is said, none are told apart."""

    facility: str
    hours: str = ""
    start: str = ""


@dataclass(frozen=True, slots=True)
class Child:
    """A child's wishes, best first; the place it has now, and its age group, where it has them."""

    wishes: tuple[Wish, ...] = ()
    present: Wish | None = None
    group: str = ""


@dataclass(frozen=True, slots=True)
class Priority:
    """Where a child stands at a facility: the lower class first, then the more points (in thousandths)."""

    priority_class: int = 0
    thousandths: int = 0
    reserve: str = ""


@dataclass(frozen=True, slots=True)
class Seats:
    """So many seats, and how many of them each part may take at most; parts are told apart by one thing."""

    capacity: int
    by: str = ""
    parts: Mapping[str, "Seats"] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Facility:
    """Seats, and who may have them: with priorities, or in a strict order that it gave, best first."""

    seats: Seats
    priorities: Mapping[str, Priority]
    is_strict: bool = False
    by_hand: bool = False
    """Whether it offers its places in rounds, by its own list, instead of being asked."""

    reserves: Mapping[str, int] = field(default_factory=dict)

    def part_for(self, wish: Wish, group: str) -> tuple[str, ...] | None:
        """The names of the parts down to the seats that a wish asks for, ``None`` where there are none."""
        told = {"group": group, "hours": wish.hours, "start": wish.start}
        seats, path = self.seats, []
        while seats.by:
            name = told[seats.by]
            if name not in seats.parts:
                return None
            path.append(name)
            seats = seats.parts[name]
        return tuple(path)


@dataclass(frozen=True, slots=True)
class Family:
    """Children who apply together: each line wishes for a place, or none, for each of them."""

    children: tuple[str, ...]
    wishes: tuple[tuple[Wish | None, ...], ...]


class OverrideAct(StrEnum):
    """What people may order against the rule."""

    PLACE = "place"
    BAR = "bar"


@dataclass(frozen=True, slots=True, order=True)
class Override:
    """A place given or barred by people: on a listed ground, by one person and with a second one."""

    child: str
    act: OverrideAct
    wish: Wish
    ground: str
    by: str
    second: str


class Late(StrEnum):
    """How children are taken in after a first result."""

    NO_ONE_MOVES = "no-one-moves"
    FEWEST_MOVES = "fewest-moves"


@dataclass(frozen=True, slots=True)
class Document:
    """The whole input, checked."""

    children: Mapping[str, Child]
    facilities: Mapping[str, Facility]
    seed: str = ""
    families: tuple[Family, ...] = ()
    grounds: tuple[str, ...] = ()
    overrides: tuple[Override, ...] = ()
    signed: Mapping[str, Wish] = field(default_factory=dict)
    previous: Mapping[str, Wish | None] = field(default_factory=dict)
    late: Late | None = None
    note: str = ""
