"""Demand beside places, per age group: what is wanted, what is planned, what is promised."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from kidsapp.kernel.periods import MONTHS_A_YEAR

AGES = (0, 1, 2, 3, 4, 5)
"""Whole years on the first day; the last one holds all who are older."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """Children of one district, age group and hours: still open, placed, and without any way left."""

    district_id: int | None
    age: int
    hours: str
    open: int
    placed: int
    unplaced: int

    @property
    def children(self) -> int:
        """All who want a place or have one."""
        return self.open + self.placed


@dataclass(frozen=True, slots=True)
class Places:
    """Places of one district for an age bracket in months (the last one excluded) and hours (empty: any)."""

    district_id: int | None
    age_from_months: int
    age_until_months: int
    hours: str
    planned: int
    promised: int

    def fits(self, age: int) -> bool:
        """Whether a child of the age group fits in."""
        until = (age + 1) * MONTHS_A_YEAR if age < AGES[-1] else self.age_until_months
        return self.age_from_months < until and age * MONTHS_A_YEAR < self.age_until_months


@dataclass(frozen=True, slots=True)
class Row:
    """A line of the table: children by hours, and the places that fit."""

    children: tuple[int, ...]
    open: int
    placed: int
    unplaced: int
    planned: int
    promised: int

    @property
    def total(self) -> int:
        """All children of the line."""
        return sum(self.children)

    @property
    def free(self) -> int:
        """Places that nobody was promised."""
        return self.planned - self.promised

    @property
    def missing(self) -> int:
        """How many open children more than free places there are; nothing when places suffice."""
        return max(self.open - self.free, 0)


def row_of(wanted: Iterable[Wanted], places: Iterable[Places], *, hours: Sequence[str]) -> Row:
    """Everything that is given, in one line; each place counts once."""
    children, found = list(wanted), list(places)
    return Row(
        tuple(sum(one.children for one in children if one.hours == key) for key in hours),
        sum(one.open for one in children),
        sum(one.placed for one in children),
        sum(one.unplaced for one in children),
        sum(one.planned for one in found),
        sum(one.promised for one in found),
    )


def by_age(wanted: Sequence[Wanted], places: Sequence[Places], *, hours: Sequence[str]) -> list[Row]:
    """A line for each age group; a place that fits several ages counts in each of their lines."""
    return [
        row_of(
            [one for one in wanted if one.age == age], [one for one in places if one.fits(age)], hours=hours
        )
        for age in AGES
    ]
