import csv
import io
import zipfile
from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import given
from hypothesis import strategies as st

from conftest import TODAY
from kidsapp.audit.models import AuditLine
from kidsapp.childcare.commands.desk import draw_desk
from kidsapp.childcare.models import Wish
from kidsapp.childcare.queries.demand import demand, without_place
from kidsapp.childcare.rules.demand import AGES, Places, Wanted, by_age, row_of
from kidsapp.childcare.tests.factories import NEXT_YEAR_START, case, dated_settings, group, kita
from kidsapp.kernel.actors import Role
from kidsapp.kernel.periods import age_in_months
from kidsapp.municipality.models import District
from kidsapp.people.tests.factories import actor_for, child, guardian_of, holder_of, signed_in_client

HOURS = ("25", "45")
WANTED = st.builds(
    Wanted,
    st.none() | st.integers(1, 3),
    st.sampled_from(AGES),
    st.sampled_from(HOURS),
    st.integers(0, 9),
    st.integers(0, 9),
    st.integers(0, 9),
)
PLACES = st.builds(
    Places,
    st.none() | st.integers(1, 3),
    st.integers(0, 36),
    st.integers(37, 90),
    st.just(""),
    st.integers(10, 20),
    st.integers(0, 10),
)


@given(st.lists(WANTED), st.lists(PLACES))
def test_no_child_is_lost_or_counted_twice_by_age_and_hours(wanted, places):
    rows, total = by_age(wanted, places, hours=HOURS), row_of(wanted, places, hours=HOURS)
    assert sum(row.total for row in rows) == total.total == sum(one.open + one.placed for one in wanted)
    assert total.planned == sum(one.planned for one in places)
    assert all(row.planned <= total.planned for row in rows)


@given(PLACES)
def test_a_place_stands_in_the_lines_of_all_ages_that_it_fits(place):
    ages = [age for age in AGES if place.fits(age)]
    assert ages == list(range(ages[0], ages[-1] + 1))
    assert ages[0] == min(place.age_from_months // 12, 5)


@pytest.mark.parametrize(
    ("bracket", "ages"),
    [((4, 36), [0, 1, 2]), ((24, 76), [2, 3, 4, 5]), ((36, 76), [3, 4, 5]), ((24, 36), [2]), ((30, 32), [2])],
)
def test_the_brackets_of_the_group_forms_fit_these_ages(bracket, ages):
    assert [age for age in AGES if Places(None, *bracket, "", 1, 0).fits(age)] == ages


pytestmark = pytest.mark.django_db


@pytest.fixture
def season(herne):
    dated_settings()


def office():
    return signed_in_client(holder_of(Role.YOUTH_OFFICE))


def next_year(*facilities, of=None, **values):
    return case(of or child(), *facilities, starts_on=NEXT_YEAR_START, **values)


def at_home(somebody, code):
    mother = guardian_of(somebody)
    mother.postal_code = code
    mother.save()
    return somebody


def test_demand_stands_beside_places_per_district_and_age(season):
    wanne = District.objects.create(key="wanne", name="Wanne", postal_codes=["44649"])
    place = kita(district=wanne)
    group(place, year=2027, places=3, promised=1)
    for born in (date(2024, 9, 1), date(2025, 1, 1), date(2022, 1, 1)):
        next_year(place, of=at_home(child(born_on=born), "44649"), hours="45")
    next_year(place, of=child(born_on=date(2024, 9, 1)), state="withdrawn")
    draw_desk(today=TODAY)
    found = demand(2027)
    assert {(one.district_id, one.age, one.hours): one.open for one in found.wanted} == {
        (wanne.pk, 2, "45"): 2,
        (wanne.pk, 5, "45"): 1,
    }
    text = office().get(f"/de/jugendamt/bedarf/?jahr=2027&ortsteil={wanne.pk}").text
    assert "Nach Alter und Stunden: Wanne" in text and "<svg" in text and "2 Kinder" in text


def test_the_pages_of_demand_ask_as_often_for_fifty_cases_as_for_five(season):
    place, browser, counts = kita(), office(), {"bedarf": [], "ohne-platz": []}
    free = kita("Kita mit Platz")
    group(free, year=2027)
    for number in (5, 45):
        for n in range(number):
            made = next_year(place, of=child(given_name=f"Kind{n}"))
            Wish.objects.filter(preregistration=made).update(state="declined")
        draw_desk(today=TODAY)
        for page, asked in counts.items():
            browser.get(f"/de/jugendamt/{page}/?jahr=2027")
            with CaptureQueriesContext(connection) as captured:
                assert browser.get(f"/de/jugendamt/{page}/?jahr=2027").status_code == 200
            asked.append(len(captured))
    assert all(few == many <= 12 for few, many in counts.values()), counts


def declined(made):
    Wish.objects.filter(preregistration=made).update(state="declined")
    draw_desk(today=TODAY)


def test_a_child_without_a_place_is_shown_kitas_that_could_take_it(season):
    wanne = District.objects.create(key="wanne", name="Wanne", postal_codes=["44649"])
    wished, near, far = kita(), kita("Kita Nah", district=wanne), kita("Kita Fern")
    for place in (wished, near, far):
        group(place, year=2027)
    group(kita("Kita der Großen"), year=2027, age_from_months=36)
    group(kita("Kita voll"), year=2027, places=1, promised=1)
    made = next_year(wished, of=at_home(child(born_on=date(2024, 9, 1)), "44649"))
    declined(made)
    (found,), total = without_place(actor_for(holder_of(Role.YOUTH_OFFICE)), 2027)
    assert total == 1 and [way.name for way in found.ways] == ["Kita Nah", "Kita Fern"]
    assert found.ways[0].is_near and not found.ways[1].is_near
    text = office().get("/de/jugendamt/ohne-platz/?jahr=2027").text
    assert "Kita Nah" in text and "im Ortsteil der Familie" in text


def test_no_way_leads_to_a_kita_that_opens_later_or_closes_before(season):
    for values in ({"opens_on": "2027-08-02"}, {"closes_on": "2027-07-31"}, {"opens_on": "2027-08-01"}):
        group(kita(str(values), **values), year=2027)
    declined(next_year(kita()))
    (found,), _total = without_place(actor_for(holder_of(Role.YOUTH_OFFICE)), 2027)
    assert [way.name for way in found.ways] == [str({"opens_on": "2027-08-01"})]


@pytest.mark.parametrize("born_on", ["2024-08-01", "2024-08-02", "2024-07-31", "2026-03-31", "2026-04-01"])
def test_a_way_asks_for_the_age_that_the_rules_know(season, born_on):
    born = date.fromisoformat(born_on)
    age = age_in_months(born, on=date(2027, 8, 1))
    for months in (age - 1, age, age + 1):
        group(kita(f"Kita {months}"), year=2027, age_from_months=months, age_until_months=months + 1)
    declined(next_year(kita(), of=child(born_on=born)))
    (found,), _total = without_place(actor_for(holder_of(Role.YOUTH_OFFICE)), 2027)
    assert [way.name for way in found.ways] == [f"Kita {age}"]


def test_late_and_without_an_offer_is_without_a_place_too(season):
    late = next_year(kita(), is_late=True)
    next_year(kita(), of=child(given_name="Emir"))
    draw_desk(today=TODAY)
    found, _total = without_place(actor_for(holder_of(Role.YOUTH_OFFICE)), 2027)
    assert [row.public_id for row in found] == [late.public_id]


def read_csv(answer):
    assert answer.content.startswith(b"\xef\xbb\xbf")
    return list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig")), delimiter=";"))


def test_the_list_leaves_as_csv_with_its_filters_and_the_audit_line_names_the_children(season):
    one = next_year(kita("Kita Kanalblick"), of=child(given_name="Jürgen"), is_urgent=True)
    next_year(kita(), of=child(given_name="Emir"))
    answer = office().get("/de/jugendamt/vormerkungen.csv?jahr=2027&eilig=1")
    rows = read_csv(answer)
    assert len(rows) == 2 and rows[1][0] == "Jürgen Beispiel" and rows[1][7] == "Kita Kanalblick"
    assert "Vormerkungen-2027.csv" in answer["Content-Disposition"] and answer["Cache-Control"] == "no-store"
    assert AuditLine.objects.get(act="childcare.export_cases").children == [one.child_id]


@pytest.mark.parametrize("name", ["=cmd|' /C calc'!A0", "+49", "-1+1", "@SUM(A1)", "\tx"])
def test_a_name_is_never_a_formula(season, name):
    next_year(kita(), of=child(given_name=name))
    assert read_csv(office().get("/de/jugendamt/vormerkungen.csv?jahr=2027"))[1][0].startswith("'")
    book = zipfile.ZipFile(io.BytesIO(office().get("/de/jugendamt/vormerkungen.xlsx?jahr=2027").content))
    assert "<f>" not in book.read("xl/worksheets/sheet1.xml").decode()


def test_the_exports_speak_the_language_of_the_reader(season):
    next_year(kita())
    assert read_csv(office().get("/en/jugendamt/vormerkungen.csv?jahr=2027"))[0][0] == "Child"
    book = zipfile.ZipFile(io.BytesIO(office().get("/tr/jugendamt/vormerkungen.xlsx?jahr=2027").content))
    assert "Çocuk" in book.read("xl/sharedStrings.xml").decode()


def test_demand_leaves_as_table_and_names_nobody(season):
    group(kita(), year=2027)
    next_year(kita())
    rows = read_csv(office().get("/de/jugendamt/bedarf.csv?jahr=2027"))
    assert rows[0][0] == "Ortsteil" and sum(int(row[6]) for row in rows[1:]) == 1
    assert office().get("/de/jugendamt/bedarf.xlsx?jahr=2027").content[:2] == b"PK"
    assert office().get("/de/jugendamt/bedarf.pdf?jahr=2027").status_code == 404
    assert not AuditLine.objects.filter(act="childcare.see_demand").exists()
