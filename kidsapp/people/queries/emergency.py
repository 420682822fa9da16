"""Reading what somebody may know of a child in an emergency: whom to call."""

from dataclasses import dataclass
from datetime import date

from kidsapp.people.models import Child, EmergencyAccess
from kidsapp.people.queries.accounts import guardians_of
from kidsapp.people.queries.custody import address_of


@dataclass(frozen=True)
class ToCall:
    """Somebody who has custody today and is not blocked."""

    name: str
    phone: str
    address: str


def people_to_call(child: Child, *, today: date) -> list[ToCall]:
    """Everybody who decides for the child today."""
    found = guardians_of([child.pk], today=today)
    return [ToCall(str(one), one.phone, address_of(one)) for one in found]


def child_by_name(given_name: str, family_name: str, born_on: date) -> Child | None:
    """The one child of this name and birthday; nothing when there are two."""
    rows = Child.objects.filter(
        given_name__iexact=given_name, family_name__iexact=family_name, born_on=born_on
    )
    found = list(rows[:2])
    return found[0] if len(found) == 1 else None


def reason_of(child: Child, account_id: int | None, *, today: date) -> str:
    """Why the account reads of this child today."""
    rows = EmergencyAccess.objects.filter(child=child, account_id=account_id, valid_on=today, ended_at=None)
    return str(rows.values_list("reason", flat=True).last() or "")
