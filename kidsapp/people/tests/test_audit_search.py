import re
from datetime import timedelta

import pytest

from conftest import MOMENT, TODAY
from kidsapp.audit.acts import act, anyone
from kidsapp.audit.commands import record
from kidsapp.audit.models import AuditLine
from kidsapp.kernel.actors import Role
from kidsapp.municipality.scope import municipality_scope
from kidsapp.municipality.tests.factories import municipality
from kidsapp.people.tests.factories import actor_for, child, guardian_of, holder_of, signed_in_client

PAGE = "/de/datenschutz/protokoll/"
SEE_CASE = act("childcare.see_preregistration", anyone)
EXPORT = act("childcare.export_cases", anyone)


@pytest.fixture
def officer(herne):
    return holder_of(Role.DATA_PROTECTION_OFFICER)


@pytest.fixture
def clerk(herne):
    return holder_of(Role.YOUTH_OFFICE, given_name="Olga", family_name="Amtsfrau")


@pytest.fixture
def mia(herne):
    return child(given_name="Mia", family_name="Muster")


def looked(somebody, *children, done=SEE_CASE, days_ago=0, **more):
    at = MOMENT - timedelta(days=days_ago)
    record(actor_for(somebody), done, at=at, children=[one.pk for one in children], **more)


def search(officer, **asked):
    """The page that a search leads to; ``kindnummer`` is chosen there."""
    browser, number = signed_in_client(officer), asked.pop("kindnummer", None)
    led = browser.post(PAGE, asked)["Location"] if asked else f"{PAGE}?"
    return browser.get(f"{led}&kindnummer={number}" if number else led)


def rows_of(answer):
    """Without the lines of searches before."""
    searches = answer.text.count('<td class="is-wrap">Protokoll durchsucht</td>')
    return answer.text.count('<tr><th scope="row">') - searches


def test_the_last_days_are_there_with_role_name_number_of_children_and_how_far_back(officer, clerk, mia):
    looked(clerk, mia, child(), back_to=TODAY - timedelta(days=50))
    looked(clerk, mia, days_ago=31)
    text = search(officer).text
    for words in ("Vormerkung angesehen", "Jugendamt", "Olga Amtsfrau", "<td>2</td>", "3. Oktober 2026"):
        assert words in text
    assert rows_of(search(officer, von="1.1.2026", bis="31.10.2026")) == 1


def test_a_family_is_named_only_where_somebody_asked_for_its_child_or_for_it(officer, mia):
    mother = guardian_of(mia, given_name="Paula", family_name="Vertraulich")
    looked(mother, mia)
    assert "Familie" in search(officer).text and "Vertraulich" not in search(officer).text
    assert "Vertraulich" in search(officer, kind="mia muster").text
    assert "Vertraulich" in search(officer, wer=mother.email.upper()).text


def test_it_is_narrowed_to_a_person_a_child_and_an_act(officer, clerk, mia):
    other = holder_of(Role.YOUTH_OFFICE)
    looked(clerk, mia)
    looked(other, child())
    looked(clerk, child(), done=EXPORT)
    assert rows_of(search(officer)) == 3
    assert rows_of(search(officer, wer=clerk.email)) == 2
    assert rows_of(search(officer, wer=clerk.email, kind="Mia Muster")) == 1
    assert rows_of(search(officer, was=EXPORT.name)) == 1
    assert "Keine Zeile gefunden" in search(officer, wer="niemand@example.org").text


def test_of_children_of_one_name_the_officer_chooses_and_each_of_them_stands_in_the_line(officer, clerk, mia):
    twin = child(given_name="Mia", family_name="Muster")
    looked(clerk, twin)
    answer = search(officer, kind="Mia Muster")
    assert "Welches Kind meinen Sie?" in answer.text and rows_of(answer) == 0
    assert AuditLine.objects.order_by("pk").last().children == sorted([mia.pk, twin.pk])
    assert rows_of(search(officer, kind="Mia Muster", kindnummer=twin.public_id)) == 1
    assert rows_of(search(officer, kindnummer="gibtesnicht")) == 0


def test_every_search_is_a_line_of_its_own_and_says_since_when(officer):
    search(officer, von="1.10.2026")
    line = AuditLine.objects.order_by("pk").last()
    assert (line.act, line.account_id, f"{line.back_to}") == ("people.search_audit", officer.pk, "2026-10-01")


def test_lines_and_children_of_another_city_are_not_found(officer):
    with municipality_scope(municipality("soest").pk):
        looked(holder_of(Role.YOUTH_OFFICE, given_name="Sonja"), child(given_name="Xaver"))
    assert rows_of(search(officer)) == 0
    assert "Keine Zeile gefunden" in search(officer, kind="Xaver").text


@pytest.mark.parametrize(
    ("asked", "words"),
    [
        ({"von": "31.2.2026"}, "Diesen Tag gibt es nicht"),
        ({"von": "5.5.2026", "bis": "4.5.2026"}, "Dieser Tag liegt vor dem ersten."),
        ({"wer": "keine adresse"}, "keine adresse"),
        ({"seite": "9" * 5000}, "Protokoll"),
        ({"von": "1.1.0001", "bis": "31.12.9999"}, "Keine Zeile gefunden"),
        ({"kind": "\x00"}, "Protokoll"),
    ],
)
def test_what_cannot_be_read_is_said_at_the_field_and_stays_typed(officer, asked, words):
    answer = search(officer, **asked)
    assert answer.status_code == 200 and words in answer.text


def test_a_search_takes_the_same_statements_for_one_line_and_for_fifty(
    officer, clerk, mia, django_assert_max_num_queries
):
    client = signed_in_client(officer)
    for number in range(60):
        looked(clerk if number % 2 else holder_of(Role.YOUTH_OFFICE), mia)
    with django_assert_max_num_queries(13):
        client.get("/de/datenschutz/protokoll/")


def test_nobody_who_is_searched_for_stands_in_an_address(officer, clerk, mia):
    looked(clerk, mia)
    browser = signed_in_client(officer)
    led = browser.post(PAGE, {"wer": clerk.email, "kind": "Mia Muster", "von": "1.1.2026"})
    page = browser.get(led["Location"])
    assert rows_of(page) == 1 and clerk.email in page.text
    for address in (led["Location"], *re.findall(r'(?:href|action)="([^"]*)"', page.text)):
        assert not re.search("mia|muster|@|%40", address.casefold()), address
    assert rows_of(browser.get(f"{PAGE}?kind=Xaver")) == 1
    assert rows_of(browser.get(f"{led['Location']}&kindnummer=alle")) == 1
    assert rows_of(signed_in_client(officer).get(led["Location"])) == 1
