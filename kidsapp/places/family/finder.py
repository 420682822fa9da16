"""The Kita finder: search form, list and map."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.http import require_safe
from markupsafe import Markup

from kidsapp.audit.door import Request, door
from kidsapp.page import render
from kidsapp.places import basket, policy
from kidsapp.places.family.asked import Asked, asked_by, query_of, shorter_query
from kidsapp.places.family.bands import scale
from kidsapp.places.family.cards import Card, Origin, Wanted, card, card_words, origins
from kidsapp.places.family.map import map_of_search
from kidsapp.places.family.summary import Summary, nearest_text, summary_of
from kidsapp.places.forms.search import SearchForm
from kidsapp.places.ports import FREE_PLACES, WISHES, Hit
from kidsapp.places.queries import search
from kidsapp.places.queries.alternatives import nearest_to
from kidsapp.places.queries.criteria import Criteria
from kidsapp.places.queries.search import POINTS_ON_MAP, Found

MOST_PAGES = 500


@dataclass(frozen=True)
class Choice:
    """One of several places that an address may mean."""

    name: str
    url: str


@dataclass(frozen=True)
class Basket:
    """How many facilities are remembered, of how many, and where they lead."""

    count: int
    limit: int
    url: str


@dataclass(frozen=True)
class FinderPage:
    """The search form with what it found."""

    form: SearchForm | None
    drawn_form: Markup
    is_form_open: bool
    summary: Summary | None
    choices: list[Choice]
    found: Found
    cards: list[Card]
    words: Mapping[str, str]
    has_times: bool
    band: tuple[int, int]
    nearest: str
    nearest_url: str
    map: Mapping[str, Any]
    is_map_cut: bool
    basket: Basket
    here: str
    query: list[tuple[str, str]]
    previous_url: str
    next_url: str
    sources: list[Origin]
    has_invented: bool


def basket_of(request: Request) -> Basket:
    """The remembered facilities of the visitor, as counted on the page."""
    count = len(basket.remembered_ids(request.session))
    return Basket(count, basket.limit_of(request.city.settings), WISHES.url())


@door(policy.search_facilities)
@require_safe
def finder(request: Request) -> HttpResponse:
    """List and map of the Kitas and child minders that fit."""
    if query := shorter_query(request):
        return HttpResponseRedirect(f"{reverse('finder')}?{query}")
    asked = asked_by(request)
    found = _page_of(asked.criteria, request.GET.get("page", "1"))
    return render.page(request, "places/family/finder.html", _content(request, asked, found))


def _page_of(criteria: Criteria, asked: str) -> Found:
    number = int(asked) if asked.isdecimal() and len(asked) < 5 else 1
    found = search(criteria, page=min(max(number, 1), MOST_PAGES))
    return found if found.facilities or not found.total else search(criteria, page=found.pages)


def _content(request: Request, asked: Asked, found: Found) -> FinderPage:
    cards = cards_of(request, asked.wanted, found)
    nearest = None if found.total else nearest_to(asked.criteria)
    form, choices = asked.form, asked.where.choices
    return FinderPage(
        form=form,
        drawn_form=asked.drawn_form,
        is_form_open=form is None or bool(form.errors),
        summary=summary_of(form, asked.where) if form else None,
        choices=[Choice(hit.name, _url_at(request, hit)) for hit in choices],
        found=found,
        cards=cards,
        words=card_words(),
        has_times=bool(asked.criteria.wished),
        band=scale(row for shown in cards for row in shown.rows),
        nearest=nearest_text(nearest) if nearest else "",
        nearest_url=_loosened_url(request, nearest.criteria) if nearest else "",
        map=map_of_search(request.city, asked.criteria, found.points),
        is_map_cut=found.total > POINTS_ON_MAP,
        basket=basket_of(request),
        here=request.get_full_path(),
        query=[(name, str(value)) for name, value in query_of(request).items()],
        previous_url=_url(request, page=found.page - 1) if found.page > 1 else "",
        next_url=_url(request, page=found.page + 1) if found.page < found.pages else "",
        sources=origins(shown.facts for shown in cards),
        has_invented=any(shown.facts.is_invented for shown in cards),
    )


def cards_of(request: Request, wanted: Wanted, found: Found) -> list[Card]:
    """The cards of a page; the free places of all of them are asked for at once."""
    remembered = basket.remembered_ids(request.session)
    free = FREE_PLACES.of([hit.facts.id for hit in found.facilities], on=wanted.starts_on)
    return [
        card(
            hit.facts,
            wanted,
            free=free.get(hit.facts.id),
            is_remembered=hit.facts.public_id in remembered,
            number=hit.number,
            km=hit.km,
        )
        for hit in found.facilities
    ]


def _url(request: Request, **changes: object) -> str:
    query = query_of(request)
    for name, value in changes.items():
        query[name] = str(value)
    return f"{reverse('finder')}?{query.urlencode()}"


def _url_at(request: Request, hit: Hit) -> str:
    return _url(request, address=hit.name, lat=hit.latitude, lon=hit.longitude, at=hit.name)


def _loosened_url(request: Request, criteria: Criteria) -> str:
    times = {"opens_by": criteria.opens_by, "closes_from": criteria.closes_from}
    changes = {name: f"{at // 60}:{at % 60:02d}" for name, at in times.items() if at is not None}
    if criteria.radius_km is None:
        changes["radius_km"] = ""
    return _url(request, **changes)
