"""The youth office's pages on custody; a blocked parent sees nothing from the same second."""

from datetime import timedelta

import pytest

from conftest import MOMENT, ONE_TRANSACTION, TODAY
from kidsapp.childcare import commands
from kidsapp.childcare.models import Agreement, CaseEvent, PlaceOffer
from kidsapp.childcare.states import PlaceOfferState
from kidsapp.childcare.tests.factories import case, dated_settings, group, kita
from kidsapp.kernel.actors import Role
from kidsapp.messaging import policy as messaging_policy
from kidsapp.messaging.models import Letter, Message
from kidsapp.messaging.queries import inbox, unread_count
from kidsapp.outbox.models import Mail
from kidsapp.people.models import Custody, CustodyEvent, NamedGuardian
from kidsapp.people.tests.factories import (
    account,
    actor_for,
    child,
    guardian_of,
    holder_of,
    kita_lead,
    signed_in_client,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def family(herne):
    dated_settings(**{"childcare.second_guardian_agrees": True})
    mia = child()
    mother = guardian_of(mia, given_name="Ayşe", family_name="Yıldız")
    father = guardian_of(mia, given_name="Ali", family_name="Geheim", street="Fluchtweg 3")
    return mia, mother, father, case(mia, kita("Kita Kanalblick"))


@pytest.fixture
def browser(herne):
    return signed_in_client(holder_of(Role.YOUTH_OFFICE))


def page_of(somebody):
    return f"/de/jugendamt/sorge/person/{Custody.objects.get(account=somebody).public_id}/"


def terms(**values):
    return {
        "act": "set",
        "set-kind": "sole",
        "set-shown_by": "court_order",
        "set-is_checked": "on",
        "set-valid_from": "17.5.2024",
        "set-valid_until": "",
        "set-reason": "Beschluss 12 F 3/26",
        **values,
    }


def test_the_page_names_everybody_with_proof_and_contact(family, browser):
    mia, *_ = family
    text = browser.get(f"/de/jugendamt/sorge/{mia.public_id}/").content.decode()
    for shown in ("Yıldız", "Geheim", "Fluchtweg 3", "gemeinsame Sorge", "nur gesagt", "noch nicht geprüft"):
        assert shown in text


def test_kind_proof_and_check_are_written_down_and_the_case_remembers(family, browser):
    mia, mother, *_ = family
    saved = browser.post(page_of(mother), terms())
    assert saved["Location"] == f"/de/jugendamt/sorge/{mia.public_id}/?saved=set"
    text = browser.get(saved["Location"]).content.decode()
    for shown in ("alleinige Sorge", "Beschluss des Gerichts", "geprüft am 22. November 2026", "12 F 3/26"):
        assert shown in text
    assert "Trotzdem sind noch andere eingetragen" in text
    assert CaseEvent.objects.filter(act="set_custody").count() == 1


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        (terms(**{"set-reason": ""}), "Bitte nennen Sie den Grund"),
        (terms(**{"set-shown_by": "said"}), "Da gibt es noch nichts zu prüfen"),
        (terms(**{"set-valid_until": "1.1.2020"}), "Der letzte Tag liegt vor dem ersten"),
        (terms(**{"set-valid_from": "gestern"}), "Diesen Tag gibt es nicht"),
        ({"act": "end", "end-last_day": "1.1.2020", "end-reason": "x"}, "Der letzte Tag ist schon vorbei"),
        ({"act": "block", "block-reason": ""}, "Bitte nennen Sie den Grund"),
    ],
)
def test_what_cannot_be_is_said_and_changes_nothing(family, browser, typed, said):
    _, mother, *_ = family
    page = browser.post(page_of(mother), typed)
    assert page.status_code in (200, 422)
    assert said in page.content.decode()
    assert not CustodyEvent.objects.exists()
    assert not CaseEvent.objects.exists()


@pytest.mark.parametrize("act", ["", "delete", "set; drop"])
def test_an_unknown_act_changes_nothing(family, browser, act):
    assert browser.post(page_of(family[1]), {"act": act}).status_code == 200
    assert not CustodyEvent.objects.exists()


def test_the_last_guardian_cannot_be_ended_on_the_page(family, browser):
    _, mother, father, _ = family
    browser.post(page_of(father), {"act": "end", "end-last_day": "22.11.2026", "end-reason": "Urteil"})
    page = browser.post(page_of(mother), {"act": "end", "end-last_day": "22.11.2026", "end-reason": "x"})
    assert "Am 23. November 2026 hätte niemand mehr das Sorgerecht" in page.content.decode()
    assert Custody.objects.get(account=mother).valid_until is None


def addresses(mia, mine, offer, message):
    """Every address of a family that names the child, its case, its offer or a message about it."""
    return [
        f"/de/familie/kinder/{mia.public_id}/",
        f"/de/familie/kinder/{mia.public_id}/aendern/",
        f"/de/familie/kinder/{mia.public_id}/zeichen/",
        f"/de/vormerkung/{mine.public_id}/",
        f"/de/vormerkung/{mine.public_id}/aendern/",
        f"/de/vormerkung/{mine.public_id}/nachweis/",
        f"/de/vormerkung/{mine.public_id}/unterlagen/",
        f"/de/vormerkung/{mine.public_id}/bestaetigung.pdf",
        f"/de/vormerkung/{mine.public_id}/zurueckziehen/",
        f"/de/angebot/{offer.public_id}/",
        f"/de/post/{message.public_id}/",
    ]


def test_whoever_is_blocked_sees_nothing_from_the_same_second(family, browser):
    mia, _, father, mine = family
    offer = offered(mine)
    message = Message.objects.get(account=father)
    paths, session = addresses(mia, mine, offer, message), signed_in_client(father)
    assert session.get(paths[0]).status_code == 200
    assert session.get(paths[-1]).status_code == 200
    browser.post(page_of(father), {"act": "block", "block-reason": "Schutzanordnung"})
    for path in paths:
        for method in (session.get, session.post):
            answer = method(path)
            assert answer.status_code in (403, 404, 405), (path, answer.status_code)
            assert "Mia" not in answer.content.decode()
    for path in ("/de/start/", "/de/post/", "/de/vormerkung/neu/"):
        assert "Mia" not in session.get(path, follow=True).content.decode()
    assert inbox(actor_for(father)) == []
    assert CaseEvent.objects.filter(act="block_custody").count() == 1


def offered(mine) -> PlaceOffer:
    facility = mine.wishes.get().facility
    free = group(facility)
    made = commands.accept_child(actor_for(kita_lead(facility)), mine.wishes.get(), free.public_id, at=MOMENT)
    assert isinstance(made, PlaceOffer)
    return made


def test_whoever_is_blocked_gets_no_news_and_no_letter(family, browser):
    mia, mother, father, mine = family
    paper = guardian_of(mia)
    type(paper).objects.filter(pk=paper.pk).update(email=None)
    offer = offered(mine)
    worker = actor_for(holder_of(Role.YOUTH_OFFICE))
    assert messaging_policy.print_letter.permitted(worker, Letter.objects.all()).count() == 1
    for somebody in (father, paper):
        browser.post(page_of(somebody), {"act": "block", "block-reason": "Schutz"})
    before = Mail.objects.filter(recipient=father.email).count()
    assert unread_count(actor_for(father)) == 0
    commands.decline_place_offer(actor_for(mother), offer, at=MOMENT)
    assert Mail.objects.filter(recipient=father.email).count() == before
    assert not Message.objects.filter(account=father, kind="childcare.offer_declined").exists()
    assert messaging_policy.print_letter.permitted(worker, Letter.objects.all()).count() == 0


def test_a_parent_who_was_blocked_a_minute_ago_accepts_nothing(family, browser):
    _, mother, father, mine = family
    offer = offered(mine)
    session = signed_in_client(father)
    assert session.get(f"/de/angebot/{offer.public_id}/").status_code == 200
    browser.post(page_of(father), {"act": "block", "block-reason": "Schutz"})
    assert session.post(f"/de/angebot/{offer.public_id}/", {"answer": "accept"}).status_code == 404
    offer.refresh_from_db()
    assert offer.state == PlaceOfferState.OFFERED
    session = signed_in_client(mother)
    assert session.post(f"/de/angebot/{offer.public_id}/", {"answer": "accept"}).status_code == 302


def test_a_parent_whose_custody_ended_yesterday_accepts_nothing(family):
    _, _, father, mine = family
    offer = offered(mine)
    Custody.objects.filter(account=father).update(valid_until=TODAY - timedelta(days=1))
    answer = signed_in_client(father).post(f"/de/angebot/{offer.public_id}/", {"answer": "accept"})
    assert answer.status_code == 404


def test_once_unblocked_everything_is_there_again(family, browser):
    mia, _, father, mine = family
    for act in ("block", "unblock"):
        browser.post(page_of(father), {"act": act, "block-reason": "Beschluss"})
    session = signed_in_client(father)
    assert session.get(f"/de/vormerkung/{mine.public_id}/").status_code == 200
    assert session.get(f"/de/familie/kinder/{mia.public_id}/").status_code == 200


def test_the_family_does_not_read_what_the_office_does_about_custody(family, browser):
    _, mother, father, mine = family
    browser.post(page_of(father), {"act": "block", "block-reason": "Schutzanordnung"})
    text = signed_in_client(mother).get(f"/de/vormerkung/{mine.public_id}/").content.decode()
    assert "Schutzanordnung" not in text
    assert "esperrt" not in text


def named(mia, mother, **values):
    return NamedGuardian.objects.create(
        child=mia, named_by=mother, given_name="Oma", family_name="Beispiel", language="tr", **values
    )


def test_the_office_asks_by_mail_and_prints_a_letter_for_whoever_has_no_address(family, browser):
    mia, mother, _, mine = family
    with_mail, without = named(mia, mother, email="oma@example.org"), named(mia, mother)
    address = f"/de/jugendamt/sorge/{mia.public_id}/"
    asked = browser.post(f"{address}fragen/", {"guardian": with_mail.public_id})
    assert asked["Location"] == f"{address}?saved=asked"
    assert Mail.objects.filter(recipient="oma@example.org", language="tr").count() == 1
    waiting = browser.post(f"{address}fragen/", {"guardian": without.public_id})
    assert waiting["Location"] == f"{address}?saved=letter"
    assert "wartet unter „Briefe“" in browser.get(waiting["Location"]).text
    assert Agreement.objects.filter(preregistration=mine).count() == 2
    assert "noch keine Antwort" in browser.get(address).content.decode()
    assert browser.post(f"{address}fragen/", {"guardian": "unknown"}).status_code == 404


def test_the_page_takes_the_same_statements_for_few_and_many(family, browser, django_assert_max_num_queries):
    mia, mother, *_ = family
    for _ in range(10):
        guardian_of(mia)
        named(mia, mother)
    browser.post(page_of(mother), terms())
    with django_assert_max_num_queries(13 + ONE_TRANSACTION):
        assert browser.get(f"/de/jugendamt/sorge/{mia.public_id}/").status_code == 200


def test_another_childs_messages_still_reach_a_blocked_parent(family, browser):
    mia, _, father, _ = family
    emir = child(given_name="Emir")
    Custody.objects.create(account=father, child=emir, valid_from=emir.born_on)
    for about, kind in ((mia, "childcare.withdrawn"), (emir, "childcare.withdrawn")):
        Message.objects.create(
            account=father, kind=kind, facts={"child": about.given_name}, child_id=about.pk, sent_at=MOMENT
        )
    Message.objects.create(
        account=account(), kind="childcare.withdrawn", facts={"child": "x"}, sent_at=MOMENT
    )
    browser.post(page_of_child(father, mia), {"act": "block", "block-reason": "Schutz"})
    assert [letter.child_id for letter in inbox(actor_for(father))] == [emir.pk]
    assert unread_count(actor_for(father)) == 1


def page_of_child(somebody, mia):
    held = Custody.objects.get(account=somebody, child=mia)
    return f"/de/jugendamt/sorge/person/{held.public_id}/"
