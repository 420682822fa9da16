"""After its period nothing is left in tables, files, search or mails; the day before it stands."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.conf import settings
from django.contrib.sessions.models import Session

from kidsapp.audit.commands import seal_lines
from kidsapp.audit.models import AuditLine
from kidsapp.audit.queries.verification import Verification
from kidsapp.childcare.models import DeskLine, Draft, PreRegistration
from kidsapp.childcare.tests.factories import dated_settings
from kidsapp.documents.models import Upload
from kidsapp.kernel.actors import Role
from kidsapp.messaging.models import Message
from kidsapp.operations import jobs
from kidsapp.operations.privacy.commands import apply_retention
from kidsapp.operations.privacy.commands import retaining as runner
from kidsapp.operations.privacy.inventory import TABLES
from kidsapp.operations.privacy.queries.due import due_rows
from kidsapp.operations.privacy.tests.families import CANARY, MOMENT, Family
from kidsapp.operations.privacy.tests.traces import files, tables_with
from kidsapp.outbox.models import Mail
from kidsapp.people.models import Account, Child
from kidsapp.people.tests.factories import account, holder_of
from kidsapp.places.family import drawn

WORDS = (CANARY, "zaunkoenigin", "zaunkonigin")
EVERYTHING = 10_000


@pytest.fixture
def family(herne):
    dated_settings()
    made = Family()
    Account.objects.update(last_login=MOMENT)
    return made


def night(day):
    return datetime(day.year, day.month, day.day, 2, tzinfo=UTC)


def run(day, limit=EVERYTHING):
    return apply_retention(at=night(day), limit=limit)


def test_when_every_period_is_over_nothing_is_left(family, django_capture_on_commit_callbacks):
    own = family.files()
    seal_lines(at=MOMENT)
    with django_capture_on_commit_callbacks(execute=True):
        while run(date(2033, 1, 1)):
            pass
    assert tables_with(*WORDS) == set()
    assert own and not own & files()
    assert not Mail.objects.exists() and not DeskLine.objects.exists()
    assert not Child.objects.exists() and not Account.objects.exists() and not Session.objects.exists()
    seal_lines(at=night(date(2033, 1, 1)))
    walk = Verification()
    assert list(walk.findings()) == [] and walk.lines == AuditLine.objects.count() > 1


def test_kept_lists_of_the_search_never_held_a_person(family, visitor, monkeypatch):
    """They stay in the process without a clock (decision 0015): so nobody may ever be drawn into them."""
    drawn_from = []
    monkeypatch.setattr(drawn, "_kept", lambda hits: drawn_from.append(hits) or drawn._draw(hits))
    assert family.kita.name in visitor.get("/de/kita/").text
    (hits,) = drawn_from
    kept = f"{hits} {drawn._draw(hits)}"
    assert family.kita.name in kept and not [word for word in WORDS if word.lower() in kept.lower()]


PERIODS = [
    (Mail, date(2027, 2, 22)),
    (Draft, date(2027, 5, 22)),
    (Message, date(2028, 11, 22)),
    (Upload, date(2028, 11, 22)),
    (PreRegistration, date(2031, 7, 31)),
    (Session, date(2026, 11, 22)),
]
"""The last day on which a row of MOMENT, or of a place up to the summer of 2027, still stands."""


@pytest.mark.parametrize(("model", "last_day"), PERIODS, ids=lambda value: getattr(value, "__name__", ""))
def test_a_row_stands_on_the_last_day_of_its_period_and_is_gone_on_the_next(family, model, last_day):
    run(last_day)
    assert model.objects.exists()
    run(last_day + timedelta(days=1))
    assert not model.objects.exists()


def test_a_case_without_a_place_ends_earlier(family):
    family.contract.delete()
    run(date(2028, 7, 31))
    assert PreRegistration.objects.exists()
    run(date(2028, 8, 1))
    assert not PreRegistration.objects.exists()


def test_a_child_in_care_stays_however_long_its_family_did_not_log_in(family):
    family.contract.ends_on = None
    family.contract.save()
    run(date(2030, 1, 1))
    assert Child.objects.exists() and PreRegistration.objects.exists() and Account.objects.exists()


def test_staff_stay_while_their_role_does(herne):
    holder_of(Role.YOUTH_OFFICE, last_login=MOMENT)
    run(date(2040, 1, 1))
    assert Account.objects.count() == 1


def test_an_account_that_nobody_ever_used_goes_too(herne):
    account(joined_at=MOMENT)
    run(date(2028, 11, 22))
    assert Account.objects.exists()
    run(date(2028, 11, 23))
    assert not Account.objects.exists()


def test_a_run_takes_no_more_than_its_limit_and_the_next_goes_on(family, monkeypatch):
    monkeypatch.setattr(runner, "BATCH", 1)
    day, counts = date(2033, 1, 1), []
    while count := run(day, limit=2):
        counts.append(count)
    assert len(counts) > 3 and max(counts) == 2 and tables_with(*WORDS) == set()


def test_a_run_that_is_cut_off_has_erased_whole_batches_with_their_lines(family, monkeypatch):
    real = runner.erase_rows

    def broken(table, keys):
        count = real(table, keys)
        if table.model is Message:
            raise ConnectionError
        return count

    monkeypatch.setattr(runner, "erase_rows", broken)
    with pytest.raises(ConnectionError):
        run(date(2033, 1, 1))
    assert not PreRegistration.objects.exists() and Message.objects.exists()
    monkeypatch.undo()
    run(date(2033, 1, 1))
    assert not Message.objects.exists()


def test_each_batch_leaves_one_line_with_numbers_only(family):
    run(date(2031, 8, 1))
    lines = AuditLine.objects.filter(act="operations.apply_retention")
    (of_cases,) = [line for line in lines if "childcare_preregistration" in line.subjects]
    assert of_cases.children == [family.child.pk] and of_cases.account_id is None
    assert of_cases.subjects == {"childcare_preregistration": 1}


def test_it_runs_by_night_and_not_at_all_when_the_operator_says_so(family, monkeypatch):
    by_day, by_night = datetime(2033, 1, 1, 12, tzinfo=UTC), night(date(2033, 1, 1))
    jobs.erase_what_is_over(by_day, 0)
    monkeypatch.setattr(settings, "RETENTION_LIMIT", 0)
    jobs.erase_what_is_over(by_night, 0)
    assert PreRegistration.objects.exists()
    monkeypatch.setattr(settings, "RETENTION_LIMIT", EVERYTHING)
    jobs.erase_what_is_over(by_night, 0)
    assert not PreRegistration.objects.exists()


def test_every_period_can_be_asked_of_the_database(herne):
    for table in TABLES:
        for keeping in () if isinstance(table.ends, str) else table.ends:
            if keeping.retention.months is not None:
                assert not due_rows(table, keeping, today=date(2020, 1, 1)).exists()
