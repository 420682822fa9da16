"""A mail goes out once, is tried again while the server is away, and is given up in the end."""

from smtplib import SMTPServerDisconnected

import pytest
from django.core import mail as post

from conftest import MOMENT
from kidsapp.outbox.commands import plan_mail
from kidsapp.outbox.jobs import MOST_ATTEMPTS, send_mail
from kidsapp.outbox.models import Mail

pytestmark = pytest.mark.django_db


@pytest.fixture
def planned(herne):
    return plan_mail(
        herne, recipient="a@example.org", language="de", subject="Neue Nachricht", body="Text", at=MOMENT
    )


@pytest.fixture
def away(monkeypatch):
    def refuse(_mail):
        raise SMTPServerDisconnected("Connection to mia@example.org lost")

    monkeypatch.setattr("kidsapp.outbox.jobs.EmailMessage.send", refuse)


def test_a_mail_goes_out_from_the_city_and_only_once(herne, planned):
    for _ in range(2):
        send_mail(MOMENT, planned.pk)
    (sent,) = post.outbox
    assert (sent.from_email, sent.to) == (herne.sender, ["a@example.org"])
    assert Mail.objects.get().state == Mail.State.SENT


def test_the_link_of_a_mail_goes_out_and_does_not_stay_behind(planned):
    link = "https://herne.example.org/de/konto/passwort/neu/3-secret/"
    Mail.objects.update(body=f"Hier:\n{link}\n\nIhre Stadt")
    send_mail(MOMENT, planned.pk)
    assert link in post.outbox[0].body
    assert Mail.objects.get().body == "Hier:\nhttps://herne.example.org/…\n\nIhre Stadt"


def test_a_mail_that_did_not_go_out_yet_keeps_its_link(planned, away):
    Mail.objects.update(body="https://herne.example.org/de/einladung/secret/")
    with pytest.raises(ConnectionError):
        send_mail(MOMENT, planned.pk)
    assert Mail.objects.get().body.endswith("/secret/")


def test_while_the_server_is_away_the_mail_waits_and_keeps_the_kind_of_error_only(planned, away):
    with pytest.raises(ConnectionError):
        send_mail(MOMENT, planned.pk)
    found = Mail.objects.get()
    assert (found.state, found.attempts) == (Mail.State.WAITING, 1)
    assert found.last_error == "SMTPServerDisconnected"


def test_a_mail_that_failed_as_often_as_it_may_is_given_up_for_somebody_to_look_at(planned, away):
    for _ in range(MOST_ATTEMPTS - 1):
        with pytest.raises(ConnectionError):
            send_mail(MOMENT, planned.pk)
    send_mail(MOMENT, planned.pk)
    assert Mail.objects.get().state == Mail.State.FAILED
