"""The page of one facility, and its pictures."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from kidsapp.audit.door import Request, door
from kidsapp.page import render
from kidsapp.places import basket, policy
from kidsapp.places.family.asked import wanted_by_address
from kidsapp.places.family.bands import scale
from kidsapp.places.family.cards import Card, Origin, card, card_words, day_rows, fact_rows, origins
from kidsapp.places.family.finder import Basket, basket_of
from kidsapp.places.family.map import map_of_facilities
from kidsapp.places.ports import FREE_PLACES
from kidsapp.places.queries import Picture, facility_for, facts_of, picture_bytes, pictures_of

PICTURE_SECONDS = 30 * 24 * 60 * 60


@dataclass(frozen=True)
class FacilityPage:
    """Everything that everybody may know of one facility."""

    card: Card
    rows: list[tuple[str, str]]
    has_times: bool
    sources: list[Origin]
    pictures: list[Picture]
    band: tuple[int, int]
    map: Mapping[str, Any]
    words: Mapping[str, str]
    basket: Basket
    here: str
    back_url: str
    may_edit: bool


@door(policy.view_facility)
@require_safe
def facility(request: Request, public_id: str) -> HttpResponse:
    """One Kita or child minder in full."""
    facts = facts_of(public_id)
    if facts is None:
        raise Http404
    wanted = wanted_by_address(request)
    free = FREE_PLACES.of([facts.id], on=wanted.starts_on).get(facts.id)
    is_remembered = public_id in basket.remembered_ids(request.session)
    shown = card(facts, wanted, free=free, is_remembered=is_remembered, km=wanted.km_to(facts))
    page = FacilityPage(
        card=shown,
        rows=[*day_rows(facts, today=request.actor.today), *fact_rows(shown)],
        has_times=bool(wanted.wished),
        sources=origins([facts]),
        pictures=pictures_of(facts.id),
        band=scale(shown.rows),
        map=map_of_facilities(request.city, [facts]),
        words=card_words(),
        basket=basket_of(request),
        here=request.get_full_path(),
        back_url=f"{reverse('finder')}?{wanted.query}" if wanted.query else reverse("finder"),
        may_edit=_may_edit(request, public_id),
    )
    return render.page(request, "places/family/facility.html", page)


def _may_edit(request: Request, public_id: str) -> bool:
    """Whether the reader keeps this profile; asked of the database only for those who keep any."""
    act = policy.save_profile
    return act.is_open_to(request.actor) and facility_for(request.actor, act, public_id) is not None


@door(policy.view_facility)
@require_safe
def facility_picture(request: Request, public_id: str) -> HttpResponse:
    """The JPEG of a picture; it never changes under its name, so browsers may keep it."""
    jpeg = picture_bytes(public_id)
    if jpeg is None:
        raise Http404
    response = HttpResponse(jpeg, content_type="image/jpeg")
    response["Cache-Control"] = f"public, max-age={PICTURE_SECONDS}, immutable"
    return response
