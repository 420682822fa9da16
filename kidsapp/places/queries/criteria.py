"""What somebody looks for."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from kidsapp.kernel.opening_hours import Span
from kidsapp.places.models import Facility

CARE_KINDS = (Facility.Kind.KITA.value, Facility.Kind.CHILD_MINDER.value)


@dataclass(frozen=True, slots=True)
class Point:
    """A point on the map in degrees (WGS 84)."""

    latitude: float
    longitude: float


@dataclass(frozen=True, slots=True)
class Criteria:
    """A search; what is empty does not narrow it.

    A facility whose ages or hours models are unknown stays in, since it may fit; wheelchair access, inclusion
    and opening early or late are promises, so there only what is known counts. What closes before the first
    day is left out; what opens after it stands last and does not match: a family may be able to wait.
    ``named`` are the public ids of those whose name was typed, which may be none.
    """

    point: Point | None = None
    radius_km: float | None = None
    kinds: tuple[str, ...] = CARE_KINDS
    hours_model: str = ""
    starts_on: date | None = None
    age_months: tuple[int, int] | None = None
    organisation: str = ""
    district: str = ""
    is_inclusive: bool = False
    is_wheelchair_accessible: bool = False
    opens_by: int | None = None
    closes_from: int | None = None
    wished: Mapping[int, Span] = field(default_factory=dict)
    named: tuple[str, ...] | None = None

    def without_times(self) -> "Criteria":
        """The same search, whenever the facility opens and closes."""
        return replace(self, opens_by=None, closes_from=None)

    def without_radius(self) -> "Criteria":
        """The same search, however far away."""
        return replace(self, radius_km=None)
