"""A family asks to be erased; the office does it, or names the law."""

from datetime import date, timedelta

import pytest

from kidsapp.audit.models import AuditLine
from kidsapp.childcare.models import Contract, PreRegistration
from kidsapp.childcare.tests.factories import dated_settings
from kidsapp.kernel.actors import Role
from kidsapp.messaging.models import Message
from kidsapp.messaging.queries import letter_of
from kidsapp.operations.models import ErasureRequest
from kidsapp.operations.privacy.refusals import ErasureRefusal as Why
from kidsapp.operations.privacy.rules import Standing, is_firm, refusal_to_erase
from kidsapp.operations.privacy.tests.families import CANARY, Family
from kidsapp.operations.privacy.tests.traces import tables_with
from kidsapp.outbox.models import Mail
from kidsapp.people.models import Account, Child
from kidsapp.people.tests.factories import guardian_of, holder_of, signed_in_client

OWN, DESK = "/de/konto/daten/", "/de/loeschungen/"
TODAY = date(2026, 11, 22)


@pytest.mark.parametrize(
    ("standing", "why", "firm"),
    [
        (Standing(), None, False),
        (Standing(has_open_case=True), Why.OPEN_CASE, True),
        (Standing(is_in_care=True), Why.IN_CARE, True),
        (Standing(care_ended_on=date(2022, 11, 21)), None, False),
        (Standing(care_ended_on=date(2022, 11, 22)), Why.AFTER_CARE, False),
        (Standing(is_blocked=True, has_open_case=True), Why.PROTECTED, True),
        (Standing(is_staff=True), Why.STAFF, True),
    ],
)
def test_what_stands_against_an_erasure(standing, why, firm):
    found = refusal_to_erase(standing, today=TODAY)
    assert (found.reason if found else None) == why and is_firm(found) == firm


@pytest.fixture
def family(herne):
    dated_settings()
    return Family(ends_on=TODAY - timedelta(days=30))


@pytest.fixture
def office(herne):
    return signed_in_client(holder_of(Role.YOUTH_OFFICE))


def ask(family, what="account"):
    answer = signed_in_client(family.mother).post(OWN, {"what": what})
    assert answer.status_code == 302 and "beantragt" in answer["Location"]
    return ErasureRequest.objects.get()


def decide(office, request, **values):
    return office.post(DESK, {"request": request.public_id, **values})


def test_a_family_asks_and_the_office_erases(family, office):
    request = ask(family)
    page = office.get(DESK).text
    assert CANARY in page and "vier Jahre" in page and "Endgültig löschen" in page
    assert decide(office, request, erase="1")["Location"].endswith("?fertig=erased")
    last = Mail.objects.get()
    assert (last.recipient, "gelöscht" in last.subject) == (family.mother.email, True)
    last.delete()
    assert tables_with(CANARY, "zaunkoenigin") == set() and not Child.objects.exists()
    line = AuditLine.objects.get(act="operations.decide_erasure")
    assert family.child.pk in line.children and line.account_id != family.mother.pk


def test_the_office_keeps_and_the_family_reads_why(family, office):
    request = ask(family, family.child.public_id)
    assert decide(office, request, keep="1", ground="AFTER_CARE")["Location"].endswith("?fertig=kept")
    page = signed_in_client(family.mother).get(OWN).text
    assert "Bleibt gespeichert" in page and "§ 45 SGB I" in page
    told = letter_of(Message.objects.latest("pk"))
    assert "§ 45 SGB I" in told.body and Message.objects.latest("pk").account == family.mother
    assert signed_in_client(family.mother).get(f"/de{told.link}").status_code == 200
    assert "Kein Antrag offen" in office.get(DESK).text


def test_who_asked_for_a_child_is_told_that_it_is_done_without_its_name(family, office):
    request = ask(family, family.child.public_id)
    decide(office, request, erase="1")
    told = Message.objects.get()
    assert (told.kind, told.facts, told.child_id) == ("childcare.erasure_done", {}, None)
    assert "gelöscht" in letter_of(told).body and not Child.objects.exists()


def test_nothing_is_erased_while_a_child_is_in_care_or_a_case_is_open(family, office):
    request = ask(family)
    Contract.objects.update(ends_on=None)
    assert "Endgültig löschen" not in office.get(DESK).text
    answer = decide(office, request, erase="1")
    assert answer.status_code == 409 and "hat einen Platz" in answer.text
    Contract.objects.update(ends_on=date(2026, 1, 1), starts_on=date(2025, 8, 1))
    PreRegistration.objects.update(state="submitted")
    assert "läuft noch" in decide(office, request, erase="1").text and Account.objects.count() == 2


def test_a_ground_that_does_not_hold_is_no_ground(family, office):
    request = ask(family)
    assert decide(office, request, keep="1", ground="STAFF").status_code == 409
    assert decide(office, request, keep="1", ground="nonsense").status_code == 409


def test_asking_twice_and_asking_for_anothers_child_does_nothing_more(family):
    ask(family)
    again = signed_in_client(family.mother).post(OWN, {"what": "account"})
    assert again.status_code == 409 and "schon beantragt" in again.text
    stranger = signed_in_client(guardian_of())
    assert "beantragt" not in stranger.post(OWN, {"what": family.child.public_id})["Location"]
    assert ErasureRequest.objects.count() == 1


def test_whoever_is_not_of_the_office_sees_no_requests(family):
    ask(family)
    assert signed_in_client(family.mother).get(DESK).status_code == 403
    assert signed_in_client(holder_of(Role.DATA_PROTECTION_OFFICER)).get(DESK).status_code == 200


def test_the_pages_take_a_fixed_number_of_statements(family, django_assert_max_num_queries):
    browser = signed_in_client(family.mother)
    browser.get(OWN)
    with django_assert_max_num_queries(9):
        assert browser.get(OWN).status_code == 200
