"""A paper family goes on by itself: its code, what may be wrong with it, and what goes over."""

from datetime import timedelta

import pytest
from django.core.cache import cache

from conftest import MOMENT, TODAY
from kidsapp.childcare import commands
from kidsapp.childcare.models import Draft, PreRegistration
from kidsapp.childcare.tests.factories import dated_settings, kita
from kidsapp.childcare.tests.test_submit import CONTACT, RECORD, answers
from kidsapp.kernel.actors import Role
from kidsapp.kernel.refusals import Refused
from kidsapp.messaging.models import Letter, Message
from kidsapp.outbox.models import Mail
from kidsapp.people.models import Custody, TakeOverCode
from kidsapp.people.refusals import PeopleRefusal as Why
from kidsapp.people.tests.factories import account, actor_for, custody, guardian, holder_of, signed_in_client

PAGE = "/de/uebernehmen/"


@pytest.fixture(autouse=True)
def settings_of_city(herne):
    cache.clear()
    dated_settings()


@pytest.fixture
def worker(herne):
    return holder_of(Role.YOUTH_OFFICE)


@pytest.fixture
def made(worker) -> PreRegistration:
    return commands.enter_at_counter(actor_for(worker), CONTACT, RECORD, answers(kita()), at=MOMENT)


@pytest.fixture
def code(worker, made) -> str:
    return commands.issue_code(actor_for(worker), made, at=MOMENT)


def take_over(somebody, made, code, **values):
    return commands.take_over_case(actor_for(somebody, **values), made.number, code, at=MOMENT)


def reason(answer):
    assert isinstance(answer, Refused)
    return answer.reason


def test_with_number_and_code_the_case_is_the_accounts_own(visitor, made, code):
    paper, mother = made.submitted_by, account()
    page = visitor.post(PAGE, {"number": f" {made.number.lower()} ", "code": code.upper()}, follow=True)
    assert "Vormerkung gefunden" in page.text and "Taras" in page.text
    assert visitor.post(PAGE, {"take": "1"})["Location"].startswith("/de/konto/anmelden/?next=")
    browser = signed_in_client(mother)
    browser.post(PAGE, {"number": made.number, "code": code})
    assert "In mein Konto übernehmen" in browser.get(PAGE).text
    answer = browser.post(PAGE, {"take": "1"})
    assert answer["Location"] == f"/de/vormerkung/{made.public_id}/"
    assert browser.get(answer["Location"]).status_code == 200
    made.refresh_from_db()
    paper.refresh_from_db()
    assert made.submitted_by == mother and not paper.is_active
    assert made.child.custodies.get().account == mother
    assert made.events.latest("pk").act == "take_over_case"
    assert browser.get("/de/start/").text.count("Taras")


def test_earlier_messages_and_the_address_go_along_and_news_come_by_mail(made, code):
    mother = account(phone="", street="")
    take_over(mother, made, code)
    mother.refresh_from_db()
    assert (mother.street, mother.town) == (CONTACT.street, CONTACT.town)
    kinds = set(Message.objects.filter(account=mother).values_list("kind", flat=True))
    assert kinds == {"childcare.received", "childcare.taken_over"}
    assert Mail.objects.get().recipient == mother.email


def test_who_got_letters_before_gets_mails_once_the_case_is_taken_over(made, code):
    mother = account(by_letter=True)
    take_over(mother, made, code)
    mother.refresh_from_db()
    assert not mother.by_letter
    news = Message.objects.filter(account=mother, kind="childcare.taken_over").get()
    assert Mail.objects.get().recipient == mother.email and not Letter.objects.filter(message=news).exists()


def test_a_last_letter_tells_the_old_address_of_it(made, code):
    paper = made.submitted_by
    take_over(account(), made, code)
    letter = Letter.objects.get(message__kind="childcare.taken_over")
    assert letter.message.account == paper and letter.state == "made"


@pytest.mark.parametrize("wrong", ["abcd-abcd-abcd", "", "x" * 500, "\x00", "ümläüt"])
def test_a_wrong_code_says_only_that_the_two_do_not_fit(visitor, made, code, wrong):
    page = visitor.post(PAGE, {"number": made.number, "code": wrong})
    assert page.status_code == 422 and "Taras" not in page.text
    other = visitor.post(PAGE, {"number": "HER-27-9999", "code": code})
    assert "Nummer und Code passen nicht zusammen" in other.text


def test_after_six_wrong_tries_for_a_number_even_the_right_code_waits(visitor, made, code):
    answers_ = [
        visitor.post(PAGE, {"number": made.number, "code": "abcd-abcd-abcd"}).status_code for _ in range(6)
    ]
    assert answers_ == [422] * 6
    late = visitor.post(PAGE, {"number": made.number, "code": code})
    assert late.status_code == 429 and "zu viele Versuche" in late.text


def test_a_code_is_good_until_its_last_day(made, code):
    last = TakeOverCode.objects.get().valid_until
    answer = take_over(account(), made, code, today=last + timedelta(days=1))
    assert reason(answer) is Why.CODE_OVER and answer.facts["date"] == last
    assert isinstance(take_over(account(), made, code, today=last), PreRegistration)


def test_a_code_is_good_once(made, code):
    assert isinstance(take_over(account(), made, code), PreRegistration)
    second = account()
    assert reason(take_over(second, made, code)) is Why.CODE_USED
    assert not Custody.objects.filter(account=second).exists()


def test_a_new_code_ends_the_old_one(worker, made, code):
    fresh = commands.issue_code(actor_for(worker), made, at=MOMENT)
    assert reason(take_over(account(), made, code)) is Why.CODE_REPLACED
    assert isinstance(take_over(account(), made, fresh), PreRegistration)


def test_the_code_of_a_blocked_guardian_opens_nothing(made, code):
    made.child.custodies.update(blocked_at=MOMENT)
    assert reason(take_over(account(), made, code)) is Why.CODE_BLOCKED


def test_who_is_blocked_for_the_child_cannot_come_back_with_a_found_paper(made, code):
    father = guardian()
    custody(father, made.child, blocked_at=MOMENT)
    assert reason(take_over(father, made, code)) is Why.CODE_BLOCKED
    assert made.child.custodies.filter(account=made.submitted_by).exists()


def test_who_printed_the_code_cannot_use_it(worker, made, code):
    assert reason(take_over(worker, made, code)) is Why.CODE_MADE_BY_YOU


def test_a_family_with_an_account_needs_no_code(worker, made, code):
    take_over(account(), made, code)
    made.refresh_from_db()
    assert reason(commands.issue_code(actor_for(worker), made, at=MOMENT)) is Why.NOT_ON_PAPER
    browser = signed_in_client(worker)
    assert browser.post(f"/de/jugendamt/{made.public_id}/code/").status_code == 409


def test_the_office_prints_a_new_code_from_the_case(worker, made):
    browser = signed_in_client(worker)
    assert "Bestätigung mit neuem Code drucken" in browser.get(f"/de/jugendamt/{made.public_id}/").text
    assert browser.post(f"/de/jugendamt/{made.public_id}/code/").content.startswith(b"%PDF")
    assert made.events.filter(act="issue_code").count() == 1


def test_only_a_hash_of_the_code_is_kept(made, code):
    row = TakeOverCode.objects.get()
    assert code not in str(vars(row)) and code.replace("-", "") not in str(vars(row))


def test_nobody_but_the_office_gives_out_codes_later(made):
    from kidsapp.audit.acts import NotPermitted
    from kidsapp.people.tests.factories import kita_lead

    lead = kita_lead(made.wishes.get().facility)
    with pytest.raises(NotPermitted):
        commands.issue_code(actor_for(lead), made, at=MOMENT)
    assert not Draft.objects.exists() and TODAY
