"""A demonstration's mails of last month are not sent today."""

import pytest
from procrastinate.contrib.django.models import ProcrastinateJob

from conftest import MOMENT
from kidsapp.outbox.commands import invented_past, plan_mail
from kidsapp.outbox.models import Mail

pytestmark = pytest.mark.django_db


def plan(city, recipient):
    return plan_mail(city, recipient=recipient, language="de", subject="Neu", body="Text", at=MOMENT)


def test_mails_of_an_invented_past_were_sent_or_refused_and_nothing_is_left_to_do(herne):
    with invented_past(refusing=["b@example.org"]):
        plan(herne, "a@example.org")
        plan(herne, "b@example.org")
    sent, refused = Mail.objects.order_by("pk")
    assert (sent.state, sent.sent_at) == (Mail.State.SENT, MOMENT)
    assert (refused.state, refused.sent_at) == (Mail.State.FAILED, None)
    assert not ProcrastinateJob.objects.exists()


def test_outside_of_it_a_mail_waits_for_the_worker(herne):
    with invented_past(refusing=[]):
        pass
    assert plan(herne, "a@example.org").state == Mail.State.WAITING
    assert ProcrastinateJob.objects.count() == 1
