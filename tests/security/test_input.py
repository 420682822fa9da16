"""Single fields that attackers like: addresses of the web, mails, counters."""

import ssl

import pytest
from django.core.cache import cache
from django.core.mail import EmailMessage
from django.test import Client

from kidsapp.childcare.commands import agreements
from kidsapp.childcare.models import SurveyAnswer
from kidsapp.childcare.tests.factories import dated_settings
from kidsapp.childcare.tests.test_survey import EARLY
from kidsapp.municipality.fields import random_public_id
from kidsapp.outbox.adapters.smtp import EmailBackend
from kidsapp.outbox.models import Mail
from kidsapp.page import nonce
from kidsapp.people.commands import invitations
from kidsapp.places.family.cards import web_url

pytestmark = pytest.mark.django_db
SMUGGLED = "x\r\nBcc: alle@evil.example\r\nSubject: Gewinn\r\n\r\n"
REPORT, SURVEY = "/de/barriere-melden/", "/de/umfrage/randzeiten/"


@pytest.fixture(autouse=True)
def nobody_tried_before(herne):
    cache.clear()
    dated_settings()


@pytest.mark.parametrize(
    "typed",
    ["javascript:alert(1)", "JaVaScRiPt://%0aalert(1)", "data:text/html,x", "vbscript:x", "file:///etc"],
)
def test_only_addresses_of_the_web_become_links(typed):
    assert web_url(typed).startswith("https://") or web_url(typed) == ""
    assert web_url("kita.example") == "https://kita.example"


@pytest.mark.parametrize("field", ["what", "where", "reply_to"])
def test_no_field_of_a_report_adds_a_header_or_a_recipient_to_its_mail(herne, visitor, field):
    herne.profile = {"sender": "kidsapp@herne.example", "contact": {"email": "amt@herne.example"}}
    herne.save()
    visitor.post(REPORT, {"what": "Karte", field: SMUGGLED})
    for mail in Mail.objects.all():
        sent = EmailMessage(mail.subject, mail.body, mail.sender, [mail.recipient])
        assert sent.recipients() == ["amt@herne.example"]
        assert set(sent.message().keys()) & {"Bcc", "Cc"} == set()
        assert sent.message()["Subject"] == "KidsApp: Barriere gemeldet"
    assert field == "reply_to" or Mail.objects.count() == 1


def test_a_script_does_not_answer_the_survey_by_the_hundred(herne):
    browser = Client(headers={"host": "herne.localhost"}, REMOTE_ADDR="203.0.113.7")
    typed = {**EARLY, "from_age": "24", "reasons": ["shift"]}
    statuses = [browser.post(SURVEY, typed).status_code for _ in range(32)]
    assert statuses == [302] * 30 + [429] * 2
    assert SurveyAnswer.objects.count() == 30


def test_the_certificate_of_the_mail_server_is_checked():
    context = EmailBackend(use_tls=True).ssl_context
    assert context.verify_mode == ssl.CERT_REQUIRED and context.check_hostname
    assert context.minimum_version >= ssl.TLSVersion.TLSv1_2


def test_names_in_addresses_and_secrets_of_links_have_at_least_128_random_bits():
    """What people type from paper is shorter: kept like a password, tries counted, never enough alone."""
    names = {random_public_id() for _ in range(50)}
    assert len(names) == 50 and all(len(name) * 6 >= 128 for name in names)
    assert 8 * invitations.TOKEN_BYTES >= 128 and 8 * nonce.BYTES >= 128
    assert len(agreements.SIGNS) ** agreements.TOKEN_LENGTH >= 2**128
