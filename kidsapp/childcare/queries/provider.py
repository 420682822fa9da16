"""What a provider reads of its Kitas: numbers, one row a Kita, nobody's name."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Count, Q, Sum

from kidsapp.childcare import policy
from kidsapp.childcare.models import Group, PlaceOffer, Wish
from kidsapp.childcare.queries.kita import due_rows
from kidsapp.childcare.rules import Season
from kidsapp.childcare.states import PlaceOfferState, PreRegistrationState, WishState
from kidsapp.kernel.actors import Actor
from kidsapp.places.models import Facility

Numbers = dict[int, dict[str, int]]


@dataclass(frozen=True)
class KitaRow:
    """One Kita of a provider in one kindergarten year, or all of them together."""

    public_id: str
    name: str
    places: int = 0
    promised: int = 0
    staying: int = 0
    offered: int = 0
    to_decide: int = 0
    first_wishes: int = 0
    waiting: int = 0
    running_out: int = 0

    @property
    def taken(self) -> int:
        """Places of children who have them."""
        return self.promised - self.offered

    @property
    def free(self) -> int:
        """Places that nobody was promised and in which nobody stays."""
        return max(self.places - self.promised - self.staying, 0)


COUNTED = ("places", "promised", "staying", "offered", "to_decide", "first_wishes", "waiting", "running_out")


def kitas_of_provider(actor: Actor, season: Season, *, reminder_days: int) -> list[KitaRow]:
    """The Kitas that the actor manages, by name; four statements, however many there are."""
    rows = policy.see_provider_desk.permitted(actor, Facility.objects.order_by("name", "pk"))
    kitas = list(rows.values_list("pk", "public_id", "name"))
    ids, year, today = [pk for pk, *_ in kitas], season.year, actor.today
    numbers = [
        _places(ids, year),
        _offers(ids, year, until=today + timedelta(days=reminder_days)),
        _wishes(ids, season, today),
    ]
    return [KitaRow(public_id, name, **_together(numbers, pk)) for pk, public_id, name in kitas]


def all_together(rows: Iterable[KitaRow]) -> KitaRow:
    """The sum of the rows."""
    listed = list(rows)
    return KitaRow("", "", **{name: sum(getattr(row, name) for row in listed) for name in COUNTED})


def _together(numbers: list[Numbers], facility_id: int) -> dict[str, int]:
    return {name: value for found in numbers for name, value in found.get(facility_id, {}).items()}


def _by_facility(rows: Any, path: str) -> Numbers:
    return {row.pop(path): row for row in rows}


def _places(ids: list[int], year: int) -> Numbers:
    rows = Group.objects.filter(facility__in=ids, year=year).order_by().values("facility_id")
    return _by_facility(
        rows.annotate(places=Sum("places"), promised=Sum("promised"), staying=Sum("staying")), "facility_id"
    )


def _offers(ids: list[int], year: int, *, until: date) -> Numbers:
    rows = PlaceOffer.objects.filter(group__facility__in=ids, group__year=year, state=PlaceOfferState.OFFERED)
    soon = Count("pk", filter=Q(answer_until__lte=until))
    counted = rows.values("group__facility_id").annotate(offered=Count("pk"), running_out=soon)
    return _by_facility(counted, "group__facility_id")


def _wishes(ids: list[int], season: Season, today: date) -> Numbers:
    """Only what is in play at the Kita: nobody learns here what it may not see itself."""
    rows = Wish.objects.filter(facility__in=ids, preregistration__year=season.year)
    rows = rows.filter(preregistration__state=PreRegistrationState.SUBMITTED)
    is_open = Q(state=WishState.OPEN)
    counted = due_rows(rows, season, today).order_by().values("facility_id")
    return _by_facility(
        counted.annotate(
            to_decide=Count("pk", filter=is_open),
            first_wishes=Count("pk", filter=is_open & Q(rank=1)),
            waiting=Count("pk", filter=Q(state=WishState.WAITING)),
        ),
        "facility_id",
    )
