"""A second child of a family on paper: found, offered, never joined silently; one code for all."""

import re
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conftest import MOMENT
from kidsapp.audit.models import AuditLine
from kidsapp.childcare import commands
from kidsapp.childcare.models import Draft, PreRegistration, Sibling
from kidsapp.childcare.rules import FamilySearch, FamilyTerms, is_found, is_likely
from kidsapp.childcare.tests.factories import case, dated_settings, kita
from kidsapp.childcare.tests.steps import CHILD, FAMILY, NEED, at, wishes
from kidsapp.childcare.tests.test_submit import CONTACT, RECORD, answers
from kidsapp.kernel.actors import Role
from kidsapp.kernel.refusals import Refused
from kidsapp.municipality.models import DatedSetting
from kidsapp.people.models import Account, Custody
from kidsapp.people.queries import sign_of
from kidsapp.people.refusals import PeopleRefusal
from kidsapp.people.rules import ChildRecord, Contact
from kidsapp.people.tests.factories import (
    account,
    actor_for,
    child,
    custody,
    holder_of,
    kita_lead,
    signed_in_client,
)

OFFICE = "/de/jugendamt/vormerken/"
HALYNA = Contact("Halyna", "Bondar", "02323 998877", "Bahnhofstraße 12", "44623", "Herne")
TARAS = ChildRecord("Taras", "Bondar", date(2024, 10, 3))
TERMS = FamilyTerms(HALYNA, [TARAS], ["HER-27-0042"])


@pytest.mark.parametrize(
    ("words", "born_on", "found"),
    [
        ("her-27-0042", None, True),
        ("HER 27 0042", None, True),
        ("Bahnhofstr. 12, 44623 Herne", None, True),
        ("Bahnhofstr. 12", None, True),
        ("Bahnhofstraße", None, False),
        ("Bahnhofstr. 1", None, False),
        ("Halyna Bondar", None, False),
        ("bondar", date(2024, 10, 3), True),
        ("Taras", date(2024, 10, 3), True),
        ("Bondar", date(2024, 10, 4), False),
        ("", date(2024, 10, 3), False),
        ("", None, False),
    ],
)
def test_a_family_is_found_by_number_address_or_name_with_birthday(words, born_on, found):
    assert is_found(FamilySearch(words, born_on), TERMS) is found


@given(st.lists(st.sampled_from(["Halyna", "Bondar", "Taras", "Herne", "44623", "12", "27"])))
def test_names_and_places_alone_never_find_a_family(words):
    assert not is_found(FamilySearch(" ".join(words)), TERMS)


@pytest.mark.parametrize(
    ("said", "likely"),
    [
        (Contact("Halyna", "BONDAR", "", "Bahnhofstr. 12", "44623"), True),
        (Contact("Petro", "Bondar", "", "Bahnhofstr. 12", "44623"), True),
        (Contact("Halyna", "Bondar", "02323 998877", "Neuer Weg 3", "44625"), True),
        (Contact("Halyna", "Bondar", "", "Neuer Weg 3", "44625"), False),
        (Contact("Halyna", "Bondar"), False),
        (Contact("Petro", "Koval", "02323 998877", "Bahnhofstr. 12", "44623"), False),
    ],
)
def test_a_family_is_likely_by_its_name_at_its_address_or_telephone(said, likely):
    assert is_likely(said, TERMS) is likely


@pytest.fixture
def city(herne):
    dated_settings()


@pytest.fixture
def place(city):
    return kita("Kita Sonnenhang")


@pytest.fixture
def worker(city):
    return holder_of(Role.YOUTH_OFFICE)


@pytest.fixture
def first(worker, place) -> PreRegistration:
    return commands.enter_at_counter(actor_for(worker), CONTACT, RECORD, answers(place), at=MOMENT)


OLHA = {**CHILD, "given_name": "Olha", "family_name": RECORD.family_name, "born_on": "5.6.2023"}
STRANGER = {**FAMILY, "own_given_name": "Sara", "own_family_name": "Stein", "own_language": "de"}


def begun(browser, start, *facilities) -> Draft:
    browser.post(start, {**OLHA, "key": "abcdefghijkl"})
    draft = Draft.objects.latest("pk")
    browser.post(at(draft, "zeiten"), NEED)
    browser.post(at(draft, "kitas"), wishes(*facilities))
    return draft


def key_of(case) -> str:
    return Custody.objects.get(child=case.child).public_id


def typed(contact, **values):
    named = {f"own_{name}": getattr(contact, name) for name in ("given_name", "family_name", "phone")}
    home = {f"own_{name}": getattr(contact, name) for name in ("street", "postal_code", "town")}
    return {**named, **home, "own_language": "uk", "second": "no", **values}


def test_the_office_finds_the_family_and_the_second_child_joins_its_account(worker, place, first):
    browser = signed_in_client(worker)
    draft = begun(browser, OFFICE, place)
    page = browser.post(at(draft, "familie"), {"find": first.number, "look": "1"}, follow=True)
    assert f"{CONTACT.given_name} {CONTACT.family_name}" in page.text and RECORD.given_name in page.text
    chosen = {"find": first.number, "family": key_of(first), "second": "no"}
    answer = browser.post(at(draft, "familie"), chosen)
    assert answer["Location"] == at(draft, "nachweise")
    browser.post(at(draft, "pruefen"))
    second = PreRegistration.objects.exclude(pk=first.pk).get()
    assert second.submitted_by == first.submitted_by and second.child.given_name == "Olha"
    assert Account.objects.filter(email=None).count() == 1
    assert sign_of(first.child) != sign_of(second.child)


def test_a_found_family_asks_for_an_answer_before_the_form_goes_on(worker, place, first):
    browser = signed_in_client(worker)
    draft = begun(browser, OFFICE, place)
    answer = browser.post(at(draft, "familie"), {**STRANGER, "find": first.number})
    assert answer.status_code == 422 and "eine dieser Familien, oder eine andere." in answer.text
    answer = browser.post(at(draft, "familie"), {**STRANGER, "find": first.number, "family": "none"})
    assert answer.status_code == 302


def test_a_new_search_that_finds_nothing_says_so_although_a_family_is_chosen(worker, place, first):
    browser = signed_in_client(worker)
    draft = begun(browser, OFFICE, place)
    sought = {"find": "HER-99-9999", "family": key_of(first), "look": "1"}
    page = browser.post(at(draft, "familie"), sought, follow=True).text
    assert re.search("open><summary>Familie suchen", page) and "Nichts gefunden." in page


def test_names_of_a_found_family_keep_their_direction_in_arabic(worker, place, first):
    browser = signed_in_client(worker)
    draft = begun(browser, OFFICE, place)
    browser.post(at(draft, "familie"), {"find": first.number, "look": "1"})
    page = browser.get(at(draft, "familie").replace("/de/", "/ar/")).text
    guardian = f"{CONTACT.given_name} {CONTACT.family_name}"
    assert f"\N{FIRST STRONG ISOLATE}{guardian}\N{POP DIRECTIONAL ISOLATE}" in page


def test_naming_the_children_of_a_found_family_stands_in_the_audit_line(worker, place, first):
    browser = signed_in_client(worker)
    draft = begun(browser, OFFICE, place)
    browser.post(at(draft, "familie"), {"find": first.number, "look": "1"})
    browser.get(at(draft, "familie"))
    assert first.child_id in AuditLine.objects.latest("pk").children


def test_a_likely_family_is_asked_about_and_never_joined_silently(worker, place, first):
    browser = signed_in_client(worker)
    draft = begun(browser, OFFICE, place)
    page = browser.post(at(draft, "familie"), typed(CONTACT))
    assert page.status_code == 422 and "Gehört das Kind zu einer dieser Familien?" in page.text
    answer = browser.post(at(draft, "familie"), typed(CONTACT, family="none"))
    assert answer.status_code == 302
    browser.post(at(draft, "pruefen"))
    assert Account.objects.filter(email=None).count() == 2


def test_a_strange_family_is_not_asked(worker, place, first):
    browser = signed_in_client(worker)
    draft = begun(browser, OFFICE, place)
    assert browser.post(at(draft, "familie"), STRANGER).status_code == 302


def test_a_kita_finds_only_families_whose_child_is_in_play_with_it(place, worker, first):
    DatedSetting.objects.create(
        key="childcare.wishes_seen_from", value="11-01", valid_from=date(2020, 8, 1), source="test"
    )
    elsewhere = kita("Kita Anderswo")
    lead, other = signed_in_client(kita_lead(place)), signed_in_client(kita_lead(elsewhere))
    for browser, facility, is_seen in ((lead, place, True), (other, elsewhere, False)):
        draft = begun(browser, f"/de/leitung/{facility.public_id}/vormerken/", facility)
        page = browser.post(at(draft, "familie"), {"find": first.number, "look": "1"}, follow=True)
        assert (RECORD.given_name in page.text) is is_seen
        answer = browser.post(at(draft, "familie"), {"family": key_of(first), "second": "no"})
        assert (answer.status_code == 302) is is_seen
        draft.delete()


def test_a_wish_that_is_not_in_play_yet_shows_a_kita_nothing(worker, place):
    lower = kita("Kita Zweitwunsch")
    made = commands.enter_at_counter(actor_for(worker), CONTACT, RECORD, answers(place, lower), at=MOMENT)
    browser = signed_in_client(kita_lead(lower))
    draft = begun(browser, f"/de/leitung/{lower.public_id}/vormerken/", lower)
    page = browser.post(at(draft, "familie"), {"find": made.number, "look": "1"}, follow=True)
    assert RECORD.given_name not in page.text and "Nichts gefunden" in page.text


def joined(worker, place, first) -> PreRegistration:
    browser = signed_in_client(worker)
    draft = begun(browser, OFFICE, place)
    chosen = {"family": key_of(first), "second": "no"}
    together = {"sibling_1_where": f"child:{first.child.public_id}"}
    browser.post(at(draft, "familie"), {**chosen, **together})
    browser.post(at(draft, "pruefen"))
    return PreRegistration.objects.exclude(pk=first.pk).get()


def test_brother_and_sister_from_a_counter_can_ask_for_one_kita(worker, place, first):
    second = joined(worker, place, first)
    assert Sibling.objects.get(preregistration=second).together_with == first.child


@pytest.mark.parametrize("typed_number", ["first", "second"])
def test_one_code_with_any_number_of_the_family_takes_all_children_over(worker, place, first, typed_number):
    second = joined(worker, place, first)
    code = commands.issue_code(actor_for(worker), second, at=MOMENT)
    mother, case = account(), {"first": first, "second": second}[typed_number]
    taken = commands.take_over_case(actor_for(mother), case.number, code, at=MOMENT)
    assert taken == case
    for each in (first, second):
        each.refresh_from_db()
        assert each.submitted_by == mother and each.events.latest("pk").act == "take_over_case"
        assert each.child.custodies.get().account == mother
    line = AuditLine.objects.filter(act="childcare.take_over_case").latest("pk")
    assert set(line.children) == {first.child_id, second.child_id}


def test_who_is_blocked_for_one_child_takes_none_over_with_the_code_of_the_other(worker, place, first):
    second = joined(worker, place, first)
    father = account()
    custody(father, first.child, blocked_at=MOMENT)
    code = commands.issue_code(actor_for(worker), second, at=MOMENT)
    refused = commands.take_over_case(actor_for(father), second.number, code, at=MOMENT)
    assert isinstance(refused, Refused) and refused.reason is PeopleRefusal.CODE_BLOCKED


def test_a_family_that_took_its_account_over_meanwhile_gets_no_child_from_a_counter(worker, place, first):
    browser = signed_in_client(worker)
    draft = begun(browser, OFFICE, place)
    browser.post(at(draft, "familie"), {"family": key_of(first), "second": "no"})
    code = commands.issue_code(actor_for(worker), first, at=MOMENT)
    commands.take_over_case(actor_for(account()), first.number, code, at=MOMENT)
    answer = browser.post(at(draft, "pruefen"))
    assert answer.status_code == 422 and "ist hier nicht mehr zu finden" in answer.text
    assert PreRegistration.objects.count() == 1


def test_the_office_is_offered_a_family_with_an_account_online_and_a_kita_never_is(worker, place):
    mother, jonas = account("halyna@example.org", given_name="Halyna", family_name="Bondar"), child()
    custody(mother, jonas)
    first = case(jonas, place, submitted_by=mother)
    browser, lead = signed_in_client(worker), signed_in_client(kita_lead(place))
    at_kita = begun(lead, f"/de/leitung/{place.public_id}/vormerken/", place)
    seen = lead.post(at(at_kita, "familie"), {"find": first.number, "look": "1"}, follow=True).text
    assert "Konto mit E-Mail" not in seen
    assert (
        lead.post(at(at_kita, "familie"), {"family": f"konto-{key_of(first)}", "second": "no"}).status_code
        == 422
    )
    at_kita.delete()
    draft = begun(browser, OFFICE, place)
    page = browser.post(at(draft, "familie"), {"find": first.number, "look": "1"}, follow=True).text
    assert "Halyna Bondar" in page and "Konto mit E-Mail" in page and "halyna@" not in page
    browser.post(at(draft, "familie"), {"family": f"konto-{key_of(first)}", "second": "no"})
    sent = browser.post(at(draft, "pruefen"), follow=True).text
    second = PreRegistration.objects.exclude(pk=first.pk).get()
    assert second.submitted_by == mother and not Account.objects.filter(email=None).exists()
    assert "auch in ihrem Konto" in sent and "Auf dem Papier steht ein Code" not in sent
