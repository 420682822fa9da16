"""The web process is killed between any two steps: nothing is lost or doubled, people press again."""

import pytest
from procrastinate.contrib.django.models import ProcrastinateJob

from conftest import MOMENT
from kidsapp.audit.models import AuditLine
from kidsapp.childcare import commands
from kidsapp.childcare.models import Contract, Group, PlaceOffer, PreRegistration
from kidsapp.childcare.states import PlaceOfferState
from kidsapp.childcare.tests.factories import case, dated_settings, group, kita
from kidsapp.childcare.tests.steps import at, filled
from kidsapp.messaging.models import Message
from kidsapp.municipality.scope import municipality_scope
from kidsapp.municipality.tests.factories import municipality
from kidsapp.outbox.models import Mail
from kidsapp.people.tests.factories import (
    actor_for,
    child,
    guardian,
    guardian_of,
    kita_lead,
    signed_in_client,
)
from tests.killed import empty_queue, killed_at_every_step

pytestmark = pytest.mark.django_db(transaction=True)

SUBMIT = "childcare.submit_preregistration"


@pytest.fixture
def herne(transactional_db):
    empty_queue()
    city = municipality("herne")
    with municipality_scope(city.pk):
        dated_settings()
        yield city
    empty_queue()


def traces():
    """What an act leaves beside its own: messages, mails and jobs."""
    return [Message.objects.count(), Mail.objects.count(), ProcrastinateJob.objects.count()]


class Looking:
    """All of an act or nothing of it, whenever one looks."""

    def __init__(self, state):
        self.state, self.before, self.seen = state, state(), []

    def is_done(self):
        found = self.state()
        if found not in self.seen:
            self.seen.append(found)
        return found != self.before

    def were_only_before_and(self, after):
        assert self.seen == [self.before, after]


def test_a_form_sent_while_the_process_is_killed_at_every_step_is_one_pre_registration(herne):
    browser = signed_in_client(guardian())
    draft = filled(browser, kita())
    seen = browser.get(at(draft, "pruefen")).text.split('name="seen" value="')[1].split('"')[0]

    def lines():
        return AuditLine.objects.filter(act=SUBMIT).count()

    def state():
        draft.refresh_from_db()
        return [PreRegistration.objects.count(), bool(draft.sent), bool(draft.typed), lines(), *traces()]

    looking = Looking(state)
    steps = killed_at_every_step(lambda: browser.post(at(draft, "pruefen"), {"seen": seen}), looking.is_done)
    looking.were_only_before_and([1, True, False, 1, 1, 1, 1])
    assert steps > 15


def test_an_offer_accepted_while_the_process_is_killed_at_every_step_is_one_contract(herne):
    mia = child()
    mother, home = guardian_of(mia), group(kita())
    made = case(mia, home.facility)
    lead = actor_for(kita_lead(home.facility))
    offer = commands.accept_child(lead, made.wishes.get(), home.public_id, at=MOMENT)
    browser, told = signed_in_client(mother), traces()

    def state():
        now, entries = PlaceOffer.objects.get().state, made.events.filter(act="accept_place_offer").count()
        return [Contract.objects.count(), Group.objects.get().promised, now, entries, *traces()]

    address = f"/de/angebot/{offer.public_id}/"
    browser.get(address)
    looking = Looking(state)
    steps = killed_at_every_step(lambda: browser.post(address, {"answer": "accept"}), looking.is_done)
    looking.were_only_before_and([1, 1, PlaceOfferState.ACCEPTED, 1, *(count + 2 for count in told)])
    assert steps > 15
