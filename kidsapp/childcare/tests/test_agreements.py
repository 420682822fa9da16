"""The second guardian agrees or objects by a link of their own."""

import re
from datetime import timedelta

import pytest
from django.test import Client

from conftest import MOMENT, ONE_TRANSACTION, TODAY
from kidsapp.audit.acts import NotPermitted
from kidsapp.audit.models import AuditLine
from kidsapp.childcare import commands
from kidsapp.childcare.models import Agreement, CaseConcern, CaseEvent, Contract
from kidsapp.childcare.refusals import ChildcareRefusal as Why
from kidsapp.childcare.states import AgreementState, PreRegistrationState
from kidsapp.childcare.tests.factories import case, dated_settings, group, kita
from kidsapp.kernel.actors import Role
from kidsapp.kernel.refusals import Refused
from kidsapp.messaging.models import Message
from kidsapp.municipality.models import DatedSetting
from kidsapp.outbox.models import Mail
from kidsapp.people.models import Custody, NamedGuardian
from kidsapp.people.queries import children_of
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

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


@pytest.fixture
def city(herne):
    dated_settings(**{"childcare.second_guardian_agrees": True})
    return herne


@pytest.fixture
def family(city):
    mia = child()
    mother = guardian_of(mia, street="Geheimer Weg 1")
    return case(mia, kita("Kita Kanalblick")), mother, named(mia, mother)


def named(mia, mother, **values):
    names = {"given_name": "Ali", "family_name": "Beispiel", "email": "ali@example.org", "language": "tr"}
    return NamedGuardian.objects.create(child=mia, named_by=mother, **(names | values))


def ask(family, by=None):
    mine, mother, father = family
    return commands.ask_guardian(actor_for(by or mother), mine, father, at=MOMENT)


def link_in_mail():
    return re.search(r"/\w+/zustimmung/\w+/", Mail.objects.order_by("-pk").first().body)[0]


def answer(agreement, agrees, actor=None, **values):
    values = {"remark": "", "at": MOMENT, **values}
    return commands.answer_agreement(actor or actor_for(None), agreement, agrees=agrees, **values)


def test_the_second_guardian_is_asked_by_mail_in_their_own_language_without_details(family):
    agreement = ask(family)
    mail = Mail.objects.get(recipient="ali@example.org")
    assert mail.language == "tr" and not agreement.letters.exists()
    assert "/tr/zustimmung/" in mail.body
    assert "Mia" not in mail.body and "Kanalblick" not in mail.body
    assert agreement.token_hash not in mail.body
    assert list(CaseEvent.objects.values_list("act", flat=True)) == ["ask_guardian"]
    assert AuditLine.objects.get(act="childcare.ask_guardian").children == [family[0].child_id]


def test_where_the_city_does_not_ask_nobody_is_asked_but_by_the_office(family):
    DatedSetting.objects.filter(key="childcare.second_guardian_agrees").update(value=False)
    assert ask(family).reason is Why.AGREEMENT_NOT_WANTED
    assert not Mail.objects.exists()
    assert isinstance(ask(family, by=holder_of(Role.YOUTH_OFFICE)), Agreement)


def test_without_an_address_the_link_is_known_once_and_only_its_hash_is_kept(family):
    NamedGuardian.objects.update(email="")
    family[2].refresh_from_db()
    worker = actor_for(holder_of(Role.YOUTH_OFFICE))
    agreement = ask(family, by=holder_of(Role.YOUTH_OFFICE))
    printed = commands.print_letters_of(worker, [agreement.letters.get().letter], at=MOMENT)
    token = next(iter(printed.links.values())).rstrip("/").rpartition("/")[2]
    assert len(token) == 26
    assert token not in Agreement.objects.get().token_hash
    assert not Mail.objects.exists()
    typed = f"{token[:5]}-{token[5:]}".upper()
    assert Client(headers={"host": "herne.localhost"}).get(f"/de/zustimmung/{typed}/").status_code == 200


def test_asked_again_the_earlier_link_is_worth_nothing(family):
    ask(family)
    earlier = link_in_mail()
    ask(family)
    browser = Client(headers={"host": "herne.localhost"})
    assert browser.get(earlier).status_code == 404
    assert browser.get(link_in_mail()).status_code == 200
    assert Agreement.objects.count() == 1


def test_whoever_has_answered_is_not_asked_again(family):
    answer(ask(family), True)
    assert ask(family).reason is Why.AGREEMENT_ANSWERED


def test_strangers_and_kitas_do_not_ask(family):
    for comer in (guardian_of(child()), kita_lead(kita())):
        with pytest.raises(NotPermitted):
            ask(family, by=comer)


def test_the_page_shows_what_is_asked_and_nothing_of_the_other_guardian(family, visitor):
    ask(family)
    page = visitor.get(link_in_mail().replace("/tr/", "/de/"))
    text = page.content.decode()
    assert page.status_code == 200
    assert "Mia" in text and "Kita Kanalblick" in text
    for hidden in ("Beispiel", "Geheimer Weg", family[1].email, family[0].number):
        assert hidden not in text
    assert 'content="noindex, nofollow"' in text
    assert page["X-Robots-Tag"] == "noindex, nofollow"
    assert page["Cache-Control"] == "no-store"
    assert AuditLine.objects.get(act="childcare.answer_agreement").children == [family[0].child_id]


def test_agreement_is_told_to_the_first_guardian(family, visitor):
    ask(family)
    shown = visitor.post(link_in_mail(), {"answer": "agree", "remark": ""}, follow=True)
    assert shown.status_code == 200
    assert Agreement.objects.get().state == AgreementState.AGREED
    message = Message.objects.get(kind="childcare.guardian_agreed")
    assert message.account == family[1]
    assert not CaseConcern.objects.exists()


def test_an_objection_goes_to_the_youth_office_and_nobody_can_accept_a_place(family):
    mine, mother, _ = family
    worker = holder_of(Role.YOUTH_OFFICE)
    offer = offered(mine)
    answer(ask(family), False, remark="Ich möchte eine andere Kita.")
    concern = CaseConcern.objects.get()
    assert (concern.kind, concern.remark) == ("custody", "Ich möchte eine andere Kita.")
    assert {m.kind for m in Message.objects.filter(account=mother)} >= {"childcare.guardian_objected"}
    assert Message.objects.get(kind="childcare.custody_unsettled").account == worker
    for comer in (mother, worker):
        refused = commands.accept_place_offer(actor_for(comer), offer, at=MOMENT)
        assert refused.reason is Why.CUSTODY_UNSETTLED
    page = signed_in_client(mother).post(f"/de/angebot/{offer.public_id}/", {"answer": "accept"})
    assert "Das Jugendamt klärt noch eine Frage zum Sorgerecht" in page.content.decode()
    assert not Contract.objects.exists()


def offered(mine):
    facility = mine.wishes.get().facility
    free = group(facility)
    return commands.accept_child(actor_for(kita_lead(facility)), mine.wishes.get(), free.public_id, at=MOMENT)


def test_once_the_office_has_settled_it_the_place_can_be_accepted(family):
    mine, mother, _ = family
    offer = offered(mine)
    answer(ask(family), False)
    office = actor_for(holder_of(Role.YOUTH_OFFICE))
    commands.settle_concern(office, CaseConcern.objects.get(), commands.Settlement("Gespräch"), at=MOMENT)
    assert Message.objects.filter(account=mother, kind="childcare.custody_settled").exists()
    assert isinstance(commands.accept_place_offer(actor_for(mother), offer, at=MOMENT), Contract)


def test_an_answer_can_be_changed_and_raises_one_concern_only(family):
    agreement = ask(family)
    for agrees in (False, False, True, False):
        answer(agreement, agrees)
    assert Agreement.objects.get().state == AgreementState.OBJECTED
    assert CaseConcern.objects.count() == 1
    acts = list(CaseEvent.objects.values_list("act", flat=True))
    assert acts == ["ask_guardian", "object", "raise_concern", "agree", "object"]


@pytest.mark.parametrize("how", ["unknown", "expired", "withdrawn", "blocked account", "blocked address"])
def test_a_link_that_is_worth_nothing_says_so_and_shows_nothing(family, visitor, how):
    mine, _, father = family
    agreement = ask(family)
    path, said = link_in_mail().replace("/tr/", "/de/"), "Dieser Link gilt nicht"
    if how == "unknown":
        path = "/de/zustimmung/unknown/"
    elif how == "expired":
        Agreement.objects.update(valid_until=TODAY - DAY)
        said = "Dieser Link galt bis 21. November 2026"
    elif how == "withdrawn":
        mine.state = PreRegistrationState.WITHDRAWN
        mine.save()
        said = "Diese Vormerkung ist beendet"
    else:
        ali = account("ALI@example.org" if how == "blocked address" else None)
        custody(ali, mine.child, blocked_at=MOMENT)
        NamedGuardian.objects.update(account=ali if how == "blocked account" else None)
    for page in (visitor.get(path), visitor.post(path, {"answer": "object"})):
        assert page.status_code == 404
        text = page.content.decode()
        assert said in text
        assert "Mia" not in text and "Kanalblick" not in text
    if how != "unknown":
        assert isinstance(answer(agreement, False), Refused)
    assert not CaseConcern.objects.exists()
    assert father.pk


def test_no_answer_chosen_is_said_at_the_field(family, visitor):
    ask(family)
    page = visitor.post(link_in_mail().replace("/tr/", "/de/"), {"remark": "nur so"})
    assert page.status_code == 422
    assert "Bitte wählen Sie eine Antwort" in page.content.decode()
    assert "nur so" in page.content.decode()


def test_the_second_guardian_joins_with_an_account_of_their_own(family):
    mine, _, _ = family
    ask(family)
    father = account("ali@example.org")
    joined = signed_in_client(father).post(link_in_mail(), {"join": "1"})
    assert joined.status_code == 302
    assert children_of(actor_for(father)) == [mine.child]
    assert NamedGuardian.objects.get().account == father
    assert signed_in_client(father).get(f"/de/vormerkung/{mine.public_id}/").status_code == 200
    assert CaseEvent.objects.filter(act="take_up_guardianship").count() == 1


def test_joining_without_a_log_in_leads_to_it_and_back(family, visitor):
    ask(family)
    answered = visitor.post(link_in_mail(), {"join": "1"})
    assert answered.status_code == 302
    assert "/konto/anmelden/?next=%2Ftr%2Fzustimmung%2F" in answered["Location"]
    assert Custody.objects.count() == 1


def test_the_wrong_account_does_not_join(family):
    ask(family)
    page = signed_in_client(account("else@example.org")).post(
        link_in_mail().replace("/tr/", "/de/"), {"join": "1"}
    )
    assert page.status_code == 409
    assert "Dieser Link ist für eine andere Person" in page.content.decode()
    assert Custody.objects.count() == 1


def test_a_guardian_with_an_account_is_asked_too_and_is_not_told_the_own_answer(city):
    mia = child()
    mother, father = guardian_of(mia), guardian_of(mia)
    mine = case(mia, kita())
    agreement = commands.ask_guardian(actor_for(mother), mine, father, at=MOMENT)
    assert Mail.objects.get(recipient=father.email)
    answer(agreement, True, actor_for(father))
    assert [m.account for m in Message.objects.filter(kind="childcare.guardian_agreed")] == [mother]


def test_the_page_takes_the_same_statements_for_one_wish_and_for_many(
    family, visitor, django_assert_max_num_queries
):
    ask(family)
    for rank in range(2, 12):
        family[0].wishes.create(facility=kita(), rank=rank, municipality_id=family[0].municipality_id)
    with django_assert_max_num_queries(9 + ONE_TRANSACTION):
        assert visitor.get(link_in_mail()).status_code == 200
