"""What the operator sees of a running installation, and that nobody is recognised in it."""

import json
import logging
import sys
from ipaddress import ip_network
from urllib.parse import urlencode

import pytest
from django.db import IntegrityError, connection, transaction
from django.db.migrations.loader import MigrationLoader
from django.test import Client
from django.utils.module_loading import import_string

from conftest import MOMENT, TODAY
from kidsapp.childcare.tests.factories import case, dated_settings, kita
from kidsapp.outbox.commands import plan_mail
from kidsapp.outbox.models import Mail
from kidsapp.people.tests.factories import child, guardian_of, signed_in_client
from kidsapp.web import failures, pages
from kidsapp.web.telemetry import condition
from kidsapp.web.telemetry.logs import JsonLines, configuration

pytestmark = pytest.mark.django_db
CANARY = "Kanarienvogel"


@pytest.fixture
def watched(settings):
    settings.METRICS_FROM = [ip_network("127.0.0.1")]


@pytest.fixture
def lines():
    """Every line that the installation would write, of all loggers."""
    kept = []

    class Keeper(logging.Handler):
        def emit(self, record):
            kept.append(self.format(record))

    handler, root = Keeper(), logging.getLogger()
    handler.setFormatter(JsonLines())
    loggers = [root, *(logging.getLogger(name) for name in configuration("json")["loggers"])]
    levels = [each.level for each in loggers]
    for each in loggers:
        each.setLevel(logging.INFO)
    root.addHandler(handler)
    yield kept
    root.removeHandler(handler)
    for each, level in zip(loggers, levels, strict=True):
        each.setLevel(level)


def numbers(browser):
    """The metrics by name and labels."""
    text = browser.get("/metrics").text
    return {
        key: float(value)
        for key, _, value in (line.rpartition(" ") for line in text.splitlines() if line[0] != "#")
    }


def test_the_health_page_asks_the_database(visitor):
    assert visitor.get("/health").json() == {"status": "ok"}


def test_a_process_is_ready_when_no_migration_is_missing(visitor, monkeypatch):
    assert visitor.get("/ready").json() == {"status": "ready"}
    monkeypatch.setattr(condition, "missing_migrations", lambda: 2)
    answer = visitor.get("/ready")
    assert answer.status_code == 503 and answer.json() == {"status": "migrations are missing"}


def test_whoever_watches_reads_the_warnings_and_nobody_else_does(visitor, watched, settings):
    settings.CLAMD_SOCKET = ""
    found = visitor.get("/ready").json()
    assert found["warnings"].keys() >= {"worker", "virus_scanner"}
    settings.METRICS_FROM = []
    assert "warnings" not in visitor.get("/ready").json()


def test_a_worker_that_lives_is_no_warning(herne):
    assert "worker" in condition.warnings(TODAY)
    with connection.cursor() as cursor:
        cursor.execute("INSERT INTO procrastinate_workers DEFAULT VALUES")
    assert "worker" not in condition.warnings(TODAY)


def test_only_who_watches_finds_the_metrics(visitor, watched, settings):
    assert visitor.get("/metrics").status_code == 200
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1
    outside = {"x-forwarded-for": "127.0.0.1, 203.0.113.9"}
    assert visitor.get("/metrics", headers=outside).status_code == 404
    assert visitor.get("/metrics", headers={"x-forwarded-for": "203.0.113.9, 127.0.0.1"}).status_code == 200
    settings.METRICS_FROM = []
    assert visitor.get("/metrics").status_code == 404


def test_requests_are_counted_by_the_name_of_their_address(visitor, watched):
    key = 'kidsapp_requests_total{method="GET",route="imprint",status="200"}'
    before = numbers(visitor).get(key, 0)
    visitor.get(f"/de/impressum/?{CANARY}=1")
    visitor.get(f"/de/{CANARY}/")
    after = numbers(visitor)
    assert after[key] == before + 1 and after['kidsapp_request_seconds_count{route="imprint"}'] >= 1
    assert not [name for name in after if CANARY in name]


def test_the_queue_and_what_failed_are_numbers(herne, visitor, watched):
    mail = plan_mail(herne, recipient="a@example.org", language="de", subject="Neu", body="Text", at=MOMENT)
    Mail.objects.filter(pk=mail.pk).update(state=Mail.State.FAILED)
    found = numbers(visitor)
    assert found['kidsapp_jobs{state="due"}'] >= 1 and found["kidsapp_oldest_job_seconds"] >= 0
    assert found['kidsapp_failed_mails{city="herne"}'] == 1
    assert found["kidsapp_missing_migrations"] == 0 and found["kidsapp_free_bytes"] > 0


def test_the_age_of_the_last_backup_is_a_number(herne, visitor, watched, settings, tmp_path):
    settings.STATE = tmp_path
    assert not [name for name in numbers(visitor) if "backup" in name]
    (tmp_path / "backup.json").write_text(json.dumps({"made_at": "2026-11-22T08:30:00+00:00"}))
    assert numbers(visitor)['kidsapp_backup_age_seconds{act="made"}'] == 3600


def test_a_request_is_one_line_with_the_number_that_its_answer_bears(visitor, lines):
    answer = visitor.get("/de/impressum/")
    (line,) = [json.loads(line) for line in lines if "kidsapp.requests" in line]
    assert (line["route"], line["status"], line["city"]) == ("imprint", 200, "herne")
    assert line["request_id"] == answer["X-Request-ID"] and line["milliseconds"] > 0


def test_no_line_names_a_person_an_address_or_what_was_searched_for(herne, lines, monkeypatch):
    dated_settings()
    mia = child(given_name=CANARY)
    made = case(mia, kita())
    browser = signed_in_client(guardian_of(mia))
    browser.raise_request_exception = False
    browser.get(f"/de/vormerkung/{made.public_id}/?q={CANARY}")
    browser.get(f"/de/{CANARY}/")
    browser.post("/de/konto/anmelden/", {"login": f"{CANARY}@example.org", "password": CANARY})
    Client(headers={"host": f"{CANARY}.example"}).get("/de/")
    monkeypatch.setattr(pages, "season_of", broken)
    assert browser.get("/de/").status_code == 500
    text = "".join(lines)
    assert '"route": "preregistration"' in text and '"error": "IntegrityError"' in text
    assert "test_telemetry.py" in text, "the places in the code are kept"
    for secret in (CANARY, CANARY.lower(), made.public_id):
        assert secret not in text


def test_a_failure_of_which_no_page_can_be_made_is_counted_and_told_without_its_text(
    herne, lines, monkeypatch
):
    monkeypatch.setattr(pages, "season_of", broken)
    monkeypatch.setattr(failures, "broken", broken)
    monkeypatch.setattr("kidsapp.web.urls.handler500", broken)
    answer = Client(headers={"host": "herne.localhost"}, raise_request_exception=False).get("/de/")
    assert answer.status_code == 500 and "an uns lag es" in answer.text
    assert '"status": 500' in "".join(lines) and CANARY not in "".join(lines)


@pytest.mark.parametrize("kind", ["json", "plain"])
def test_lines_of_either_kind_say_where_it_failed_and_never_what_the_database_quoted(kind):
    (said,) = configuration(kind)["formatters"].values()
    try:
        broken()
    except IntegrityError:
        record = logging.LogRecord("django.request", logging.ERROR, "", 1, "%s", (CANARY,), sys.exc_info())
    line = import_string(said["()"])().format(record)
    assert CANARY not in line and "IntegrityError" in line and "test_telemetry.py" in line


def test_a_full_disk_of_the_database_is_a_page_to_try_again_with_what_was_typed(herne, monkeypatch):
    def full(*_values, **_named):
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("DO $$ BEGIN RAISE EXCEPTION 'no space left' USING ERRCODE = '53100'; END $$")

    monkeypatch.setattr("kidsapp.people.family.profile.commands.save_profile", full)
    browser = signed_in_client(guardian_of())
    browser.raise_request_exception = False
    typed = {"given_name": "Nilüfer", "family_name": "Seerose", "language": "de"}
    sent = "application/x-www-form-urlencoded"
    answer = browser.post("/de/konto/", urlencode(typed), content_type=sent)
    assert answer.status_code == 503 and 'value="Nilüfer"' in answer.text and "no space" not in answer.text


def test_a_look_that_was_not_collected_is_a_warning(herne, monkeypatch):
    assert "look" not in condition.warnings(TODAY)
    monkeypatch.setattr(condition.staticfiles_storage, "hashed_files", {}, raising=False)
    assert "look" in condition.warnings(TODAY)


def broken(*_args, **_options):
    raise IntegrityError(f"Key (email)=({CANARY}@example.org) already exists.")


def test_the_migrations_are_those_that_django_knows_and_one_that_lacks_is_counted(herne):
    assert condition._known_migrations() == set(MigrationLoader(None).disk_migrations)
    assert condition.missing_migrations() == 0
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM django_migrations WHERE app = 'outbox' AND name LIKE '0001%'")
    assert condition.missing_migrations() == 1
