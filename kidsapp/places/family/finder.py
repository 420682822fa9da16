"""The Kita finder: search form, list and map."""

import json
from dataclasses import dataclass

from django.http import HttpResponse, HttpResponseRedirect, QueryDict
from django.urls import reverse
from django.views.decorators.http import require_safe
from markupsafe import Markup

from kidsapp.audit.door import Request, door
from kidsapp.page import render
from kidsapp.places import basket, policy
from kidsapp.places.family.asked import Asked, asked_by, query_of, shorter_query
from kidsapp.places.family.drawn import DrawnList, Hits, drawn_list
from kidsapp.places.family.map import map_frame
from kidsapp.places.family.summary import Summary, nearest_text, summary_of
from kidsapp.places.forms.search import SearchForm
from kidsapp.places.ports import FREE_PLACES, WISHES, Hit
from kidsapp.places.queries.alternatives import nearest_to
from kidsapp.places.queries.criteria import Criteria
from kidsapp.places.queries.search import POINTS_ON_MAP, Reading, read

MOST_PAGES = 500


@dataclass(frozen=True)
class Choice:
    """One of several places that an address may mean."""

    name: str
    url: str


@dataclass(frozen=True)
class OfferedNames:
    """The Kitas whose name was typed, and the providers, whose link leads to all of theirs."""

    places: list[tuple[Choice, str]]
    providers: list[Choice]
    has_more: bool
    is_misspelt: bool
    is_all: bool


@dataclass(frozen=True)
class Basket:
    """How many facilities are remembered, of how many, and where they lead."""

    count: int
    limit: int
    url: str
    is_form_open: bool = False


@dataclass(frozen=True)
class FinderPage:
    """The search form with what it found."""

    form: SearchForm | None
    drawn_form: Markup
    is_form_open: bool
    summary: Summary | None
    names: OfferedNames | None
    choices: list[Choice]
    total: int
    drawn: DrawnList
    nearest: str
    nearest_url: str
    is_map_cut: bool
    basket: Basket
    here: str
    query: list[tuple[str, str]]


def basket_of(request: Request) -> Basket:
    """The remembered facilities of the visitor, as counted on the page."""
    count = len(basket.remembered_ids(request.session))
    return Basket(count, basket.limit_of(request.city.settings), WISHES.url(), WISHES.is_form_open(request))


@door(policy.search_facilities)
@require_safe
def finder(request: Request) -> HttpResponse:
    """List and map of the Kitas and child minders that fit."""
    if query := shorter_query(request):
        return HttpResponseRedirect(f"{reverse('finder')}?{query}")
    asked = asked_by(request)
    reading = _page_of(asked.criteria, request.GET.get("page", "1"))
    return render.page(request, "places/family/finder.html", _content(request, asked, reading))


def _page_of(criteria: Criteria, asked: str) -> Reading:
    number = int(asked) if asked.isdecimal() and len(asked) < 5 else 1
    reading = read(criteria, page=min(max(number, 1), MOST_PAGES))
    return read(criteria, page=reading.last_page) if reading.is_past_the_end else reading


def _content(request: Request, asked: Asked, reading: Reading) -> FinderPage:
    nearest = None if reading.total else nearest_to(asked.criteria)
    form, choices = asked.form, asked.where.choices
    return FinderPage(
        form=form,
        drawn_form=asked.drawn_form,
        is_form_open=form is None or bool(form.errors),
        summary=summary_of(form, asked.where) if form else None,
        names=_names(request, asked) if asked.names else None,
        choices=[Choice(hit.name, _url_at(request, hit)) for hit in choices],
        total=reading.total,
        drawn=drawn_list(_hits(request, asked, reading)),
        nearest=nearest_text(nearest) if nearest else "",
        nearest_url=_loosened_url(request, nearest.criteria) if nearest else "",
        is_map_cut=reading.total > POINTS_ON_MAP,
        basket=basket_of(request),
        here=request.get_full_path(),
        query=[(name, str(value)) for name, value in QueryDict(asked.wanted.query).items()],
    )


def _names(request: Request, asked: Asked) -> OfferedNames:
    names, address_of = asked.names, asked.wanted.address_of
    return OfferedNames(
        places=[(Choice(found.name, address_of(found.public_id)), found.address) for found in names.places],
        providers=[Choice(name, _url_of_provider(request, key)) for key, name in names.providers],
        has_more=names.has_more,
        is_misspelt=names.is_misspelt,
        is_all=not (asked.where.point or asked.where.choices),
    )


def _hits(request: Request, asked: Asked, reading: Reading) -> Hits:
    """What the list is drawn from; the free places of all its facilities are asked for at once."""
    wanted, page = asked.wanted, reading.page
    free = FREE_PLACES.of(reading.facility_ids, on=wanted.starts_on)
    remembered = basket.remembered_ids(request.session)
    return Hits(
        reading=reading,
        free=tuple((facility_id, tuple(places)) for facility_id, places in free.items()),
        remembered=tuple(public_id for public_id in reading.public_ids if public_id in remembered),
        starts_on=wanted.starts_on,
        wished=tuple(wanted.wished.items()),
        age_months=wanted.age_months,
        hours_names=tuple(wanted.hours_names.items()),
        language=wanted.language,
        query=wanted.query,
        around=asked.criteria.point,
        radius_km=asked.criteria.radius_km,
        map_frame=json.dumps(map_frame(request.city)),
        previous_url=_url(request, page=page - 1) if page > 1 else "",
        next_url=_url(request, page=page + 1) if page < reading.last_page else "",
    )


def _url(request: Request, **changes: object) -> str:
    query = query_of(request)
    for name, value in changes.items():
        query[name] = str(value)
    return f"{reverse('finder')}?{query.urlencode()}"


def _url_at(request: Request, hit: Hit) -> str:
    return _url(request, address=hit.name, lat=hit.latitude, lon=hit.longitude, at=hit.name)


def _url_of_provider(request: Request, key: str) -> str:
    """All of a provider's places; the name was no address, so it stays behind."""
    return _url(request, organisation=key, address="")


def _loosened_url(request: Request, criteria: Criteria) -> str:
    times = {"opens_by": criteria.opens_by, "closes_from": criteria.closes_from}
    changes = {name: f"{at // 60}:{at % 60:02d}" for name, at in times.items() if at is not None}
    if criteria.radius_km is None:
        changes["radius_km"] = ""
    return _url(request, **changes)
