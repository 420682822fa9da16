"""What the city says about itself: each Land's own law, and days as the reader writes them."""

from datetime import date

import pytest

from kidsapp.childcare.tests.factories import dated_settings
from kidsapp.kernel.actors import Role
from kidsapp.municipality.city_folder.settings import read_land
from kidsapp.municipality.models import DatedSetting
from kidsapp.people.tests.factories import holder_of, signed_in_client
from kidsapp.web import middleware
from kidsapp.web.folders import CITIES

pytestmark = pytest.mark.django_db


@pytest.fixture(params=["nrw", "sh"])
def land(request, herne):
    """The city under the rules of one Land, as they are shipped."""
    for row in read_land(CITIES / "laender", request.param, []):
        DatedSetting.objects.create(
            key=row.key, value=row.value, valid_from=row.valid_from, source=row.source
        )
    return request.param


LAWS = {
    ("nrw", "barrierefreiheit"): "§ 10 BGG NRW, BITVNRW",
    ("sh", "barrierefreiheit"): "§ 11 LBGG, § 13 LBGG",
    ("nrw", "datenschutz"): "§ 5 KiBiz, § 24 SGB VIII, §§ 62–64 SGB VIII",
    ("sh", "datenschutz"): "§ 24 SGB VIII, §§ 62–64 SGB VIII",
}


@pytest.mark.parametrize("page", ["barrierefreiheit", "datenschutz"])
@pytest.mark.parametrize("language", ["de", "ar"])
def test_a_city_cites_the_law_of_its_own_land(visitor, land, page, language):
    text = visitor.get(f"/{language}/{page}/").text
    end = "</bdi>" if page == "barrierefreiheit" else ", Art. 6"
    assert f"<bdi>{LAWS[land, page]}{end}" in text
    assert land == "nrw" or not ("NRW" in text or "KiBiz" in text)


@pytest.mark.parametrize(
    ("language", "written"), [("de", "2. November 2026"), ("en", "2 November 2026"), ("tr", "2 Kasım 2026")]
)
def test_the_day_of_the_examination_is_written_as_the_reader_writes_days(herne, visitor, language, written):
    herne.profile |= {"accessibility": {"date": date(2026, 11, 2).isoformat()}}
    herne.save()
    text = visitor.get(f"/{language}/barrierefreiheit/").text
    assert f"<dd>{written}</dd>" in text and "2026-11-02" not in text


def test_what_is_not_known_is_said(visitor):
    text = visitor.get("/de/barrierefreiheit/").text
    assert text.count("noch nicht eingetragen") == 3


@pytest.mark.parametrize("path", ["/de/impressum/", "/de/team/"])
def test_the_notice_of_a_demonstration_stands_in_a_landmark(herne, path):
    herne.is_demonstration, herne.profile = True, {**herne.profile, "notice": {"de": "Alles erfunden."}}
    herne.save()
    text = signed_in_client(holder_of(Role.OPERATOR)).get(path).text
    assert '<aside class="ka-notice" aria-label="Hinweis der Stadt">' in text and "Alles erfunden." in text


@pytest.mark.parametrize("path", ["gibt-es-nicht", "zustimmung/abc", "uebernehmen"])
def test_a_page_that_leads_nowhere_names_a_person(herne, visitor, path):
    herne.profile |= {"contact": {"name": "Familienbüro", "phone": "02323 1"}}
    herne.save()
    text = visitor.get(f"/de/{path}/").text
    assert "tel:023231" in text and 'href="/de/#kontakt"' in text


@pytest.mark.parametrize(
    ("path", "key", "heading"),
    [
        ("gebaerdensprache", "sign_language", "Gebärdensprache"),
        ("leichte-sprache", "easy_language", "Leichte Sprache"),
    ],
)
def test_a_slot_shows_the_citys_link_and_says_whom_to_call_while_it_is_empty(
    herne, visitor, path, key, heading
):
    def saved(**profile):
        herne.profile |= profile
        herne.save()
        middleware.forget_cities()
        return visitor.get(f"/de/{path}/").text

    empty = saved(contact={"phone": "02323 1"})
    assert f"<h1>{heading}</h1>" in empty and "tel:023231" in empty
    assert "tel:" not in saved(contact={})
    linked = saved(**{key: {"url": "https://herne.example/", "title": "Film"}})
    assert '<a href="https://herne.example/">Film</a>' in linked


def test_easy_language_may_be_the_citys_own_text(herne, visitor):
    herne.profile |= {"easy_language": {"text": "Ein Absatz.\n\nNoch einer."}}
    herne.save()
    assert "<p>Ein Absatz.</p><p>Noch einer.</p>" in visitor.get("/de/leichte-sprache/").text


@pytest.mark.parametrize(
    ("language", "said"),
    [("de", "Mo–Do 8:00–16:00, Fr 8:00–12:00"), ("pl", "pon–czw 8:00–16:00"), ("ar", "الجمعة")],
)
def test_the_hours_of_the_contact_are_read_in_every_language(herne, visitor, language, said):
    dated_settings()
    herne.profile |= {"contact": {"name": "Büro", "hours": ["mon-thu 08:00-16:00", "fri 08:00-12:00"]}}
    herne.save()
    middleware.forget_cities()
    assert said in visitor.get(f"/{language}/").text
