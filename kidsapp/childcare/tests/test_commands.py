from datetime import timedelta

import pytest
from django.core import mail

from conftest import MOMENT, TODAY
from kidsapp.audit.acts import NotPermitted
from kidsapp.audit.models import AuditLine
from kidsapp.childcare import commands
from kidsapp.childcare.models import Contract, PlaceOffer, PreRegistration
from kidsapp.childcare.refusals import ChildcareRefusal as Why
from kidsapp.childcare.states import PlaceOfferState, PreRegistrationState, WishState
from kidsapp.childcare.tests.factories import (
    NEXT_YEAR_START,
    THIS_YEAR_START,
    case,
    dated_settings,
    group,
    kita,
)
from kidsapp.messaging.models import Message
from kidsapp.municipality.models import DatedSetting
from kidsapp.outbox.models import Mail
from kidsapp.people.queries import actor_of
from kidsapp.people.tests.factories import child, guardian_of, kita_lead

pytestmark = pytest.mark.django_db


@pytest.fixture
def season(herne):
    dated_settings()


def acting(account, herne):
    return actor_of(account, municipality_id=herne.pk, today=TODAY, language="de")


def draft(*facilities, **values):
    values = {"form_key": "k1", "starts_on": NEXT_YEAR_START, "hours": "45", **values}
    return commands.Answers(wishes=tuple(f.public_id for f in facilities), **values)


def test_a_family_preregisters_and_gets_a_number_a_message_and_a_mail_without_details(herne, season):
    mia, first, second = child(), kita(), kita()
    mother = guardian_of(mia)
    made = commands.submit_preregistration(acting(mother, herne), mia, draft(first, second), at=MOMENT)
    assert made.number == "HER-27-0001"
    assert [wish.facility for wish in made.wishes.all()] == [first, second]
    assert Message.objects.get(account=mother).facts["number"] == "HER-27-0001"
    body = Mail.objects.get(recipient=mother.email).body
    assert "Mia" not in body and first.name not in body and "/de/post/" in body
    assert not mail.outbox


def test_numbers_run_on_within_a_year_and_a_city(herne, season):
    made = []
    for key in ("k1", "k2"):
        mia = child()
        answer = commands.submit_preregistration(
            acting(guardian_of(mia), herne), mia, draft(kita(), form_key=key), at=MOMENT
        )
        made.append(answer.number)
    assert made == ["HER-27-0001", "HER-27-0002"]


def test_the_act_writes_one_audit_line_that_names_the_child(herne, season):
    mia = child()
    mother = guardian_of(mia)
    commands.submit_preregistration(acting(mother, herne), mia, draft(kita()), at=MOMENT)
    line = AuditLine.objects.get()
    assert (line.act, line.children) == ("childcare.submit_preregistration", [mia.pk])


def test_the_same_form_sent_twice_is_one_preregistration(herne, season):
    mia, place = child(), kita()
    actor = acting(guardian_of(mia), herne)
    one = commands.submit_preregistration(actor, mia, draft(place), at=MOMENT)
    two = commands.submit_preregistration(actor, mia, draft(place), at=MOMENT)
    assert one == two and PreRegistration.objects.count() == 1


def test_a_second_preregistration_for_the_child_is_refused_and_names_the_first(herne, season):
    mia, place = child(), kita()
    actor = acting(guardian_of(mia), herne)
    commands.submit_preregistration(actor, mia, draft(place), at=MOMENT)
    refused = commands.submit_preregistration(actor, mia, draft(place, form_key="k2"), at=MOMENT)
    assert [r.reason for r in refused] == [Why.LIVE_PREREGISTRATION]
    assert "HER-27-0001" in refused[0].text()


def test_every_reason_is_named_at_once_and_nothing_is_written(herne, season):
    mia = child()
    wrong = draft(kita(age_from_months=72, age_until_months=90), starts_on=TODAY)
    refused = commands.submit_preregistration(acting(guardian_of(mia), herne), mia, wrong, at=MOMENT)
    assert {r.reason for r in refused} == {Why.START_IN_PAST, Why.TOO_YOUNG}
    assert not PreRegistration.objects.exists() and not AuditLine.objects.exists()


def test_nobody_preregisters_a_child_that_is_not_in_their_custody(herne, season):
    mia, stranger = child(), guardian_of(child())
    with pytest.raises(NotPermitted):
        commands.submit_preregistration(acting(stranger, herne), mia, draft(kita()), at=MOMENT)


@pytest.fixture
def offered(herne, season):
    """Mia's first wish has offered her a place; her second wish is open."""
    mia, first, second = child(), kita(), kita()
    made, free = case(mia, first, second), group(first)
    offer = commands.accept_child(
        acting(kita_lead(first), herne), made.wishes.get(rank=1), free.public_id, at=MOMENT
    )
    return offer, guardian_of(mia), free


def test_an_accepted_child_gets_an_offer_with_a_deadline_and_the_place_is_held(offered):
    offer, _, free = offered
    free.refresh_from_db()
    assert offer.answer_until == TODAY + timedelta(days=14)
    assert free.promised == 1
    assert offer.wish.preregistration.wishes.get(rank=1).state == WishState.OFFERED


def test_accepting_the_offer_records_the_contract_and_ends_the_other_wishes(herne, offered):
    offer, mother, _ = offered
    contract = commands.accept_place_offer(acting(mother, herne), offer, at=MOMENT)
    assert contract.starts_on == THIS_YEAR_START
    made = PreRegistration.objects.get()
    assert made.state == PreRegistrationState.PLACED
    assert [w.state for w in made.wishes.all()] == [WishState.FULFILLED, WishState.ENDED]


def dated_settings_with_open_lower_wishes():
    DatedSetting.objects.filter(key="childcare.lower_wishes_open").update(value="03-01")


def accepted(wish, herne):
    lead = acting(kita_lead(wish.facility), herne)
    return commands.accept_child(lead, wish, group(wish.facility).public_id, at=MOMENT)


def test_accepting_one_of_two_offers_frees_the_other_place_in_the_same_transaction(herne, season):
    dated_settings_with_open_lower_wishes()
    made = case(child(), kita(), kita())
    mother = guardian_of(made.child)
    one, two = (accepted(wish, herne) for wish in made.wishes.all())
    commands.accept_place_offer(acting(mother, herne), one, at=MOMENT)
    two.refresh_from_db()
    two.group.refresh_from_db()
    assert two.state == PlaceOfferState.RELEASED and two.group.promised == 0
    refused = commands.accept_place_offer(acting(mother, herne), two, at=MOMENT)
    assert refused.reason is Why.OFFER_NOT_OPEN and Contract.objects.count() == 1


def test_an_offer_accepted_twice_is_one_contract(herne, offered):
    offer, mother, _ = offered
    commands.accept_place_offer(acting(mother, herne), offer, at=MOMENT)
    again = commands.accept_place_offer(acting(mother, herne), offer, at=MOMENT)
    assert again.reason is Why.OFFER_NOT_OPEN and Contract.objects.count() == 1


def test_a_declined_offer_frees_the_place_and_leaves_the_other_wish_open(herne, offered):
    offer, mother, free = offered
    assert commands.decline_place_offer(acting(mother, herne), offer, at=MOMENT) is None
    free.refresh_from_db()
    assert free.promised == 0
    assert PreRegistration.objects.get().wishes.get(rank=2).state == WishState.OPEN


def test_an_offer_cannot_be_answered_after_its_last_day(herne, offered):
    offer, mother, _ = offered
    PlaceOffer.objects.update(answer_until=TODAY - timedelta(days=1))
    refused = commands.accept_place_offer(acting(mother, herne), offer, at=MOMENT)
    assert refused.reason is Why.OFFER_EXPIRED and not Contract.objects.exists()


def test_a_kita_cannot_decide_before_the_cut_off(herne, season):
    made = case(child(born_on=TODAY.replace(year=2024)), kita(), starts_on=NEXT_YEAR_START)
    place = made.wishes.get().facility
    lead = acting(kita_lead(place), herne)
    refused = commands.accept_child(lead, made.wishes.get(), group(place, year=2027).public_id, at=MOMENT)
    assert refused.reason is Why.BEFORE_CUT_OFF


def test_a_kita_cannot_take_a_second_wish_while_the_first_is_open(herne, season):
    made = case(child(), kita(), kita())
    place = made.wishes.get(rank=2).facility
    lead = acting(kita_lead(place), herne)
    refused = commands.accept_child(lead, made.wishes.get(rank=2), group(place).public_id, at=MOMENT)
    assert refused.reason is Why.WISH_ABOVE_OPEN


def test_the_lead_of_another_kita_is_not_permitted(herne, season):
    made, other = case(child(), kita()), kita()
    with pytest.raises(NotPermitted):
        commands.decline_child(acting(kita_lead(other), herne), made.wishes.get(), "full", at=MOMENT)


def test_declining_needs_a_reason_and_the_family_reads_it(herne, season):
    made = case(child(), kita())
    mother, lead = guardian_of(made.child), acting(kita_lead(made.wishes.get().facility), herne)
    assert commands.decline_child(lead, made.wishes.get(), "", at=MOMENT).reason is Why.NO_REASON
    assert commands.decline_child(lead, made.wishes.get(), "full", at=MOMENT) is None
    assert Message.objects.get(account=mother).facts["reason"] == "Alle Plätze sind vergeben."


def test_a_full_group_refuses(herne, season):
    made = case(child(), kita())
    place = made.wishes.get().facility
    full = group(place, places=0)
    refused = commands.accept_child(
        acting(kita_lead(place), herne), made.wishes.get(), full.public_id, at=MOMENT
    )
    assert refused.reason is Why.GROUP_FULL


def test_withdrawing_frees_the_held_place(herne, offered):
    offer, mother, free = offered
    assert (
        commands.withdraw_preregistration(acting(mother, herne), offer.wish.preregistration, at=MOMENT)
        is None
    )
    free.refresh_from_db()
    assert free.promised == 0
    assert PreRegistration.objects.get().state == PreRegistrationState.WITHDRAWN


def test_a_group_is_not_lowered_below_what_is_promised(herne, offered):
    _, _, free = offered
    lead = acting(kita_lead(free.facility), herne)
    plan = commands.GroupPlan(free.year, free.name, 24, 76, 0)
    assert commands.plan_group(lead, free.facility, plan, at=MOMENT).reason is Why.FEWER_THAN_PROMISED
