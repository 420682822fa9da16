"""Whoever types the name of a Kita where an address is asked for finds the Kita, on page and interface."""

import re

import pytest

from conftest import ONE_TRANSACTION
from kidsapp.municipality.models import District, GazetteerEntry
from kidsapp.municipality.scope import municipality_scope
from kidsapp.municipality.tests.factories import municipality
from kidsapp.places import ports
from kidsapp.places.tests.factories import CENTRE, facility, organisation
from kidsapp.places.tests.test_pages import FINDER, shown, text

pytestmark = pytest.mark.django_db
URL = "/api/v1/facilities"
UNKNOWN = "Das kennen wir nicht."


def offered(page: str) -> list[str]:
    """The names of the places in the box above the list."""
    box = re.search(
        r'<section class="ka-card ka-stack" aria-labelledby="namen">.*?</section>', page, re.DOTALL
    )
    return re.findall(r"<a [^>]*><bdi>([^<]*)</bdi></a>", box[0]) if box else []


def named(visitor, name: str, **more: str) -> list[str]:
    found = visitor.get(URL, {"name": name, **more}).json()
    return [hit["facility"]["name"] for hit in found["hits"]]


def street(name: str) -> None:
    GazetteerEntry.objects.create(
        kind="street", name=name, folded=name.casefold(), latitude=CENTRE[0], longitude=CENTRE[1]
    )


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("sonnenblume", "Kita Sonnenblume"),
        ("St. Marien", "St.-Marien-Kindergarten"),
        ("regenbogn", "Kita Regenbogen"),
        ("kita muehle", "Kita Große Mühle"),
        ("GROSSE", "Kita Große Mühle"),
        ("Соняшник", "Дитячий садок «Соняшник»"),
        ("الاطفال", "روضة الأطفال"),
        ("gülʼ", "Kita Gülʼ & Söhne"),
    ],
)
def test_the_name_of_a_kita_leads_to_its_page_and_nothing_is_said_to_be_wrong(visitor, typed, name):
    wanted = facility(name)
    facility("Kita Zwergenland")
    page = shown(visitor, address=typed)
    assert offered(page) == [name]
    assert f'href="{FINDER}{wanted.public_id}/?address=' in page
    assert UNKNOWN not in page and 'role="alert"' not in page and "aria-invalid" not in page
    assert "Kita Zwergenland" in page, "the list below stays"
    assert named(visitor, typed) == [name]


def test_what_fits_as_typed_comes_first_and_slips_are_only_supposed_where_nothing_else_fits(visitor):
    for name in ("Kita Am Sonnenberg", "Kita Sonne", "Kita Tonnenberg"):
        facility(name)
    assert offered(shown(visitor, address="sonne")) == ["Kita Sonne", "Kita Am Sonnenberg"]
    page = shown(visitor, address="Sonenberg")
    assert "Kitas mit ähnlichem Namen" in page
    assert offered(page) == ["Kita Am Sonnenberg"]


def test_a_name_that_is_a_street_too_is_both_and_slips_are_not_supposed(visitor):
    street("Regenbogenweg")
    for name in ("Kita Regenbogen", "Kita Regenbogn"):
        facility(name, latitude=CENTRE[0] + 1 / 111.195)
    page = shown(visitor, address="Regenbogen", radius_km="3")
    assert "3 km um Regenbogenweg" in text(page)
    assert offered(page) == ["Kita Regenbogen"]
    assert "auch alle anderen Kitas" not in page
    assert offered(shown(visitor, address="Regenbogenweg")) == []


def test_a_name_beside_several_places_of_that_name_is_no_mistake(visitor):
    for name in ("Lindenweg", "Lindenallee"):
        street(name)
    facility("Kita Lindenhof")
    page = shown(visitor, address="Linden")
    assert offered(page) == ["Kita Lindenhof"]
    assert "Welcher Ort ist gemeint?" in page and 'role="alert"' not in page


def test_a_place_that_was_chosen_is_not_taken_for_a_name_again(visitor):
    facility("Kita Lindenweg")
    point = {"lat": str(CENTRE[0]), "lon": str(CENTRE[1])}
    assert offered(shown(visitor, address="Lindenweg", at="Lindenweg", **point)) == []


def test_namesakes_are_told_apart_by_their_address_and_a_hidden_door_stays_hidden(visitor):
    facility("Sonnenblume", street="Am Hang", house_number="3", postal_code="44623", town="Herne")
    facility(
        "Sonnenblume", street="Feldweg", house_number="4711", shows_house_number=False, kind="child_minder"
    )
    page = text(shown(visitor, address="Sonnenblume"))
    assert "Am Hang 3, 44623 Herne" in page and "Feldweg" in page
    assert "4711" not in page
    assert offered(shown(visitor, address="Sonnenblume 4711")) == []


def test_many_of_one_name_are_cut_with_a_word_about_it(visitor):
    for number in range(9):
        facility(f"Kita Sonnenblume {number}")
    page = shown(visitor, address="sonnenblume")
    assert len(offered(page)) == 6
    assert "Bitte mehr vom Namen eintragen." in page
    assert len(named(visitor, "sonnenblume")) == 9


def test_the_name_of_a_provider_leads_to_all_of_its_kitas(visitor):
    caritas = organisation("Caritasverband Herne e. V.")
    for name in ("Kita Arche", "Kita Taube"):
        facility(name, organisation=caritas)
    facility("Kita Andere")
    page = shown(visitor, address="caritas", hours="")
    assert "Träger mit diesem Namen" in page and UNKNOWN not in page
    assert "Alle Kitas von Caritasverband Herne e. V." in text(page).replace("  ", " ")
    link = re.search(rf'href="({FINDER}\?[^"]*organisation={caritas.public_id}[^"]*)"', page)[1]
    listed = text(shown(visitor, link))
    assert "Kita Arche" in listed and "Kita Taube" in listed and "Kita Andere" not in listed
    assert named(visitor, "caritas") == ["Kita Arche", "Kita Taube"]


def test_a_name_may_be_narrowed_by_district_or_provider(visitor):
    wanne = District.objects.create(key="wanne", name="Wanne")
    facility("Kita Sonnenblume", district=wanne)
    facility("Kita Sonnenblume Süd", organisation=organisation("Caritas"))
    assert offered(shown(visitor, address="Sonnenblume Wanne")) == ["Kita Sonnenblume"]
    assert offered(shown(visitor, address="Caritas Sonnenblume")) == ["Kita Sonnenblume Süd"]


@pytest.mark.parametrize(
    "typed", ["Kita", "Nirgendwo", "Kita Nirgendwo", "ʼ", "...", "%", "a" * 100, "ж ж ж"]
)
def test_what_is_neither_a_place_nor_a_name_is_told_at_the_field(visitor, typed):
    facility("Kita Zwergenland")
    page = shown(visitor, address=typed)
    assert UNKNOWN in page and "Name der Kita" in page
    assert offered(page) == []
    assert named(visitor, typed) == []


@pytest.mark.parametrize("typed", ["a" * 5000, "Zwergenland " * 400, "Zwergen\x00land", "\x00"])
def test_a_text_without_end_or_with_nothing_in_it_breaks_nothing(visitor, typed):
    facility("Kita Zwergenland")
    assert visitor.get(FINDER, {"address": typed}, follow=True).status_code == 200
    assert visitor.get(URL, {"name": typed}).status_code in (200, 422)


def test_a_name_leads_to_no_place_of_another_city_and_to_none_that_is_gone(visitor):
    with municipality_scope(municipality("witten").pk):
        facility("Kita Sonnenblume")
    facility("Kita Sonnenblume Alt", closes_on="2026-07-31")
    facility("Kita Sonnenblume Fern", is_listed=False)
    facility("Schule Sonnenblume", kind="school")
    assert offered(shown(visitor, address="Sonnenblume")) == []
    assert named(visitor, "Sonnenblume") == []


def test_names_cannot_smuggle_script_into_the_offer(visitor):
    attack = '<script>alert("x")</script>'
    facility(f"Sonnenblume {attack}", street=attack, organisation=organisation(f"Sonnenblume {attack}"))
    assert "<script>alert" not in visitor.get(FINDER, {"address": "Sonnenblume"}).content.decode()


@pytest.mark.parametrize("count", [3, 60])
def test_a_name_costs_one_statement_whatever_the_number_of_kitas_and_nobody_else_pays(
    visitor, django_assert_num_queries, monkeypatch, count
):
    for number in range(count):
        facility(f"Kita Sonnenblume {number}", organisation=organisation(f"Sonnenblume {number}"))
    monkeypatch.setattr(ports.GEOCODER, "find", lambda _text: [])
    for path, statements, typed in ((FINDER, 4, "address"), (URL, 3, "name")):
        visitor.get(path)
        with django_assert_num_queries(statements + ONE_TRANSACTION):
            visitor.get(path, {typed: " "})
        with django_assert_num_queries(statements + 1 + ONE_TRANSACTION):
            visitor.get(path, {typed: "sonnenblume"})


def test_the_description_of_the_interface_names_the_parameter_and_other_filters_go_with_it(visitor):
    facility("Kita Sonnenblume", is_wheelchair_accessible=True)
    facility("Kita Sonnenblume Süd")
    assert named(visitor, "Sonnenblume", wheelchair="true") == ["Kita Sonnenblume"]
    described = visitor.get("/api/v1/openapi.json").json()["paths"][URL]["get"]["parameters"]
    (parameter,) = [found for found in described if found["name"] == "name"]
    assert "slip" in parameter["description"]
    answer = visitor.get(URL, {"name": "x" * 5000})
    assert (answer.status_code, answer.json()["errors"][0]["field"]) == (422, "name")
