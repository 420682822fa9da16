import io
import re
from dataclasses import replace
from datetime import date
from types import SimpleNamespace

import pytest
from django.test import Client
from django.urls import reverse
from PIL import Image

from conftest import ONE_TRANSACTION
from kidsapp.audit.models import AuditLine
from kidsapp.kernel.actors import Role
from kidsapp.kernel.periods import Period
from kidsapp.municipality.models import DatedSetting
from kidsapp.municipality.tests.factories import municipality
from kidsapp.places.models import Facility, FacilityPicture
from kidsapp.places.tests.factories import facility, organisation, week

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def hours_models(herne):
    names = [{"key": key, "name": {"de": f"{key} Stunden"}} for key in ("25", "45")]
    DatedSetting.objects.create(
        key="childcare.hours_models", value=names, valid_from="2020-08-01", source="test"
    )


@pytest.fixture
def kita(herne):
    return facility(
        "Kita Kanalblick",
        hours="mon-fri 07:00-12:00, mon-fri 14:00-16:30",
        age_from_months=4,
        age_until_months=72,
        hours_models=["45"],
        phone="02323 1",
    )


@pytest.fixture
def browser_of(monkeypatch):
    """A browser whose every request is made by the given actor."""

    def make(who):
        monkeypatch.setattr("kidsapp.web.middleware.actor_of", lambda *_args, **_options: who)
        return Client(headers={"host": "herne.localhost"})

    return make


@pytest.fixture
def somebody(actor, browser_of):
    return lambda role, **where: browser_of(actor(SimpleNamespace(pk=7), role, **where))


@pytest.fixture
def lead(somebody, kita):
    return somebody(Role.KITA_LEAD, facility=kita)


def url(kita, page="profil"):
    return f"/de/leitung/{kita.public_id}/{page}/"


def typed(kita, **changes):
    """What the form of the page sends, with changes."""
    values = {"version": kita.version, "shows_house_number": "on", "hours_models": ["45"], "phone": "02323 1"}
    values |= {"age_from_years": 0, "age_from_months": 4, "age_until_years": 6}
    for day in ("mon", "tue", "wed", "thu", "fri"):
        values |= {f"{day}_1_from": "07:00", f"{day}_1_until": "12:00"}
        values |= {f"{day}_2_from": "14:00", f"{day}_2_until": "16:30"}
    return {**values, **changes}


def send(client, kita, **changes):
    return client.post(url(kita), typed(kita, **changes))


def test_the_form_shows_the_profile_as_it_stands(lead, kita):
    page = lead.get(url(kita)).content.decode()
    for part in ('name="mon_1_from" value="07:00"', 'name="fri_2_until" value="16:30"', 'value="02323 1"'):
        assert part in page


def test_a_lead_saves_the_profile_and_families_see_it_at_once(lead, kita, visitor):
    changes = {"languages": ["de", "tr"], "is_wheelchair_accessible": "yes", "about": "Garten.\r\n\r\nBrot."}
    answer = send(lead, kita, mon_1_from="6:30", **changes)
    assert answer.status_code == 302
    kita.refresh_from_db()
    monday = "mon 06:30-12:00, mon 14:00-16:30"
    assert kita.opening_hours == week(f"{monday}, tue-fri 07:00-12:00, tue-fri 14:00-16:30")
    assert (kita.languages, kita.is_wheelchair_accessible, kita.is_inclusive) == (["de", "tr"], True, None)
    assert (kita.about, kita.version) == ("Garten.\n\nBrot.", 2)
    assert kita.kept_fields == ["about", "is_wheelchair_accessible", "languages", "opening_hours"]
    assert "6:30–12:00, 14:00–16:30" in visitor.get(f"/de/kita/{kita.public_id}/").content.decode()
    assert "Gespeichert" in lead.get(answer["Location"]).content.decode()


def test_saving_writes_one_audit_line(lead, kita):
    send(lead, kita, phone="02323 2")
    line = AuditLine.objects.get()
    assert (line.act, line.subjects, line.children) == ("places.save_profile", {"facility": kita.pk}, [])


def test_all_times_empty_means_unknown(lead, kita):
    empty = {name: "" for name in typed(kita) if name[:4] in {"mon_", "tue_", "wed_", "thu_", "fri_"}}
    send(lead, kita, **empty)
    kita.refresh_from_db()
    assert kita.opening_hours is None


def test_two_people_at_once_neither_loses_what_they_typed_nor_overwrites_unknowingly(lead, kita):
    send(lead, kita, phone="02323 2")
    answer = send(lead, kita, about="Mein Text", phone="02323 3")
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "Inzwischen hat jemand anders gespeichert." in page
    assert "Mein Text" in page and "02323 3" in page
    assert "Telefon" in page and "Über uns" in page
    assert 'name="version" value="2"' in page
    kita.refresh_from_db()
    assert (kita.phone, kita.version) == ("02323 2", 2)
    assert AuditLine.objects.count() == 1
    assert send(lead, kita, about="Mein Text", phone="02323 3").status_code == 302


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"mon_1_from": "13:00"}, "Montag: Das Ende liegt nicht nach dem Beginn."),
        ({"mon_2_from": "11:00"}, "Montag: Die Zeiten überschneiden sich."),
        ({"tue_1_until": ""}, "Bitte auch eintragen, bis wann."),
        ({"wed_1_from": "irgendwann"}, "Bitte eine Uhrzeit wie 7:30 eintragen."),
        ({"age_from_years": "7"}, "Das Höchstalter muss über dem Mindestalter liegen."),
        ({"email": "keine"}, "gültige E-Mail"),
    ],
)
def test_a_mistake_is_named_and_what_was_typed_stays(lead, kita, change, reason):
    answer = send(lead, kita, about="Mein Text", **change)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert reason in page
    assert "Mein Text" in page
    kita.refresh_from_db()
    assert kita.version == 1


def test_too_much_text_is_refused_kindly(lead, kita):
    answer = send(lead, kita, about="x" * 4000)
    assert answer.status_code == 422
    assert "x" * 4000 in answer.content.decode()
    assert lead.post(url(kita), {"about": "x" * 10_000_000}).status_code in {400, 413}


def roles_that_may(kita):
    return [
        (Role.KITA_LEAD, {"facility": kita}),
        (Role.PROVIDER_MANAGER, {"organisation": kita.organisation}),
        (Role.EDITOR, {}),
        (Role.OPERATOR, {}),
    ]


@pytest.mark.parametrize("page", ["profil", "bilder"])
def test_lead_provider_editor_and_operator_may(somebody, kita, page):
    for role, where in roles_that_may(kita):
        assert somebody(role, **where).get(url(kita, page)).status_code == 200, role


@pytest.mark.parametrize("page", ["profil", "bilder"])
def test_nobody_else_may(somebody, kita, page):
    other = facility("Andere", organisation=organisation("Andere"))
    strangers = [
        (Role.KITA_LEAD, {"facility": other}),
        (Role.PROVIDER_MANAGER, {"organisation": other.organisation}),
        (Role.GUARDIAN, {}),
        (Role.YOUTH_OFFICE, {}),
        (Role.DATA_PROTECTION_OFFICER, {}),
    ]
    for role, where in strangers:
        client = somebody(role, **where)
        assert client.get(url(kita, page)).status_code in {403, 404}, role
        assert client.post(url(kita, page), typed(kita, phone="1")).status_code in {403, 404}, role
    kita.refresh_from_db()
    assert kita.version == 1


@pytest.mark.parametrize("page", ["profil", "bilder"])
def test_a_visitor_is_asked_to_log_in(visitor, kita, page):
    answer = visitor.get(url(kita, page))
    assert answer.status_code == 302
    assert answer["Location"].startswith(reverse("account_login"))


def test_another_citys_operator_may_not(actor, browser_of, kita):
    elsewhere = municipality("soest")
    held = replace(actor(None, Role.OPERATOR).held[0], municipality_id=elsewhere.pk)
    who = replace(actor(SimpleNamespace(pk=7)), held=(held,))
    assert browser_of(who).get(url(kita)).status_code in {403, 404}


def test_a_role_that_has_ended_may_not(actor, browser_of, kita):
    held = replace(actor(None, Role.KITA_LEAD, facility=kita).held[0], period=Period(last=date(2026, 11, 21)))
    who = replace(actor(SimpleNamespace(pk=7)), held=(held,))
    assert browser_of(who).get(url(kita)).status_code in {403, 404}


def picture(size=(2400, 1200), kind="JPEG", **options) -> io.BytesIO:
    file = io.BytesIO()
    Image.new("RGBA" if kind == "PNG" else "RGB", size, "green").save(file, kind, **options)
    file.seek(0)
    file.name = f"garten.{kind.lower()}"
    return file


def with_place_and_camera() -> io.BytesIO:
    exif = Image.Exif()
    exif[0x0110] = "Kamera von Carla"
    exif[0x8825] = {1: "N", 2: (51.0, 32.0, 17.0)}
    return picture(exif=exif)


@pytest.mark.parametrize("file", [picture, lambda: picture(kind="PNG"), with_place_and_camera])
def test_a_picture_becomes_a_small_jpeg_without_hidden_facts(lead, kita, visitor, file):
    answer = lead.post(url(kita, "bilder"), {"picture": file(), "text": "Der Garten"})
    assert answer.status_code == 302
    kept = FacilityPicture.objects.get()
    served = visitor.get(f"/de/kita/bild/{kept.public_id}.jpg")
    opened = Image.open(io.BytesIO(served.content))
    assert (served["Content-Type"], opened.format, opened.size) == ("image/jpeg", "JPEG", (1200, 600))
    assert "max-age" in served["Cache-Control"]
    assert not opened.getexif()
    assert b"Carla" not in served.content
    page = visitor.get(f"/de/kita/{kita.public_id}/").content.decode()
    assert 'alt="Der Garten"' in page


@pytest.mark.parametrize(
    ("file", "reason"),
    [
        (lambda: picture(kind="GIF"), "Das ist kein lesbares Bild."),
        (lambda: named(b"<svg onload=alert(1)>", "bild.jpg"), "Das ist kein lesbares Bild."),
        (lambda: named(picture().read()[:500], "halb.jpg"), "Das ist kein lesbares Bild."),
        (lambda: named(b"\xff" * (5 * 1024 * 1024 + 1), "gross.jpg"), "größer als 5 MB"),
        (lambda: named(b"", "leer.jpg"), "Die Datei ist leer."),
    ],
)
def test_what_is_no_picture_is_refused_with_a_reason(lead, kita, file, reason):
    answer = lead.post(url(kita, "bilder"), {"picture": file(), "text": "Der Garten"})
    assert answer.status_code == 422
    assert reason in answer.content.decode()
    assert 'value="Der Garten"' in answer.content.decode()
    assert not FacilityPicture.objects.exists()


def named(data: bytes, name: str) -> io.BytesIO:
    file = io.BytesIO(data)
    file.name = name
    return file


def test_a_picture_that_unpacks_to_something_huge_is_refused(lead, kita):
    huge = picture(size=(9000, 9000), kind="PNG")
    assert lead.post(url(kita, "bilder"), {"picture": huge, "text": "x"}).status_code == 422


def test_a_picture_needs_words(lead, kita):
    answer = lead.post(url(kita, "bilder"), {"picture": picture(), "text": " "})
    assert "Bitte beschreiben, was zu sehen ist." in answer.content.decode()


def test_there_are_at_most_three_pictures_and_they_can_be_removed(lead, kita):
    for number in range(4):
        lead.post(url(kita, "bilder"), {"picture": picture((30, 30)), "text": f"Bild {number}"})
    assert FacilityPicture.objects.count() == 3
    first = FacilityPicture.objects.first()
    lead.post(url(kita, "bilder"), {"remove": first.public_id})
    assert not FacilityPicture.objects.filter(pk=first.pk).exists()
    acts = list(AuditLine.objects.order_by("pk").values_list("act", flat=True))
    assert acts == ["places.add_picture"] * 3 + ["places.remove_picture"]


def test_a_lead_cannot_remove_another_kitas_picture(lead, kita):
    other = facility("Andere")
    picture_of_other = FacilityPicture.objects.create(facility=other, jpeg=b"x", width=1, height=1, text="x")
    lead.post(url(kita, "bilder"), {"remove": picture_of_other.public_id})
    assert FacilityPicture.objects.filter(pk=picture_of_other.pk).exists()


def test_a_hidden_kitas_picture_is_not_served(kita, visitor):
    kept = FacilityPicture.objects.create(facility=kita, jpeg=b"x", width=1, height=1, text="x")
    Facility.objects.update(is_listed=False)
    assert visitor.get(f"/de/kita/bild/{kept.public_id}.jpg").status_code == 404


def profile_links(client):
    """Where the list of profiles leads, and the page it stands on."""
    answer = client.get("/de/leitung/profile/")
    return re.findall(r"/de/leitung/([\w-]+)/profil/", answer.text), answer


def test_whoever_keeps_several_profiles_finds_each(somebody, kita):
    second = facility("Kita Wurzelwerk", organisation=kita.organisation)
    facility("Kita anderswo", organisation=organisation("Andere"))
    manager = somebody(Role.PROVIDER_MANAGER, organisation=kita.organisation)
    assert set(profile_links(manager)[0]) == {kita.public_id, second.public_id}
    assert len(profile_links(somebody(Role.EDITOR))[0]) == 3


def test_whoever_keeps_one_profile_is_led_there(lead, kita):
    assert lead.get("/de/leitung/profile/")["Location"] == url(kita)


@pytest.mark.parametrize("role", [Role.EDITOR, Role.OPERATOR])
def test_the_desk_of_whoever_keeps_profiles_leads_to_them(somebody, kita, role):
    facility("Kita Wurzelwerk")
    page = somebody(role).get("/de/team/" if role is Role.OPERATOR else "/de/leitung/profile/").text
    assert 'href="/de/leitung/profile/"' in page


@pytest.mark.parametrize("room", ["profil", "bilder"])
def test_a_profile_belongs_to_the_profiles_in_the_navigation(somebody, kita, room):
    page = somebody(Role.EDITOR).get(f"/de/leitung/{kita.public_id}/{room}/").text
    assert 'href="/de/leitung/profile/" aria-current="true"' in page


def test_an_editors_workplace_is_the_profiles(somebody):
    assert somebody(Role.EDITOR).get("/de/arbeitsplatz/")["Location"] == "/de/leitung/profile/"


def test_many_profiles_come_in_pages_and_are_found_by_name(somebody, kita, django_assert_max_num_queries):
    Facility.objects.bulk_create(
        Facility(name=f"Kita {n:02}", organisation=kita.organisation) for n in range(60)
    )
    editor = somebody(Role.EDITOR)
    with django_assert_max_num_queries(7 + ONE_TRANSACTION):
        links, answer = profile_links(editor)
    assert len(links) == 25 and "Seite 1 von 3" in answer.text
    found = editor.get("/de/leitung/profile/", {"q": "kita 59", "seite": "nein"}).text
    assert "Kita 59" in found and "Kita 58" not in found
    nothing = editor.get("/de/leitung/profile/", {"q": "\0<b>'%_"})
    assert nothing.status_code == 200 and "Keine Kita gefunden" in nothing.text


def test_first_and_last_day_are_kept_and_have_an_order(lead, kita):
    wrong = send(lead, kita, opens_on="1.9.2027", closes_on="1.9.2027")
    assert wrong.status_code == 422 and "Der letzte Tag muss nach dem ersten liegen." in wrong.text
    assert send(lead, kita, opens_on="1.9.2027").status_code == 302
    kita.refresh_from_db()
    assert (str(kita.opens_on), kita.closes_on) == ("2027-09-01", None)
    assert 'value="01.09.2027"' in lead.get(url(kita)).text
