import threading
from datetime import UTC, datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from conftest import MOMENT, TODAY
from kidsapp.audit.acts import NotPermitted
from kidsapp.audit.models import AuditLine
from kidsapp.childcare.commands.desk import draw_desk
from kidsapp.childcare.commands.office import add_note, confirm_need, confirm_needs
from kidsapp.childcare.models import CaseNote, DeskLine, HoursEvidence, PreRegistration
from kidsapp.childcare.queries.desk_key import due_of
from kidsapp.childcare.refusals import ChildcareRefusal as Why
from kidsapp.childcare.rules.clock import Task
from kidsapp.childcare.tests.factories import NEXT_YEAR_START, case, dated_settings, kita
from kidsapp.kernel.actors import Role
from kidsapp.kernel.refusals import Refused
from kidsapp.messaging.models import Letter, Message
from kidsapp.messaging.queries import letter_of
from kidsapp.municipality.models import DatedSetting
from kidsapp.people.tests.factories import (
    actor_for,
    child,
    guardian_of,
    holder_of,
    kita_lead,
    signed_in_client,
)

pytestmark = pytest.mark.django_db
FEES = {"de": "Den Elternbeitrag nennt die Satzung.", "tr": "Katkı payı tüzükte yazar."}


@pytest.fixture(autouse=True)
def season(herne):
    dated_settings(**{"childcare.fee_information": FEES})


def worker():
    return actor_for(holder_of(Role.YOUTH_OFFICE))


def next_year(of=None, **values):
    sent = datetime(2026, 11, 3, 9, tzinfo=UTC)
    return case(of or child(), kita(), starts_on=NEXT_YEAR_START, submitted_at=sent, hours="45", **values)


def test_confirming_tells_the_family_in_its_language_and_names_the_fees():
    made = next_year()
    mother = guardian_of(made.child)
    mother.language = "tr"
    mother.save()
    assert confirm_need(worker(), made, at=MOMENT) is None
    made.refresh_from_db()
    assert made.need_confirmed_at == MOMENT
    message = Message.objects.get(account=mother, kind="childcare.need_confirmed")
    from django.utils import translation

    with translation.override("tr"):
        assert "Katkı payı tüzükte yazar." in letter_of(message).body
    with translation.override("de"):
        body = letter_of(message).body
    assert "45 Stunden" in body and "Den Elternbeitrag nennt die Satzung." in body
    assert AuditLine.objects.get(act="childcare.confirm_need").children == [made.child_id]


def test_a_family_without_mail_gets_the_confirmation_as_a_letter():
    made = next_year()
    mother = guardian_of(made.child)
    mother.email = None
    mother.save()
    confirm_need(worker(), made, at=MOMENT)
    assert Letter.objects.get().message.kind == "childcare.need_confirmed"


def test_what_is_next_moves_on_when_the_need_is_confirmed():
    made = next_year()
    confirm_need(worker(), made, at=MOMENT)
    assert due_of(DeskLine.objects.get(preregistration=made).key).task is Task.AWAIT_KITAS


def reason(answer):
    assert isinstance(answer, Refused)
    return answer.reason


def test_a_need_is_confirmed_once_and_only_while_the_case_is_open():
    made = next_year()
    assert confirm_need(worker(), made, at=MOMENT) is None
    assert reason(confirm_need(worker(), made, at=MOMENT)) is Why.NEED_CONFIRMED
    closed = next_year(of=child(given_name="Emir"), state="withdrawn")
    assert reason(confirm_need(worker(), closed, at=MOMENT)) is Why.NOT_SUBMITTED
    assert Message.objects.count() == 0


def test_where_the_land_has_no_clock_there_is_nothing_to_confirm():
    DatedSetting.objects.filter(key="childcare.confirmation_months").delete()
    made = next_year()
    assert reason(confirm_need(worker(), made, at=MOMENT)) is Why.NO_CONFIRMATION_HERE
    page = signed_in_client(holder_of(Role.YOUTH_OFFICE)).get(f"/de/jugendamt/{made.public_id}/").text
    assert "Nach dem Klick" not in page


def test_the_slower_of_two_workers_sees_the_newer_state_and_loses_no_note():
    made, browser = next_year(), signed_in_client(holder_of(Role.YOUTH_OFFICE))
    add_note(worker(), made, "Familie zieht um.", seen_version=1, at=MOMENT)
    answer = browser.post(
        f"/de/jugendamt/{made.public_id}/notiz/", {"version": "1", "text": "Angerufen, meldet sich."}
    )
    assert answer.status_code == 409
    assert "Angerufen, meldet sich." in answer.text and "Familie zieht um." in answer.text
    assert 'name="version" value="2"' in answer.text
    again = browser.post(f"/de/jugendamt/{made.public_id}/notiz/", {"version": "2", "text": "Angerufen."})
    assert again.status_code == 302 and CaseNote.objects.count() == 2
    assert browser.post(f"/de/jugendamt/{made.public_id}/bestaetigen/", {"version": "1"}).status_code == 409


@pytest.mark.parametrize("text", ["", "   ", "x" * 2001])
def test_an_empty_or_endless_note_is_refused_at_its_field(text):
    made, browser = next_year(), signed_in_client(holder_of(Role.YOUTH_OFFICE))
    answer = browser.post(f"/de/jugendamt/{made.public_id}/notiz/", {"version": "1", "text": text})
    assert answer.status_code == 422 and "text_error" in answer.text and not CaseNote.objects.exists()


def test_several_needs_are_confirmed_in_one_act_that_names_every_child():
    cases = [next_year(of=child(given_name=name)) for name in ("Lina", "Emir", "Maja")]
    cases[1].state = "withdrawn"
    cases[1].save()
    draw_desk(today=TODAY)
    browser = signed_in_client(holder_of(Role.YOUTH_OFFICE))
    chosen = "&".join(f"wahl={made.public_id}" for made in cases)
    asked = browser.get(f"/de/jugendamt/?jahr=2027&{chosen}").text
    assert "2 Familien bekommen sofort" in asked and asked.count("is-chosen") == 2
    answer = browser.post(
        "/de/jugendamt/bestaetigen/",
        {"wahl": [made.public_id for made in cases], "jahr": "2027"},
        follow=True,
    )
    assert "Bedarf von 2 Kindern bestätigt" in answer.text
    assert PreRegistration.objects.filter(need_confirmed_at__isnull=False).count() == 2
    line = AuditLine.objects.get(act="childcare.confirm_need")
    assert line.children == sorted([cases[0].child_id, cases[2].child_id])


def test_nobody_but_the_youth_office_confirms_or_writes_notes():
    made = next_year()
    for somebody in (guardian_of(made.child), kita_lead(made.wishes.get().facility)):
        with pytest.raises(NotPermitted):
            confirm_need(actor_for(somebody), made, at=MOMENT)
        with pytest.raises(NotPermitted):
            add_note(actor_for(somebody), made, "x", seen_version=1, at=MOMENT)
        assert confirm_needs(actor_for(somebody), [made.public_id], at=MOMENT) == []


def test_the_case_shows_everything_in_one_place():
    made = next_year(remark="Mia schläft mittags.", home_language="tr", is_urgent=True, urgent_reason="Umzug")
    mother = guardian_of(made.child)
    HoursEvidence.objects.create(preregistration=made, ground="work")
    add_note(worker(), made, "Bitte zurückrufen.", seen_version=1, at=MOMENT)
    text = signed_in_client(holder_of(Role.YOUTH_OFFICE)).get(f"/de/jugendamt/{made.public_id}/").text
    for expected in (
        "Mia schläft mittags.",
        "Türkisch",
        "Umzug",
        str(mother),
        "Arbeit",
        "Bitte zurückrufen.",
        "3. Dezember 2026",
    ):
        assert expected in text, expected
    assert "Nachweis prüfen" in text and "Bedarf bestätigen" in text


def test_the_case_asks_as_often_for_many_rows_as_for_few():
    made, browser, counts = next_year(), signed_in_client(holder_of(Role.YOUTH_OFFICE)), []
    for _round in range(2):
        browser.get(f"/de/jugendamt/{made.public_id}/")
        with CaptureQueriesContext(connection) as asked:
            browser.get(f"/de/jugendamt/{made.public_id}/")
        counts.append(len(asked))
        for n in range(20):
            CaseNote.objects.create(preregistration=made, written_at=MOMENT, text=f"Notiz {n}")
            guardian_of(made.child)
    assert counts[0] == counts[1] <= 26


@pytest.mark.django_db(transaction=True)
def test_of_two_workers_who_confirm_at_once_only_one_tells_the_family():
    from kidsapp.municipality.scope import current_municipality_id, municipality_scope

    made = next_year()
    guardian_of(made.child)
    city, actors, answers = current_municipality_id(), [worker(), worker()], []
    gate = threading.Barrier(2)

    def confirm(somebody):
        with municipality_scope(city):
            gate.wait()
            answers.append(confirm_need(somebody, made, seen_version=1, at=MOMENT))
        connection.close()

    threads = [threading.Thread(target=confirm, args=[somebody]) for somebody in actors]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(answer is None for answer in answers) == [False, True]
    assert Message.objects.filter(kind="childcare.need_confirmed").count() == 1
