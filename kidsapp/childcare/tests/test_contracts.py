"""The record of a contract: hours and group change, it ends, the child goes to another Kita."""

from datetime import date, timedelta

import pytest

from conftest import MOMENT, TODAY
from kidsapp.audit.acts import NotPermitted
from kidsapp.childcare import commands
from kidsapp.childcare.models import CaseEvent, Contract, Group, PreRegistration
from kidsapp.childcare.refusals import ChildcareRefusal as Why
from kidsapp.childcare.rules import ContractChange
from kidsapp.childcare.tests.factories import case, dated_settings, group, kita
from kidsapp.kernel.actors import Role
from kidsapp.messaging.models import Message
from kidsapp.people.tests.factories import (
    actor_for,
    child,
    guardian_of,
    holder_of,
    kita_lead,
    signed_in_client,
)

pytestmark = pytest.mark.django_db
FIRST_DAY = date(2027, 2, 1)
DAY = timedelta(days=1)


@pytest.fixture
def season(herne):
    dated_settings()


def contract_at(place, *, somebody=None, mother=None, starts_on=FIRST_DAY, **group_values):
    """A contract of a child (a new one unless given) in a new group of the facility, by the commands."""
    somebody = somebody or child()
    mother = mother or guardian_of(somebody)
    free = group(place, **group_values)
    made = case(somebody, place, starts_on=starts_on)
    lead = actor_for(kita_lead(place))
    offer = commands.accept_child(lead, made.wishes.get(), free.public_id, at=MOMENT)
    return commands.accept_place_offer(actor_for(mother), offer, at=MOMENT)


def lead_of(contract):
    return actor_for(kita_lead(contract.offer.wish.facility))


def kinds(account):
    return [message.kind.removeprefix("childcare.") for message in Message.objects.filter(account=account)]


def test_hours_change_from_a_day_and_the_youth_office_is_told_for_the_fee(season):
    mia, office = child(), holder_of(Role.YOUTH_OFFICE)
    mother = guardian_of(mia)
    contract = contract_at(kita(), somebody=mia, mother=mother)
    change = ContractChange(date(2027, 3, 1), "45")
    assert commands.change_contract_hours(lead_of(contract), contract, change, at=MOMENT) is None
    assert [term.hours for term in contract.terms.all()] == ["35-block", "45"]
    assert kinds(office) == ["contract_changed_for_office"] and kinds(mother)[0] == "contract_changed"
    assert CaseEvent.objects.get(act="change_contract_hours").wish == contract.offer.wish


def test_a_correction_of_the_same_day_is_appended_and_holds(season):
    contract = contract_at(kita())
    for hours in ("45", "25"):
        change = ContractChange(FIRST_DAY, hours)
        assert commands.change_contract_hours(lead_of(contract), contract, change, at=MOMENT) is None
    assert [term.hours for term in contract.terms.all()] == ["35-block", "45", "25"]


def test_a_child_that_turned_three_changes_its_group_and_frees_the_old_place(season):
    place = kita(age_from_months=4)
    contract = contract_at(place, age_from_months=4, age_until_months=36)
    nest, big = contract.offer.group, group(place, age_from_months=36)
    early = ContractChange(date(2027, 5, 16), "35-block", big.public_id)
    refused = commands.change_contract_hours(lead_of(contract), contract, early, at=MOMENT)
    assert refused.reason is Why.NOT_IN_AGE_BRACKET
    birthday = ContractChange(date(2027, 5, 17), "35-block", big.public_id)
    assert commands.change_contract_hours(lead_of(contract), contract, birthday, at=MOMENT) is None
    assert [Group.objects.get(pk=each.pk).promised for each in (nest, big)] == [0, 1]
    assert contract.terms.first().place_until == date(2027, 5, 16)


def test_a_change_into_a_full_group_is_refused_and_nothing_moves(season):
    place = kita()
    contract, full = contract_at(place), group(place, places=0)
    change = ContractChange(date(2027, 3, 1), "35-block", full.public_id)
    refused = commands.change_contract_hours(lead_of(contract), contract, change, at=MOMENT)
    assert (refused.reason, refused.at_field) == (Why.GROUP_FULL, "group")
    assert contract.terms.count() == 1 and Group.objects.get(pk=contract.offer.group_id).promised == 1


def test_an_ended_contract_frees_its_place_from_the_day_after_and_not_before(season):
    place = kita()
    contract = contract_at(place, places=1)
    lead, last_day = lead_of(contract), date(2027, 3, 31)
    assert commands.end_contract(lead, contract, last_day, "moves", at=MOMENT) is None
    next_child = case(child(), place).wishes.get()
    only = contract.offer.group.public_id
    refused = commands.accept_child(lead, next_child, only, starts_on=last_day, at=MOMENT)
    assert (refused.reason, refused.facts["date"]) == (Why.GROUP_FULL_UNTIL, date(2027, 4, 1))
    assert Group.objects.get(public_id=only).promised == 0
    offer = commands.accept_child(lead, next_child, only, starts_on=last_day + DAY, at=MOMENT)
    assert offer.first_day == date(2027, 4, 1)


def test_of_two_places_given_back_ahead_the_earlier_is_taken_first(season):
    place = kita()
    first = contract_at(place, places=2)
    both = first.offer.group
    made = case(child(), place)
    lead = lead_of(first)
    offer = commands.accept_child(lead, made.wishes.get(), both.public_id, at=MOMENT)
    second = commands.accept_place_offer(actor_for(guardian_of(made.child)), offer, at=MOMENT)
    for contract, last_day in ((first, date(2027, 3, 31)), (second, date(2027, 6, 30))):
        assert commands.end_contract(lead, contract, last_day, "moves", at=MOMENT) is None
    answers = [
        commands.accept_child(
            lead, case(child(), place).wishes.get(), both.public_id, starts_on=on, at=MOMENT
        )
        for on in (date(2027, 4, 1), date(2027, 6, 30), date(2027, 7, 1))
    ]
    assert [getattr(answer, "reason", None) for answer in answers] == [None, Why.GROUP_FULL_UNTIL, None]


def test_a_contract_ends_once_with_a_reason(season):
    contract = contract_at(kita())
    lead, last_day = lead_of(contract), date(2027, 3, 31)
    for wrong in ("", "transfer"):
        assert commands.end_contract(lead, contract, last_day, wrong, at=MOMENT).reason is Why.NO_END_REASON
    assert commands.end_contract(lead, contract, last_day, "moves", at=MOMENT) is None
    again = commands.end_contract(lead, contract, last_day, "moves", at=MOMENT)
    assert again.reason is Why.CONTRACT_ENDED
    assert Group.objects.get(pk=contract.offer.group_id).promised == 0


def test_a_child_that_takes_a_place_elsewhere_leaves_the_day_before(season):
    mia, office = child(), holder_of(Role.YOUTH_OFFICE)
    mother = guardian_of(mia)
    old = contract_at(kita(), somebody=mia, mother=mother)
    old_lead = old.offer.wish.facility.pk
    new = contract_at(kita(), somebody=mia, mother=mother, starts_on=date(2027, 4, 1))
    old.refresh_from_db()
    assert (old.ends_on, old.end_reason) == (date(2027, 3, 31), "transfer")
    assert new.ends_on is None and new.starts_on == date(2027, 4, 1)
    assert Group.objects.get(pk=old.offer.group_id).promised == 0
    assert kinds(office) == ["contract_ended_for_office"]
    left = Message.objects.get(kind="childcare.child_leaves")
    assert left.facts["date"] == "2027-03-31"
    assert left.account.memberships.get().facility_id == old_lead
    assert PreRegistration.objects.filter(state="placed").count() == 2


def test_a_contract_that_was_to_end_later_ends_when_the_child_goes_elsewhere_and_its_place_is_freed_once(
    season,
):
    mia = child()
    mother = guardian_of(mia)
    old = contract_at(kita(), somebody=mia, mother=mother)
    Group.objects.filter(pk=old.offer.group_id).update(promised=2)
    assert commands.end_contract(lead_of(old), old, date(2027, 6, 30), "moves", at=MOMENT) is None
    contract_at(kita(), somebody=mia, mother=mother, starts_on=date(2027, 4, 1))
    old.refresh_from_db()
    assert (old.ends_on, old.end_reason) == (date(2027, 3, 31), "transfer")
    assert old.terms.get().place_until == date(2027, 3, 31)
    assert Group.objects.get(pk=old.offer.group_id).promised == 1


def test_a_contract_that_ended_before_the_child_goes_elsewhere_stays_as_it_is(season):
    mia = child()
    mother = guardian_of(mia)
    old = contract_at(kita(), somebody=mia, mother=mother)
    assert commands.end_contract(lead_of(old), old, date(2027, 3, 31), "moves", at=MOMENT) is None
    contract_at(kita(), somebody=mia, mother=mother, starts_on=date(2027, 4, 1))
    old.refresh_from_db()
    assert (old.ends_on, old.end_reason) == (date(2027, 3, 31), "moves")


def test_a_contract_not_begun_when_the_child_goes_elsewhere_never_began(season):
    mia = child()
    mother = guardian_of(mia)
    old = contract_at(kita(), somebody=mia, mother=mother)
    contract_at(kita(), somebody=mia, mother=mother)
    old.refresh_from_db()
    assert old.ends_on == FIRST_DAY - DAY


def test_only_the_kita_and_the_youth_office_write_into_a_contract(season):
    mia = child()
    mother = guardian_of(mia)
    contract = contract_at(kita(), somebody=mia, mother=mother)
    change = ContractChange(date(2027, 3, 1), "45")
    for stranger in (mother, kita_lead(kita())):
        with pytest.raises(NotPermitted):
            commands.change_contract_hours(actor_for(stranger), contract, change, at=MOMENT)
        with pytest.raises(NotPermitted):
            commands.end_contract(actor_for(stranger), contract, FIRST_DAY, "moves", at=MOMENT)
    office = actor_for(holder_of(Role.YOUTH_OFFICE))
    assert commands.change_contract_hours(office, contract, change, at=MOMENT) is None


def page_of(contract):
    return f"/de/vertrag/{contract.public_id}/"


def test_a_lead_changes_and_ends_a_contract_through_its_page(season):
    contract = contract_at(kita())
    browser = signed_in_client(kita_lead(contract.offer.wish.facility))
    chosen = contract.offer.group.public_id
    same = {"what": "change", "valid_from": "1.3.2027", "hours": "35-block", "group": chosen}
    answer = browser.post(page_of(contract), same)
    assert answer.status_code == 422 and "So steht es schon im Vertrag" in answer.text
    changed = browser.post(page_of(contract), {**same, "hours": "45"}, follow=True).text
    assert "ab 1. März 2027" in changed
    end = {"what": "end", "last_day": "31.3.2027", "reason": "moves"}
    assert "bis 31. März 2027" in browser.post(page_of(contract), end, follow=True).text
    listed = browser.get(f"/de/leitung/{contract.offer.wish.facility.public_id}/vertraege/").text
    assert "Mia Beispiel" in listed and "31. März 2027" in listed


def test_the_youth_office_reads_what_begins_changes_and_ends_in_a_month(season):
    contract = contract_at(kita())
    lead = lead_of(contract)
    commands.change_contract_hours(lead, contract, ContractChange(date(2027, 3, 1), "45"), at=MOMENT)
    commands.end_contract(lead, contract, date(2027, 3, 31), "moves", at=MOMENT)
    browser = signed_in_client(holder_of(Role.YOUTH_OFFICE))
    february = browser.get("/de/jugendamt/vertraege/?monat=2027-02").text
    assert "Beginn" in february and "Änderung" not in february
    march = browser.get("/de/jugendamt/vertraege/?monat=2027-03").text
    assert "1. März 2027" in march and "31. März 2027" in march and "45 Stunden" in march
    assert browser.get("/de/jugendamt/vertraege/?monat=2027-13").status_code == 200
    assert f"{TODAY:%Y}" in browser.get("/de/jugendamt/vertraege/?monat=x").text


@pytest.mark.parametrize("address", ["/de/leitung/{}/vertraege/", "/de/jugendamt/vertraege/?monat=2027-02"])
def test_lists_of_contracts_cost_the_same_for_two_and_for_eight(season, address):
    from kidsapp.childcare.tests.test_pages import statements_of

    place = kita()
    who = holder_of(Role.YOUTH_OFFICE) if "jugendamt" in address else kita_lead(place)
    browser, counts = signed_in_client(who), []
    for more in (2, 6):
        for _ in range(more):
            contract_at(place)
        counts.append(statements_of(browser, address.format(place.public_id)))
    assert counts[0] == counts[1] <= 12
    assert Contract.objects.count() == 8
