import random
from datetime import date

import pytest
from django.db import connection

from kidsapp.kernel.opening_hours import Span, Week
from kidsapp.municipality.models import District
from kidsapp.municipality.scope import municipality_scope
from kidsapp.municipality.statements import rows_of_city
from kidsapp.municipality.tests.factories import municipality
from kidsapp.places.models import Facility
from kidsapp.places.queries import Criteria, Point, facts_of, search
from kidsapp.places.queries.alternatives import nearest_to
from kidsapp.places.queries.hits import parameters, statement
from kidsapp.places.queries.search import PAGE_SIZE
from kidsapp.places.rules import Match, haversine_km, match
from kidsapp.places.tests.factories import CENTRE, facility, organisation

pytestmark = pytest.mark.django_db
HERE = Point(*CENTRE)
MONDAY_7_TO_15_30 = {0: Span(420, 930)}


def names(criteria: Criteria) -> list[str]:
    return [found.facts.name for found in search(criteria).facilities]


def north(km: float) -> dict[str, float]:
    return {"latitude": CENTRE[0] + km / 111.195}


def test_the_nearest_comes_first(herne):
    facility("fern", **north(2))
    facility("nah", **north(1))
    assert names(Criteria(point=HERE)) == ["nah", "fern"]


def test_without_a_point_names_are_in_german_order(herne):
    for name in ("Zebra", "Äpfelchen", "Birne", "apfel"):
        facility(name)
    assert names(Criteria()) == ["apfel", "Äpfelchen", "Birne", "Zebra"]


def test_a_better_match_comes_before_a_nearer_kita(herne):
    facility("halb", hours="mon 08:30-17:00")
    facility("ganz", hours="mon 07:00-16:45", **north(1))
    facility("unbekannt")
    facility("zu", hours="tue 07:00-16:00")
    found = search(Criteria(point=HERE, wished=MONDAY_7_TO_15_30))
    assert [(hit.facts.name, hit.match) for hit in found.facilities] == [
        ("ganz", Match.FULL),
        ("halb", Match.PARTIAL),
        ("zu", Match.NONE),
        ("unbekannt", Match.UNKNOWN),
    ]
    assert (found.total, found.full_matches) == (4, 1)


def test_what_closes_before_the_start_is_left_out_and_what_opens_later_comes_last_and_never_matches(herne):
    hours, start = "mon 07:00-16:45", date(2027, 8, 1)
    facility("A öffnet später", hours=hours, opens_on=date(2027, 8, 2))
    facility("B schließt vorher", hours=hours, closes_on=date(2027, 7, 31))
    facility("C öffnet da", hours=hours, opens_on=start)
    facility("D schließt da", hours=hours, closes_on=start)
    facility("E unbekannt")
    found = search(Criteria(starts_on=start, wished=MONDAY_7_TO_15_30))
    assert [(hit.facts.name, hit.match) for hit in found.facilities] == [
        ("C öffnet da", Match.FULL),
        ("D schließt da", Match.FULL),
        ("E unbekannt", Match.UNKNOWN),
        ("A öffnet später", Match.NONE),
    ]
    assert (found.total, found.full_matches) == (4, 2)
    untimed = search(Criteria(starts_on=start)).facilities
    assert [(hit.facts.name[0], hit.match) for hit in untimed][2:] == [("E", None), ("A", Match.NONE)]


def random_week(dice: random.Random) -> Week:
    spans = []
    for day in range(7):
        if dice.random() < 0.8:
            opens = dice.randrange(300, 700, 5)
            pause = opens + dice.randrange(60, 400, 5)
            spans.append((day, opens, pause))
            if dice.random() < 0.4:
                again = pause + dice.randrange(5, 120, 5)
                spans.append((day, again, again + dice.randrange(30, 300, 5)))
    return Week.of(spans)


def random_wish(dice: random.Random) -> dict[int, Span]:
    days = dice.sample(range(7), dice.randint(1, 5))
    begins = {day: dice.randrange(360, 720, 5) for day in days}
    return {
        day: Span(begin, begin + dice.choice([30, 90, 120, 125, 240, 480, 600]))
        for day, begin in begins.items()
    }


@pytest.mark.parametrize("seed", range(3))
def test_the_database_matches_weeks_as_the_rules_do(herne, seed):
    dice = random.Random(seed)  # noqa: S311
    weeks = {f"{n}": random_week(dice) for n in range(120)}
    weeks |= {f"even {n}": Week.of([(day, 420 + n, 990 - n) for day in range(5)]) for n in range(0, 150, 15)}
    for name, week in weeks.items():
        facility(name, opening_hours=week)
    seen = set()
    for _ in range(40):
        wished = random_wish(dice)
        found = matches(Criteria(wished=wished))
        expected = {name: match(wished, week) for name, week in weeks.items()}
        assert found == expected, wished
        seen |= set(found.values())
    assert seen == {Match.FULL, Match.PARTIAL, Match.NONE}


def matches(criteria: Criteria) -> dict[str, Match]:
    pages = search(criteria).pages
    hits = [hit for page in range(1, pages + 1) for hit in search(criteria, page=page).facilities]
    return {hit.facts.name: hit.match for hit in hits}


def test_exactly_two_hours_missing_still_fit_in_part(herne):
    facility("gerade noch", hours="mon 09:00-16:30")
    facility("zu wenig", hours="mon 09:01-16:30")
    assert matches(Criteria(wished={0: Span(420, 990)})) == {
        "gerade noch": Match.PARTIAL,
        "zu wenig": Match.NONE,
    }


def test_the_distance_is_that_of_the_rules(herne):
    facility(latitude=51.6, longitude=7.1)
    km = search(Criteria(point=HERE)).facilities[0].km
    assert km == pytest.approx(haversine_km(*CENTRE, 51.6, 7.1), abs=1e-6)


def test_a_radius_leaves_out_what_lies_beyond_and_what_lies_nowhere(herne):
    facility("drin", **north(2.9))
    facility("draußen", **north(3.1))
    facility("irgendwo", latitude=None, longitude=None)
    assert names(Criteria(point=HERE, radius_km=3)) == ["drin"]


def test_there_is_no_distance_without_a_point_or_without_coordinates(herne):
    facility("hier")
    facility("irgendwo", latitude=None, longitude=None)
    assert [hit.km for hit in search(Criteria()).facilities] == [None, None]
    assert [hit.km for hit in search(Criteria(point=HERE)).facilities] == [0, None]


def test_without_a_radius_a_kita_without_coordinates_comes_last(herne):
    facility("irgendwo", latitude=None, longitude=None)
    facility("fern", **north(9))
    assert names(Criteria(point=HERE)) == ["fern", "irgendwo"]


def test_unknown_ages_and_hours_models_stay_in_the_list(herne):
    facility("passt", age_from_months=24, age_until_months=72, hours_models=["35", "45"])
    facility("unbekannt")
    facility("zu jung", age_from_months=36, hours_models=["45"])
    facility("nur 25", age_from_months=24, hours_models=["25"])
    assert names(Criteria(age_months=(30, 31), hours_model="45")) == ["passt", "unbekannt"]


def test_a_child_is_too_old_from_the_month_in_which_the_age_ends(herne):
    facility("bis 3", age_until_months=36)
    assert names(Criteria(age_months=(35, 35))) == ["bis 3"]
    assert names(Criteria(age_months=(36, 36))) == []


def test_access_counts_only_where_it_is_promised(herne):
    facility("ja", is_wheelchair_accessible=True, is_inclusive=True)
    facility("nein", is_wheelchair_accessible=False, is_inclusive=True)
    facility("unbekannt", is_inclusive=None)
    assert names(Criteria(is_wheelchair_accessible=True)) == ["ja"]
    assert names(Criteria(is_inclusive=True)) == ["ja", "nein"]


def test_provider_district_and_kind_narrow_the_search(herne):
    sodingen = District.objects.create(key="sodingen", name="Sodingen")
    awo = organisation("AWO")
    facility("eins", organisation=awo, district=sodingen)
    facility("zwei", district=sodingen)
    facility("drei", kind=Facility.Kind.CHILD_MINDER)
    facility("schule", kind=Facility.Kind.SCHOOL)
    assert names(Criteria(organisation=awo.public_id)) == ["eins"]
    assert names(Criteria(district="Sodingen")) == ["eins", "zwei"]
    assert names(Criteria(kinds=("child_minder",))) == ["drei"]
    assert names(Criteria()) == ["drei", "eins", "zwei"]


def test_open_by_and_until_hold_on_every_open_workday(herne):
    facility("früh", hours="mon-fri 07:00-16:30")
    facility("freitags spät", hours="mon-thu 07:00-16:30, fri 08:00-16:30")
    facility("vier Tage", hours="mon-thu 06:45-17:00, sat 10:00-12:00")
    facility("unbekannt")
    assert names(Criteria(opens_by=420)) == ["früh", "vier Tage"]
    assert names(Criteria(closes_from=990)) == ["freitags spät", "früh", "vier Tage"]
    assert names(Criteria(opens_by=419)) == ["vier Tage"]
    assert names(Criteria(closes_from=991)) == ["vier Tage"]


def test_another_citys_kitas_are_not_found(herne):
    facility("hier")
    with municipality_scope(municipality("soest").pk):
        facility("dort")
    assert names(Criteria()) == ["hier"]


def test_what_is_not_listed_is_not_found(herne):
    hidden = facility(is_listed=False)
    assert names(Criteria()) == []
    assert facts_of(hidden.public_id) is None


def test_a_place_without_public_house_number_is_only_known_on_the_grid(herne):
    made = facility(shows_house_number=False, latitude=51.53847, longitude=7.22561, house_number="7a")
    facts = facts_of(made.public_id)
    assert facts.street == "Lindenweg"
    assert (facts.point.latitude, facts.point.longitude) == (51.538, 7.227)
    hit = search(Criteria(point=Point(51.53847, 7.22561)))
    assert hit.points[0].point == facts.point
    assert hit.facilities[0].km == pytest.approx(haversine_km(51.53847, 7.22561, 51.538, 7.227), abs=1e-6)


def test_pages_hold_twenty_and_the_numbers_go_on(herne):
    for number in range(45):
        facility(f"Kita {number:02d}")
    found = search(Criteria(), page=3)
    assert [hit.number for hit in found.facilities] == [41, 42, 43, 44, 45]
    assert (found.total, found.pages) == (45, 3)
    assert found.facilities[0].facts.name == "Kita 40"


@pytest.mark.parametrize("count", [3, 60])
def test_a_search_takes_two_statements_whatever_the_number_of_hits(herne, django_assert_num_queries, count):
    for _ in range(count):
        facility(hours="mon-fri 07:00-16:00")
    with django_assert_num_queries(2):
        found = search(Criteria(point=HERE, radius_km=5, wished=MONDAY_7_TO_15_30))
    assert len(found.facilities) == min(count, PAGE_SIZE)


def test_a_search_around_a_point_uses_the_index(herne):
    Facility.objects.bulk_create(
        Facility(name=f"{n}", organisation=organisation(), latitude=40 + n / 100, longitude=7.2)
        for n in range(2000)
    )
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE places_facility")
    criteria = Criteria(point=HERE, radius_km=1)
    plan = "\n".join(
        row[0]
        for row in rows_of_city(f"EXPLAIN {statement(criteria)}", **parameters(criteria, limit=PAGE_SIZE))
    )
    assert "facility_point" in plan


def test_when_nothing_opens_so_early_the_next_best_is_named(herne):
    for hours in ("mon-fri 07:00-16:00", "mon-fri 07:00-17:00", "mon-fri 07:30-16:00"):
        facility(hours=hours)
    nearest = nearest_to(Criteria(opens_by=390))
    assert (nearest.minutes_later, nearest.count, nearest.criteria.opens_by) == (30, 2, 420)
    assert search(nearest.criteria).total == 2


def test_when_nothing_closes_so_late_the_next_best_is_named(herne):
    facility(hours="mon-fri 07:00-16:00")
    facility(hours="mon-fri 07:00-17:00")
    nearest = nearest_to(Criteria(closes_from=1080))
    assert (nearest.minutes_earlier, nearest.count) == (60, 1)


def test_when_nothing_lies_so_near_the_distance_of_the_next_is_named(herne):
    facility(**north(4))
    nearest = nearest_to(Criteria(point=HERE, radius_km=1))
    assert nearest.km == pytest.approx(4, abs=0.01)


def test_when_nothing_helps_nothing_is_named(herne):
    assert nearest_to(Criteria(opens_by=390, point=HERE, radius_km=1)) is None
