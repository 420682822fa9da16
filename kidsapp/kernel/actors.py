"""Who acts: a value made at the edge, so that modules below ``people`` can ask a policy too."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from enum import IntEnum, StrEnum

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


@dataclass(frozen=True, slots=True)
class Actor:
    """Somebody in one city on one day; ``account_id`` is ``None`` for a visitor and for the system."""

    municipality_id: int
    today: date
    account_id: int | None = None
    held: tuple[HeldRole, ...] = ()
    assurance: Assurance = Assurance.NONE
    language: str = "de"

    def roles(self) -> Iterable[HeldRole]:
        """The roles that are in force today in this city."""
        return (held for held in self.held if self._is_in_force(held))

    def holds(self, role: Role) -> bool:
        """Whether the role is in force today in this city, wherever in it."""
        return any(held.role is role for held in self.roles())

    @property
    def is_guardian_only(self) -> bool:
        """Whether it is a family's account, without any other role in force."""
        return {held.role for held in self.roles()} == {Role.GUARDIAN}

    def facility_ids(self, role: Role) -> frozenset[int]:
        """The facilities for which the role is held today."""
        return frozenset(h.facility_id for h in self.roles() if h.role is role and h.facility_id)

    def organisation_ids(self, role: Role) -> frozenset[int]:
        """The organisations for which the role is held today."""
        return frozenset(h.organisation_id for h in self.roles() if h.role is role and h.organisation_id)

    def _is_in_force(self, held: HeldRole) -> bool:
        return held.municipality_id == self.municipality_id and held.period.contains(self.today)


def guardian(account_id: int, *, today: date) -> Actor:
    """A family's account as the rules see it: a guardian and nothing else."""
    return Actor(0, today, account_id, (HeldRole(Role.GUARDIAN, 0),))
