"""What somebody looks for, read from the address of the page."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any

from django.http import QueryDict
from django.utils.translation import get_language, gettext
from markupsafe import Markup

from kidsapp.audit.door import Request
from kidsapp.page import render
from kidsapp.places.family.cards import Wanted
from kidsapp.places.forms.search import Offered, SearchForm
from kidsapp.places.queries import providers
from kidsapp.places.queries.addresses import Located, carried_by_form, located_by_form, typed_address
from kidsapp.places.queries.criteria import Criteria
from kidsapp.places.queries.names import NamesFound, names_found
from kidsapp.places.wording import hours_names

YEAR_SETTING, USUAL_YEAR_START = "childcare.kindergarten_year_starts", "08-01"
LONGEST_QUERY, LONGEST_VALUE = 4000, 200
"""A page repeats its address in many links, so an address without end would become a page without end."""


@dataclass(frozen=True)
class Asked:
    """What somebody looks for, and the form as it goes back; itself only where something was typed."""

    drawn_form: Markup
    form: SearchForm | None
    where: Located
    names: NamesFound
    criteria: Criteria
    wanted: Wanted


def asked_by(request: Request) -> Asked:
    """The search that the address of the page carries, or none."""
    return _asked(request) if query_of(request) else _nothing_asked(request)


def shorter_query(request: Request) -> str:
    """The query to ask instead when the address is longer than any search, else nothing."""
    given, kept = request.META.get("QUERY_STRING", ""), query_of(request).urlencode()
    return kept if len(given) > LONGEST_QUERY and len(kept) < len(given) else ""


def _asked(request: Request) -> Asked:
    form = search_form(request, request.GET)
    where = located_by_form(form.cleaned_data)
    names = _names(request, form, where)
    if not (where.point or names) and form.cleaned_data.get("address"):
        form.add_error("address", _unlocated(where))
    return Asked(drawn(form), form, where, names, form.criteria(where.point), wanted_of(request, form, where))


def _names(request: Request, form: SearchForm, where: Located) -> NamesFound:
    """The Kitas that may be meant: many type their names where an address is asked for."""
    if not (typed := typed_address(form.cleaned_data)):
        return NamesFound()
    return names_found(typed, today=request.actor.today, is_address=bool(where.point or where.choices))


def _nothing_asked(request: Request) -> Asked:
    wanted = _nothing_wanted(request)
    form = _empty_form(offered_by(request), wanted.starts_on, request.actor.today, wanted.language)
    return Asked(form, None, Located(), NamesFound(), Criteria(starts_on=wanted.starts_on), wanted)


def _nothing_wanted(request: Request) -> Wanted:
    names = hours_names(request.city.settings)
    return Wanted(coming_start(request), {}, None, names, get_language() or "de")


@lru_cache(256)
def _empty_form(offered: Offered, start: date, today: date, _language: str) -> Markup:
    """The empty form, which is the same for everybody in a city on a day, and half of a page's work."""
    return drawn(SearchForm({"starts_on": start}, today=today, usual_start=start, offered=offered))


def drawn(form: SearchForm) -> Markup:
    """The form as it stands on the page."""
    form.is_valid()
    return Markup(render.template("places/family/search.html").module.form(form))  # noqa: S704 (our own macro)


def _unlocated(where: Located) -> str:
    if where.choices:
        return gettext("Das gibt es mehrmals. Was meinen Sie?")
    return gettext("Das kennen wir nicht. Bitte Straße, Postleitzahl, Ortsteil oder Name der Kita eintragen.")


def coming_start(request: Request) -> date:
    """First day of the coming kindergarten year in this city."""
    today = request.actor.today
    starts = str(request.city.settings.get(YEAR_SETTING, USUAL_YEAR_START))
    month, day = (int(part) for part in starts.split("-"))
    start = date(today.year, month, day)
    return start if today < start else start.replace(year=today.year + 1)


def search_form(request: Request, data: Mapping[str, Any]) -> SearchForm:
    """The form with what this city has to choose from; one statement."""
    return _form(request, data, offered_by(request))


def offered_by(request: Request) -> Offered:
    """What this city has to choose from; one statement."""
    return Offered(
        hours_models=tuple(hours_names(request.city.settings).items()),
        organisations=tuple(providers()),
        districts=tuple(name for _id, name in request.city.districts),
    )


def wanted_by_address(request: Request) -> Wanted:
    """What the reader looks for, as the address of the page carries it along from the search."""
    if not query_of(request):
        return _nothing_wanted(request)
    form = _form(request, request.GET, Offered())
    return wanted_of(request, form, carried_by_form(form.cleaned_data))


def _form(request: Request, data: Mapping[str, Any], offered: Offered) -> SearchForm:
    form = SearchForm(data, today=request.actor.today, usual_start=coming_start(request), offered=offered)
    form.is_valid()
    return form


def wanted_of(request: Request, form: SearchForm, where: Located) -> Wanted:
    """What the cards have to speak of; the point goes along, so that no page asks for it again."""
    found = form.cleaned_data
    starts_on = found.get("starts_on") or form.usual_start
    return Wanted(
        starts_on=starts_on,
        wished=found.get("wished", {}),
        age_months=found.get("age"),
        hours_names=hours_names(request.city.settings),
        language=get_language() or "de",
        query=_query_with(request, where).urlencode(),
        point=where.point,
    )


def _query_with(request: Request, where: Located) -> QueryDict:
    query = query_of(request)
    if where.point:
        query["lat"], query["lon"] = str(where.point.latitude), str(where.point.longitude)
        query["at"] = query.get("address", "")
    return query


def query_of(request: Request) -> QueryDict:
    """The search that the address of the page carries, without what is empty and the number of the page."""
    query = QueryDict(mutable=True)
    for name in sorted(SearchForm.NAMES & request.GET.keys()):
        if value := request.GET.get(name):
            query[name] = value[:LONGEST_VALUE]
    return query
