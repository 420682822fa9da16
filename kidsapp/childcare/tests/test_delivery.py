"""What reached nobody: failed mails with their families, sent again, written as letters, laid aside."""

from smtplib import SMTPRecipientsRefused

import pytest

from conftest import MOMENT
from kidsapp.audit.models import AuditLine
from kidsapp.childcare.queries.delivery import delivery_desk
from kidsapp.childcare.tests.factories import case, dated_settings, kita
from kidsapp.kernel.actors import Role
from kidsapp.messaging.commands import tell
from kidsapp.messaging.models import Letter, Message
from kidsapp.outbox import jobs as outbox
from kidsapp.outbox.commands import plan_mail
from kidsapp.outbox.jobs import MOST_ATTEMPTS
from kidsapp.outbox.models import Mail
from kidsapp.people.tests.factories import account, actor_for, child, guardian_of, holder_of, signed_in_client

DESK = "/de/jugendamt/zustellung/"
FACTS = {"child": "Mia"}


@pytest.fixture(autouse=True)
def settings_of_city(herne):
    dated_settings()


@pytest.fixture
def browser(herne):
    return signed_in_client(holder_of(Role.YOUTH_OFFICE))


@pytest.fixture
def family(herne, monkeypatch):
    """A family whose mails all fail to the last."""
    mia = child()
    mother = guardian_of(mia, email="weg@example.org", given_name="Nura")
    made = case(mia, kita())
    tell([mother], "childcare.withdrawn", facts=FACTS, at=MOMENT, child_id=mia.pk)
    fail(monkeypatch, Mail.objects.get())
    return made


def fail(monkeypatch, mail):
    def refuse(self):
        raise SMTPRecipientsRefused({})

    with monkeypatch.context() as patched:
        patched.setattr(outbox.EmailMessage, "send", refuse)
        for attempt in range(MOST_ATTEMPTS):
            if attempt < MOST_ATTEMPTS - 1:
                with pytest.raises(ConnectionError):
                    outbox.send_mail(MOMENT, mail.pk)
            else:
                outbox.send_mail(MOMENT, mail.pk)


def test_a_mail_that_failed_to_the_last_is_listed_with_family_case_and_plain_words(family, browser):
    text = browser.get(DESK).text
    assert "Nura Beispiel" in text and family.number in text and "weg@example.org" in text
    assert "Diese Adresse gibt es nicht, oder das Postfach nimmt nichts an." in text


def test_a_mail_that_is_still_tried_is_not_listed(browser):
    tell([account(email="bald@example.org")], "childcare.withdrawn", facts=FACTS, at=MOMENT)
    assert "bald@example.org" not in browser.get(DESK).text


def test_sent_again_it_waits_with_fresh_tries(family, browser):
    mail = Mail.objects.get()
    answer = browser.post(f"{DESK}{mail.pk}/", {"again": "1"}, follow=True)
    assert "Die Mail geht noch einmal hinaus" in answer.text
    mail.refresh_from_db()
    assert (mail.state, mail.attempts) == ("waiting", 0)
    outbox.send_mail(MOMENT, mail.pk)
    mail.refresh_from_db()
    assert mail.state == "sent"


def test_switched_to_letters_the_family_gets_what_it_missed_and_all_that_follows_on_paper(family, browser):
    mail = Mail.objects.get()
    browser.post(f"{DESK}{mail.pk}/", {"letters": "1"})
    letter = Letter.objects.get()
    assert letter.state == "made" and letter.message.kind == "childcare.withdrawn"
    mail.refresh_from_db()
    assert mail.state == "settled" and family.number not in browser.get(DESK).text
    mother = letter.message.account
    mother.refresh_from_db()
    tell([mother], "childcare.changed", facts={**FACTS, "number": "1"}, at=MOMENT)
    assert Letter.objects.count() == 2 and Mail.objects.count() == 1


def test_what_was_read_in_the_inbox_meanwhile_needs_no_letter(family, browser):
    Message.objects.update(read_at=MOMENT)
    browser.post(f"{DESK}{Mail.objects.get().pk}/", {"letters": "1"})
    assert not Letter.objects.exists()


def test_laid_aside_it_is_gone_from_the_desk_and_a_second_click_does_no_harm(family, browser):
    mail = Mail.objects.get()
    for _ in range(2):
        assert browser.post(f"{DESK}{mail.pk}/", {"settled": "1"}).status_code == 302
    mail.refresh_from_db()
    assert mail.state == "settled" and "weg@example.org" not in browser.get(DESK).text


def test_a_mail_of_another_city_is_neither_seen_nor_settled(family):
    from kidsapp.municipality.scope import municipality_scope
    from kidsapp.municipality.tests.factories import municipality

    mail = Mail.objects.get()
    soest = municipality("soest")
    with municipality_scope(soest.pk):
        other = signed_in_client(holder_of(Role.YOUTH_OFFICE), host="soest.localhost")
    other.post(f"{DESK}{mail.pk}/", {"settled": "1"})
    assert "weg@example.org" not in other.get(DESK).text
    mail.refresh_from_db()
    assert mail.state == "failed"


def test_an_invitation_that_failed_has_no_case_and_no_letters(browser, monkeypatch):
    mail = Mail.objects.create(
        recipient="neu@example.org",
        sender="s",
        language="de",
        subject="Einladung",
        body="b",
        planned_at=MOMENT,
    )
    fail(monkeypatch, mail)
    text = browser.get(DESK).text
    assert "neu@example.org" in text and "auf Briefe umstellen" not in text


def test_the_desk_asks_as_many_statements_for_many_mails_as_for_few(
    family, herne, django_assert_max_num_queries
):
    actor = actor_for(holder_of(Role.YOUTH_OFFICE))
    with django_assert_max_num_queries(7) as few:
        delivery_desk(actor)
    for number in range(20):
        mia = child()
        mother = guardian_of(mia)
        case(mia, kita(f"Kita Nummer {number}"))
        values = {"sender": "s", "language": "de", "subject": "x", "body": "b", "planned_at": MOMENT}
        Mail.objects.create(recipient=mother.email, state="failed", **values)
    with django_assert_max_num_queries(7) as many:
        assert len(delivery_desk(actor).mails) == 21
    assert len(few) == len(many)


def test_a_family_goes_back_to_mails_in_its_profile(family, browser):
    browser.post(f"{DESK}{Mail.objects.get().pk}/", {"letters": "1"})
    mother = Letter.objects.get().message.account
    own = signed_in_client(mother)
    assert "Wieder Mails bekommen" in own.get("/de/konto/").text
    own.post("/de/konto/", {"mails": "1"})
    assert "Wieder Mails bekommen" not in own.get("/de/konto/").text
    mother.refresh_from_db()
    tell([mother], "childcare.changed", facts={**FACTS, "number": "1"}, at=MOMENT)
    assert Letter.objects.count() == 1 and Mail.objects.filter(state="waiting").count() == 1


def unreachable(herne, count):
    for number in range(count):
        mail = plan_mail(
            herne, recipient=f"{number}@example.org", language="de", subject="Neu", body="Text", at=MOMENT
        )
        Mail.objects.filter(pk=mail.pk).update(
            state="failed", attempts=8, last_error="ConnectionRefusedError"
        )


def test_after_the_mail_server_was_away_all_its_mails_are_sent_again_at_once(herne, family, browser):
    assert "Alle noch einmal senden" not in browser.get(DESK).text, "one refused mailbox is none of it"
    unreachable(herne, 3)
    assert "Alle noch einmal senden" in browser.get(DESK).text
    answer = browser.post(f"{DESK}alle/", follow=True)
    assert "Die Mails gehen noch einmal hinaus" in answer.text and "weg@example.org" in answer.text
    assert Mail.objects.filter(state=Mail.State.WAITING, attempts=0).count() == 3
    assert Mail.objects.filter(state=Mail.State.FAILED).count() == 1
    assert AuditLine.objects.get(act="messaging.settle_delivery").subjects == {"mails": 3}
