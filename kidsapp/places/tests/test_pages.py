import re
from html import unescape

import pytest
from django.test import Client

from conftest import ONE_TRANSACTION
from kidsapp.kernel.folding import folded
from kidsapp.municipality.models import DatedSetting, GazetteerEntry
from kidsapp.places import ports
from kidsapp.places.family.cards import OF_AGE
from kidsapp.places.ports import FreePlaces
from kidsapp.places.tests.factories import CENTRE, facility, organisation

pytestmark = pytest.mark.django_db
FINDER = "/de/kita/"
NAMES = ("address", "lat", "lon", "at")
ATTACK = '<script>alert("x")</script>'


@pytest.fixture(autouse=True)
def hours_models(herne):
    names = [{"key": key, "name": {"de": f"{key} Stunden"}} for key in ("25", "45")]
    for key, value in {"childcare.hours_models": names, "childcare.wishes_max": 3}.items():
        DatedSetting.objects.create(key=key, value=value, valid_from="2020-08-01", source="test")


@pytest.fixture
def lindenweg(herne):
    return GazetteerEntry.objects.create(
        kind="street",
        name="Lindenweg",
        folded=folded("Lindenweg"),
        postal_code="44623",
        latitude=CENTRE[0],
        longitude=CENTRE[1],
    )


def shown(client: Client, path: str = FINDER, **query) -> str:
    answer = client.get(path, query)
    assert answer.status_code == 200, answer.status_code
    return unescape(answer.content.decode())


def text(html: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", html))


def test_the_finder_needs_no_login_and_no_javascript(visitor):
    facility("Kita Kanalblick", hours="mon-thu 06:30-17:00, fri 06:30-16:00", phone="02323 000 000")
    page = text(shown(visitor))
    for part in (
        "1 Kita",
        "Kita Kanalblick",
        "Stadt Herne",
        "Lindenweg 12",
        "Mo–Do",
        "6:30–17:00",
        "6:30–16:00",
    ):
        assert part in page


def test_the_search_of_soests_report_comes_out_as_printed(visitor):
    facility("St. Patrokus", hours="mon-thu 07:00-16:45, fri 07:00-14:30")
    facility("Sonnenborg", hours="mon-thu 08:30-17:00, fri 08:30-18:00")
    page = shown(visitor, mon_from="07:00", mon_until="15:30")
    patrokus, sonnenborg = (text(card) for card in page.split("<article")[1:3])
    assert "passt ganz" in patrokus and "St. Patrokus" in patrokus
    assert "passt teilweise" in sonnenborg and "Sonnenborg" in sonnenborg
    assert "Montag öffnet sie 1 Stunde und 30 Minuten zu spät." in sonnenborg


def test_unknown_hours_are_said_to_be_unknown_never_closed(visitor):
    facility("Familiennest", kind="child_minder", phone="02323 111")
    page = text(shown(visitor, mon_from="07:00", mon_until="15:30"))
    assert "Zeiten unbekannt" in page
    assert "Die Zeiten sind nicht eingetragen." in page
    assert "Plätze auf Anfrage" in page
    assert "geschlossen" not in page


def test_an_address_becomes_a_distance(visitor, lindenweg):
    facility("fern", latitude=CENTRE[0] + 1.2 / 111.195)
    page = text(shown(visitor, address="Lindenweg 12, 44623 Herne", radius_km="3"))
    assert "1,2 km" in page
    assert "3 km um Lindenweg, 44623" in page


def test_the_way_to_a_kita_stands_on_its_page_and_beside_others_and_no_address_is_asked_for_again(
    visitor, lindenweg, monkeypatch
):
    made = facility("Kita Kanalblick", latitude=CENTRE[0] + 1 / 111.195)
    page = shown(visitor, f"{FINDER}?address=Lindenweg")
    monkeypatch.setattr(ports.GEOCODER, "find", lambda _text: pytest.fail("asked again"))
    link = re.search(rf'href="({FINDER}{made.public_id}/[^"]*)"', page)[1]
    assert "Stadt Herne · 1,0 km" in text(shown(visitor, link))
    carried = {
        name: re.search(rf'name="{name}" value="([^"]*)"', page.split('id="compare"')[1])[1] for name in NAMES
    }
    beside = text(shown(visitor, f"{FINDER}vergleich/", facility=made.public_id, **carried))
    assert "Entfernung 1,0 km" in beside


def test_an_address_that_fits_twice_is_asked_back_and_the_answer_counts(visitor, lindenweg):
    GazetteerEntry.objects.create(
        kind="street",
        name="Lindenallee",
        folded="lindenallee",
        postal_code="44627",
        latitude=51.6,
        longitude=7.3,
    )
    facility()
    page = shown(visitor, address="Linden")
    assert "Welcher Ort ist gemeint?" in page
    link = re.search(r'href="([^"]*address=Lindenallee[^"]*)"', page)[1]
    assert "um Lindenallee" in text(shown(visitor, link)) or "Entfernung von Lindenallee" in text(
        shown(visitor, link)
    )


@pytest.mark.parametrize(
    ("query", "reason"),
    [
        ({"address": "Nirgendwo"}, "Das kennen wir nicht."),
        ({"radius_km": "sehr weit"}, "Bitte 0,1 bis 50 km eintragen"),
        ({"radius_km": "-3"}, "Bitte 0,1 bis 50 km eintragen"),
        ({"mon_from": "16:00", "mon_until": "07:00"}, "Das Ende liegt nicht nach dem Beginn."),
        ({"mon_from": "25:00", "mon_until": "26:00"}, "Bitte eine Uhrzeit wie 7:30 eintragen."),
        ({"fri_from": "8 Uhr"}, "Bitte auch eintragen, bis wann."),
        ({"starts_on": "1.8.2020"}, "Dieser Tag ist schon vorbei."),
        ({"starts_on": "29.2.2027"}, "Bitte ein Datum wie 1.8.2027 eintragen."),
        ({"born_month": "5", "born_year": "2027", "starts_on": "1.2.2027"}, "noch nicht geboren"),
        ({"born_month": "5"}, "Bitte auch das Jahr wählen."),
        ({"hours": "99"}, "Das steht nicht zur Wahl."),
    ],
)
def test_a_mistake_is_named_at_its_field_and_what_was_typed_stays(visitor, query, reason):
    facility("Kita Kanalblick", hours="mon-fri 07:00-16:00")
    page = shown(visitor, **query)
    assert reason in page
    assert 'role="alert"' in page
    assert "Kita Kanalblick" in page
    typed = {name: value for name, value in query.items() if name not in {"hours", "born_month", "born_year"}}
    for value in typed.values():
        assert value in page


def test_ten_megabytes_of_text_are_too_long_and_nothing_breaks(visitor):
    answer = visitor.get(f"{FINDER}?mon_from=7:00&address={'a' * 10_000_000}", follow=True)
    page = unescape(answer.content.decode())
    assert "Das ist zu lang." in page
    assert 'value="07:00"' in page
    assert len(page) < 100_000


def test_an_address_full_of_long_values_does_not_go_round_in_circles(visitor):
    query = {
        name: "ж" * 5000 for name in ("address", "district", "hours", "mon_from", "mon_until", "tue_from")
    }
    answer = visitor.get(FINDER, query, follow=True)
    assert (answer.status_code, len(answer.redirect_chain)) == (200, 1)


def test_when_nothing_opens_so_early_the_nearest_is_named_with_a_way_there(visitor):
    for _ in range(2):
        facility(hours="mon-fri 07:00-16:00")
    page = shown(visitor, opens_by="6:30")
    assert "Keine Kita hat so früh offen. 2 öffnen 30 Minuten später." in page
    link = re.search(r'href="([^"]*opens_by=7%3A00[^"]*)"', page)[1]
    assert "2 Kitas" in text(shown(visitor, link))


def test_when_nothing_is_near_the_next_one_is_named(visitor, lindenweg):
    facility(latitude=CENTRE[0] + 4 / 111.195)
    page = text(shown(visitor, address="Lindenweg", radius_km="1"))
    assert "Im Umkreis ist keine Kita. Die nächste ist 4,0 km entfernt." in page


def test_an_empty_city_offers_a_way_on(visitor):
    assert "Alle Kitas ansehen" in shown(visitor, hours="45", district="")


def test_the_age_on_the_first_day_counts(visitor):
    facility("ab 3", age_from_months=36, age_until_months=72)
    facility("ab 2", age_from_months=24, age_until_months=72)
    page = text(shown(visitor, born_month="10", born_year="2024", starts_on="1.8.2027"))
    assert "2 Jahre · ab 1. August 2027" in page
    assert "ab 2" in page and "1 Kita" in page


def test_free_places_are_told_for_the_age(visitor, monkeypatch):
    free, full, unknown = facility("frei"), facility("voll"), facility("unbekannt")
    counted = {free.pk: [FreePlaces(24, 36, 4), FreePlaces(36, 72, 9)], full.pk: [FreePlaces(24, 36, 0)]}
    monkeypatch.setattr(ports.FREE_PLACES, "of", lambda ids, *, on: counted)
    page = shown(visitor, born_month="10", born_year="2024")
    cards = {
        name: text(card)
        for name, card in zip(("frei", "unbekannt", "voll"), page.split("<article")[1:4], strict=True)
    }
    assert "Frei ab August: 4 Plätze für Zweijährige" in cards["frei"]
    assert "Keine Plätze für Zweijährige" in cards["voll"]
    assert "Plätze" not in cards["unbekannt"], unknown
    assert "Frei ab August: 13 Plätze" in text(shown(visitor))
    assert set(OF_AGE) == set(range(7))


def test_names_cannot_smuggle_script_into_list_or_map(visitor):
    made = facility(ATTACK, organisation=organisation(ATTACK), about=ATTACK, web="javascript:alert(1)")
    for path in (FINDER, f"{FINDER}{made.public_id}/", f"{FINDER}vergleich/?facility={made.public_id}"):
        raw = visitor.get(path).content.decode()
        assert "<script>alert" not in raw
        assert "\\u003cscript\\u003e" in raw or "&lt;script&gt;" in raw
        assert "javascript:" not in re.findall(r'href="([^"]*)"', raw)


def test_names_of_all_scripts_are_shown_as_they_are(visitor):
    for name in ("Kita Gülʼ & Söhne ß", "Дитячий садок", "روضة الأطفال", "🌻 Sonnenblume"):
        facility(name)
    page = shown(visitor)
    for name in ("Kita Gülʼ & Söhne ß", "Дитячий садок", "روضة الأطفال", "🌻 Sonnenblume"):
        assert name in page


def test_the_arabic_page_runs_from_right_to_left(visitor):
    facility(hours="mon-thu 06:30-17:00")
    page = shown(visitor, "/ar/kita/", mon_from="07:00", mon_until="16:00")
    assert 'dir="rtl"' in page and 'lang="ar"' in page
    assert "الاثنين" in page


def test_a_child_minder_shows_the_street_only(visitor):
    made = facility(
        "Nest",
        kind="child_minder",
        shows_house_number=False,
        house_number="4711a",
        latitude=51.53847,
        longitude=7.22561,
    )
    for path in (FINDER, f"{FINDER}{made.public_id}/"):
        page = shown(visitor, path)
        assert "Lindenweg" in page
        assert "4711a" not in text(page)
        assert "51.53847" not in page and "7.22561" not in page
        assert "51.538" in page


def test_the_source_and_what_is_invented_are_said(visitor):
    facility(source="Open-Kita-Map", source_licence="CC0-1.0", source_url="https://kitas.example.org")
    facility(is_invented=True, source="Vorführung")
    page = shown(visitor)
    assert 'href="https://kitas.example.org"' in page
    page = text(page)
    assert "Quelle: Open-Kita-Map (CC0-1.0)" in page
    assert "Vorführung" not in page
    assert "Diese Kitas sind erfunden." in page


def test_pages_of_twenty_lead_on_and_keep_the_search(visitor):
    for number in range(45):
        facility(f"Kita {number:02d}", hours="mon-fri 07:00-16:00")
    page = shown(visitor, page="2", opens_by="8:00")
    assert "Seite 2 von 3" in page
    assert re.search(r'href="[^"]*opens_by=8%3A00[^"]*page=3', page)
    assert "Kita 44" in text(shown(visitor, page="99"))
    assert "Kita 00" in text(shown(visitor, page="nichts"))


@pytest.mark.parametrize("count", [3, 60])
def test_the_finder_takes_six_statements_whatever_the_number_of_kitas(
    visitor, lindenweg, django_assert_num_queries, count
):
    for _ in range(count):
        facility(hours="mon-fri 07:00-16:00")
    shown(visitor)
    with django_assert_num_queries(6 + ONE_TRANSACTION):
        shown(visitor, address="Lindenweg", radius_km="5", mon_from="7", mon_until="15")


def test_a_kitas_page_says_what_is_known_and_what_is_not(visitor):
    made = facility(
        "Kita Kanalblick",
        hours="mon-fri 07:00-16:30",
        age_from_months=4,
        age_until_months=72,
        languages=["de", "tr"],
        hours_models=["45"],
        is_wheelchair_accessible=True,
        phone="02323 / 000-111",
        web="kita.example.org",
        about="Wir haben einen Garten.",
    )
    page = shown(visitor, f"{FINDER}{made.public_id}/")
    for part in (
        "4 Monate bis 6 Jahre",
        "Deutsch, Türkisch",
        "45 Stunden",
        "mit Rollstuhl erreichbar",
        "tel:02323000111",
        'href="https://kita.example.org"',
        "Wir haben einen Garten.",
        "nicht angegeben",
    ):
        assert part in page


def test_a_kitas_page_keeps_the_search_it_came_from(visitor):
    made = facility(hours="mon-fri 08:00-16:30")
    page = shown(visitor, f"{FINDER}{made.public_id}/", mon_from="07:00", mon_until="15:00")
    assert "passt teilweise" in page
    assert re.search(r'href="/de/kita/\?mon_from=07%3A00&(amp;)?mon_until=15%3A00"', page)


def test_a_kita_that_is_not_there_is_not_found(visitor):
    assert visitor.get(f"{FINDER}gibtesnicht/").status_code == 404


def test_up_to_three_kitas_stand_side_by_side(visitor):
    made = [facility(f"Kita {n}", hours="mon-fri 07:00-16:00") for n in range(4)]
    page = shown(visitor, f"{FINDER}vergleich/", facility=[kita.public_id for kita in made])
    assert [f"Kita {n}" in page for n in range(4)] == [True, True, True, False]
    assert "Höchstens drei" in page


def test_a_kita_that_is_not_open_yet_at_the_start_says_so_on_list_page_and_beside_others(visitor):
    new = facility("Kita Neubau", hours="mon-fri 07:00-17:00", opens_on="2027-10-01")
    old = facility("Kita Altbau", hours="mon-fri 07:00-17:00", closes_on="2028-07-31")
    search = "starts_on=1.8.2027&weekdays_from=8:00&weekdays_until=12:00"
    listed = text(shown(visitor, f"{FINDER}?{search}"))
    assert "2 Kitas, 1 passt ganz" in listed
    assert listed.index("Schließt am 31. Juli 2028.") < listed.index("Öffnet erst am 1. Oktober 2027.")
    page = text(shown(visitor, f"{FINDER}{new.public_id}/?{search}"))
    assert "passt nicht" in page and "Öffnet erst am 1. Oktober 2027." in page
    assert "passt nicht Nummer 2 Kita Neubau" in text(shown(visitor, f"{FINDER}?starts_on=1.8.2027"))
    assert "Öffnet erst" not in text(shown(visitor, f"{FINDER}?starts_on=1.10.2027"))
    assert "Kita Altbau" not in text(shown(visitor, f"{FINDER}?starts_on=1.8.2028"))
    both = text(shown(visitor, f"{FINDER}vergleich/?facility={new.public_id}&facility={old.public_id}"))
    assert "Öffnet am 1. Oktober 2027 – Schließt am – 31. Juli 2028" in both


def test_a_made_up_address_with_a_nul_compares_nothing_and_remembers_nothing(visitor):
    made = facility("Kita Kanalblick")
    page = shown(visitor, f"{FINDER}vergleich/", facility=["\0", made.public_id, f"{made.public_id}\0"])
    assert "Kita Kanalblick" in page
    assert visitor.post(f"{FINDER}merken/", {"facility": "\0", "next": FINDER}).status_code < 500


def test_comparing_nothing_offers_a_way_on(visitor):
    assert "Noch nichts zum Vergleichen" in shown(visitor, f"{FINDER}vergleich/")


def test_a_house_without_a_picture_shows_ours_and_values_begin_where_the_line_begins(visitor):
    made = facility("Kita Ohnebild")
    page = shown(visitor, f"/ar/kita/{made.public_id}/")
    assert 'class="ka-scene"' in page
    assert "<dd><bdi>" in page and '<dd dir="auto">' not in page
