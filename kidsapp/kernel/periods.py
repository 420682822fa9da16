"""Days, end-inclusive; either end may be open."""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date

MONTHS_A_YEAR = 12


@dataclass(frozen=True, slots=True)
class Period:
    """From one day to another, both included; ``None`` leaves that end open."""

    first: date | None = None
    last: date | None = None

    def __post_init__(self) -> None:
        """Raise ``ValueError`` for a period that ends before it begins."""
        if self.first and self.last and self.last < self.first:
            raise ValueError(f"period ends {self.last} before it begins {self.first}")

    def contains(self, day: date) -> bool:
        """Whether the day lies in the period."""
        return (self.first is None or self.first <= day) and (self.last is None or day <= self.last)

    def overlaps(self, other: "Period") -> bool:
        """Whether at least one day lies in both periods."""
        return not (_ends_before(self, other) or _ends_before(other, self))


def _ends_before(one: Period, other: Period) -> bool:
    return one.last is not None and other.first is not None and one.last < other.first


def age_in_months(born_on: date, *, on: date) -> int:
    """Completed months of life on a day; negative before birth.

    Whoever is born on the 31st completes a shorter month with its last day (§ 187 II, § 188 II and III BGB),
    and so is a month older on the first of the next one.
    """
    months = (on.year - born_on.year) * MONTHS_A_YEAR + on.month - born_on.month
    return months - (1 if on.day < born_on.day else 0)


def age_in_years(born_on: date, *, on: date) -> int:
    """Completed years of life on a day; born on 29 February, a year older on 1 March."""
    return age_in_months(born_on, on=on) // MONTHS_A_YEAR


def months_after(day: date, months: int) -> date:
    """The day on which a term of so many months ends that an event on ``day`` began (§ 188 II BGB).

    Where the last month lacks the day, the term ends with that month's last one (§ 188 III BGB).
    """
    year, month = divmod(day.year * MONTHS_A_YEAR + day.month - 1 + months, MONTHS_A_YEAR)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))
