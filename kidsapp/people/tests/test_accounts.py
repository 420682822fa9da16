"""Signing up, logging in, forgetting and changing: what django-allauth does, on our pages."""

import re
from urllib.parse import urlsplit

import pytest
from django.core.cache import cache
from django.test import Client

from kidsapp.audit.models import AuditLine
from kidsapp.kernel.actors import Role
from kidsapp.municipality.scope import municipality_scope
from kidsapp.municipality.tests.factories import municipality
from kidsapp.outbox.models import Mail
from kidsapp.people.models import Account
from kidsapp.people.tests.factories import (
    PASSWORD,
    account,
    actor_for,
    membership,
    signed_in_client,
)

pytestmark = pytest.mark.django_db
NEW = "neu@example.org"
NEW_PASSWORD = "Segelboot-23-Birne"


@pytest.fixture(autouse=True)
def nobody_tried_before():
    cache.clear()


def link_in(mail):
    return urlsplit(re.search(r"https?://\S+", mail.body).group()).path


def latest_mail():
    return Mail.objects.order_by("-pk")[0]


def text_of(response):
    """The page without the secrets of its form and scripts, which are others each time."""
    return re.sub(r'((?:csrfmiddlewaretoken" value|nonce)=")[^"]+', r"\1", response.content.decode())


def sign_up(browser, email=NEW, language="de", **more):
    return browser.post(f"/{language}/konto/anlegen/", {"email": email, "password1": PASSWORD, **more})


def log_in(browser, email, password=PASSWORD, **more):
    return browser.post("/de/konto/anmelden/", {"login": email, "password": password, **more})


def test_a_family_signs_up_confirms_and_is_where_it_wanted_to_be(visitor):
    assert sign_up(visitor, next="/de/konto/")["location"] == "/de/konto/bestaetigen/"
    link = link_in(latest_mail())
    assert NEW in text_of(visitor.get(link))
    assert visitor.post(link)["location"] == "/de/konto/"
    assert visitor.get("/de/konto/").status_code == 200


def test_confirming_makes_a_guardian_of_this_city(visitor):
    sign_up(visitor)
    somebody = Account.objects.get(email=NEW)
    assert not actor_for(somebody).holds(Role.GUARDIAN)
    visitor.post(link_in(latest_mail()))
    assert actor_for(somebody).holds(Role.GUARDIAN)


def test_opening_the_link_alone_confirms_nothing(visitor):
    sign_up(visitor)
    visitor.get(link_in(latest_mail()))
    assert not Account.objects.get(email=NEW).emailaddress_set.get().verified


def test_somebody_else_with_the_link_is_not_logged_in(visitor):
    sign_up(visitor)
    stranger = Client(headers={"host": "herne.localhost"})
    assert stranger.post(link_in(latest_mail()))["location"].startswith("/de/konto/passwort/neu/")
    assert "_auth_user_id" not in stranger.session


def test_a_used_link_says_so(visitor):
    sign_up(visitor)
    link = link_in(latest_mail())
    visitor.post(link)
    broken = visitor.get("/de/konto/bestaetigen/falsch:falsch/")
    assert "gilt nicht mehr" in text_of(broken)


def test_an_account_is_closed_until_its_address_is_confirmed(visitor):
    sign_up(visitor)
    again = Client(headers={"host": "herne.localhost"})
    assert log_in(again, NEW)["location"] == "/de/konto/bestaetigen/"
    assert "_auth_user_id" not in again.session


def test_the_account_remembers_the_language_it_was_made_in(visitor):
    sign_up(visitor, language="ar")
    assert Account.objects.get(email=NEW).language == "ar"
    assert latest_mail().language == "ar"
    assert link_in(latest_mail()).startswith("/ar/")


def test_signing_up_twice_looks_the_same_and_only_the_mailbox_learns_of_it(visitor):
    account(NEW, language="uk")
    first, second = sign_up(visitor, "andere@example.org"), sign_up(visitor)
    assert (first.status_code, first["location"]) == (second.status_code, second["location"])
    assert text_of(visitor.get(second["location"])) == text_of(visitor.get(first["location"]))
    assert Account.objects.filter(email=NEW).count() == 1
    assert latest_mail().recipient == NEW
    assert latest_mail().language == "uk"


def test_a_wrong_password_and_an_unknown_address_get_the_same_answer(visitor):
    account(NEW)
    wrong, unknown = log_in(visitor, NEW, "falsch-falsch"), log_in(visitor, "wer@example.org")
    reason = "E-Mail-Adresse oder Passwort stimmt nicht."
    assert reason in text_of(wrong)
    assert text_of(wrong).replace(NEW, "") == text_of(unknown).replace("wer@example.org", "")


def test_asking_for_a_new_password_says_nothing_about_who_has_an_account(visitor):
    account(NEW)
    ask = "/de/konto/passwort/vergessen/"
    known, unknown = (visitor.post(ask, {"email": email}) for email in (NEW, "wer@example.org"))
    assert known["location"] == unknown["location"] == "/de/konto/passwort/vergessen/gesendet/"
    assert {mail.recipient for mail in Mail.objects.all()} == {NEW, "wer@example.org"}


def test_a_forgotten_password_is_replaced_by_the_link_once(visitor):
    somebody = account(NEW)
    visitor.post("/de/konto/passwort/vergessen/", {"email": NEW})
    link = link_in(latest_mail())
    form = visitor.get(link)["location"]
    assert link not in form
    assert visitor.get(form).status_code == 200
    assert visitor.post(form, {"password1": NEW_PASSWORD})["location"] == "/de/konto/passwort/neu/fertig/"
    somebody.refresh_from_db()
    assert somebody.check_password(NEW_PASSWORD)
    assert "gilt nicht mehr" in text_of(visitor.get(link))
    assert AuditLine.objects.get().act == "people.reset_password"


def test_a_weak_password_is_refused_at_its_field(visitor):
    answer = visitor.post("/de/konto/anlegen/", {"email": NEW, "password1": "12345678"})
    assert answer.status_code == 200
    assert 'id="id_password1_error"' in text_of(answer)
    assert NEW in text_of(answer)
    assert not Account.objects.exists()


@pytest.mark.parametrize("email", ["", "neu", "neu@", "ne u@example.org", f"{'a' * 250}@example.org", "🦄@x"])
def test_an_unreadable_address_is_refused_at_its_field_and_kept(visitor, email):
    answer = sign_up(visitor, email)
    assert answer.status_code == 200
    assert 'id="id_email_error"' in text_of(answer)
    assert f'value="{email}"' in text_of(answer)


def test_two_million_letters_are_refused_and_not_kept(visitor):
    answer = sign_up(visitor, "a" * 2_000_000)
    assert answer.status_code == 200
    assert not Account.objects.exists()


def test_ten_million_letters_are_answered_with_a_friendly_page(visitor):
    assert sign_up(visitor, "a" * 10_000_000).status_code == 400


def test_logging_in_leads_back_to_where_one_came_from(visitor):
    account(NEW)
    to_login = visitor.get("/de/konto/")["location"]
    assert to_login == "/de/konto/anmelden/?next=%2Fde%2Fkonto%2F"
    assert 'name="next" value="/de/konto/"' in text_of(visitor.get(to_login))
    assert log_in(visitor, NEW, next="/de/konto/")["location"] == "/de/konto/"


@pytest.mark.parametrize(
    "url",
    [
        "https://evil.example/",
        "//evil.example/",
        "javascript:alert(1)",
        "http://soest.localhost/de/",
        "/\\evil.example",
    ],
)
def test_logging_in_leads_to_no_other_house(visitor, url):
    account(NEW)
    assert 'name="next"' not in text_of(visitor.get("/de/konto/anmelden/", {"next": url}))
    assert log_in(visitor, NEW, next=url)["location"] == "/de/start/"


def test_what_the_browser_remembered_survives_logging_in(visitor):
    account(NEW)
    session = visitor.session
    session["remembered"] = ["kita-1"]
    session.save()
    before = session.session_key
    log_in(visitor, NEW)
    assert visitor.session["remembered"] == ["kita-1"]
    assert visitor.session.session_key != before


def test_logging_in_is_noted(visitor):
    somebody = account(NEW)
    log_in(visitor, NEW)
    line = AuditLine.objects.get()
    assert (line.act, line.account_id, line.children) == ("people.log_in", somebody.pk, [])


def test_logging_out_is_a_button(visitor, herne):
    browser = signed_in_client(account())
    assert browser.get("/de/konto/abmelden/").status_code == 200
    assert "_auth_user_id" in browser.session
    browser.post("/de/konto/abmelden/")
    assert "_auth_user_id" not in browser.session


def test_a_closed_account_does_not_get_in(visitor):
    account(NEW, is_active=False)
    assert log_in(visitor, NEW).status_code in {200, 302}
    assert "_auth_user_id" not in visitor.session
    assert "geschlossen" in text_of(visitor.get("/de/konto/gesperrt/"))


def test_guessing_passwords_is_stopped_even_with_the_right_one(visitor):
    account(NEW)
    for _ in range(5):
        log_in(visitor, NEW, "falsch-falsch")
    stopped = log_in(visitor, NEW)
    assert "zu viele Versuche" in text_of(stopped)
    assert "_auth_user_id" not in visitor.session


def test_too_many_sign_ups_get_a_friendly_page(visitor):
    for number in range(20):
        sign_up(visitor, f"neu{number}@example.org")
    stopped = sign_up(visitor)
    assert stopped.status_code == 429
    assert "Bitte warten Sie" in text_of(stopped)


@pytest.mark.parametrize("path", ["anmelden/", "anlegen/", "abmelden/", "passwort/vergessen/"])
def test_a_form_from_elsewhere_is_refused(herne, path):
    browser = Client(headers={"host": "herne.localhost"}, enforce_csrf_checks=True)
    assert browser.post(f"/de/konto/{path}", {}).status_code == 403


def test_a_password_is_changed_by_whoever_knows_the_old_one(herne):
    somebody = account(NEW)
    browser = signed_in_client(somebody)
    change = {"oldpassword": "falsch", "password1": NEW_PASSWORD}
    assert "Das Passwort stimmt nicht." in text_of(browser.post("/de/konto/passwort/", change))
    done = browser.post("/de/konto/passwort/", change | {"oldpassword": PASSWORD}, follow=True)
    assert "Ihr neues Passwort gilt" in text_of(done)
    assert AuditLine.objects.get().act == "people.change_password"
    assert latest_mail().recipient == NEW


def test_a_new_address_counts_once_it_is_confirmed(visitor):
    somebody = account("alt@example.org")
    log_in(visitor, "alt@example.org")
    asked = visitor.post("/de/konto/e-mail/", {"email": NEW, "action_add": "1"})
    assert asked["location"].startswith("/de/konto/passwort-eingeben/")
    visitor.post(asked["location"], {"password": PASSWORD})
    assert "Noch zu bestätigen" in text_of(visitor.get("/de/konto/e-mail/"))
    somebody.refresh_from_db()
    assert somebody.email == "alt@example.org"
    visitor.post(link_in(latest_mail()))
    somebody.refresh_from_db()
    assert somebody.email == NEW
    assert [address.email for address in somebody.emailaddress_set.all()] == [NEW]
    assert {mail.recipient for mail in Mail.objects.all()} == {NEW, "alt@example.org"}


def test_who_confirms_a_new_address_gets_mails_again_instead_of_letters(visitor):
    somebody = account("alt@example.org", by_letter=True)
    log_in(visitor, "alt@example.org")
    asked = visitor.post("/de/konto/e-mail/", {"email": NEW, "action_add": "1"})
    visitor.post(asked["location"], {"password": PASSWORD})
    visitor.post(link_in(latest_mail()))
    somebody.refresh_from_db()
    assert (somebody.email, somebody.by_letter) == (NEW, False)


def test_changing_the_address_makes_no_guardian_of_staff(herne):
    somebody = account("alt@example.org")
    browser = signed_in_client(somebody)
    asked = browser.post("/de/konto/e-mail/", {"email": NEW, "action_add": "1"})
    browser.post(asked["location"], {"password": PASSWORD})
    browser.post(link_in(latest_mail()))
    assert not actor_for(somebody).holds(Role.GUARDIAN)


def test_a_change_of_address_can_be_taken_back(herne):
    browser = signed_in_client(account("alt@example.org"))
    asked = browser.post("/de/konto/e-mail/", {"email": NEW, "action_add": "1"})
    browser.post(asked["location"], {"password": PASSWORD})
    browser.post("/de/konto/e-mail/", {"email": NEW, "action_remove": "1"})
    assert "Noch zu bestätigen" not in text_of(browser.get("/de/konto/e-mail/"))


def test_an_address_of_somebody_else_looks_free_and_stays_theirs(herne):
    account(NEW)
    browser = signed_in_client(account("alt@example.org"))
    asked = browser.post("/de/konto/e-mail/", {"email": NEW, "action_add": "1"})
    browser.post(asked["location"], {"password": PASSWORD})
    browser.post(link_in(latest_mail()))
    assert Account.objects.filter(email=NEW).count() == 1
    assert Account.objects.filter(email="alt@example.org").exists()


def test_every_mail_about_an_account_comes_from_the_city_and_says_nothing_personal(visitor):
    account("alt@example.org", given_name="Ayşe", family_name="Vorbild")
    sign_up(visitor)
    sign_up(visitor, "alt@example.org")
    visitor.post("/de/konto/passwort/vergessen/", {"email": "alt@example.org"})
    visitor.post("/de/konto/passwort/vergessen/", {"email": "wer@example.org"})
    assert Mail.objects.count() == 4
    for mail in Mail.objects.all():
        assert mail.sender.startswith("KidsApp Herne")
        assert "Ihre Stadt Herne" in mail.body
        assert not re.search("Ayşe|Vorbild|@example", mail.subject + mail.body)
        assert "&" not in mail.body


def test_a_role_in_one_city_is_nothing_in_another(herne):
    soest = municipality("soest")
    with municipality_scope(soest.pk):
        somebody = account()
        membership(somebody, Role.OPERATOR)
    assert signed_in_client(somebody, "soest.localhost").get("/de/team/").status_code == 200
    assert signed_in_client(somebody, "herne.localhost").get("/de/team/").status_code == 403


PUBLIC = [
    "anmelden/",
    "anlegen/",
    "bestaetigen/",
    "bestaetigen/falsch:falsch/",
    "gesperrt/",
    "passwort/vergessen/",
    "passwort/vergessen/gesendet/",
    "passwort/neu/fertig/",
    "passwort/neu/1-falsch/",
]
PRIVATE = ["", "abmelden/", "e-mail/", "passwort/", "passwort-eingeben/"]


@pytest.mark.parametrize("language", ["de", "ar"])
@pytest.mark.parametrize("path", PUBLIC + PRIVATE)
def test_every_account_page_is_drawn_in_our_look(herne, path, language):
    browser = signed_in_client(account()) if path in PRIVATE else Client(headers={"host": "herne.localhost"})
    response = browser.get(f"/{language}/konto/{path}")
    assert response.status_code == 200
    assert f'lang="{language}" dir="{"rtl" if language == "ar" else "ltr"}"' in text_of(response)
    assert "page/page.css" in text_of(response)


def test_a_first_password_is_set_by_somebody_who_has_none(herne):
    somebody = account(NEW)
    somebody.set_unusable_password()
    somebody.save()
    browser = signed_in_client(somebody)
    assert browser.get("/de/konto/passwort/")["location"] == "/de/konto/passwort/festlegen/"
    assert browser.get("/ar/konto/passwort/festlegen/").status_code == 200
    browser.post("/de/konto/passwort/festlegen/", {"password1": NEW_PASSWORD})
    somebody.refresh_from_db()
    assert somebody.check_password(NEW_PASSWORD)


def test_scripts_get_the_same_pages_as_everybody(visitor):
    answer = visitor.get("/de/konto/anmelden/", headers={"accept": "application/json"})
    assert answer["content-type"].startswith("text/html")


def test_the_way_to_log_in_leads_back_to_the_page_one_was_on(visitor, herne):
    page = text_of(visitor.get("/de/impressum/?a=1"))
    assert 'href="/de/konto/anmelden/?next=%2Fde%2Fimpressum%2F%3Fa%3D1"' in page
    assert 'href="/de/konto/anmelden/"' in text_of(visitor.get("/de/konto/anlegen/"))


def test_the_own_name_leads_to_the_own_account(herne):
    page = text_of(signed_in_client(account(given_name="Ayşe", family_name="Vorbild")).get("/de/impressum/"))
    assert '<a href="/de/konto/"><bdi>Ayşe Vorbild</bdi></a>' in page
