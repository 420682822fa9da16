"""From the form to the second guardian's answer; both parents at once."""

import re
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connections

from conftest import MOMENT, TODAY
from kidsapp.childcare import commands
from kidsapp.childcare.models import Agreement, CaseConcern, Contract, Draft, PreRegistration
from kidsapp.childcare.refusals import ChildcareRefusal as Why
from kidsapp.childcare.states import AgreementState
from kidsapp.childcare.tests.factories import case, dated_settings, group, kita
from kidsapp.childcare.tests.steps import at, begin, sent
from kidsapp.kernel.actors import Role
from kidsapp.municipality.models import DatedSetting
from kidsapp.municipality.scope import municipality_scope
from kidsapp.municipality.tests.factories import municipality
from kidsapp.outbox.models import Mail
from kidsapp.people.models import Custody, NamedGuardian
from kidsapp.people.queries import actor_of
from kidsapp.people.tests.factories import (
    child,
    guardian,
    guardian_of,
    holder_of,
    kita_lead,
    signed_in_client,
)

pytestmark = pytest.mark.django_db
SECOND = {
    "second": "yes",
    "second_given_name": "Ali",
    "second_family_name": "Brandt",
    "second_email": "ali@example.org",
    "second_kind": "joint",
    "second_language": "ar",
}


@pytest.fixture
def city(herne):
    dated_settings(**{"childcare.second_guardian_agrees": True})
    return herne


def test_sending_the_form_asks_the_second_guardian_in_their_language(city):
    draft = sent(signed_in_client(guardian()), kita(), family=SECOND)
    assert draft.sent is not None
    agreement = Agreement.objects.get(preregistration=draft.sent)
    assert (agreement.guardian.given_name, agreement.state) == ("Ali", AgreementState.ASKED)
    assert Mail.objects.get(recipient="ali@example.org").language == "ar"


def test_where_the_city_does_not_ask_the_form_asks_nobody(city):
    DatedSetting.objects.filter(key="childcare.second_guardian_agrees").update(value=False)
    assert sent(signed_in_client(guardian()), kita(), family=SECOND).sent is not None
    assert NamedGuardian.objects.get().given_name == "Ali"
    assert not Agreement.objects.exists()


def test_without_an_address_the_desk_asks_the_office_to_print_a_letter(city):
    sent(signed_in_client(guardian()), kita(), family=SECOND | {"second_email": ""})
    desk = signed_in_client(holder_of(Role.YOUTH_OFFICE)).get("/de/jugendamt/klaerung/").content.decode()
    assert "Ali Brandt" in desk
    assert "Brief schreiben oder drucken" in desk
    assert not Mail.objects.filter(subject="Bitte um Ihre Zustimmung").exists()


def test_nobody_gets_the_second_guardians_link_at_their_own_address(city):
    mother = guardian()
    sent(signed_in_client(mother), kita(), family=SECOND | {"second_email": mother.email.upper()})
    assert Agreement.objects.get().state == AgreementState.ASKED
    assert not Mail.objects.filter(body__contains="/zustimmung/").exists()


def test_the_family_reads_that_the_second_guardian_was_asked_and_answered(city, visitor):
    browser = signed_in_client(guardian())
    draft = sent(browser, kita(), family=SECOND)
    link = re.search(r"/ar/zustimmung/\w+/", Mail.objects.get(recipient="ali@example.org").body)[0]
    visitor.post(link, {"answer": "agree"})
    text = browser.get(f"/de/vormerkung/{draft.sent.public_id}/").content.decode()
    assert "die zweite Person um Zustimmung gebeten" in text
    assert "die zweite Person stimmt zu" in text


def test_the_same_child_sent_by_another_family_comes_to_the_youth_office(city):
    first = sent(signed_in_client(guardian()), kita())
    second = sent(signed_in_client(guardian()), kita(), child={"given_name": "JONAS", "key": "mnopqrstuvwx"})
    concern = CaseConcern.objects.get()
    assert (concern.preregistration, concern.other) == (second.sent, first.sent)


def test_a_blocked_parent_does_not_go_on_with_a_draft_nor_read_what_was_sent(city):
    father = guardian()
    browser = signed_in_client(father)
    draft = sent(browser, kita())
    mine = draft.sent
    begun = Draft.objects.create(
        account=father, origin="family", child=mine.child, step="zeiten", begun_at=MOMENT, saved_at=MOMENT
    )
    for path in (f"/de/vormerkung/entwurf/{draft.public_id}/gesendet/", at(begun, "zeiten")):
        assert browser.get(path).status_code == 200
    Custody.objects.update(blocked_at=MOMENT)
    for path in (
        f"/de/vormerkung/entwurf/{draft.public_id}/gesendet/",
        f"/de/vormerkung/entwurf/{draft.public_id}/bestaetigung.pdf",
        at(begun, "zeiten"),
        at(begun, "pruefen"),
    ):
        for answer in (browser.get(path), browser.post(path)):
            assert answer.status_code in (403, 404, 405), path
            assert "Jonas" not in answer.content.decode()
    assert "Jonas" not in browser.get("/de/start/").content.decode()


def test_a_draft_of_another_child_goes_on(city):
    browser = signed_in_client(guardian())
    assert browser.get(at(begin(browser), "zeiten")).status_code == 200


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("times", range(3))
def test_both_parents_at_once_never_end_with_a_contract_over_an_earlier_objection(times):
    """One accepts while the other objects: whoever comes first counts, and nothing is half done."""
    city = municipality("herne")
    with municipality_scope(city.pk):
        dated_settings(**{"childcare.second_guardian_agrees": True})
        mia, place = child(), kita()
        mother, free = guardian_of(mia), group(place)
        mine = case(mia, place)

        def acting(somebody):
            return actor_of(somebody, municipality_id=city.pk, today=TODAY, language="de")

        offer = commands.accept_child(acting(kita_lead(place)), mine.wishes.get(), free.public_id, at=MOMENT)
        father = NamedGuardian.objects.create(child=mia, given_name="Ali", family_name="B", named_by=mother)
        agreement = commands.ask_guardian(acting(mother), mine, father, at=MOMENT)
        gate = Barrier(2)

        def at_once(work):
            gate.wait()
            try:
                with municipality_scope(city.pk):
                    return work()
            finally:
                connections.close_all()

        def object_to_it():
            return commands.answer_agreement(acting(None), agreement, agrees=False, remark="", at=MOMENT)

        with ThreadPoolExecutor(2) as pool:
            accepted, objected = pool.map(
                at_once, [lambda: commands.accept_place_offer(acting(mother), offer, at=MOMENT), object_to_it]
            )
        assert isinstance(objected, Agreement)
        assert CaseConcern.objects.count() == 1
        if isinstance(accepted, Contract):
            assert PreRegistration.objects.get().state == "placed"
        else:
            assert accepted.reason is Why.CUSTODY_UNSETTLED
            assert not Contract.objects.exists()
