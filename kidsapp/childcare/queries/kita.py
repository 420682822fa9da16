"""What Kitas read."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q

from kidsapp.audit.acts import EVERY_ROW
from kidsapp.childcare import policy
from kidsapp.childcare.models import Group, PlaceOffer, Wish
from kidsapp.childcare.queries.terms import season_on
from kidsapp.childcare.rules import GroupTerms, Season, kindergarten_year
from kidsapp.childcare.states import PlaceOfferState, WishState
from kidsapp.kernel.actors import Actor
from kidsapp.kernel.clock import german_moment
from kidsapp.municipality.statements import rows_of_city
from kidsapp.places.models import Facility
from kidsapp.places.ports import FreePlaces
from kidsapp.places.wording import age_range


@dataclass(frozen=True)
class GroupLine:
    """A group with its places: taken, offered, in all."""

    public_id: str
    name: str
    year: int
    age_from_months: int
    age_until_months: int
    places: int
    offered: int
    taken: int
    form: str = ""
    hours: str = ""
    staying: int = 0

    @property
    def ages(self) -> str:
        """The age bracket in words."""
        return age_range(self.age_from_months, self.age_until_months)

    @property
    def terms(self) -> GroupTerms:
        """The group as the rules take it."""
        begin, end, promised = self.age_from_months, self.age_until_months, self.offered + self.taken
        return GroupTerms(self.name, begin, end, self.places, promised, self.hours)

    @property
    def free(self) -> int:
        """Places that nobody was promised and in which nobody stays."""
        return max(self.places - self.offered - self.taken - self.staying, 0)


def facility_for(actor: Actor, public_id: str) -> Facility | None:
    """The facility with this public id if the actor decides there."""
    rows = Facility.objects.filter(public_id=public_id)
    found: Facility | None = policy.see_kita_desk.permitted(actor, rows).first()
    return found


def facilities_of(actor: Actor) -> list[Facility]:
    """The facilities at which the actor decides."""
    return list(policy.see_kita_desk.permitted(actor, Facility.objects.all()).order_by("name"))


def due_rows(wishes: Any, season: Season, today: date) -> Any:
    """The same as ``rules.is_wish_due``, for rows; what the Kita has decided stays visible to it."""
    decided = Q(state__in=[WishState.WAITING, WishState.OFFERED, WishState.DECLINED, WishState.FULFILLED])
    if today < season.wishes_seen_from:
        return wishes.filter(decided)
    return wishes.filter(decided | (_in_time(season, today) & _free_above(season, today)))


def _in_time(season: Season, today: date) -> Q:
    if today >= season.second_round_on:
        return EVERY_ROW
    cut_off = german_moment(season.cut_off_on)
    is_late = Q(preregistration__is_late=True, preregistration__submitted_at__gte=cut_off)
    return ~is_late | Q(preregistration__is_urgent=True)


def _free_above(season: Season, today: date) -> Q:
    if season.lower_wishes_open_on and today >= season.lower_wishes_open_on:
        return EVERY_ROW
    unsettled = [WishState.OPEN, WishState.OFFERED, WishState.FULFILLED]
    above = Wish.objects.filter(
        preregistration=OuterRef("preregistration"), rank__lt=OuterRef("rank"), state__in=unsettled
    )
    return ~Q(Exists(above))


def groups_of(facility: Facility, year: int) -> list[GroupLine]:
    """The groups of one kindergarten year with their places; one statement."""
    live = Group.objects.filter(facility=facility, year=year).annotate(
        open_offers=Count("offers", filter=Q(offers__state=PlaceOfferState.OFFERED))
    )
    return [_group_line(group) for group in live]


def _group_line(group: Any) -> GroupLine:
    return GroupLine(
        group.public_id,
        group.name,
        group.year,
        group.age_from_months,
        group.age_until_months,
        group.places,
        group.open_offers,
        group.promised - group.open_offers,
        group.form,
        group.hours,
        group.staying,
    )


def wish_for(actor: Actor, public_id: str) -> Wish | None:
    """The wish with this public id if the actor decides on it and it has come into play."""
    rows = Wish.objects.filter(public_id=public_id)
    rows = rows.select_related("facility", "preregistration__child", "preregistration__submitted_by")
    found: Wish | None = policy.see_wish.permitted(actor, rows).first()
    return found


def is_in_play(wish: Wish, *, settings: Mapping[str, Any], today: date) -> bool:
    """Whether the Kita may see the wish today."""
    season = season_on(wish.preregistration.starts_on, settings)
    return bool(due_rows(Wish.objects.filter(pk=wish.pk), season, today).exists())


FREE_PLACES = """
SELECT facility_id, age_from_months, age_until_months, greatest(places - promised - staying, 0)
FROM childcare_group
WHERE municipality_id = %(city)s AND year = %(year)s AND facility_id = ANY(%(ids)s)
ORDER BY facility_id, age_from_months, name
"""


def free_places(facility_ids: Collection[int], *, on: date) -> Mapping[int, Sequence[FreePlaces]]:
    """The free places per group of each facility in the kindergarten year of a day; one statement.

    By hand, since every list of Kitas asks, and the object mapper needs four times as long.
    """
    rows = rows_of_city(FREE_PLACES, year=kindergarten_year(on), ids=list(facility_ids))
    found: dict[int, list[FreePlaces]] = {}
    for facility_id, begin, end, free in rows:
        found.setdefault(facility_id, []).append(FreePlaces(begin, end, free))
    return found


def last_offer(wish: Wish) -> PlaceOffer | None:
    """The offer made last for a wish."""
    found: PlaceOffer | None = wish.offers.select_related("group").order_by("-offered_at", "-pk").first()
    if found:
        found.wish = wish
    return found


def groups_for_change(facility: Facility, now: Group, *, today: date) -> list[tuple[str, str]]:
    """The groups that a child may go to: its own, and those of this and the next year; for a choice."""
    years = {kindergarten_year(today), kindergarten_year(today) + 1}
    rows = Group.objects.filter(Q(pk=now.pk) | Q(facility=facility, year__in=years)).order_by("year", "name")
    return [(row.public_id, f"{row.name} ({row.year}/{(row.year + 1) % 100:02d})") for row in rows]
