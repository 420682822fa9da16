"""Inviting somebody to a role: choosing it, the form, the link in the mail, taking it back."""

import re
from urllib.parse import urlsplit

import pytest
from django.test import Client

from kidsapp.kernel.actors import Role
from kidsapp.municipality.models import District
from kidsapp.municipality.scope import municipality_scope
from kidsapp.municipality.tests.factories import municipality
from kidsapp.outbox.models import Mail
from kidsapp.people.models import Invitation, Membership
from kidsapp.people.tests.factories import account, holder_of, provider_manager, signed_in_client
from kidsapp.places.tests.factories import facility, organisation

pytestmark = pytest.mark.django_db
EDITOR = {"email": "neu@example.org", "role": "editor"}


def text_of(response):
    return response.content.decode()


def stranger():
    return Client(headers={"host": "herne.localhost"})


def test_an_operator_invites_a_kita_lead_who_logs_in_and_accepts(herne):
    kita = facility("Kita Kanalblick")
    operator = signed_in_client(holder_of(Role.OPERATOR))
    new = {"email": "neu@example.org", "role": "kita_lead", "facility": kita.public_id}
    assert "Die Einladung ist unterwegs" in text_of(operator.post("/de/team/einladen/", new, follow=True))
    link = urlsplit(re.search(r"https?://\S+", Mail.objects.get().body).group()).path
    visitor = stranger()
    assert "Kita Kanalblick" in text_of(visitor.get(link))
    assert visitor.post(link)["location"] == f"/de/konto/anmelden/?next={link.replace('/', '%2F')}"
    invited = signed_in_client(account("neu@example.org"))
    assert "Einladung annehmen" in text_of(invited.get(link))
    assert "angenommen" in text_of(invited.post(link, follow=True))
    assert "angenommen" in text_of(invited.post(link, follow=True))
    assert invited.get("/de/team/").status_code == 200


def test_the_link_is_of_no_use_to_others(herne):
    browser = signed_in_client(holder_of(Role.OPERATOR))
    browser.post("/de/team/einladen/", EDITOR)
    link = urlsplit(re.search(r"https?://\S+", Mail.objects.get().body).group()).path
    other = signed_in_client(account())
    for answer in (other.get(link), other.post(link)):
        assert "ging an eine andere E-Mail-Adresse" in text_of(answer)
        assert "neu@example.org" not in text_of(answer)
    assert Membership.objects.count() == 1


def test_an_invented_link_is_not_there(herne):
    assert stranger().get("/de/einladung/erfunden/").status_code == 404


def test_a_link_of_another_city_is_not_there(herne):
    with municipality_scope(municipality("soest").pk):
        browser = signed_in_client(holder_of(Role.OPERATOR), "soest.localhost")
        browser.post("/de/team/einladen/", EDITOR)
        link = urlsplit(re.search(r"https?://\S+", Mail.objects.get().body).group()).path
    assert stranger().get(link).status_code == 404


def test_a_manager_is_offered_only_what_is_theirs_to_give(herne):
    own, other = organisation("Stadt"), organisation("Ev. Gemeinde")
    mine, theirs = facility("Kita Nah", organisation=own), facility("Kita Fern", organisation=other)
    browser = signed_in_client(provider_manager(own))
    choices = text_of(browser.get("/de/team/einladen/"))
    assert "aufgabe=kita_lead" in choices and "aufgabe=operator" not in choices
    page = text_of(browser.get("/de/team/einladen/?aufgabe=kita_lead"))
    assert "Kita Nah" in page
    assert "Kita Fern" not in page
    forged = {"email": "neu@example.org", "role": "kita_lead", "facility": theirs.public_id}
    assert "ka-errors" in text_of(browser.post("/de/team/einladen/", forged))
    forged = {"email": "neu@example.org", "role": "operator", "facility": mine.public_id}
    assert "ka-errors" in text_of(browser.post("/de/team/einladen/", forged))
    assert not Invitation.objects.exists()


def test_an_invitation_without_its_place_is_refused_at_the_field(herne):
    facility()
    browser = signed_in_client(holder_of(Role.OPERATOR))
    page = browser.post("/de/team/einladen/", {"email": "neu@example.org", "role": "kita_lead"})
    assert 'id="id_facility_error"' in text_of(page)
    page = browser.post(
        "/de/team/einladen/", {"email": "neu@example.org", "role": "kita_lead", "facility": "-"}
    )
    assert 'id="id_facility_error"' in text_of(page)
    assert 'value="neu@example.org"' in text_of(page)


def test_in_a_city_without_kitas_nobody_is_invited_to_lead_one(herne):
    browser = signed_in_client(holder_of(Role.OPERATOR))
    for address in ("/de/team/einladen/", "/de/team/einladen/?aufgabe=kita_lead"):
        page = text_of(browser.get(address))
        assert "aufgabe=editor" in page and "Leitung der Kita" not in page
        assert 'name="facility"' not in page


def test_an_invitation_asks_only_what_its_role_needs(herne):
    facility()
    District.objects.create(key="wanne", name="Wanne", postal_codes=["44649"])
    browser = signed_in_client(holder_of(Role.OPERATOR))
    assert 'name="email"' not in text_of(browser.get("/de/team/einladen/"))
    own = {
        "kita_lead": "facility",
        "provider_manager": "organisation",
        "youth_office": "districts",
        "editor": "",
    }
    for role, field in own.items():
        page = text_of(browser.get(f"/de/team/einladen/?aufgabe={role}"))
        asked = {name for name in own.values() if name and f'name="{name}"' in page}
        assert asked == {field} - {""} and 'name="email"' in page and 'name="last_day"' in page


def test_who_works_for_the_whole_city_is_named_so_on_the_team_page(herne):
    holder_of(Role.YOUTH_OFFICE)
    browser = signed_in_client(holder_of(Role.OPERATOR))
    browser.post("/de/team/einladen/", {"email": "neu@example.org", "role": "youth_office"})
    page = text_of(browser.get("/de/team/"))
    assert page.count("<td>ganze Stadt</td>") == 3 and "<td>–</td>" in page


def test_an_invitation_is_taken_back(herne):
    browser = signed_in_client(holder_of(Role.OPERATOR))
    browser.post("/de/team/einladen/", EDITOR)
    assert "neu@example.org" in text_of(browser.get("/de/team/"))
    url = f"/de/team/einladung/{Invitation.objects.get().public_id}/zuruecknehmen/"
    assert browser.get(url).status_code == 405
    page = browser.post(url, follow=True)
    assert "zurückgenommen" in text_of(page)
    assert "neu@example.org" not in text_of(page)


def test_staff_without_children_are_led_from_the_start_to_their_work(herne):
    watcher = signed_in_client(holder_of(Role.DATA_PROTECTION_OFFICER))
    page = text_of(watcher.get("/de/start/"))
    assert "Zum Arbeitsplatz" in page and "Ihr erstes Kind" not in page
    assert watcher.get("/de/arbeitsplatz/")["Location"] == "/de/datenschutz/protokoll/"
    assert "Ihr erstes Kind" in text_of(signed_in_client(account()).get("/de/start/"))
