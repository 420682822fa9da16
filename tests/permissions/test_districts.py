"""Who answers for some districts only: every address that shows a child, one of theirs and another."""

from dataclasses import dataclass
from datetime import timedelta

import pytest
from django.db import transaction
from django.urls import reverse

from conftest import MOMENT, TODAY
from kidsapp.audit.models import AuditLine
from kidsapp.childcare.models import Agreement, DeskLine, HoursEvidence
from kidsapp.childcare.tests.factories import case, kita
from kidsapp.kernel.actors import Role
from kidsapp.messaging.models import Letter, Message
from kidsapp.municipality.scope import municipality_scope
from kidsapp.operations.models import ErasureRequest
from kidsapp.people.models import Account, Child
from kidsapp.people.tests.factories import account, child, guardian_of, membership
from tests.permissions.test_matrix import LET_IN, OFFICE, was_refused
from tests.permissions.world import build

pytestmark = pytest.mark.django_db

OF_THE_OFFICE = sorted(name for name, people in LET_IN.items() if people >= OFFICE)
SHOW_NOBODY = {
    *("demand", "demand_export", "survey_csv", "survey_result"),
    *("ask_again", "office_counter", "send_mails_again", "deputise", "team"),
}
"""Numbers, colleagues, and acts whose answer names nobody."""
MADE_UP = "message_texts"
"""Its examples bear the name of our child."""
LISTS = {
    "youth_office": "?jahr=2026&stand=all",
    "case_export": "?jahr=2026&stand=all",
    "without_place": "?jahr=2026",
    "contracts_of_month": "?monat=2027-02",
    "letters": "?stand=printed",
}


def worker(*districts):
    somebody = account()
    membership(somebody, Role.YOUTH_OFFICE, districts=list(districts))
    return somebody


@dataclass
class Office:
    """The world of the matrix, in which all families live in Wanne; and what is sent to some addresses."""

    world: object
    sent: dict
    browsers: dict
    names: tuple

    def seen_by(self, who, name):
        """Whom the answers to both methods name: by the audit lines and by the text; ``None``: refused."""
        browser, found = self.browsers[who], None
        for method in ("get", "post"):
            address = reverse(name, kwargs=self.world.arguments.get(name)) + LISTS.get(name, "")
            with transaction.atomic():
                data = {"data": self.sent.get(name, {})} if method == "post" else {}
                answer = getattr(browser, method)(address, **data)
                text = b"".join(answer).decode(errors="replace") + answer.get("Location", "")
                lines = AuditLine.objects.filter(account_id=self.world.people[who].pk)
                named = {child for line in lines for child in line.children} | {
                    name for name in self.names if name in text
                }
                transaction.set_rollback(True)
            if not was_refused(answer, name) and answer.status_code != 405:
                found = (found or set()) | named
        return found


@pytest.fixture
def office():
    """Nele has no place, asks for 45 hours, her other guardian is silent and she shall be forgotten."""
    world = build()
    with municipality_scope(world.city.pk):
        nele = child(given_name="Nele")
        father = guardian_of(nele)
        made = case(nele, kita(), hours="45")
        HoursEvidence.objects.create(preregistration=made, given_at=MOMENT)
        DeskLine.objects.filter(preregistration=made).update(is_unplaced=True)
        until = TODAY + timedelta(days=7)
        asked = {"account": father, "asked_at": MOMENT, "valid_until": until}
        Agreement.objects.create(preregistration=made, token_hash="f" * 64, **asked)
        for whom in (nele, None):
            ErasureRequest.objects.create(account=father, child=whom, asked_at=MOMENT)
        told = {"account": world.people["mother"], "kind": "childcare.withdrawn", "facts": {"child": "Mia"}}
        message = Message.objects.create(
            **told, child_id=Child.objects.get(given_name="Mia").pk, sent_at=MOMENT
        )
        printed = Letter.objects.create(message=message, made_at=MOMENT, printed_at=MOMENT, state="printed")
        Account.objects.filter(custodies__municipality=world.city.pk).update(
            postal_code="44649", street="Weg 1", town="Herne"
        )
        world.people |= {"here": worker("wanne"), "elsewhere": worker("sodingen")}
        letter = {"wahl": printed.public_id, "on": "22.11.2026"}
        browsers = {who: world.browser(who) for who in ("office", "here", "elsewhere")}
        yield Office(
            world,
            {
                "confirm_needs": {"wahl": made.public_id},
                "settle_mail": {"settled": "1"},
                "print_letters": letter,
                "send_letters": letter,
            },
            browsers,
            ("Mia", "Lina", "Nele", world.people["mother"].email, "fertig=settled"),
        )


def test_every_address_shows_the_children_of_the_own_districts_and_no_others(office):
    for name in OF_THE_OFFICE:
        whole, here, elsewhere = (office.seen_by(who, name) for who in ("office", "here", "elsewhere"))
        assert here == whole, name
        assert not elsewhere or name == MADE_UP, name
        assert bool(whole) is (name not in SHOW_NOBODY), name
