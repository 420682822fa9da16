"""Sending: late and urgent, doubles, families at a counter, and everything that the form asks."""

from datetime import date

import pytest
from django.utils import translation

from conftest import MOMENT, TODAY
from kidsapp.audit.acts import NotPermitted
from kidsapp.audit.models import AuditLine
from kidsapp.childcare import commands
from kidsapp.childcare.models import CaseConcern, HoursEvidence, PreRegistration, Sibling
from kidsapp.childcare.refusals import ChildcareRefusal as Why
from kidsapp.childcare.tests.factories import NEXT_YEAR_START, case, dated_settings, kita
from kidsapp.childcare.tests.steps import FAMILY, at, filled, sent
from kidsapp.kernel.actors import Role
from kidsapp.kernel.opening_hours import Span, Week
from kidsapp.messaging.models import Letter, Message
from kidsapp.municipality.models import DatedSetting
from kidsapp.people.models import Account, Child, NamedGuardian
from kidsapp.people.queries import actor_of
from kidsapp.people.rules import ChildRecord, Contact
from kidsapp.people.tests.factories import (
    child,
    guardian,
    guardian_of,
    holder_of,
    kita_lead,
    signed_in_client,
)

pytestmark = pytest.mark.django_db
CONTACT = Contact("Halyna", "Bondar", street="Weg 2", postal_code="44623", town="Herne", language="uk")
RECORD = ChildRecord("Taras", "Bondar", date(2024, 5, 1))


@pytest.fixture(autouse=True)
def season(herne):
    dated_settings()


def acting(account, herne, today=TODAY):
    return actor_of(account, municipality_id=herne.pk, today=today, language="de")


def answers(*facilities, **values):
    values = {"form_key": "k1", "starts_on": NEXT_YEAR_START, "hours": "35-block", **values}
    return commands.Answers(wishes=tuple(f.public_id for f in facilities), **values)


def submitted(herne, *, today=TODAY, **values):
    mia = child()
    return commands.submit_preregistration(
        acting(guardian_of(mia), herne, today), mia, answers(kita(), **values), at=MOMENT
    )


def test_everything_that_the_form_asks_is_in_the_case():
    mia, ali = child(), child(given_name="Ali", born_on=date(2023, 1, 1))
    browser, first, second = signed_in_client(guardian_of(mia, ali)), kita("Eins"), kita("Zwei")
    sent(
        browser,
        first,
        second,
        child={"child": mia.public_id},
        need={
            "weekdays_from": "7:30",
            "weekdays_until": "14:30",
            "fri_from": "8:00",
            "fri_until": "12:00",
            "moves_in_on": "15.7.2027",
            "is_urgent": "on",
            "urgent_reason": "Neue Arbeit ab August",
        },
        family={
            "second": "yes",
            "second_given_name": "Jo",
            "second_family_name": "O’Neill",
            "second_kind": "joint",
            "second_street": "Anderswo 3",
            "second_postal_code": "59494",
            "second_town": "Soest",
            "second_language": "en",
            "sibling_1_name": "Lea",
            "sibling_1_where": second.public_id,
            "sibling_2_where": f"child:{ali.public_id}",
            "present_place": "zwei",
            "home_language": "tr",
            "food": ["no_pork", "allergy"],
            "food_note": "Nüsse",
            "remark": "liebt Bagger",
        },
    )
    made = PreRegistration.objects.get()
    spans = {day: (Span(450, 870),) for day in range(4)} | {4: (Span(480, 720),)}
    assert made.times == Week(spans) and made.moves_in_on == date(2027, 7, 15)
    assert made.is_urgent and made.urgent_reason == "Neue Arbeit ab August"
    assert (made.present_facility, made.home_language, made.food_note) == (second, "tr", "Nüsse")
    assert made.food == ["no_pork", "allergy"] and made.remark == "liebt Bagger"
    found = {(s.given_name, s.facility_id, s.together_with_id) for s in Sibling.objects.all()}
    assert found == {("Lea", second.pk, None), ("Ali", None, ali.pk)}
    other = NamedGuardian.objects.get()
    assert (other.family_name, other.town, other.language, other.kind) == ("O’Neill", "Soest", "en", "joint")
    mother = Account.objects.get(custodies__child=mia)
    assert (mother.street, mother.postal_code) == ("Musterweg 1", "44623")


def test_many_hours_ask_for_their_ground_and_only_those():
    browser = signed_in_client(guardian())
    draft = filled(browser, kita(), need={"hours": "45"})
    assert browser.post(at(draft, "pruefen")).status_code == 422
    browser.post(at(draft, "nachweise"), {"ground": "training"})
    browser.post(at(draft, "pruefen"))
    assert HoursEvidence.objects.get().ground == "training"
    other = filled(signed_in_client(guardian()), kita(), child={"key": "mnopqrstuvwx"})
    assert "Warum brauchen Sie" not in signed_in_client(other.account).get(at(other, "nachweise")).text


def test_up_to_the_eve_of_the_cut_off_nobody_is_late(herne):
    made = submitted(herne, today=date(2027, 1, 31))
    assert not made.is_late and Message.objects.get().kind == "childcare.received"


def test_from_the_cut_off_on_a_case_is_taken_and_marked_for_the_second_round(herne):
    made = submitted(herne, today=date(2027, 2, 1))
    assert made.is_late
    message = Message.objects.get()
    assert (message.kind, message.facts["date"]) == ("childcare.received_late", "2027-04-15")


def test_who_needs_a_place_in_the_running_year_is_taken_too(herne):
    made = submitted(herne, starts_on=date(2027, 2, 1), moves_in_on=date(2027, 1, 15))
    assert made.is_late and made.year == 2026
    assert Message.objects.get().kind == "childcare.received_in_year"


def test_a_cut_off_that_the_city_changes_in_mid_season_counts_from_its_day_on(herne):
    DatedSetting.objects.filter(key="childcare.cut_off").update(valid_until=date(2026, 12, 31))
    DatedSetting.objects.create(
        key="childcare.cut_off", value="01-15", valid_from=date(2027, 1, 1), source="Rat"
    )
    assert not submitted(herne, today=date(2026, 12, 20), form_key="a").is_late
    assert not submitted(herne, today=date(2027, 1, 14), form_key="b").is_late
    assert submitted(herne, today=date(2027, 1, 20), form_key="c").is_late


def test_a_child_that_turns_three_in_between_is_judged_on_its_first_day(herne):
    mia = child(born_on=date(2024, 7, 31))
    actor, place = acting(guardian_of(mia), herne), kita(age_from_months=36)
    early = commands.submit_preregistration(
        actor, mia, answers(place, starts_on=date(2027, 7, 30)), at=MOMENT
    )
    assert [refused.reason for refused in early] == [Why.TOO_YOUNG]
    made = commands.submit_preregistration(actor, mia, answers(place), at=MOMENT)
    assert isinstance(made, PreRegistration) and not made.wishes.get().warning


def test_a_double_by_another_family_is_taken_and_goes_to_the_youth_office(herne):
    first = case(child(given_name="Zoé", born_on=date(2024, 3, 1)), kita(), starts_on=NEXT_YEAR_START)
    again = child(given_name="zoe", born_on=date(2024, 3, 1))
    made = commands.submit_preregistration(
        acting(guardian_of(again), herne), again, answers(kita()), at=MOMENT
    )
    concern = CaseConcern.objects.get()
    assert (concern.kind, concern.preregistration, concern.other) == ("duplicate", made, first)


@pytest.mark.parametrize("other", [{"given_name": "Mio"}, {"born_on": date(2024, 5, 18)}])
def test_another_name_or_birthday_is_no_double(herne, other):
    case(child(**other), kita(), starts_on=NEXT_YEAR_START)
    submitted(herne)
    assert not CaseConcern.objects.exists()


@pytest.mark.parametrize(("role", "origin"), [(Role.YOUTH_OFFICE, "youth_office"), (Role.KITA_LEAD, "kita")])
def test_at_a_counter_the_same_is_registered_for_a_family_without_an_address_for_mail(herne, role, origin):
    place = kita()
    staff = kita_lead(place) if role is Role.KITA_LEAD else holder_of(role)
    made = commands.enter_at_counter(
        acting(staff, herne), CONTACT, RECORD, answers(place), kind="sole", origin=origin, at=MOMENT
    )
    assert (made.origin, made.child.given_name, made.number) == (origin, "Taras", "HER-27-0001")
    family = made.submitted_by
    assert (family.email, family.language, family.has_usable_password()) == (None, "uk", False)
    assert made.child.custodies.get().kind == "sole"
    assert Letter.objects.count() == 1
    assert made.events.get().act == "enter_at_counter" and made.events.get().account_id == staff.pk
    line = AuditLine.objects.get()
    assert (line.act, line.children) == ("childcare.enter_at_counter", [made.child_id])


def test_what_is_refused_at_a_counter_leaves_nothing_behind(herne):
    actor = acting(holder_of(Role.YOUTH_OFFICE), herne)
    refused = commands.enter_at_counter(actor, CONTACT, RECORD, answers(), at=MOMENT)
    assert [each.reason for each in refused] == [Why.NO_WISH]
    assert not Child.objects.exists() and not Account.objects.filter(email=None).exists()


def test_a_family_does_not_enter_at_a_counter(herne):
    with pytest.raises(NotPermitted):
        commands.enter_at_counter(acting(guardian(), herne), CONTACT, RECORD, answers(kita()), at=MOMENT)


def test_the_form_at_a_counter_is_the_same_and_ends_with_a_paper_to_print(herne):
    staff, place = holder_of(Role.YOUTH_OFFICE), kita()
    draft = commands.begin_draft(acting(staff, herne), "", {}, origin="youth_office", go_on="kind", at=MOMENT)
    browser = signed_in_client(staff)
    child_typed = {"child": "new", "given_name": "Taras", "family_name": "Bondar", "born_on": "1.5.2024"}
    browser.post(at(draft, "kind"), {**child_typed, "custody": "sole"})
    browser.post(at(draft, "zeiten"), {"starts_on": "1.8.2027", "hours": "35-block"})
    browser.post(at(draft, "kitas"), {"wish": [place.public_id]})
    assert "Wer meldet das Kind an?" in browser.get(at(draft, "familie")).text
    browser.post(at(draft, "familie"), {**FAMILY, "own_given_name": "Halyna", "own_language": "uk"})
    answer = browser.post(at(draft, "pruefen"), follow=True)
    made = PreRegistration.objects.get()
    assert made.origin == "youth_office" and made.submitted_by.given_name == "Halyna"
    assert made.number in answer.text and "Bestätigung drucken" in answer.text
    staff.refresh_from_db()
    assert staff.given_name != "Halyna"
    paper = browser.get(f"/uk/vormerkung/entwurf/{draft.public_id}/bestaetigung.pdf")
    assert paper.content.startswith(b"%PDF")


def test_a_kita_opens_what_it_entered_on_that_day_only(herne):
    place = kita()
    lead = kita_lead(place)
    draft = commands.begin_draft(
        acting(lead, herne), "", {}, origin="kita", facility=place, go_on="kind", at=MOMENT
    )
    made = case(child(), place, origin="kita")
    draft.sent, draft.saved_at = made, MOMENT
    draft.save()
    browser = signed_in_client(lead)
    assert browser.get(at(draft, "gesendet")).status_code == 200
    draft.saved_at = MOMENT.replace(day=21)
    draft.save()
    assert browser.get(at(draft, "gesendet")).status_code == 404


def test_the_lead_of_another_kita_does_not_open_the_draft_of_a_former_one(herne):
    place, other = kita(), kita()
    lead = kita_lead(place)
    draft = commands.begin_draft(
        acting(lead, herne), "", {}, origin="kita", facility=place, go_on="kind", at=MOMENT
    )
    lead.memberships.update(facility=other)
    assert signed_in_client(lead).get(at(draft, "kind")).status_code == 404


def test_a_parent_who_lost_custody_a_minute_ago_cannot_send(herne):
    mia = child()
    mother = guardian_of(mia)
    browser = signed_in_client(mother)
    draft = filled(browser, kita(), child={"child": mia.public_id})
    mia.custodies.update(blocked_at=MOMENT)
    answer = browser.post(at(draft, "pruefen"))
    assert answer.status_code in {403, 404, 422} and not PreRegistration.objects.exists()


def test_the_confirmation_names_all_answers_in_the_readers_language(herne):
    from kidsapp.childcare.confirmation import confirmation_sections

    mia = child()
    made = commands.submit_preregistration(
        acting(guardian_of(mia), herne),
        mia,
        answers(kita("Eins"), hours="45", ground="work", food=("halal",), remark="liebt Bagger"),
        at=MOMENT,
    )
    with translation.override("de"):
        text = str(confirmation_sections(made, {}))
    for words in ("Mia Beispiel", "Eins", "Arbeit", "halal", "liebt Bagger", "Ayşe"):
        assert words in text
