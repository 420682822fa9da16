"""The life of a place offer: waiting list, reminder, extension, expiry, retraction."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from conftest import MOMENT, TODAY
from kidsapp.audit.acts import NotPermitted
from kidsapp.audit.models import AuditLine
from kidsapp.childcare import commands, jobs
from kidsapp.childcare.models import CaseEvent, Contract, PlaceOffer
from kidsapp.childcare.queries.kita import is_in_play
from kidsapp.childcare.refusals import ChildcareRefusal as Why
from kidsapp.childcare.states import PlaceOfferState, WishState
from kidsapp.childcare.tests.factories import case, dated_settings, group, kita
from kidsapp.kernel.actors import Role
from kidsapp.messaging.models import Letter, Message
from kidsapp.municipality.queries import settings_on
from kidsapp.people.models import Custody
from kidsapp.people.tests.factories import actor_for, child, guardian_of, holder_of, kita_lead

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


@pytest.fixture
def offered(herne):
    """Mia's first wish has offered her a place; her second wish is open."""
    dated_settings()
    mia, first, second = child(), kita(), kita()
    made, free, lead = case(mia, first, second), group(first), kita_lead(first)
    mother = guardian_of(mia)
    offer = commands.accept_child(actor_for(lead), made.wishes.get(rank=1), free.public_id, at=MOMENT)
    Message.objects.all().delete()
    return offer, mother, lead


def fresh(offer):
    return PlaceOffer.objects.select_related("wish", "group").get(pk=offer.pk)


def told(account):
    return [message.kind.removeprefix("childcare.") for message in Message.objects.filter(account=account)]


def test_a_child_on_the_waiting_list_can_still_be_accepted_and_its_family_is_told(herne):
    dated_settings()
    made = case(child(), kita(), kita())
    mother, first = guardian_of(made.child), made.wishes.get(rank=1)
    lead = actor_for(kita_lead(first.facility))
    assert commands.put_on_waiting_list(lead, first, at=MOMENT) is None
    assert told(mother) == ["waiting"]
    assert commands.put_on_waiting_list(lead, first, at=MOMENT).reason is Why.ALREADY_WAITING
    second = made.wishes.get(rank=2)
    assert is_in_play(second, settings=settings_on(TODAY), today=TODAY)
    offer = commands.accept_child(lead, first, group(first.facility).public_id, at=MOMENT)
    assert offer.wish.state == WishState.OFFERED
    assert not is_in_play(second, settings=settings_on(TODAY), today=TODAY)


def test_accepting_a_place_ends_a_wish_on_a_waiting_list_too(offered):
    offer, mother, _ = offered
    offer.wish.preregistration.wishes.filter(rank=2).update(state=WishState.WAITING)
    commands.accept_place_offer(actor_for(mother), offer, at=MOMENT)
    assert offer.wish.preregistration.wishes.get(rank=2).state == WishState.ENDED


def test_the_family_is_reminded_once_in_the_last_days(offered):
    offer, mother, _ = offered
    for days in (9, 10, 11, 11, 12, 14):
        jobs.remind_families(MOMENT + days * DAY, 0)
    assert told(mother) == ["offer_reminder"]
    assert fresh(offer).reminded_at == MOMENT + 11 * DAY


def test_nobody_is_reminded_before_seven_in_the_morning(offered):
    _, mother, _ = offered
    jobs.remind_families((MOMENT + 12 * DAY).replace(hour=5, minute=59), 0)
    assert told(mother) == []


def test_a_family_on_paper_is_reminded_by_letter(offered):
    _, mother, _ = offered
    mother.email = None
    mother.save()
    jobs.remind_families(MOMENT + 11 * DAY, 0)
    assert Letter.objects.get(message__kind="childcare.offer_reminder").message.account == mother


def test_an_answered_offer_is_neither_reminded_nor_expired(offered):
    offer, mother, _ = offered
    commands.accept_place_offer(actor_for(mother), offer, at=MOMENT)
    for days in (12, 20):
        jobs.remind_families(MOMENT + days * DAY, 0)
        jobs.expire_place_offers(MOMENT + days * DAY, 0)
    assert told(mother) == ["placed"] and fresh(offer).state == PlaceOfferState.ACCEPTED


def test_a_day_after_the_last_one_the_place_is_free_and_both_sides_are_told(offered):
    offer, mother, lead = offered
    jobs.expire_place_offers(MOMENT + 14 * DAY, 0)
    assert fresh(offer).state == PlaceOfferState.OFFERED
    for _ in range(2):
        jobs.expire_place_offers(MOMENT + 15 * DAY, 0)
    found = fresh(offer)
    assert (found.state, found.wish.state, found.group.promised) == ("expired", "ended", 0)
    assert told(mother) == ["offer_expired"] and told(lead) == ["no_answer"]
    event = CaseEvent.objects.get(act="expire_place_offer")
    assert event.account_id is None
    assert AuditLine.objects.filter(act="childcare.expire_place_offer").count() == 1


def test_an_answer_after_the_last_day_is_refused_and_frees_the_place_at_once(offered):
    offer, mother, _ = offered
    actor = replace(actor_for(mother), today=TODAY + 15 * DAY)
    for answer in (commands.accept_place_offer, commands.decline_place_offer):
        refused = answer(actor, offer, at=MOMENT + 15 * DAY)
    assert refused.reason is Why.OFFER_NOT_OPEN
    assert fresh(offer).state == PlaceOfferState.EXPIRED and fresh(offer).group.promised == 0
    assert not Contract.objects.exists() and told(mother) == ["offer_expired"]


def test_a_person_cannot_make_an_offer_expire(offered):
    offer, _, lead = offered
    late = replace(actor_for(lead), today=TODAY + 15 * DAY)
    for command in (commands.expire_place_offer, commands.remind_family):
        with pytest.raises(NotPermitted):
            command(late, offer, at=MOMENT)
    assert fresh(offer).state == PlaceOfferState.OFFERED


def test_an_extended_offer_lives_on_is_reminded_again_and_keeps_its_history(offered):
    offer, mother, lead = offered
    jobs.remind_families(MOMENT + 11 * DAY, 0)
    for days in (20, 30):
        assert commands.extend_place_offer(actor_for(lead), offer, TODAY + days * DAY, at=MOMENT) is None
    jobs.expire_place_offers(MOMENT + 30 * DAY, 0)
    jobs.remind_families(MOMENT + 28 * DAY, 0)
    assert fresh(offer).state == PlaceOfferState.OFFERED
    assert sorted(told(mother)) == ["offer_extended", "offer_extended", "offer_reminder", "offer_reminder"]
    assert CaseEvent.objects.filter(act="extend_place_offer").count() == 2


def test_an_extension_that_is_none_is_refused_at_its_field(offered):
    offer, _, lead = offered
    refused = commands.extend_place_offer(actor_for(lead), offer, TODAY + 14 * DAY, at=MOMENT)
    assert (refused.reason, refused.at_field) == (Why.NOT_LONGER, "until")
    refused = commands.extend_place_offer(actor_for(lead), offer, date(2027, 2, 2), at=MOMENT)
    assert (refused.reason, refused.at_field) == (Why.ANSWER_AFTER_START, "until")


def test_a_retracted_offer_names_its_ground_to_the_family_and_the_youth_office(offered):
    offer, mother, lead = offered
    office = holder_of(Role.YOUTH_OFFICE)
    assert commands.retract_place_offer(actor_for(lead), offer, "", at=MOMENT).reason is Why.NO_RETRACT_GROUND
    assert commands.retract_place_offer(actor_for(lead), offer, "staff", at=MOMENT) is None
    found = fresh(offer)
    assert (found.state, found.wish.state, found.group.promised) == ("retracted", "waiting", 0)
    assert told(mother) == ["offer_retracted"] and told(office) == ["offer_retracted_for_office"]
    reasons = {message.facts["reason"] for message in Message.objects.all()}
    assert reasons == {"In der Gruppe fehlt Personal."}


def test_an_accepted_place_cannot_be_taken_back(offered):
    offer, mother, lead = offered
    commands.accept_place_offer(actor_for(mother), offer, at=MOMENT)
    refused = commands.retract_place_offer(actor_for(lead), offer, "staff", at=MOMENT)
    assert refused.reason is Why.OFFER_NOT_OPEN and Contract.objects.count() == 1


@pytest.mark.parametrize(
    "lost", [{"blocked_at": MOMENT - timedelta(minutes=1)}, {"valid_until": TODAY - DAY}]
)
def test_a_parent_who_lost_custody_a_minute_ago_cannot_answer(offered, lost):
    offer, mother, _ = offered
    actor = actor_for(mother)
    Custody.objects.filter(account=mother).update(**lost)
    for answer in (commands.accept_place_offer, commands.decline_place_offer):
        with pytest.raises(NotPermitted):
            answer(actor, offer, at=MOMENT)
    assert fresh(offer).state == PlaceOfferState.OFFERED


def test_only_the_kita_itself_extends_and_takes_back(offered):
    offer, mother, _ = offered
    for somebody in (mother, kita_lead(kita()), holder_of(Role.YOUTH_OFFICE)):
        with pytest.raises(NotPermitted):
            commands.extend_place_offer(actor_for(somebody), offer, TODAY + 20 * DAY, at=MOMENT)
        with pytest.raises(NotPermitted):
            commands.retract_place_offer(actor_for(somebody), offer, "staff", at=MOMENT)


def test_a_child_that_turns_three_before_the_answer_keeps_the_place_it_was_offered(herne):
    dated_settings()
    nest = kita(age_from_months=4, age_until_months=36)
    small = group(nest, age_from_months=4, age_until_months=36)
    mia = child(born_on=date(2024, 2, 2))
    made = case(mia, nest)
    offer = commands.accept_child(actor_for(kita_lead(nest)), made.wishes.get(), small.public_id, at=MOMENT)
    birthday = replace(actor_for(guardian_of(mia)), today=date(2027, 2, 3))
    PlaceOffer.objects.update(answer_until=date(2027, 2, 5))
    contract = commands.accept_place_offer(birthday, offer, at=MOMENT)
    assert contract.starts_on == date(2027, 2, 3)


def test_a_child_too_old_on_the_first_day_offered_is_refused(herne):
    dated_settings()
    nest = kita(age_from_months=4, age_until_months=36)
    small = group(nest, age_from_months=4, age_until_months=36)
    wish = case(child(born_on=date(2024, 2, 2)), nest).wishes.get()
    lead = actor_for(kita_lead(nest))
    refused = commands.accept_child(lead, wish, small.public_id, starts_on=date(2027, 2, 2), at=MOMENT)
    assert refused.reason is Why.NOT_IN_AGE_BRACKET


def test_when_the_wished_day_has_passed_a_place_is_offered_from_today_on(herne):
    dated_settings()
    made = case(child(), kita(), starts_on=date(2026, 10, 1))
    wish = made.wishes.get()
    lead = actor_for(kita_lead(wish.facility))
    offer = commands.accept_child(lead, wish, group(wish.facility).public_id, at=MOMENT)
    assert fresh(offer).first_day == TODAY
    contract = commands.accept_place_offer(actor_for(guardian_of(made.child)), offer, at=MOMENT)
    assert contract.starts_on == TODAY


LATE = {"childcare.cut_off": "11-10", "childcare.second_round": "12-01"}


def in_play(made, *, today):
    return is_in_play(made.wishes.get(), settings=settings_on(TODAY), today=today)


def test_after_the_first_of_august_a_place_is_taken_from_the_groups_of_the_year_that_runs(herne):
    dated_settings()
    place, today = kita(), date(2027, 8, 5)
    over, running = group(place), group(place, year=2027)
    wish = case(child(), place, starts_on=date(2027, 6, 1)).wishes.get()
    lead = replace(actor_for(kita_lead(place)), today=today)
    refused = commands.accept_child(lead, wish, over.public_id, at=MOMENT)
    assert refused.reason is Why.NO_GROUP
    offer = commands.accept_child(lead, wish, running.public_id, at=MOMENT)
    assert (offer.first_day, offer.group.year) == (today, 2027)


def test_kitas_see_late_arrivals_from_the_second_round_on_and_urgent_ones_at_once(herne):
    dated_settings(**{**LATE, "childcare.registration_opens": "08-01"})
    values = {"starts_on": date(2027, 8, 1), "is_late": True, "submitted_at": MOMENT}
    late = case(child(), kita(), **values)
    urgent = case(child(), kita(), is_urgent=True, **values)
    assert not in_play(late, today=date(2026, 11, 30)) and in_play(late, today=date(2026, 12, 1))
    assert in_play(urgent, today=date(2026, 11, 12))


@pytest.mark.parametrize(("hour", "visible"), [(22, True), (23, False)])
def test_late_is_counted_by_the_german_day(herne, hour, visible):
    """23:30 UTC on 9 November is half past midnight in Germany."""
    dated_settings(**LATE)
    sent = MOMENT.replace(day=9, hour=hour)
    made = case(child(), kita(), starts_on=date(2027, 8, 1), is_late=True, submitted_at=sent)
    assert in_play(made, today=date(2026, 11, 20)) is visible
