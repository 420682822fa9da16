"""The desk of letters: printed, posted, come back; what stands in them; answers that come back on paper."""

from datetime import timedelta

import pytest

from conftest import MOMENT, TODAY
from kidsapp.childcare import commands, jobs
from kidsapp.childcare.models import Draft, HoursEvidence, PlaceOffer, PreRegistration
from kidsapp.childcare.post import letters_pdf, postal_letter
from kidsapp.childcare.queries.letters import letter_desk, posts_of
from kidsapp.childcare.tests.factories import (
    NEXT_YEAR_START,
    THIS_YEAR_START,
    case,
    dated_settings,
    group,
    kita,
)
from kidsapp.childcare.tests.steps import FAMILY, at
from kidsapp.documents.tests.checker import failures_of
from kidsapp.kernel.actors import Role
from kidsapp.messaging.commands import tell
from kidsapp.messaging.models import Letter
from kidsapp.municipality.queries import city_of
from kidsapp.outbox.models import Mail
from kidsapp.people.models import Account
from kidsapp.people.tests.factories import (
    account,
    actor_for,
    child,
    custody,
    guardian_of,
    holder_of,
    kita_lead,
    signed_in_client,
)

DESK = "/de/jugendamt/briefe/"
TO_DAY = {"received_on": "22.11.2026"}


@pytest.fixture(autouse=True)
def settings_of_city(herne):
    dated_settings()
    herne.profile["contact"] = {"address": "Beispielplatz 1, 44623 Herne", "phone": "02323 000"}
    herne.save()


@pytest.fixture
def worker(herne):
    return holder_of(Role.YOUTH_OFFICE, given_name="Jana", family_name="Amt")


def on_paper(**values) -> Account:
    values = {
        "given_name": "Halyna",
        "family_name": "Bondar",
        "street": "Musterweg 1",
        "postal_code": "44623",
        "town": "Herne",
        "language": "uk",
        **values,
    }
    return Account.objects.create(email=None, **values)


@pytest.fixture
def family(herne):
    mia = child()
    somebody = on_paper()
    custody(somebody, mia)
    return case(mia, kita("Kita Kanalblick"), submitted_by=somebody)


def offered(family, **values) -> PlaceOffer:
    wish = family.wishes.get()
    lead = actor_for(kita_lead(wish.facility))
    return commands.accept_child(lead, wish, group(wish.facility).public_id, at=MOMENT)


def said(herne, letter):
    return postal_letter(posts_of([letter])[0], city_of(herne, on=TODAY), on=TODAY)


def test_an_offer_to_a_paper_family_is_a_letter_in_its_language_with_window_slip_and_number(herne, family):
    offered(family)
    letter = Letter.objects.get()
    written = said(herne, letter)
    assert written.language == "uk" and "Kita Kanalblick" in written.title
    assert written.address == ("Halyna Bondar", "Musterweg 1", "44623 Herne")
    assert written.sender_line == "Stadt Herne, Jugendamt · Beispielplatz 1 · 44623 Herne"
    assert family.number in str(written.reference)
    assert written.slip.title.german == "Antwort auf das Platzangebot" and written.slip.title.other
    assert written.slip.back_to.startswith("Zurück bis 6. Dezember 2026 an: Stadt Herne, Jugendamt")
    assert not Mail.objects.filter(language="uk").exists()


def test_only_letters_that_ask_for_an_answer_have_a_slip(herne, family, worker):
    commands.withdraw_preregistration(actor_for(worker), family, at=MOMENT)
    assert said(herne, Letter.objects.get()).slip is None


@pytest.mark.parametrize("language", ["de", "ar", "tr"])
def test_many_letters_are_one_accessible_pdf(herne, family, language):
    offered(family)
    family.submitted_by.language = language
    family.submitted_by.save()
    tell([on_paper(language="pl")], "childcare.withdrawn", facts={"child": "Mia"}, at=MOMENT)
    posts = posts_of(list(Letter.objects.select_related("message__account")))
    content = letters_pdf(posts, city=city_of(herne, on=TODAY), at=MOMENT)
    for profile in ("ua1", "2a"):
        assert failures_of(content, profile=profile) == []


def test_letters_are_printed_together_marked_and_sent_with_day_and_name(family, worker):
    offered(family)
    browser = signed_in_client(worker)
    letter = Letter.objects.get()
    listed = browser.get(DESK).text
    assert "Halyna Bondar" in listed and family.number in listed and "Ukrainisch" in listed
    answer = browser.post(f"{DESK}drucken/", {"wahl": [letter.public_id]})
    assert answer.content.startswith(b"%PDF")
    letter.refresh_from_db()
    assert (letter.state, letter.printed_by) == ("printed", worker)
    browser.post(f"{DESK}verschickt/", {"wahl": [letter.public_id], "on": "20.11.2026", "stand": "printed"})
    letter.refresh_from_db()
    assert (letter.state, letter.sent_by, str(letter.sent_at.date())) == ("sent", worker, "2026-11-20")
    assert "20. November, <bdi>Jana Amt" in browser.get(f"{DESK}?stand=sent").text


def test_a_letter_is_not_sent_before_it_is_printed_nor_in_the_future(family, worker):
    offered(family)
    browser, letter = signed_in_client(worker), Letter.objects.get()
    browser.post(f"{DESK}verschickt/", {"wahl": [letter.public_id], "on": "22.11.2026"})
    letter.refresh_from_db()
    assert letter.state == "made"
    browser.post(f"{DESK}drucken/", {"wahl": [letter.public_id]})
    late = browser.post(f"{DESK}verschickt/", {"wahl": [letter.public_id], "on": "23.11.2026"})
    assert late.status_code == 422 and "Zukunft" in late.text


def test_all_letters_of_a_kind_are_printed_with_one_button(family, worker):
    offered(family)
    tell([on_paper()], "childcare.withdrawn", facts={"child": "Mia"}, at=MOMENT)
    browser = signed_in_client(worker)
    browser.post(f"{DESK}drucken/", {"all": "1", "stand": "made", "art": "childcare.place_offered"})
    states = dict(Letter.objects.values_list("message__kind", "state"))
    assert states == {"childcare.place_offered": "printed", "childcare.withdrawn": "made"}


def test_a_letter_without_a_whole_address_is_not_printed(worker):
    tell([on_paper(street="")], "childcare.withdrawn", facts={"child": "Mia"}, at=MOMENT)
    browser = signed_in_client(worker)
    assert "Anschrift fehlt" in browser.get(DESK).text
    assert browser.post(f"{DESK}drucken/", {"all": "1", "stand": "made"}).status_code == 422
    assert Letter.objects.get().state == "made"


def test_no_letter_is_printed_to_somebody_who_was_blocked_meanwhile(family, worker):
    offered(family)
    family.child.custodies.update(blocked_at=MOMENT)
    browser = signed_in_client(worker)
    assert "Halyna" not in browser.get(DESK).text
    browser.post(f"{DESK}drucken/", {"all": "1", "stand": "made", "wahl": [Letter.objects.get().public_id]})
    assert Letter.objects.get().state == "made"


def test_a_returned_letter_says_why_and_can_be_printed_again_or_laid_aside(family, worker):
    offered(family)
    browser, letter = signed_in_client(worker), Letter.objects.get()
    browser.post(f"{DESK}drucken/", {"all": "1", "stand": "made"})
    browser.post(f"{DESK}verschickt/", {"all": "1", "stand": "printed", "on": "22.11.2026"})
    assert browser.post(f"{DESK}{letter.public_id}/zurueck/", {}).status_code == 422
    browser.post(f"{DESK}{letter.public_id}/zurueck/", {"reason": "moved"})
    delivery = browser.get("/de/jugendamt/zustellung/").text
    assert "Unbekannt verzogen" in delivery and family.number in delivery
    browser.post(f"{DESK}drucken/", {"wahl": [letter.public_id], "stand": "returned"})
    letter.refresh_from_db()
    assert letter.state == "printed"
    Letter.objects.update(state="returned")
    browser.post(f"{DESK}{letter.public_id}/erledigt/")
    letter.refresh_from_db()
    assert letter.state == "settled"
    assert family.number not in browser.get("/de/jugendamt/zustellung/").text


def test_the_desk_asks_as_many_statements_for_many_letters_as_for_few(
    family, worker, django_assert_max_num_queries
):
    offered(family)
    actor = actor_for(worker)
    with django_assert_max_num_queries(4) as few:
        letter_desk(actor, state="made")
    for _ in range(30):
        facts = {"child": "Mia", "facility": "K", "date": "2026-12-06"}
        tell([on_paper()], "childcare.offer_reminder", facts=facts, at=MOMENT)
    with django_assert_max_num_queries(4) as many:
        assert len(letter_desk(actor, state="made").rows) == 31
    assert len(few) == len(many)


def test_an_acceptance_on_paper_is_entered_for_the_family_and_says_so(family, worker):
    offer = offered(family)
    browser = signed_in_client(worker)
    address = f"/de/jugendamt/{family.public_id}/papier/"
    assert "Familie nimmt an" in browser.get(address).text
    browser.post(address, {"accepted": offer.public_id, **TO_DAY})
    family.refresh_from_db()
    assert family.state == "placed"
    event = family.events.get(act="accept_place_offer")
    assert event.on_paper and event.account_id == worker.pk
    assert (
        "Platz in Kita Kanalblick angenommen (auf Papier, eingegangen am 22. November 2026)"
        in browser.get(f"/de/jugendamt/{family.public_id}/").text
    )
    assert Letter.objects.filter(message__kind="childcare.placed").count() == 1


def test_of_two_guardians_each_is_served_as_they_chose(family):
    father = account(by_letter=False)
    custody(father, family.child)
    third = account(by_letter=True, street="Weg 3", postal_code="44623", town="Herne")
    custody(third, family.child)
    offered(family)
    told = Letter.objects.filter(message__kind="childcare.place_offered")
    assert {letter.message.account for letter in told} == {family.submitted_by, third}
    assert Mail.objects.get(recipient=father.email)
    assert not Mail.objects.filter(recipient=third.email).exists()


def test_a_decline_and_a_withdrawal_on_paper_say_so(family, worker):
    offer = offered(family)
    browser = signed_in_client(worker)
    address = f"/de/jugendamt/{family.public_id}/papier/"
    browser.post(address, {"declined": offer.public_id, **TO_DAY})
    assert browser.post(address, {"withdraw": "1", **TO_DAY}).status_code == 409
    browser.post(address, {"withdraw": "1", "signed": "1", **TO_DAY})
    family.refresh_from_db()
    assert family.state == "withdrawn"
    assert set(family.events.filter(on_paper=True).values_list("act", flat=True)) == {
        "decline_place_offer",
        "withdraw_preregistration",
    }


def test_an_expired_offer_is_refused_on_paper_too(family, worker):
    offer = offered(family)
    PlaceOffer.objects.update(answer_until=TODAY - timedelta(days=1))
    answer = signed_in_client(worker).post(
        f"/de/jugendamt/{family.public_id}/papier/", {"accepted": offer.public_id, **TO_DAY}
    )
    assert answer.status_code == 409
    family.refresh_from_db()
    assert family.state == "submitted"


def test_the_offer_of_another_case_is_not_answered_here(family, worker):
    other = case(child(given_name="Lina"), kita())
    custody(on_paper(), other.child)
    offer = offered(other)
    signed_in_client(worker).post(
        f"/de/jugendamt/{family.public_id}/papier/", {"accepted": offer.public_id, **TO_DAY}
    )
    offer.refresh_from_db()
    assert offer.state == "offered"


def test_evidence_on_paper_needs_no_upload_and_waits_for_the_office(worker):
    mia = child()
    custody(on_paper(), mia)
    made = case(mia, kita(), hours="45")
    browser = signed_in_client(worker)
    address = f"/de/jugendamt/{made.public_id}/papier/"
    assert browser.post(address, {"evidence": "1", **TO_DAY}).status_code == 422
    browser.post(address, {"evidence": "1", "ground": "work", **TO_DAY})
    evidence = HoursEvidence.objects.get()
    assert (evidence.state, evidence.ground) == ("open", "work")
    assert made.events.get(act="give_hours_evidence").on_paper


def test_a_paper_family_is_reminded_by_letter_early_enough_for_the_post(family):
    """Three days before the last day for others; a letter leaves four days sooner (§ 37 II SGB X)."""
    offered(family)
    until = PlaceOffer.objects.get().answer_until
    reminders = Letter.objects.filter(message__kind="childcare.offer_reminder")
    remind = lambda days: jobs.remind_families(MOMENT + (until - TODAY) - timedelta(days=days), 0)  # noqa: E731
    remind(8)
    assert not reminders.exists()
    remind(7)
    assert reminders.get().state == "made"
    remind(3)
    assert reminders.count() == 1


def test_a_family_with_mail_is_reminded_as_before(herne):
    mia = child()
    guardian_of(mia)
    offered(case(mia, kita(), starts_on=THIS_YEAR_START))
    offer = PlaceOffer.objects.get()
    for days, is_reminded in ((7, False), (3, True)):
        jobs.remind_families(MOMENT + (offer.answer_until - TODAY) - timedelta(days=days), 0)
        offer.refresh_from_db()
        assert bool(offer.reminded_at) is is_reminded
    assert PreRegistration.objects.count() == 1


def test_the_office_corrects_the_address_of_a_paper_family_and_never_its_own(family, worker):
    """Until today a change by the office wrote the family's name over the worker's own account."""
    browser = signed_in_client(worker)
    browser.post(f"/de/vormerkung/{family.public_id}/aendern/", {"go": "familie"})
    draft = Draft.objects.get()
    contact = {"own_given_name": "Halyna", "own_family_name": "Bondar", "own_street": "Neue Straße 7"}
    places = {"own_postal_code": "44625", "own_town": "Herne", "own_language": "ar", "second": "no"}
    browser.post(at(draft, "familie"), {**contact, **places})
    browser.post(at(draft, "pruefen"))
    draft.refresh_from_db()
    assert draft.sent == family
    family.submitted_by.refresh_from_db()
    worker.refresh_from_db()
    assert (family.submitted_by.street, family.submitted_by.language) == ("Neue Straße 7", "ar")
    assert (worker.given_name, worker.street) == ("Jana", "")


def test_the_office_changes_a_case_of_an_online_family_without_touching_anybodys_address(worker):
    mia = child()
    mother = guardian_of(mia, street="Alte Straße 1")
    made = case(mia, kita(), starts_on=NEXT_YEAR_START, submitted_by=mother)
    browser = signed_in_client(worker)
    browser.post(f"/de/vormerkung/{made.public_id}/aendern/", {"go": "familie"})
    draft = Draft.objects.get()
    browser.post(at(draft, "familie"), {**FAMILY, "own_street": "Neue Straße 7"})
    browser.post(at(draft, "pruefen"))
    draft.refresh_from_db()
    mother.refresh_from_db()
    worker.refresh_from_db()
    assert draft.sent == made
    assert (mother.street, worker.street, worker.given_name) == ("Alte Straße 1", "", "Jana")
