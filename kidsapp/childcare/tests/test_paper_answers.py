"""Papers that come back: on which day they count, letters to second guardians, and late entries."""

import re
from datetime import date, timedelta
from functools import partial

import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from conftest import MOMENT, TODAY
from kidsapp.audit.models import AuditLine
from kidsapp.childcare import commands, rules
from kidsapp.childcare.models import Agreement, Contract, Group, PlaceOffer
from kidsapp.childcare.queries.letters import letter_desk, posts_of
from kidsapp.childcare.refusals import ChildcareRefusal as Why
from kidsapp.childcare.states import PlaceOfferState
from kidsapp.childcare.tests.factories import case, dated_settings, group, kita
from kidsapp.childcare.tests.test_letters import on_paper
from kidsapp.kernel.actors import Role
from kidsapp.kernel.refusals import Refused
from kidsapp.messaging.models import Letter
from kidsapp.people.models import NamedGuardian
from kidsapp.people.tests.factories import (
    actor_for,
    child,
    custody,
    guardian_of,
    holder_of,
    kita_lead,
    signed_in_client,
)

DESK = "/de/jugendamt/briefe/"
DAYS = st.dates(date(2026, 1, 1), date(2027, 12, 31))
LATER = TODAY + timedelta(days=20)


@given(DAYS, DAYS, DAYS)
def test_a_paper_came_in_between_the_question_and_today(received_on, made_on, today):
    refused = rules.refusal_of_arrival(received_on, made_on=made_on, today=today)
    assert (refused is None) is (made_on <= received_on <= today)


@given(st.sampled_from(PlaceOfferState), DAYS, DAYS)
def test_only_an_expired_offer_whose_answer_was_in_time_is_accepted_after_all(state, until, received_on):
    refused = rules.refusal_to_late_entry(state, answer_until=until, received_on=received_on)
    assert (refused is None) is (state is PlaceOfferState.EXPIRED and received_on <= until)


@pytest.fixture(autouse=True)
def settings_of_city(herne):
    dated_settings(**{"childcare.second_guardian_agrees": True})
    herne.profile["contact"] = {"address": "Beispielplatz 1, 44623 Herne", "phone": "02323 000"}
    herne.save()


@pytest.fixture
def worker(herne):
    return holder_of(Role.YOUTH_OFFICE)


@pytest.fixture
def family(herne):
    mia = child()
    mother = on_paper()
    custody(mother, mia)
    return case(mia, kita("Kita Kanalblick"), submitted_by=mother)


def offered(family, *, places=1) -> PlaceOffer:
    wish = family.wishes.get()
    lead = actor_for(kita_lead(wish.facility))
    return commands.accept_child(lead, wish, group(wish.facility, places=places).public_id, at=MOMENT)


def expired(family, **values) -> PlaceOffer:
    offer = offered(family, **values)
    commands.expire_place_offer(system(), offer, at=MOMENT)
    offer.refresh_from_db()
    assert offer.state == "expired" and offer.group.promised == 0
    return offer


def system():
    from kidsapp.childcare.commands.offers import nobody

    return nobody(LATER)


def late(worker, offer, received_on=TODAY, today=LATER):
    actor = actor_for(worker, today=today)
    return commands.enter_timely_answer(actor, offer, received_on=received_on, at=MOMENT)


def test_an_answer_in_time_that_is_entered_late_counts_while_the_offer_is_open(family, worker):
    offer = offered(family)
    actor = actor_for(worker, today=LATER)
    answer = commands.accept_place_offer(actor, offer, at=MOMENT, received_on=TODAY)
    assert isinstance(answer, Contract)
    event = family.events.get(act="accept_place_offer")
    assert event.on_paper and event.received_on == TODAY


def test_an_answer_too_late_ends_the_offer_and_says_the_way_on(family, worker):
    offer = offered(family)
    actor = actor_for(worker, today=LATER)
    answer = commands.accept_place_offer(actor, offer, at=MOMENT, received_on=LATER)
    assert isinstance(answer, Refused) and answer.reason is Why.ANSWER_TOO_LATE
    offer.refresh_from_db()
    assert offer.state == "expired"


def test_an_expired_offer_whose_answer_lay_here_in_time_is_accepted_in_one_act(family, worker):
    offer = expired(family)
    before = AuditLine.objects.count()
    answer = late(worker, offer)
    assert isinstance(answer, Contract)
    offer.refresh_from_db()
    family.refresh_from_db()
    assert (offer.state, offer.wish.state, family.state) == ("accepted", "fulfilled", "placed")
    assert Group.objects.get(pk=offer.group_id).promised == 1
    assert AuditLine.objects.count() == before + 1
    assert AuditLine.objects.latest("pk").act == "childcare.enter_timely_answer"
    acts = list(family.events.order_by("pk").values_list("act", "received_on"))
    assert ("expire_place_offer", None) in acts and acts[-1] == ("enter_timely_answer", TODAY)


def test_a_place_that_went_to_another_child_is_not_given_twice(family, worker):
    offer = expired(family)
    Group.objects.filter(pk=offer.group_id).update(promised=1)
    answer = late(worker, offer)
    assert isinstance(answer, Refused) and answer.reason is Why.PLACE_GIVEN_AWAY
    offer.refresh_from_db()
    assert offer.state == "expired" and Group.objects.get(pk=offer.group_id).promised == 1


def test_a_place_that_somebody_leaves_only_later_is_not_taken_from_the_wished_day_on(family, worker):
    offer = expired(family, places=1)
    staying = case(child(), offer.wish.facility, starts_on=date(2026, 12, 1))
    lead = actor_for(kita_lead(offer.wish.facility))
    other = commands.accept_child(lead, staying.wishes.get(), offer.group.public_id, at=MOMENT)
    contract = commands.accept_place_offer(actor_for(guardian_of(staying.child)), other, at=MOMENT)
    assert commands.end_contract(lead, contract, date(2027, 5, 31), "moves", at=MOMENT) is None
    answer = late(worker, offer)
    assert (answer.reason, answer.facts["date"]) == (Why.GROUP_FULL_UNTIL, date(2027, 6, 1))
    assert Group.objects.get(pk=offer.group_id).promised == 0


def test_the_page_of_papers_offers_the_late_entry_and_the_history_shows_both_days(family, worker):
    offer = offered(family)
    PlaceOffer.objects.update(answer_until=TODAY, offered_at=MOMENT - timedelta(days=9))
    commands.expire_place_offer(system(), offer, at=MOMENT)
    browser = signed_in_client(worker)
    address = f"/de/jugendamt/{family.public_id}/papier/"
    assert "Abgelaufenes Angebot" in browser.get(address).text
    page = browser.post(address, {"late": offer.public_id, "received_on": "23.11.2026"})
    assert page.status_code == 409 and "Dieser Tag liegt in der Zukunft." in page.text
    page = browser.post(address, {"late": offer.public_id, "received_on": "1.1.2026"})
    assert "Gefragt haben wir erst am 13. November 2026" in page.text
    page = browser.post(address, {"late": offer.public_id, "received_on": "20.11.2026"}, follow=True)
    assert "Der Platz ist doch angenommen" in page.text
    history = browser.get(f"/de/jugendamt/{family.public_id}/").text
    assert "doch angenommen (auf Papier, eingegangen am 20. November 2026)" in history


def test_evidence_seen_on_paper_keeps_the_day_and_needs_no_file(worker, herne):
    mia = child()
    custody(on_paper(), mia)
    made = case(mia, kita(), hours="45")
    give = partial(commands.give_hours_evidence, actor_for(worker), made, "work", at=MOMENT)
    refused = give(received_on=TODAY + timedelta(days=1))
    assert [each.reason for each in refused] == [Why.ARRIVAL_AHEAD]
    assert not give(received_on=TODAY - timedelta(days=2))
    event = made.events.get(act="give_hours_evidence")
    assert (event.account_id, event.received_on) == (worker.pk, TODAY - timedelta(days=2))
    assert not made.documents.exists()


def named(family, **values):
    names = {"given_name": "Ali", "family_name": "Beispiel", "language": "tr"}
    return NamedGuardian.objects.create(child=family.child, named_by=family.submitted_by, **names | values)


def asked(family, worker, **values) -> Agreement:
    return commands.ask_guardian(actor_for(worker), family, named(family, **values), at=MOMENT)


def test_a_second_guardian_without_mail_has_a_row_on_the_desk_of_letters(family, worker):
    asked(family, worker, street="Eigener Weg 2", postal_code="44625", town="Herne")
    (row,) = letter_desk(actor_for(worker), state="made").rows
    assert (row.reader, row.language, row.is_addressed) == ("Ali Beispiel", "tr", True)
    assert row.address == "Eigener Weg 2, 44625 Herne" and row.case.number == family.number
    assert row.answer_until == TODAY + timedelta(days=28)


def test_who_was_named_without_an_address_is_written_to_where_the_family_lives(family, worker):
    asked(family, worker)
    (row,) = letter_desk(actor_for(worker), state="made").rows
    assert row.address == "Musterweg 1, 44623 Herne"


def test_asked_twice_one_letter_waits_and_the_printed_one_holds_the_only_link(family, worker, monkeypatch):
    agreement = asked(family, worker)
    commands.ask_guardian(actor_for(worker), family, agreement.guardian, at=MOMENT)
    letter, browser = Letter.objects.get(), signed_in_client(worker)
    paper = browser.post(f"{DESK}drucken/", {"wahl": letter.public_id, "stand": "made"})
    assert paper["Content-Type"] == "application/pdf" and paper.content.startswith(b"%PDF")
    letter.refresh_from_db()
    assert letter.state == "printed"
    printed = commands.print_letters_of(actor_for(worker), [letter], at=MOMENT)
    from kidsapp.childcare.post import postal_letter
    from kidsapp.municipality.queries import city_of

    (post,) = posts_of(printed.letters, printed.links)
    said = postal_letter(post, city_of(agreement_city(), on=TODAY), on=TODAY)
    assert said.language == "tr" and said.slip and len(said.slip.ticks) == 2
    link = re.search(r"/tr/zustimmung/\w+/", said.body[1])[0]
    visitor = Client(headers={"host": "herne.localhost"})
    assert visitor.get(link).status_code == 200
    commands.print_letters_of(actor_for(worker), [letter], at=MOMENT)
    assert visitor.get(link).status_code == 404


def agreement_city():
    from kidsapp.municipality.models import Municipality

    return Municipality.objects.get(slug="herne")


def test_marked_as_sent_the_letter_stays_readable_when_a_new_one_is_asked_for(family, worker):
    agreement, actor = asked(family, worker), actor_for(worker)
    browser, letter = signed_in_client(worker), Letter.objects.get()
    commands.print_letters_of(actor, [letter], at=MOMENT)
    browser.post(f"{DESK}verschickt/", {"wahl": letter.public_id, "on": "22.11.2026"})
    letter.refresh_from_db()
    assert letter.state == "sent"
    commands.ask_guardian(actor, family, agreement.guardian, at=MOMENT)
    assert [row.reader for row in letter_desk(actor, state="sent").rows] == ["Ali Beispiel"]
    assert len(letter_desk(actor, state="made").rows) == 1


def test_the_office_enters_the_second_guardians_paper(family, worker):
    agreement, browser = asked(family, worker), signed_in_client(worker)
    address = f"/de/jugendamt/{family.public_id}/papier/"
    assert "Ali Beispiel" in browser.get(address).text
    sent = {"agreed": agreement.public_id, "received_on": "22.11.2026", "remark": "gern"}
    assert "Die Zustimmung ist eingetragen" in browser.post(address, sent, follow=True).text
    agreement.refresh_from_db()
    assert (agreement.state, agreement.remark) == ("agreed", "gern")
    event = family.events.get(act="agree")
    assert event.on_paper and event.received_on == TODAY
    assert not Letter.objects.filter(asking__agreement=agreement).exists()


def test_an_objection_on_paper_goes_to_those_to_be_settled(family, worker):
    agreement = asked(family, worker)
    said = commands.Said(agrees=False, remark="Nein")
    commands.enter_paper_agreement(actor_for(worker), agreement, said, received_on=TODAY, at=MOMENT)
    assert family.concerns.get().kind == "custody"


def test_a_letter_that_nobody_needs_any_more_is_not_printed(family, worker):
    agreement = asked(family, worker)
    Agreement.objects.filter(pk=agreement.pk).update(state="agreed")
    letter = Letter.objects.get()
    answer = signed_in_client(worker).post(f"{DESK}drucken/", {"wahl": letter.public_id, "stand": "made"})
    assert answer.status_code == 409 and not Letter.objects.exists()
