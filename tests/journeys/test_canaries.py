"""A whole case with a bird in every text: none gets into logs, mails, jobs, covers or the audit log."""

import logging

import pytest
from django.core import mail
from django.db import IntegrityError
from procrastinate.contrib.django.models import ProcrastinateEvent, ProcrastinateJob

from conftest import MOMENT, TODAY
from kidsapp.audit.models import Anchor, AuditLine, Seal
from kidsapp.childcare import commands
from kidsapp.childcare.models import PreRegistration
from kidsapp.childcare.post import Post, postal_letter
from kidsapp.childcare.tests.factories import dated_settings, group, handed_in, kita
from kidsapp.childcare.tests.steps import sent
from kidsapp.documents.tests.factories import pdf
from kidsapp.kernel.actors import Role
from kidsapp.messaging.commands import make_letter
from kidsapp.municipality.queries import city_of
from kidsapp.operations.models import Erasure
from kidsapp.operations.privacy.commands import erase_account
from kidsapp.operations.privacy.tests.traces import tables_with
from kidsapp.outbox.jobs import send_mail
from kidsapp.outbox.models import Mail
from kidsapp.people.tests.factories import actor_for, guardian, holder_of, kita_lead, signed_in_client
from kidsapp.web.telemetry.logs import JsonLines

ADULT, CHILD, WORDS = "Zaunkönigin", "Eisvogel", "Nachtigall"
BIRDS = (ADULT, CHILD, WORDS)


@pytest.fixture(autouse=True)
def everything_logged(herne, caplog):
    dated_settings(**{"childcare.second_guardian_agrees": True})
    herne.profile["contact"] = {"address": "Beispielplatz 1, 44623 Herne"}
    herne.save()
    caplog.set_level(logging.DEBUG)
    caplog.handler.setFormatter(logging.Formatter("%(message)s %(args)s %(pathname)s"))


@pytest.fixture
def journey(everything_logged):
    return whole_journey()


def whole_journey():
    """From the form to an offer, a note and a letter, through pages and commands."""
    mother, place = guardian(email="mutter@example.org"), kita()
    browser = signed_in_client(mother)
    own = {f"own_{name}": ADULT for name in ("given_name", "family_name", "street", "town")}
    second = {f"second_{name}": ADULT for name in ("given_name", "family_name", "street", "town")}
    more = {"second": "yes", "second_kind": "joint", "second_email": "vater@example.org"}
    words = dict.fromkeys(("food_note", "remark", "present_place"), WORDS)
    family = {**own, **second, **more, "second_postal_code": "44623", **words}
    urgent = {"is_urgent": "on", "urgent_reason": WORDS}
    names = {"given_name": CHILD, "family_name": CHILD}
    draft = sent(browser, place, child=names, need=urgent, family=family)
    case = PreRegistration.objects.get()
    assert draft.sent == case and case.remark == WORDS
    mother.refresh_from_db()
    handed_in(mother, case, pdf(f"{WORDS}.pdf"))
    _at_the_office(case, place)
    for path in (f"/de/familie/kinder/{case.child.public_id}/", f"/de/gibt-es-nicht/?q={CHILD}", "/de/post/"):
        browser.get(path)
    return mother, case


def _at_the_office(case, place):
    office = actor_for(holder_of(Role.YOUTH_OFFICE))
    commands.add_note(office, case, WORDS, seen_version=case.version, at=MOMENT)
    free = group(place, age_from_months=0, year=case.year)
    commands.accept_child(actor_for(kita_lead(place)), case.wishes.get(), free.public_id, at=MOMENT)


def birds_in(text):
    return [bird for bird in BIRDS if bird.lower() in str(text).lower()]


def test_the_birds_are_where_they_belong(journey):
    """Else nothing below would be shown."""
    found = tables_with(*BIRDS)
    assert found >= {"people.Account", "people.Child", "people.NamedGuardian", "childcare.PreRegistration"}
    assert found >= {"childcare.CaseNote", "documents.Upload", "messaging.Message"}


def test_no_bird_flies_into_mails_jobs_and_the_log_of_acts(journey):
    for row in list(Mail.objects.all()):
        send_mail(MOMENT, row.pk)
    assert len(mail.outbox) > 1
    said = [(one.subject, one.body, one.to, one.extra_headers) for one in mail.outbox]
    assert not birds_in(said) and not birds_in(list(Mail.objects.values()))
    jobs = list(ProcrastinateJob.objects.values())
    assert jobs and not birds_in(jobs) and not birds_in(list(ProcrastinateEvent.objects.values()))
    assert AuditLine.objects.count() > 3
    for model in (AuditLine, Seal, Anchor, Erasure):
        assert not birds_in(list(model.objects.values()))


def test_arguments_of_jobs_are_a_name_and_numbers(journey):
    for job in ProcrastinateJob.objects.all():
        assert set(job.args) == {"name", "municipality_id", "row_id"}
        assert isinstance(job.args["row_id"], int) and "." in job.args["name"]


def test_no_bird_flies_into_the_servers_own_logs(caplog):
    mother, _ = whole_journey()
    for row in list(Mail.objects.all()):
        send_mail(MOMENT, row.pk)
    erase_account(actor_for(None), mother, at=MOMENT)
    assert any("gibt-es-nicht" in record.getMessage() for record in caplog.records)
    assert not birds_in(caplog.text)


def test_an_error_of_the_database_flies_into_no_log_line_and_onto_no_page(journey, monkeypatch, caplog):
    def broken(*_args, **_options):
        raise IntegrityError(f"Key (name)=({CHILD}) already exists")

    monkeypatch.setattr("kidsapp.people.family.profile.account_of", broken)
    browser = signed_in_client(journey[0])
    browser.raise_request_exception = False
    answer = browser.get("/de/konto/")
    assert answer.status_code == 500 and not birds_in(answer.text)
    assert birds_in(caplog.text), "a formatter that leaves nothing out would show it"
    lines = [JsonLines().format(record) for record in caplog.records]
    assert any("IntegrityError" in line for line in lines) and not birds_in(lines)


def test_a_cover_bears_the_readers_address_and_nothing_of_the_child(journey, herne):
    mother, case = journey
    cover = postal_letter(Post(letter_to(mother, case), case.number), city_of(herne, on=TODAY), on=TODAY)
    assert ADULT in " ".join(cover.address)
    assert set(birds_in((cover.sender_line, cover.address, cover.reference))) == {ADULT}


def letter_to(mother, case):
    facts = {"child": CHILD, "number": case.number, "date": "2027-02-01"}
    return make_letter(mother, "childcare.received", facts=facts, link="", child_id=case.child_id, at=MOMENT)
