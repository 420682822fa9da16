"""Up to three facilities side by side."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.http import HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from kidsapp.audit.door import Request, door
from kidsapp.page import render
from kidsapp.places import basket, policy
from kidsapp.places.family.asked import wanted_by_address
from kidsapp.places.family.cards import (
    Card,
    Origin,
    card,
    card_words,
    contact_rows,
    day_rows,
    fact_rows,
    origins,
    way_row,
)
from kidsapp.places.family.finder import Basket, basket_of
from kidsapp.places.ports import FREE_PLACES
from kidsapp.places.queries import facts_in_order

MOST = 3


@dataclass(frozen=True)
class ComparePage:
    """The facilities in columns, or nothing to compare yet."""

    cards: list[Card]
    rows: list[tuple[str, list[str]]]
    has_times: bool
    sources: list[Origin]
    has_invented: bool
    was_cut: bool
    words: Mapping[str, str]
    basket: Basket
    here: str
    back_url: str


@door(policy.compare_facilities)
@require_safe
def compare(request: Request) -> HttpResponse:
    """Compare the facilities that are named, else those that are remembered."""
    chosen = list(dict.fromkeys(request.GET.getlist("facility")))
    remembered = basket.remembered_ids(request.session)
    public_ids = (chosen or remembered)[:MOST]
    wanted = wanted_by_address(request)
    facilities = facts_in_order(public_ids)
    free = FREE_PLACES.of([facts.id for facts in facilities], on=wanted.starts_on)
    cards = [
        card(
            facts,
            wanted,
            free=free.get(facts.id),
            is_remembered=facts.public_id in remembered,
            km=wanted.km_to(facts),
        )
        for facts in facilities
    ]
    page = ComparePage(
        cards=cards,
        rows=_rows(cards, request.actor.today),
        has_times=bool(wanted.wished),
        sources=origins(facilities),
        has_invented=any(facts.is_invented for facts in facilities),
        was_cut=len(chosen or remembered) > MOST,
        words=card_words(),
        basket=basket_of(request),
        here=request.get_full_path(),
        back_url=f"{reverse('finder')}?{wanted.query}" if wanted.query else reverse("finder"),
    )
    return render.page(request, "places/family/compare.html", page)


def _rows(cards: list[Card], today: date) -> list[tuple[str, list[str]]]:
    """Each label with the value of every card."""
    columns = [[*contact_rows(shown), *fact_rows(shown)] for shown in cards]
    rows = [(row[0][0], [value for _label, value in row]) for row in zip(*columns, strict=True)]
    return [*_days(cards, today), *way_row(cards), *rows]


def _days(cards: list[Card], today: date) -> list[tuple[str, list[str]]]:
    """First and last day, where one of them has any."""
    said = [dict(day_rows(shown.facts, today=today)) for shown in cards]
    labels = dict.fromkeys(label for days in said for label in days)
    return [(label, [days.get(label, "–") for days in said]) for label in labels]
