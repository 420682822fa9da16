"""Whom to call about a child that is none of one's own: a reason, a second person, one day."""

from datetime import timedelta

import pytest
from django.urls import reverse

from conftest import MOMENT, TODAY
from kidsapp.childcare import commands
from kidsapp.childcare.tests.factories import dated_settings, kita
from kidsapp.kernel.actors import Role
from kidsapp.messaging.models import Message
from kidsapp.municipality.models import District
from kidsapp.outbox.models import Mail
from kidsapp.people.models import EmergencyAccess
from kidsapp.people.refusals import PeopleRefusal as Why
from kidsapp.people.tests.factories import (
    account,
    actor_for,
    child,
    custody,
    guardian_of,
    holder_of,
    kita_lead,
    membership,
    signed_in_client,
)

REASON = "Das Kind steht allein vor der Tür und weint."


@pytest.fixture
def mia(herne):
    return child()


@pytest.fixture
def lead(herne):
    return kita_lead(kita("Kita Sonnenhang"), given_name="Lena", family_name="Leitung")


def told(mia, **changed):
    day = {f"born_on_{part}": getattr(mia.born_on, part) for part in ("day", "month", "year")}
    names = {"given_name": mia.given_name, "family_name": mia.family_name.upper()}
    return {**names, "born_on": f"{mia.born_on:%d.%m.%Y}", **day, "reason": REASON, **changed}


def page_of(mia):
    return reverse("emergency_contacts", kwargs={"public_id": mia.public_id})


def test_a_lead_reads_whom_to_call_for_the_rest_of_the_day(herne, mia, lead, monkeypatch):
    """The same browser stays open over night: the access ends by itself."""
    holder_of(Role.DATA_PROTECTION_OFFICER)
    guardian_of(mia, given_name="Ayla", phone="02323 4711")
    blocked = account(given_name="Gesperrt")
    custody(blocked, mia, blocked_at=MOMENT)
    browser = signed_in_client(lead)
    assert browser.get(page_of(mia)).status_code == 404
    assert browser.post(reverse("emergency"), told(mia))["Location"] == page_of(mia)
    page = browser.get(page_of(mia)).content.decode()
    assert "02323 4711" in page and REASON in page and "Gesperrt" not in page
    monkeypatch.setattr("kidsapp.web.middleware.now", lambda: MOMENT + timedelta(hours=14))
    assert browser.get(page_of(mia)).status_code == 404


def test_who_answers_for_other_districts_has_this_way_to_a_child_and_no_other(herne, mia):
    dated_settings()
    District.objects.create(key="wanne", name="Wanne", postal_codes=["44649"])
    District.objects.create(key="eickel", name="Eickel", postal_codes=["44651"])
    guardian_of(mia, phone="02323 4711", postal_code="44649")
    somebody, officer = account(), holder_of(Role.DATA_PROTECTION_OFFICER)
    membership(somebody, Role.YOUTH_OFFICE, districts=["eickel"])
    browser = signed_in_client(somebody)
    assert reverse("emergency") in browser.get("/de/jugendamt/").text
    assert browser.post(reverse("emergency"), told(mia))["Location"] == page_of(mia)
    assert "02323 4711" in browser.get(page_of(mia)).text
    assert Message.objects.get(account=officer).facts["reason"] == REASON
    assert browser.get(reverse("custody", kwargs={"public_id": mia.public_id})).status_code == 404
    assert browser.post(page_of(mia))["Location"] == reverse("desk")


def test_a_second_person_is_told_at_once_by_mail_and_in_the_inbox(mia, lead):
    officer = holder_of(Role.DATA_PROTECTION_OFFICER)
    commands.open_emergency_access(actor_for(lead), mia, reason=REASON, at=MOMENT)
    message = Message.objects.get(account=officer)
    assert (message.kind, message.facts["who"], message.facts["reason"]) == (
        "childcare.emergency",
        "Lena Leitung",
        REASON,
    )
    mail = Mail.objects.get(recipient=officer.email)
    assert REASON not in mail.body and "Lena" not in mail.body


def test_the_family_reads_who_looked_and_why(mia, lead):
    holder_of(Role.DATA_PROTECTION_OFFICER)
    mother = guardian_of(mia)
    browser = signed_in_client(lead)
    browser.post(reverse("emergency"), told(mia))
    browser.get(page_of(mia))
    read = signed_in_client(mother).get(reverse("child_audit", kwargs={"public_id": mia.public_id}))
    lines = read.content.decode()
    assert lines.count(REASON) == 2 and "Kita Sonnenhang" in lines
    assert "Notfall: Angaben geöffnet" in lines and "Lena" not in lines


def test_without_somebody_to_tell_there_is_no_access(mia, lead):
    answer = commands.open_emergency_access(actor_for(lead), mia, reason=REASON, at=MOMENT)
    assert answer.reason is Why.NOBODY_TO_TELL and not EmergencyAccess.objects.exists()


def test_where_there_is_no_officer_the_youth_office_is_told(mia, lead):
    office = holder_of(Role.YOUTH_OFFICE)
    commands.open_emergency_access(actor_for(lead), mia, reason=REASON, at=MOMENT)
    assert Message.objects.get().account == office


@pytest.mark.parametrize(
    "changed", [{"reason": "Notfall"}, {"given_name": "Mi"}, {"born_on": "1.1.2024", "born_on_day": 1}]
)
def test_name_birthday_and_reason_have_to_be_right(mia, lead, changed):
    holder_of(Role.DATA_PROTECTION_OFFICER)
    answer = signed_in_client(lead).post(reverse("emergency"), told(mia, **changed))
    assert answer.status_code == 200 and not EmergencyAccess.objects.exists()


def test_nobody_tries_names_without_end(mia, lead):
    browser = signed_in_client(lead)
    answers = [browser.post(reverse("emergency"), told(mia, given_name="X")).status_code for _ in range(11)]
    assert answers == [200] * 10 + [429]


def test_whoever_is_done_gives_the_access_back(mia, lead):
    holder_of(Role.DATA_PROTECTION_OFFICER)
    browser = signed_in_client(lead)
    browser.post(reverse("emergency"), told(mia))
    browser.post(page_of(mia))
    assert browser.get(page_of(mia)).status_code == 404
    assert EmergencyAccess.objects.get().valid_on == TODAY


def test_access_to_one_child_opens_no_other(mia, lead):
    holder_of(Role.DATA_PROTECTION_OFFICER)
    other = child(given_name="Emir")
    browser = signed_in_client(lead)
    browser.post(reverse("emergency"), told(mia))
    assert browser.get(page_of(other)).status_code == 404


def test_it_ends_with_the_role(mia, lead):
    holder_of(Role.DATA_PROTECTION_OFFICER)
    browser = signed_in_client(lead)
    browser.post(reverse("emergency"), told(mia))
    lead.memberships.update(ended_at=MOMENT)
    assert browser.get(page_of(mia)).status_code == 403
