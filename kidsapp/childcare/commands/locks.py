"""What is held while a command looks and writes: the case always first, several in the order of their ids."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Q

from kidsapp.childcare.models import PlaceOffer, PreRegistration
from kidsapp.childcare.queries.concerns import live_cases_of
from kidsapp.municipality.questions import Question
from kidsapp.people.models import Child
from kidsapp.places.models import Facility


def locked_case(case_id: int) -> PreRegistration:
    """The case with its child as it stands now; family, Kita and office come one after the other."""
    found: PreRegistration = _held(PreRegistration.objects.filter(pk=case_id)).get()
    return found


def locked_cases(ids: Iterable[int]) -> list[PreRegistration]:
    """The cases in the order of their ids: two acts on several cases never wait for each other in a ring."""
    return list(_held(PreRegistration.objects.filter(pk__in=list(ids))))


def locked_live_cases(child_id: int) -> list[PreRegistration]:
    """The cases of a child that go on, in the same order."""
    return list(_held(live_cases_of(child_id)))


def locked_cases_of_account(account_id: int, case_id: int) -> list[PreRegistration]:
    """Every case that the account sent, and this one, in the same order."""
    return list(_held(PreRegistration.objects.filter(Q(submitted_by_id=account_id) | Q(pk=case_id))))


def _held(cases: Any) -> Any:
    """A lock joins only what stays with the row (a case its child).

    Whoever waited for it reads the row anew, but what was joined as it was before, or nothing.
    """
    return cases.select_for_update(of=("self",)).select_related("child").order_by("pk")


def locked_offer(offer: PlaceOffer) -> tuple[PreRegistration, PlaceOffer]:
    """The case first, then its offer as it stands now: answer, expiry and retraction wait for one another."""
    case = locked_case(offer.wish.preregistration_id)
    found = PlaceOffer.objects.select_related("wish__facility", "group").get(pk=offer.pk)
    found.wish.preregistration = case
    return case, found


def locked_child(child_id: int) -> Child:
    """The child as it stands now: two forms for one child come one after the other."""
    found: Child | None = CHILD.first(child=child_id)
    if found is None:
        raise Child.DoesNotExist("the child is gone")
    return found


CHILD = Question(lambda child: Child.objects.select_for_update().filter(pk=child), child=int)


def locked_child_named(public_id: str) -> Child | None:
    """The same by its public id; nothing where nobody has it."""
    found: Child | None = CHILD_NAMED.first(public_id=public_id)
    return found


CHILD_NAMED = Question(
    lambda public_id: Child.objects.select_for_update().filter(public_id=public_id), public_id=str
)


def lock_facility(facility_id: int) -> None:
    """Let whoever plans at the same Kita wait; its row may be referred to meanwhile."""
    Facility.objects.select_for_update(no_key=True).get(pk=facility_id)
