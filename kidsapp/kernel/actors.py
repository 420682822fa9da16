"""Who acts: a value made at the edge, so that modules below ``people`` can ask a policy too."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date
from enum import IntEnum, StrEnum
from itertools import chain

from kidsapp.kernel.periods import Period


class Role(StrEnum):
    """What somebody may be in a city."""

    GUARDIAN = "guardian"
    YOUNG_PERSON = "young_person"
    KITA_LEAD = "kita_lead"
    PROVIDER_MANAGER = "provider_manager"
    YOUTH_OFFICE = "youth_office"
    EDITOR = "editor"
    DATA_PROTECTION_OFFICER = "data_protection_officer"
    OPERATOR = "operator"


FAMILY = frozenset({Role.GUARDIAN, Role.YOUNG_PERSON})
STAFF = frozenset(Role) - FAMILY
"""Every other role, those to come included."""


class Assurance(IntEnum):
    """How sure we are who it is; the levels of the German citizen account (STORK QAA)."""

    NONE = 0
    PASSWORD = 1
    SUBSTANTIAL = 3
    HIGH = 4


@dataclass(frozen=True, slots=True)
class HeldRole:
    """A dated role in one city and, where it applies, one organisation or facility (database ids)."""

    role: Role
    municipality_id: int
    organisation_id: int | None = None
    facility_id: int | None = None
    period: Period = field(default_factory=Period)
    districts: tuple[str, ...] = ()
    """Keys of the districts to whose children the role is limited; none: the whole city."""


@dataclass(frozen=True, slots=True)
class Actor:
    """Somebody in one city on one day; ``account_id`` is ``None`` for a visitor and for the system."""

    municipality_id: int
    today: date
    account_id: int | None = None
    held: tuple[HeldRole, ...] = ()
    assurance: Assurance = Assurance.NONE
    language: str = "de"
    staff_needs: Assurance = Assurance.NONE
    """From which level on the roles of staff count; the web edge says, since it alone knows of log-ins."""
    asks_at_most: Assurance = Assurance.NONE
    """The level above which no act asks here: none but at the web edge, little in a demonstration."""
    is_stale: bool = False
    """Whether this log-in showed too long ago who it is, for what is sensitive; the web edge says."""

    def roles(self) -> Iterable[HeldRole]:
        """The roles that are in force today in this city."""
        return (held for held in self.held if self._is_in_force(held))

    def holds(self, role: Role) -> bool:
        """Whether the role is in force today in this city, wherever in it."""
        return any(held.role is role for held in self.roles())

    @property
    def is_guardian_only(self) -> bool:
        """Whether it is a family's account, without any other role of today."""
        return {held.role for held in self.held if self._is_of_today(held)} == {Role.GUARDIAN}

    def facility_ids(self, role: Role) -> frozenset[int]:
        """The facilities for which the role is held today."""
        return frozenset(h.facility_id for h in self.roles() if h.role is role and h.facility_id)

    def organisation_ids(self, role: Role) -> frozenset[int]:
        """The organisations for which the role is held today."""
        return frozenset(h.organisation_id for h in self.roles() if h.role is role and h.organisation_id)

    def limit_of(self, role: Role) -> frozenset[str] | None:
        """The districts in which the role, if it is held today, counts; ``None`` for the whole city."""
        limits = [held.districts for held in self.roles() if held.role is role]
        return frozenset(chain.from_iterable(limits)) if all(limits) else None

    @property
    def is_staff(self) -> bool:
        """Whether a role of staff is held today, even if it does not count after this log-in."""
        return any(held.role in STAFF for held in self.held if self._is_of_today(held))

    @property
    def is_held_back(self) -> bool:
        """Whether a role of staff does not count, only because the log-in was too weak."""
        return any(self._is_of_today(held) and not self._is_sure_enough(held) for held in self.held)

    def surely(self) -> "Actor":
        """The same person after a log-in that is as strong and as new as can be."""
        return replace(self, assurance=Assurance.HIGH, is_stale=False)

    def as_visitor(self) -> "Actor":
        """Nobody known, in the same city, on the same day."""
        return Actor(self.municipality_id, self.today, language=self.language)

    def _is_in_force(self, held: HeldRole) -> bool:
        return self._is_of_today(held) and self._is_sure_enough(held)

    def _is_sure_enough(self, held: HeldRole) -> bool:
        return held.role in FAMILY or self.assurance >= self.staff_needs

    def _is_of_today(self, held: HeldRole) -> bool:
        return held.municipality_id == self.municipality_id and held.period.contains(self.today)


def guardian(account_id: int, *, today: date) -> Actor:
    """A family's account as the rules see it: a guardian and nothing else."""
    return Actor(0, today, account_id, (HeldRole(Role.GUARDIAN, 0),))
