"""The pages of children, roles and the own account: for each role, with refusals and bad input."""

import re
from datetime import date

import pytest
from django.db import IntegrityError, transaction
from django.test import Client

from kidsapp.audit.models import AuditLine
from kidsapp.kernel.actors import Role
from kidsapp.municipality.scope import municipality_scope
from kidsapp.municipality.tests.factories import municipality
from kidsapp.people.models import Child
from kidsapp.people.tests.factories import (
    PASSWORD,
    account,
    child,
    custody,
    guardian_of,
    holder_of,
    kita_lead,
    provider_manager,
    signed_in_client,
)
from kidsapp.people.urls import urlpatterns
from kidsapp.places.tests.factories import facility, organisation

pytestmark = pytest.mark.django_db
ANYBODY = None
MIA = {"given_name": "Mia", "family_name": "Beispiel", "born_on": "17.5.2024", "kind": "joint"}
NASTY = ["Oʼneill", "Groß", "Дани́ло", "محمد", "<script>", "🦄", "x" * 2_000_000]


def text_of(response):
    return response.content.decode()


def browser_of(role):
    """Somebody with the role, for a Kita or provider of their own where it needs one."""
    if role is ANYBODY:
        return Client(headers={"host": "herne.localhost"})
    makers = {
        Role.KITA_LEAD: lambda: kita_lead(facility()),
        Role.PROVIDER_MANAGER: lambda: provider_manager(organisation()),
        Role.GUARDIAN: lambda: guardian_of(child()),
    }
    return signed_in_client(makers.get(role, lambda: holder_of(role))())


def test_every_address_of_this_module_has_an_act_of_its_policy():
    assert all(pattern.callback.act.name.startswith("people.") for pattern in urlpatterns)


WITHOUT_A_TEAM = {Role.GUARDIAN, Role.YOUNG_PERSON, Role.EDITOR}


@pytest.mark.parametrize("role", Role)
def test_the_team_is_for_those_who_have_one(herne, role):
    expected = 403 if role in WITHOUT_A_TEAM else 200
    assert browser_of(role).get("/de/team/").status_code == expected


@pytest.mark.parametrize("role", Role)
def test_inviting_is_for_those_who_may(herne, role):
    expected = 200 if role in {Role.OPERATOR, Role.PROVIDER_MANAGER} else 403
    assert browser_of(role).get("/de/team/einladen/").status_code == expected


@pytest.mark.parametrize("role", Role)
def test_a_child_is_seen_by_its_guardians_and_the_youth_office_only(herne, role):
    mia = child()
    expected = 200 if role is Role.YOUTH_OFFICE else 404
    browser = browser_of(role)
    assert browser.get(f"/de/familie/kinder/{mia.public_id}/").status_code in {expected, 403}
    assert signed_in_client(guardian_of(mia)).get(f"/de/familie/kinder/{mia.public_id}/").status_code == 200


@pytest.mark.parametrize("role", Role)
@pytest.mark.parametrize("page", ["aendern", "zeichen"])
def test_a_child_is_changed_by_its_guardians_only(herne, role, page):
    mia = child()
    assert browser_of(role).get(f"/de/familie/kinder/{mia.public_id}/{page}/").status_code in {403, 404}


@pytest.mark.parametrize("path", ["familie/kinder/neu/", "team/", "team/einladen/", "konto/"])
def test_a_visitor_is_asked_to_log_in(herne, path):
    answer = browser_of(ANYBODY).get(f"/de/{path}")
    assert answer["location"].startswith("/de/konto/anmelden/?next=")


def test_a_child_of_another_city_is_not_there(herne):
    with municipality_scope(municipality("soest").pk):
        mia = child()
        parent = guardian_of(mia)
        url = f"/de/familie/kinder/{mia.public_id}/"
        assert signed_in_client(parent, "soest.localhost").get(url).status_code == 200
    assert signed_in_client(parent, "herne.localhost").get(url).status_code == 404


@pytest.mark.parametrize("page", ["", "aendern/", "zeichen/"])
def test_every_look_at_a_child_writes_one_line_that_names_it(herne, page):
    mia = child()
    signed_in_client(guardian_of(mia)).get(f"/de/familie/kinder/{mia.public_id}/{page}")
    assert AuditLine.objects.get().children == [mia.pk]


def test_a_family_adds_a_child_and_sees_that_it_is_there(herne):
    browser = signed_in_client(account())
    assert browser.get("/de/familie/kinder/neu/").status_code == 200
    page = browser.post("/de/familie/kinder/neu/", MIA, follow=True)
    assert "Mia ist eingetragen" in text_of(page)
    assert Child.objects.get().born_on == date(2024, 5, 17)


def test_a_double_click_adds_one_child(herne):
    browser = signed_in_client(account())
    first, second = (browser.post("/de/familie/kinder/neu/", MIA) for _ in range(2))
    assert first["location"] == second["location"]
    assert Child.objects.count() == 1


def test_after_adding_a_child_the_family_goes_where_it_wanted(herne):
    browser = signed_in_client(account())
    answer = browser.post("/de/familie/kinder/neu/", MIA | {"next": "/de/konto/"})
    assert answer["location"] == "/de/konto/"
    away = browser.post("/de/familie/kinder/neu/", MIA | {"given_name": "Jo", "next": "//evil.example/"})
    assert away["location"].startswith("/de/familie/kinder/")


@pytest.mark.parametrize(
    ("born_on", "why"),
    [
        ("29.2.2023", "Diesen Tag gibt es nicht"),
        ("31.12.2030", "liegt in der Zukunft"),
        ("1.1.1990", "schon 18"),
        ("gestern", "Diesen Tag gibt es nicht"),
        ("", "Bitte Tag, Monat und Jahr"),
        ("9" * 100_000, "Diesen Tag gibt es nicht"),
    ],
)
def test_a_wrong_birthday_is_refused_at_its_field_and_kept(herne, born_on, why):
    browser = signed_in_client(account())
    page = text_of(browser.post("/de/familie/kinder/neu/", MIA | {"born_on": born_on}))
    error = re.search(r'id="id_born_on_error".*?</p>', page, re.DOTALL).group()
    assert why in error
    assert f'value="{born_on}"' in page
    assert 'value="Mia"' in page
    assert not Child.objects.exists()


@pytest.mark.parametrize("born_on", ["29.2.2024", "29/2/2024", "2024-02-29", "29. 2. 2024", "٢٩.٢.٢٠٢٤"])
def test_a_birthday_is_read_as_people_write_it(herne, born_on):
    signed_in_client(account()).post("/de/familie/kinder/neu/", MIA | {"born_on": born_on})
    assert Child.objects.get().born_on == date(2024, 2, 29)


@pytest.mark.parametrize("name", NASTY)
def test_any_name_is_taken_or_refused_at_its_field(herne, name):
    browser = signed_in_client(account())
    answer = browser.post("/de/familie/kinder/neu/", MIA | {"given_name": name})
    if answer.status_code == 302:
        assert Child.objects.get().given_name == name
        assert name in text_of(browser.get(answer["location"]))
    else:
        assert 'id="id_given_name_error"' in text_of(answer)
        assert "<script>" not in text_of(answer).partition("<form")[2].partition("</form>")[0]


def test_ten_million_letters_are_answered_with_a_friendly_page(herne):
    browser = signed_in_client(account())
    assert browser.post("/de/familie/kinder/neu/", MIA | {"given_name": "x" * 10_000_000}).status_code == 400


def test_an_old_form_says_so_shows_what_is_saved_and_keeps_what_was_typed(herne):
    mia = child()
    browser, url = signed_in_client(guardian_of(mia)), f"/de/familie/kinder/{mia.public_id}/aendern/"
    typed = {"given_name": "Marie", "family_name": "Beispiel", "born_on": "17.5.2024", "version": "1"}
    browser.post(url, typed | {"given_name": "Maja"})
    page = text_of(browser.post(url, typed))
    assert "inzwischen an anderer Stelle geändert" in page
    assert "Maja" in page
    assert 'value="Marie"' in page
    assert 'name="version" value="2"' in page
    assert "Gespeichert" in text_of(browser.post(url, typed | {"version": "2"}, follow=True))


def test_what_was_typed_is_there_again_after_the_session_had_expired(herne):
    account("familie@example.org")
    browser = browser_of(ANYBODY)
    to_login = browser.post("/de/familie/kinder/neu/", MIA)["location"]
    login = {"login": "familie@example.org", "password": PASSWORD}
    back = browser.post(to_login, login)["location"]
    page = text_of(browser.get(back))
    assert 'value="Mia"' in page
    assert 'value="17.5.2024"' in page
    assert 'value="joint" checked' in page


def test_a_broken_version_is_an_old_form(herne):
    mia = child()
    typed = {"given_name": "Marie", "family_name": "B", "born_on": "17.5.2024"}
    page = signed_in_client(guardian_of(mia)).post(f"/de/familie/kinder/{mia.public_id}/aendern/", typed)
    assert "inzwischen" in text_of(page)


def test_the_child_chooses_its_sign(herne):
    mia = child()
    browser, url = signed_in_client(guardian_of(mia)), f"/de/familie/kinder/{mia.public_id}/zeichen/"
    assert text_of(browser.get(url)).count('type="radio"') == 5 + 8 + 8
    page = browser.post(url, {"shape": "leaf", "colour": "meer", "picture": "whale"}, follow=True)
    assert "ka-kid--meer ka-sign--leaf" in text_of(page)


def test_a_sign_that_does_not_exist_is_refused(herne):
    mia = child()
    browser, url = signed_in_client(guardian_of(mia)), f"/de/familie/kinder/{mia.public_id}/zeichen/"
    page = browser.post(url, {"shape": "gun", "colour": "meer", "picture": "whale"})
    assert page.status_code == 200
    assert "ka-errors" in text_of(page)


def test_two_guardians_see_the_same_child(herne):
    mia = child()
    for parent in (guardian_of(mia), guardian_of(mia)):
        assert "Mia" in text_of(signed_in_client(parent).get(f"/de/familie/kinder/{mia.public_id}/"))


def test_nobody_has_custody_of_a_child_twice_on_one_day(herne):
    mia = child()
    mother = guardian_of(mia)
    with pytest.raises(IntegrityError), transaction.atomic():
        custody(mother, mia, valid_from=date(2025, 1, 1))


PROFILE = {"given_name": "Ayşe", "family_name": "Yıldız", "phone": "02323 123456", "language": "de"}


def test_a_profile_is_saved_and_answered_in_the_chosen_language(herne):
    browser = signed_in_client(account())
    assert browser.post("/de/konto/", PROFILE | {"language": "ar"})["location"] == "/ar/konto/?saved=profile"
    assert "Gespeichert" in text_of(browser.post("/de/konto/", PROFILE, follow=True))
    assert 'value="Yıldız"' in text_of(browser.get("/de/konto/"))


@pytest.mark.parametrize("field", ["given_name", "family_name", "phone", "language"])
def test_a_wrong_part_of_the_profile_is_refused_at_its_field(herne, field):
    page = text_of(signed_in_client(account()).post("/de/konto/", PROFILE | {field: "🦄"}))
    assert f'id="id_{field}_error"' in page


def test_two_million_letters_in_every_field_are_refused_and_nothing_breaks(herne):
    page = signed_in_client(account()).post("/de/konto/", dict.fromkeys(PROFILE, "x" * 500_000))
    assert page.status_code == 200
    assert "ka-errors" in text_of(page)


def test_a_kita_lead_names_a_deputy(herne):
    lead = kita_lead(facility())
    browser = signed_in_client(lead)
    url = f"/de/team/{lead.memberships.get().public_id}/vertretung/"
    assert browser.get(url).status_code == 200
    days = {"email": "neu@example.org", "first_day": "23.11.2026", "last_day": "4.12.2026"}
    assert "ka-errors" in text_of(browser.post(url, days | {"last_day": "1.1.2020"}))
    assert "Vertretung ist eingeladen" in text_of(browser.post(url, days, follow=True))


def test_only_the_own_role_is_deputised(herne):
    kita = facility()
    other = kita_lead(kita)
    url = f"/de/team/{other.memberships.get().public_id}/vertretung/"
    assert signed_in_client(kita_lead(kita)).get(url).status_code == 404


def test_a_role_is_ended_on_a_page_that_says_what_follows(herne):
    editor = holder_of(Role.EDITOR, given_name="Paul", family_name="Muster")
    browser = signed_in_client(holder_of(Role.OPERATOR))
    url = f"/de/team/{editor.memberships.get().public_id}/beenden/"
    assert "Paul Muster verliert den Zugang" in text_of(browser.get(url))
    page = text_of(browser.post(url, {"last_day": ""}, follow=True))
    assert "Die Aufgabe ist beendet" in page
    assert "Paul Muster" not in page
    assert browser.get(url).status_code == 404


def test_the_last_operator_is_told_why_not(herne):
    operator = holder_of(Role.OPERATOR)
    url = f"/de/team/{operator.memberships.get().public_id}/beenden/"
    assert "letzte Zugang" in text_of(signed_in_client(operator).post(url, {"last_day": ""}))


def test_whoever_gives_up_the_own_role_lands_at_home(herne):
    editor = holder_of(Role.EDITOR)
    url = f"/de/team/{editor.memberships.get().public_id}/beenden/"
    assert signed_in_client(editor).post(url, {"last_day": ""})["location"] == "/de/start/"


@pytest.mark.parametrize("language", ["de", "ar"])
def test_every_page_is_drawn_in_german_and_arabic(herne, language):
    mia, kita = child(), facility()
    lead, operator = kita_lead(kita), holder_of(Role.OPERATOR)
    own = lead.memberships.get().public_id
    family = signed_in_client(guardian_of(mia))
    child_url = f"familie/kinder/{mia.public_id}/"
    pages = [
        *((family, path) for path in ("konto/", "familie/kinder/neu/", child_url)),
        *((family, f"{child_url}{path}/") for path in ("aendern", "zeichen")),
        *((signed_in_client(operator), path) for path in ("team/", "team/einladen/")),
        *((signed_in_client(lead), f"team/{own}/{path}/") for path in ("vertretung", "beenden")),
    ]
    for browser, path in pages:
        response = browser.get(f"/{language}/{path}")
        assert response.status_code == 200, path
        assert f'lang="{language}"' in text_of(response)
