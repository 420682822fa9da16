"""The proof for whole countries: the same definition as ``stability``, on arrays.

It takes what the engine was given, before the engine put it in order, and what it gave out.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Given:
    """Wishes of all children in one row, child after child; class, points and draw number of each wish.

    The wishes of child i are ``first[i]:first[i + 1]``. ``facility`` is -1 where the child is not eligible.
    """

    first: Numbers
    facility: Numbers
    priority_class: Numbers
    points: Numbers
    draw: Numbers
    capacity: Numbers


@dataclass(frozen=True, slots=True)
class Found:
    """What the proof found; all of it is zero for a proved result."""

    doubled_seats: int
    not_eligible: int
    not_wished: int
    empty_seats_wished_for: int
    justified_envy: int

    @property
    def is_proved(self) -> bool:
        """Whether nothing speaks against the result."""
        return not any((self.doubled_seats, self.not_eligible, self.not_wished, self.blocking_pairs))

    @property
    def blocking_pairs(self) -> int:
        """Children and facilities that would both rather have each other."""
        return self.empty_seats_wished_for + self.justified_envy


def proof(given: Given, held: Numbers) -> Found:
    """Looks at every wish; ``held`` names for each child the wish that it got, or -1."""
    children = np.flatnonzero(held >= 0)
    got = held[children]
    is_own = (got >= given.first[children]) & (got < given.first[children + 1])
    at = given.facility[got]
    seated = np.bincount(at[at >= 0], minlength=given.capacity.size)
    empty, envied = _blocking(given, held, got[at >= 0], seated)
    return Found(
        doubled_seats=int(np.count_nonzero(seated > given.capacity)),
        not_eligible=int(np.count_nonzero(at < 0)),
        not_wished=int(np.count_nonzero(~is_own)),
        empty_seats_wished_for=empty,
        justified_envy=envied,
    )


def _blocking(given: Given, held: Numbers, got: Numbers, seated: Numbers) -> tuple[int, int]:
    """How many better wishes meet an empty seat, and how many a child that stands behind."""
    limit = np.where(held >= 0, held, given.first[1:])
    is_better = np.arange(given.facility.size) < np.repeat(limit, np.diff(given.first))
    wish = np.flatnonzero(is_better & (given.facility >= 0))
    at = given.facility[wish]
    has_room = seated[at] < given.capacity[at]
    last = _last_seated(given, got)
    wish, at = wish[~has_room], at[~has_room]
    wish, at = wish[given.capacity[at] > 0], at[given.capacity[at] > 0]
    return int(np.count_nonzero(has_room)), int(np.count_nonzero(_comes_before(given, wish, last[at])))


def _last_seated(given: Given, got: Numbers) -> Numbers:
    """For each facility the wish of the child that stands last of those seated."""
    order = np.lexsort((given.draw[got], -given.points[got], given.priority_class[got], given.facility[got]))
    last = np.full(given.capacity.size, -1, dtype=np.int64)
    last[given.facility[got[order]]] = got[order]
    return last


def _comes_before(given: Given, one: Numbers, other: Numbers) -> NDArray[np.bool_]:
    """Lower class, then more points, then the lower draw number."""
    by_class = given.priority_class[one] - given.priority_class[other]
    by_points = given.points[other] - given.points[one]
    by_draw = given.draw[one] - given.draw[other]
    first_told = np.where(by_class != 0, by_class, np.where(by_points != 0, by_points, by_draw))
    before: NDArray[np.bool_] = first_told < 0
    return before
