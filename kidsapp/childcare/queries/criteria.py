"""A Kita's own criteria; who leads the Kita reads them, nobody else."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from django.db.models import Count

from kidsapp.childcare import policy
from kidsapp.childcare.models import Criterion, Wish, WishCriterion
from kidsapp.kernel.actors import Actor
from kidsapp.places.models import Facility


@dataclass(frozen=True)
class CriterionLine:
    """A criterion, and for how many children it is ticked."""

    public_id: str
    name: str
    points: int
    ticked: int


@dataclass(frozen=True)
class Score:
    """The criteria that hold for a child, and the sum of their points."""

    points: int = 0
    names: tuple[str, ...] = ()


@dataclass(frozen=True)
class Tick:
    """A criterion beside a child: whether it holds."""

    public_id: str
    name: str
    points: int
    is_met: bool


def keeps_criteria(actor: Actor, facility: Facility) -> bool:
    """Whether the actor may see and keep the facility's own criteria; its provider may not."""
    return policy.see_criteria.permits(actor, facility)


def criteria_of(facility: Facility) -> list[CriterionLine]:
    """The criteria in the Kita's order; one statement."""
    rows = Criterion.objects.filter(facility=facility).annotate(ticked=Count("met"))
    return [CriterionLine(row.public_id, row.name, row.points, row.ticked) for row in rows]


def criterion_for(facility: Facility, public_id: str) -> Criterion | None:
    """The facility's criterion with this public id."""
    found: Criterion | None = Criterion.objects.filter(facility=facility, public_id=public_id).first()
    return found


def scores_of(wish_ids: Collection[int]) -> Mapping[int, Score]:
    """What holds for each wish, by its id; one statement."""
    rows = WishCriterion.objects.filter(wish__in=wish_ids).order_by("criterion__position", "criterion_id")
    found: dict[int, Score] = {}
    for wish_id, name, points in rows.values_list("wish_id", "criterion__name", "criterion__points"):
        so_far = found.get(wish_id, Score())
        found[wish_id] = Score(so_far.points + points, (*so_far.names, name))
    return found


def ticks_of(wish: Wish) -> list[Tick]:
    """Each criterion of the wish's Kita, and whether it holds for the child; two statements."""
    met = set(wish.met.values_list("criterion_id", flat=True))
    rows = Criterion.objects.filter(facility=wish.facility_id)
    return [Tick(row.public_id, row.name, row.points, row.pk in met) for row in rows]
