"""Reading cities, their settings and their gazetteer."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.conf import settings
from django.db.models import Case, IntegerField, Q, Value, When

from kidsapp.kernel.folding import folded
from kidsapp.municipality.models import DatedSetting, District, GazetteerEntry, Municipality
from kidsapp.municipality.questions import Question
from kidsapp.municipality.scope import current_municipality_id, municipality_scope

GAZETTEER_HITS = 8
_kept: ContextVar[dict[int, list[DatedSetting]] | None] = ContextVar("kept_settings", default=None)


@dataclass(frozen=True)
class City:
    """A city with the settings that hold on one day: what a request carries."""

    row: Municipality
    settings: Mapping[str, Any]
    districts: tuple[tuple[int, str], ...]

    @property
    def id(self) -> int:
        """Database id."""
        return self.row.pk

    @property
    def slug(self) -> str:
        """Name of the city's folder."""
        return self.row.slug

    @property
    def name(self) -> str:
        """Name as spoken, for example Herne."""
        return self.row.name

    @property
    def languages(self) -> dict[str, str]:
        """The languages that the city offers, in its order, by their own names; all when it names none."""
        names = dict(settings.LANGUAGES)
        return {code: str(names[code]) for code in self.row.languages or names if code in names}


def city_of(row: Municipality, *, on: date) -> City:
    """The city with the settings that hold on a day; three statements."""
    with municipality_scope(row.pk):
        districts = tuple(District.objects.values_list("pk", "name"))
        return City(row, settings_on(on), districts)


def city_by_host(host: str, *, on: date, default_slug: str) -> City | None:
    """The city that answers to a host name, else the installation's default city, else nothing."""
    rows = {row.slug: row for row in Municipality.objects.all()}
    named = next((row for row in rows.values() if host in row.hosts), None)
    row = named or rows.get(default_slug)
    return city_of(row, on=on) if row else None


def city_in_scope() -> Municipality:
    """The row of the city in scope."""
    found: Municipality = IN_SCOPE.first(city_id=current_municipality_id())
    return found


IN_SCOPE = Question(lambda city_id: Municipality.objects.filter(pk=city_id), city_id=int)


def city_by_slug(slug: str, *, on: date) -> City | None:
    """The city whose folder has this name, or nothing."""
    row = Municipality.objects.filter(slug=slug).first()
    return city_of(row, on=on) if row else None


def settings_on(day: date) -> dict[str, Any]:
    """Every dated setting of the city in scope that holds on a day, by key."""
    if (kept := _kept.get()) is not None:
        rows = kept.setdefault(current_municipality_id(), [])
        rows.extend(SETTINGS.all() if not rows else ())
        return {row.key: row.value for row in rows if row.holds_on(day)}
    in_force = Q(valid_from__lte=day) & (Q(valid_until__isnull=True) | Q(valid_until__gte=day))
    found = DatedSetting.objects.filter(in_force).order_by("valid_from")
    return {row.key: row.value for row in found}


SETTINGS = Question(lambda: DatedSetting.objects.order_by("valid_from"))


@contextmanager
def settings_read_once() -> Iterator[None]:
    """Inside, a city's settings are read once: for a request, or for commands in which no setting changes."""
    token = _kept.set({})
    try:
        yield
    finally:
        _kept.reset(token)


def postal_codes() -> frozenset[str]:
    """The postal codes of all districts of the city in scope."""
    found = District.objects.values_list("postal_codes", flat=True)
    return frozenset(code for codes in found for code in codes)


def map_extent() -> Mapping[str, float]:
    """South, west, north and east of the city in scope, in degrees."""
    extent: Mapping[str, float] = city_in_scope().map_extent
    return extent


def gazetteer_hits(text: str) -> list[GazetteerEntry]:
    """Entries of the local gazetteer whose folded name or postal code fits, whole names first."""
    wanted = folded(text)
    exact = Case(When(folded=wanted, then=Value(0)), default=Value(1), output_field=IntegerField())
    found = GazetteerEntry.objects.filter(Q(folded__startswith=wanted) | Q(postal_code=wanted))
    return list(found.order_by(exact, "kind", "name")[:GAZETTEER_HITS]) if wanted else []
