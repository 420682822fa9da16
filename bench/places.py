"""How long the database needs to search 2,500 Kitas of one city; everything is rolled back afterwards."""

import random
import statistics
from dataclasses import dataclass
from datetime import date

from django.db import connection, transaction

from bench.machine import cpu_ms
from kidsapp.kernel.opening_hours import Span, Week
from kidsapp.municipality.models import Municipality
from kidsapp.municipality.scope import municipality_scope
from kidsapp.municipality.statements import rows_of_city
from kidsapp.places.models import Facility, Organisation
from kidsapp.places.queries.criteria import Criteria, Point
from kidsapp.places.queries.hits import parameters, statement
from kidsapp.places.queries.search import POINTS_ON_MAP

KITAS, RUNS = 2500, 100
MIDDLE = Point(51.5380, 7.2250)
START = date(2027, 8, 1)
WORKWEEK = {day: Span(7 * 60, 16 * 60 + 30) for day in range(5)}
SEARCHES = {
    "whole city, by name": Criteria(starts_on=START),
    "3 km around a point": Criteria(point=MIDDLE, starts_on=START, radius_km=3),
    "wished week, whole city": Criteria(point=MIDDLE, starts_on=START, wished=WORKWEEK),
    "open by 7:30 until 16:30, whole city": Criteria(
        point=MIDDLE, starts_on=START, opens_by=450, closes_from=990,
    ),
    "wished week, 3 km, all filters": Criteria(
        point=MIDDLE, starts_on=START, radius_km=3, wished=WORKWEEK, hours_model="45", age_months=(30, 31),
        opens_by=450, is_wheelchair_accessible=True,
    ),
}  # fmt: skip


@dataclass(frozen=True)
class Timing:
    """Processor milliseconds of the database for a statement with its planning.

    Everything is in memory, so on a machine that is idle it is the time that passes; here others work too.
    """

    name: str
    median_ms: float
    p95_ms: float


def seed(count: int = KITAS, *, random_seed: int = 7) -> None:
    """Invented Kitas spread over some 15 km, in the city in scope; one in eight without known hours."""
    dice = random.Random(random_seed)
    provider = Organisation.objects.create(name="Bench")
    Facility.objects.bulk_create(_kita(dice, number, provider) for number in range(count))


def _kita(dice: random.Random, number: int, provider: Organisation) -> Facility:
    return Facility(
        name=f"Kita {number}",
        organisation=provider,
        latitude=MIDDLE.latitude + dice.uniform(-0.07, 0.07),
        longitude=MIDDLE.longitude + dice.uniform(-0.11, 0.11),
        age_from_months=dice.choice([4, 24, 36, None]),
        age_until_months=76,
        hours_models=dice.choice([["25", "35-block", "45"], ["45"], []]),
        is_wheelchair_accessible=dice.choice([True, False, None]),
        opening_hours=_week(dice) if number % 8 else None,
        is_invented=True,
    )


def _week(dice: random.Random) -> Week:
    opens = dice.randrange(360, 540, 30)
    return Week.of((day, opens, opens + dice.randrange(240, 660, 30)) for day in range(5))


def search_timings() -> list[Timing]:
    """Time every kind of search in the database, with its planning."""
    with transaction.atomic():
        city = Municipality.objects.create(slug="bench-places", name="Bench", ags="99999999", land="nrw")
        with municipality_scope(city.pk):
            seed()
            with connection.cursor() as cursor:
                cursor.execute("ANALYZE places_facility")
            timings = [_timing(name, criteria) for name, criteria in SEARCHES.items()]
        transaction.set_rollback(True)
    return timings


def _timing(name: str, criteria: Criteria) -> Timing:
    runs = sorted(_run(criteria) for _run_number in range(RUNS))
    return Timing(name, statistics.median(runs), runs[int(RUNS * 0.95)])


def _run(criteria: Criteria) -> float:
    ((server,),) = rows_of_city("SELECT pg_backend_pid()")
    before = cpu_ms(server)
    rows_of_city(statement(criteria), **parameters(criteria, limit=POINTS_ON_MAP))
    return cpu_ms(server) - before
