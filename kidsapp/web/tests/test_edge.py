from datetime import timedelta

import pytest
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import OperationalError
from django.test import Client

from conftest import MOMENT, TODAY
from kidsapp.audit.models import AuditLine
from kidsapp.childcare.tests.factories import dated_settings
from kidsapp.kernel.actors import Role
from kidsapp.messaging.commands import tell
from kidsapp.outbox.models import Mail
from kidsapp.people.commands import invite
from kidsapp.people.tests.factories import account, actor_for, guardian, holder_of, signed_in_client
from kidsapp.web import pages
from kidsapp.web.telemetry import condition

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def season(herne):
    dated_settings()


def test_the_bare_address_opens_in_the_browsers_language(visitor):
    answer = visitor.get("/", headers={"accept-language": "uk,de;q=0.5"})
    assert answer["Location"] == "/uk/"


def test_the_language_of_the_last_page_is_remembered(visitor):
    visitor.get("/de-simple/impressum/")
    assert visitor.get("/", headers={"accept-language": "en"})["Location"] == "/de-simple/"


def test_lang_and_dir_stand_on_the_root_element(visitor):
    assert '<html lang="ar" dir="rtl"' in visitor.get("/ar/").text
    assert '<html lang="de" dir="ltr"' in visitor.get("/de-simple/").text


def test_an_unknown_host_is_refused():
    assert Client(headers={"host": "evil.example"}).get("/de/").status_code == 400


def test_an_address_that_the_database_could_not_read_is_no_page(visitor):
    for address in ("/de/kitas/%00/", "/de/vormerkung/%00/"):
        assert visitor.get(address).status_code == 404


def test_without_its_database_a_friendly_page_answers_and_no_traceback(herne, monkeypatch):
    def away(*_args, **_options):
        raise OperationalError("the database system is shutting down")

    monkeypatch.setattr(pages, "season_of", away)
    browser = Client(headers={"host": "herne.localhost"}, raise_request_exception=False)
    answer = browser.get("/de/")
    assert answer.status_code == 503
    assert "an uns lag es" in answer.text and "Traceback" not in answer.text


def test_an_unexpected_mistake_shows_the_friendly_page(herne, monkeypatch):
    def broken(*_args, **_options):
        raise ZeroDivisionError

    monkeypatch.setattr(pages, "season_of", broken)
    browser = Client(headers={"host": "herne.localhost"}, raise_request_exception=False)
    answer = browser.get("/de/")
    assert answer.status_code == 500 and "an uns lag es" in answer.text and "ZeroDivision" not in answer.text


def test_no_page_repeats_a_password(herne, monkeypatch):
    def away(*_args, **_options):
        raise OperationalError("the database system is shutting down")

    monkeypatch.setattr("django.contrib.sessions.backends.base.SessionBase.__getitem__", away)
    monkeypatch.setattr("django.contrib.sessions.backends.base.SessionBase.get", away)
    browser = Client(headers={"host": "herne.localhost"}, raise_request_exception=False)
    answer = browser.post("/de/konto/anmelden/", {"login": "a@example.org", "password": "Regenschirm-17"})
    assert answer.status_code == 503 and "Regenschirm" not in answer.text


def test_ten_megabytes_of_text_are_refused_in_words():
    browser = signed_in_client(guardian())
    answer = browser.post("/de/vormerkung/neu/", {"given_name": "x" * 10_000_000})
    assert answer.status_code == 400 and "nicht verstanden" in answer.text


def test_a_stale_form_keeps_what_was_typed():
    browser = signed_in_client(guardian())
    strict = Client(headers={"host": "herne.localhost"}, enforce_csrf_checks=True)
    strict.cookies = browser.cookies
    ours = {"origin": "http://herne.localhost"}
    answer = strict.post("/de/vormerkung/neu/", {"child": "new", "given_name": "Jonas"}, headers=ours)
    assert answer.status_code == 403 and "zu lange offen" in answer.text
    assert "Jonas" in strict.get("/de/vormerkung/neu/").text


def test_a_barrier_is_reported_to_the_city_by_mail(herne, visitor):
    herne.profile = {"sender": "kidsapp@herne.example", "contact": {"email": "amt@herne.example"}}
    herne.save()
    assert visitor.post("/de/barriere-melden/", {"what": ""}).status_code == 422
    answer = visitor.post("/de/barriere-melden/", {"what": "Die Karte spricht nicht."})
    assert "angekommen" in answer.text
    assert "Die Karte spricht nicht." in Mail.objects.get(recipient="amt@herne.example").body


def test_a_flood_of_reports_does_not_reach_the_citys_mailbox(herne, visitor):
    cache.clear()
    herne.profile = {"sender": "kidsapp@herne.example", "contact": {"email": "amt@herne.example"}}
    herne.save()
    statuses = [visitor.post("/de/barriere-melden/", {"what": "Karte"}).status_code for _ in range(12)]
    assert statuses == [200] * 10 + [429] * 2 and Mail.objects.count() == 10


def test_every_mail_comes_from_the_citys_sender(herne, visitor):
    herne.profile = {"sender": "Jugendamt <post@herne.example>", "contact": {"email": "amt@herne.example"}}
    herne.save()
    tell([account("lea@example.org")], "childcare.withdrawn", facts={"child": "Mia"}, at=MOMENT)
    invite(actor_for(holder_of(Role.OPERATOR)), "neu@example.org", Role.EDITOR, at=MOMENT)
    visitor.post("/de/konto/passwort/vergessen/", {"email": "lea@example.org"})
    visitor.post("/de/barriere-melden/", {"what": "Die Karte spricht nicht."})
    assert [mail.sender for mail in Mail.objects.all()] == ["Jugendamt <post@herne.example>"] * 4


def test_pages_without_a_child_write_no_audit_line(visitor):
    for path in ("/de/", "/de/impressum/", "/de/datenschutz/", "/de/kita/"):
        assert visitor.get(path).status_code == 200
    assert not AuditLine.objects.exists()


def test_the_app_can_be_installed_and_answers_without_a_network(visitor):
    manifest = visitor.get("/manifest.webmanifest").json()
    assert manifest["name"] == "KidsApp Herne" and len(manifest["icons"]) == 2
    assert "/offline/" in visitor.get("/sw.js").text
    assert "kein Netz" in visitor.get("/offline/").text


def test_more_than_a_handful_of_documents_at_once_is_refused_in_words(settings):
    settings.MOST_BYTES_OF_REQUEST = 100_000
    browser = signed_in_client(guardian())
    answer = browser.post("/de/vormerkung/neu/", {"file": SimpleUploadedFile("film.mp4", bytes(200_000))})
    assert answer.status_code == 413 and "zu viel auf einmal" in answer.text
    assert 'href="/de/vormerkung/neu/"' in answer.text


def test_whoever_found_a_weakness_reads_whom_to_tell_while_that_holds(visitor, settings):
    address = "/.well-known/security.txt"
    assert visitor.get(address).status_code == 404
    settings.SECURITY_CONTACT, settings.SECURITY_UNTIL = "mailto:it@herne.example", TODAY + timedelta(days=20)
    answer = visitor.get(address)
    assert answer["Content-Type"].startswith("text/plain")
    assert "Contact: mailto:it@herne.example\nExpires: 2026-12-12T00:00:00Z\n" in answer.text
    assert "security_txt" in condition.warnings(TODAY), "it ends within a month"
    settings.SECURITY_UNTIL = TODAY - timedelta(days=1)
    assert visitor.get(address).status_code == 404
