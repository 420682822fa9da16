"""Changing and withdrawing what was sent, until the round closes."""

from datetime import date

import pytest

from conftest import MOMENT
from kidsapp.childcare import commands
from kidsapp.childcare.models import PreRegistration, Wish
from kidsapp.childcare.refusals import ChildcareRefusal as Why
from kidsapp.childcare.states import WishState
from kidsapp.childcare.tests.factories import NEXT_YEAR_START, case, dated_settings, kita
from kidsapp.childcare.tests.steps import FAMILY, NEED, at, wishes
from kidsapp.kernel.actors import Role
from kidsapp.messaging.models import Message
from kidsapp.people.queries import actor_of
from kidsapp.people.tests.factories import child, guardian_of, holder_of, signed_in_client

pytestmark = pytest.mark.django_db
AFTER_THE_CLOSE = date(2027, 7, 1)


@pytest.fixture(autouse=True)
def season(herne):
    dated_settings()


@pytest.fixture
def mother():
    return guardian_of(child(), street="Musterweg 1", postal_code="44623", town="Herne")


@pytest.fixture
def sent_case(mother):
    mia = mother.custodies.get().child
    return case(mia, kita("Eins"), kita("Zwei"), starts_on=NEXT_YEAR_START, submitted_by=mother, remark="alt")


@pytest.fixture
def browser(mother):
    return signed_in_client(mother)


def begun(browser, made, step="kitas"):
    answer = browser.post(f"/de/vormerkung/{made.public_id}/aendern/", {"go": step})
    from kidsapp.childcare.models import Draft

    draft = Draft.objects.latest("pk")
    assert answer["Location"] == at(draft, step)
    return draft


def send(browser, draft):
    return browser.post(at(draft, "pruefen"))


def ranks(made):
    return [(wish.rank, wish.facility.name, wish.state) for wish in made.wishes.order_by("rank")]


def test_the_steps_open_with_what_was_sent(browser, sent_case):
    draft = begun(browser, sent_case, "zeiten")
    assert "01.08.2027" in browser.get(at(draft, "zeiten")).text
    page = browser.get(at(draft, "kitas")).text
    assert page.index("Eins") < page.index("Zwei")
    assert "alt" in browser.get(at(draft, "familie")).text


def test_a_change_keeps_number_history_and_wishes_and_opens_new_ones(browser, sent_case):
    draft, three = begun(browser, sent_case), kita("Drei")
    one, two = (wish.facility for wish in sent_case.wishes.all())
    kept = sent_case.wishes.get(facility=two).pk
    browser.post(at(draft, "kitas"), wishes(three, two))
    answer = send(browser, draft)
    assert answer["Location"] == at(draft, "gesendet")
    made = PreRegistration.objects.get()
    assert (made.number, made.version) == (sent_case.number, 2)
    assert ranks(made) == [(1, "Drei", "open"), (2, "Zwei", "open")]
    assert made.wishes.get(facility=two).pk == kept
    assert made.events.last().act == "change_preregistration"
    assert Message.objects.get().kind == "childcare.changed"
    assert not Wish.objects.filter(facility=one).exists()


def test_what_was_offered_or_declined_stays_though_it_is_left_out(browser, sent_case):
    first, second = sent_case.wishes.all()
    Wish.objects.filter(pk=first.pk).update(state=WishState.DECLINED, decline_reason="full")
    draft = begun(browser, sent_case)
    browser.post(at(draft, "kitas"), wishes(kita("Drei"), kita("Vier"), second.facility))
    send(browser, draft)
    made = PreRegistration.objects.get()
    assert [row[1:] for row in ranks(made)] == [
        ("Eins", "declined"),
        ("Drei", "open"),
        ("Vier", "open"),
        ("Zwei", "open"),
    ]


def test_a_waiting_wish_left_out_ends_and_may_be_made_again(browser, sent_case):
    first, second = sent_case.wishes.all()
    Wish.objects.filter(pk=first.pk).update(state=WishState.WAITING)
    draft = begun(browser, sent_case)
    browser.post(at(draft, "kitas"), wishes(second.facility))
    send(browser, draft)
    first.refresh_from_db()
    assert first.state == WishState.ENDED
    draft = begun(browser, PreRegistration.objects.get())
    browser.post(at(draft, "kitas"), wishes(first.facility, second.facility))
    send(browser, draft)
    first.refresh_from_db()
    assert (first.state, first.rank) == (WishState.OPEN, 1)


def test_while_a_place_is_offered_start_and_hours_stay(browser, sent_case):
    Wish.objects.filter(rank=1).update(state=WishState.OFFERED)
    draft = begun(browser, sent_case, "zeiten")
    browser.post(at(draft, "zeiten"), {**NEED, "hours": "25"})
    answer = send(browser, draft)
    assert answer.status_code == 422 and "bietet gerade einen Platz an" in answer.text
    assert PreRegistration.objects.get().hours == "35-block"


def test_of_two_changes_begun_the_second_is_refused_and_keeps_what_was_typed(herne, browser, sent_case):
    father = guardian_of(sent_case.child, street="Weg 1", postal_code="44623", town="Herne")
    other = signed_in_client(father)
    mine, his = begun(browser, sent_case, "familie"), begun(other, sent_case, "familie")
    browser.post(at(mine, "familie"), {**FAMILY, "remark": "von der Mutter"})
    other.post(at(his, "familie"), {**FAMILY, "remark": "vom Vater"})
    assert send(browser, mine).status_code == 302
    answer = send(other, his)
    assert answer.status_code == 422 and "an anderer Stelle geändert" in answer.text
    assert PreRegistration.objects.get().remark == "von der Mutter"
    assert "vom Vater" in other.get(at(his, "familie")).text


def test_begun_twice_a_change_is_one_draft(browser, sent_case):
    assert begun(browser, sent_case).pk == begun(browser, sent_case, "zeiten").pk


def test_after_the_round_has_closed_nothing_is_changed_and_a_person_is_named(herne, mother, sent_case):
    actor = actor_of(mother, municipality_id=herne.pk, today=AFTER_THE_CLOSE, language="de")
    refused = commands.withdraw_preregistration(actor, sent_case, at=MOMENT)
    assert refused.reason is Why.ROUND_CLOSED
    sent_case.refresh_from_db()
    assert sent_case.state == "submitted"


def test_the_page_of_a_change_says_who_helps_after_the_close(herne, browser, sent_case, monkeypatch):
    herne.profile = {"contact": {"phone": "02323 16-1234", "email": "kita@herne.example"}}
    herne.save()
    moment = MOMENT.replace(year=2027, month=7, day=1)
    monkeypatch.setattr("kidsapp.web.middleware.now", lambda: moment)
    monkeypatch.setattr("kidsapp.audit.door.now", lambda: moment)
    page = browser.get(f"/de/vormerkung/{sent_case.public_id}/aendern/").text
    assert "ist die Vergabe abgeschlossen" in page and "tel:0232316-1234" in page
    assert browser.post(f"/de/vormerkung/{sent_case.public_id}/aendern/").status_code == 409
    onward = browser.get(f"/de/vormerkung/{sent_case.public_id}/zurueckziehen/")
    assert onward["Location"] == f"/de/vormerkung/{sent_case.public_id}/aendern/"


def test_the_youth_office_changes_a_case_from_its_own_page(sent_case):
    office = signed_in_client(holder_of(Role.YOUTH_OFFICE))
    own_page, change = (f"/de/{way}/{sent_case.public_id}" for way in ("jugendamt", "vormerkung"))
    assert f'href="{change}/aendern/"' in office.get(f"{own_page}/").text
    assert f'href="{own_page}/"' in office.get(f"{change}/aendern/").text
    draft = begun(office, sent_case)
    worst_first = [wish.facility for wish in sent_case.wishes.order_by("-rank")]
    office.post(at(draft, "kitas"), wishes(*worst_first))
    assert send(office, draft)["Location"].endswith("/gesendet/")
    assert [name for _rank, name, _state in ranks(sent_case)] == ["Zwei", "Eins"]
    assert sent_case.events.latest("pk").act == "change_preregistration"


def test_the_youth_office_may_still_withdraw_after_the_close(herne, sent_case):
    office = holder_of(Role.YOUTH_OFFICE)
    actor = actor_of(office, municipality_id=herne.pk, today=AFTER_THE_CLOSE, language="de")
    assert commands.withdraw_preregistration(actor, sent_case, at=MOMENT) is None


def test_a_strangers_change_is_not_found(sent_case):
    stranger = signed_in_client(guardian_of(child(given_name="Emir")))
    assert stranger.get(f"/de/vormerkung/{sent_case.public_id}/aendern/").status_code == 404
