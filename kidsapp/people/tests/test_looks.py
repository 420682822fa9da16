from datetime import date, timedelta

import pytest

from conftest import MOMENT, TODAY
from kidsapp.audit.acts import act, anyone
from kidsapp.audit.commands import record
from kidsapp.audit.models import AuditLine
from kidsapp.childcare.tests.factories import case, dated_settings, kita
from kidsapp.kernel.actors import Role
from kidsapp.people.models import Custody
from kidsapp.people.queries.looks import LOOKS_A_PAGE
from kidsapp.people.tests.factories import (
    account,
    actor_for,
    child,
    custody,
    guardian,
    guardian_of,
    holder_of,
    kita_lead,
    signed_in_client,
)

SEE_WISH = act("childcare.see_wish", anyone)
SEE_CASE = act("childcare.see_preregistration", anyone)
REMIND = act("childcare.remind_family", anyone)


@pytest.fixture
def mia(herne):
    return child()


@pytest.fixture
def mother(mia):
    return guardian_of(mia)


def looked(somebody, mia, done=SEE_CASE, *, at=MOMENT):
    record(actor_for(somebody), done, at=at, children=[mia.pk])


def page_of(somebody, mia, language="de", **query):
    return signed_in_client(somebody).get(f"/{language}/familie/kinder/{mia.public_id}/protokoll/", query)


def test_staff_stand_there_by_role_and_place_with_the_reason_and_without_a_name(mia, mother):
    looked(holder_of(Role.YOUTH_OFFICE, given_name="Olga", family_name="Amtsfrau"), mia)
    looked(kita_lead(kita("Kita Kanalblick"), given_name="Lena", family_name="Leiterin"), mia, SEE_WISH)
    text = page_of(mother, mia).text
    for words in (
        "Vormerkung angesehen",
        "Jugendamt · <bdi>Herne</bdi>",
        "Bewerbung in der Kita angesehen",
        "Leitung der Kita · <bdi>Kita Kanalblick</bdi>",
        "Das Jugendamt plant die Plätze",
        "Die Kita vergibt ihre Plätze",
    ):
        assert words in text
    assert "Amtsfrau" not in text and "Leiterin" not in text


def test_a_look_at_a_list_a_case_and_its_evidence_are_told_apart(mia, mother):
    dated_settings()
    made, browser = case(mia), signed_in_client(holder_of(Role.YOUTH_OFFICE))
    for path in (f"?jahr={made.year}&stand=all", f"{made.public_id}/", f"{made.public_id}/nachweis/"):
        assert browser.get(f"/de/jugendamt/{path}").status_code == 200
    text = page_of(mother, mia).text
    for words in (
        "In der Liste des Jugendamts gesehen",
        "Vormerkung im Jugendamt geöffnet",
        "Nachweis für die Stunden angesehen",
    ):
        assert text.count(words) == 1


def test_it_is_in_the_familys_language(mia, mother):
    looked(None, mia, REMIND)
    text = page_of(mother, mia, "en").text
    assert "Reminder of the place offer" in text and "KidsApp, automatically" in text


def test_only_lines_about_this_child_are_there(mia, mother):
    other = child()
    looked(holder_of(Role.YOUTH_OFFICE), other)
    assert "Vormerkung angesehen" not in page_of(mother, mia).text


def test_who_had_the_role_then_counts_and_not_who_has_it_now(mia, mother):
    office = holder_of(Role.YOUTH_OFFICE)
    looked(office, mia)
    office.memberships.update(valid_until=TODAY - timedelta(days=1))
    assert "Ein Konto ohne Aufgabe in der Stadt" in page_of(mother, mia).text
    office.memberships.update(valid_until=TODAY)
    assert "Jugendamt · " in page_of(mother, mia).text


def test_joint_guardians_learn_of_each_other_without_a_name(mia, mother):
    father = guardian_of(mia, given_name="Farid", family_name="Vater")
    looked(father, mia)
    text = page_of(mother, mia).text
    assert "Ein anderer Sorgeberechtigter" in text and "Farid" not in text


@pytest.mark.parametrize(
    "changes",
    [
        {"kind": Custody.Kind.SOLE},
        {"kind": Custody.Kind.FOSTER},
        {"blocked_at": MOMENT},
        {"valid_until": date(2026, 11, 21)},
    ],
)
def test_else_the_visits_of_one_are_not_the_others_business(mia, mother, changes):
    other = guardian()
    custody(other, mia, **changes)
    looked(other, mia)
    assert "Vormerkung angesehen" not in page_of(mother, mia).text


def test_whoever_has_custody_alone_keeps_to_herself_when_she_looks(mia, mother):
    Custody.objects.filter(account=mother).update(kind=Custody.Kind.SOLE)
    father = guardian_of(mia)
    looked(mother, mia)
    assert "Vormerkung angesehen" not in page_of(father, mia).text


def test_a_blocked_parent_a_stranger_and_staff_see_nothing(mia, mother):
    blocked = guardian()
    custody(blocked, mia, blocked_at=MOMENT)
    for somebody in (blocked, guardian(), account()):
        assert page_of(somebody, mia).status_code == 404
    assert page_of(holder_of(Role.YOUTH_OFFICE), mia).status_code in {403, 404}


def test_it_is_paged_and_takes_the_same_statements_for_many_rows(mia, mother, django_assert_max_num_queries):
    browser = signed_in_client(mother)
    address = f"/de/familie/kinder/{mia.public_id}/protokoll/"
    leads = [kita_lead(kita(f"Kita {number}")) for number in range(6)]
    for number in range(LOOKS_A_PAGE * 2):
        looked(leads[number % 6], mia, SEE_WISH, at=MOMENT - timedelta(hours=number))
    browser.get(address)
    with django_assert_max_num_queries(13):
        first = browser.get(address).text
    assert first.count("Bewerbung in der Kita angesehen") <= LOOKS_A_PAGE
    assert "Nächste Seite" in first and "Vorige Seite" not in first
    second = page_of(mother, mia, seite="2").text
    assert "Vorige Seite" in second
    assert page_of(mother, mia, seite="99999999999").status_code == 200
    assert page_of(mother, mia, seite="²").status_code == 200


def test_the_visit_itself_is_a_line_for_those_who_ask_for_their_own(mia, mother):
    page_of(mother, mia)
    line = AuditLine.objects.latest("pk")
    assert (line.act, line.children, line.account_id) == ("people.see_child_audit", [mia.pk], mother.pk)
    assert "Noch niemand." in page_of(mother, mia).text
    assert "Diese Übersicht angesehen" in page_of(mother, mia, eigene="1").text


def test_whoever_reads_the_page_leaves_how_far_back_they_looked(mia, mother):
    looked(holder_of(Role.YOUTH_OFFICE), mia, at=MOMENT - timedelta(days=40))
    looked(holder_of(Role.YOUTH_OFFICE), mia)
    page_of(mother, mia)
    line = AuditLine.objects.order_by("pk").last()
    assert (line.act, line.back_to) == ("people.see_child_audit", TODAY - timedelta(days=40))
    assert "Zurück bis" in page_of(mother, mia, eigene="1").text
