import html
import re
from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from conftest import MOMENT, TODAY
from kidsapp.audit.models import AuditLine
from kidsapp.childcare import commands, jobs
from kidsapp.childcare.commands.desk import draw_desk
from kidsapp.childcare.models import CaseConcern, DeskLine, HoursEvidence
from kidsapp.childcare.office.words import due_words
from kidsapp.childcare.queries.desk import DeskFilter, desk
from kidsapp.childcare.rules.clock import Task
from kidsapp.childcare.tests.factories import NEXT_YEAR_START, case, dated_settings, group, kita
from kidsapp.kernel.actors import Role
from kidsapp.municipality.models import District
from kidsapp.people.tests.factories import (
    account,
    actor_for,
    child,
    guardian_of,
    holder_of,
    kita_lead,
    membership,
    signed_in_client,
)

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def season(herne):
    dated_settings()


def sent(days_ago):
    return datetime(2026, 11, 22, 9, tzinfo=UTC) - timedelta(days=days_ago)


def next_year(*facilities, of=None, days_ago=1, **values):
    return case(of or child(), *facilities, starts_on=NEXT_YEAR_START, submitted_at=sent(days_ago), **values)


def found(wanted=None, page=1):
    draw_desk(today=TODAY)
    return desk(worker(), wanted or DeskFilter(), year=2027, today=TODAY, page=page)


def worker():
    return actor_for(holder_of(Role.YOUTH_OFFICE))


def office():
    return signed_in_client(holder_of(Role.YOUTH_OFFICE))


def test_cases_stand_in_their_groups_with_counts_and_what_is_due_in_words():
    place = kita("Kita Kanalblick")
    next_year(place, of=child(given_name="Lina"), days_ago=37)
    next_year(place, of=child(given_name="Emir"), days_ago=31)
    next_year(place, of=child(given_name="Jonas"), days_ago=1)
    text = office().get("/de/jugendamt/?jahr=2027").text
    assert "Überfällig: 1" in text and "seit 6 Tagen" in text
    assert "Diese Woche fällig: 1" in text and "heute" in text
    assert "Später: 1" in text and "Mo 21.12." in text
    assert text.index("Lina") < text.index("Emir") < text.index("Jonas")
    assert "Bedarf bestätigen" in text and "#bestaetigen" in text


def test_the_figures_are_links_that_filter():
    next_year(kita(), days_ago=37)
    browser = office()
    assert 'href="?jahr=2027&amp;frist=overdue"' in browser.get("/de/jugendamt/?jahr=2027").text
    assert "Mia" in browser.get("/de/jugendamt/?jahr=2027&frist=overdue").text
    assert "Keine Vormerkung gefunden" in browser.get("/de/jugendamt/?jahr=2027&frist=week").text


@pytest.mark.parametrize(
    ("day", "german"),
    [
        (date(2026, 11, 16), "seit 6 Tagen"),
        (date(2026, 11, 21), "seit 1 Tag"),
        (TODAY, "heute"),
        (date(2026, 11, 23), "morgen"),
        (date(2026, 11, 26), "Do 26.11."),
        (date(2027, 6, 6), "So 06.06.2027"),
        (None, "ohne Frist"),
    ],
)
def test_due_is_said_in_words(day, german):
    with translation.override("de"):
        assert due_words(day, today=TODAY) == german


def test_a_land_without_the_clock_has_no_overdue_cases():
    dated_settings_of_schleswig_holstein()
    next_year(kita(), days_ago=300)
    desk_now = found()
    assert (desk_now.counts.overdue, desk_now.counts.later) == (0, 1)
    assert desk_now.rows[0].due.task is Task.AWAIT_KITAS and desk_now.rows[0].due.due_on is None
    assert "ohne Frist" in office().get("/de/jugendamt/?jahr=2027").text


def dated_settings_of_schleswig_holstein():
    from kidsapp.municipality.models import DatedSetting

    keys = ("confirmation_months", "assignment_usual_weeks", "assignment_latest_weeks")
    DatedSetting.objects.filter(key__in=[f"childcare.{key}" for key in keys]).delete()


def district(name, code):
    return District.objects.create(key=name.lower(), name=name, postal_codes=[code])


def test_every_filter_finds_its_cases_and_no_others():
    wanne, eickel = district("Wanne", "44649"), district("Eickel", "44651")
    place, elsewhere = kita("Kita Kanalblick"), kita("Kita Sonnenhang")
    lina, paul = child(given_name="Lina", born_on=date(2024, 9, 1)), child(born_on=date(2021, 1, 1))
    for somebody, code in ((lina, "44649"), (paul, "44651")):
        mother = guardian_of(somebody)
        mother.postal_code = code
        mother.save()
    one = next_year(place, of=lina, hours="45", is_late=True, is_urgent=True, home_language="tr")
    two = next_year(elsewhere, of=paul, hours="25", origin="kita")
    HoursEvidence.objects.create(preregistration=one, ground="work")
    CaseConcern.objects.create(preregistration=one, kind="duplicate", raised_at=MOMENT)
    only_one = [
        {"text": "lina " + one.number.lower()},
        {"district": wanne.pk},
        {"hours": "45"},
        {"age": "2"},
        {"is_late": True},
        {"is_urgent": True},
        {"origin": "family"},
        {"evidence": "open"},
        {"language": "tr"},
        {"facility": place.public_id},
        {"has_concern": True},
        {"group": "overdue"},
    ]
    for wanted in only_one:
        assert [row.public_id for row in found(DeskFilter(**wanted)).rows] == [one.public_id], wanted
    for wanted in ({"district": eickel.pk}, {"age": "5"}, {"evidence": "none"}, {"origin": "kita"}):
        assert [row.public_id for row in found(DeskFilter(**wanted)).rows] == [two.public_id], wanted


def test_who_is_limited_counts_and_reads_the_own_districts_and_pays_for_it_alone():
    district("Wanne", "44649"), district("Eickel", "44651")
    for code in ("44649", "44651", ""):
        mia = child()
        guardian_of(mia, postal_code=code)
        HoursEvidence.objects.create(preregistration=next_year(kita(), of=mia, hours="45"), given_at=MOMENT)
    draw_desk(today=TODAY)
    limited = account()
    membership(limited, Role.YOUTH_OFFICE, districts=["wanne"])
    shown, asked = [], []
    for somebody in (worker(), actor_for(limited)):
        with CaptureQueriesContext(
            connection,
        ) as statements:
            seen = desk(somebody, DeskFilter(), year=2027, today=TODAY, needing=["45"])
        figures = seen.figures
        shown.append((len(seen.rows), seen.counts.total, figures.open, figures.evidence, figures.to_check))
        asked.append(["people_custody" in each["sql"] for each in statements])
    assert shown == [(3,) * 5, (2,) * 5]
    assert asked == [[False], [True]]


def test_search_finds_names_however_their_umlauts_are_typed():
    next_year(kita(), of=child(family_name="Müller"))
    for typed in ("Müller", "mueller", "MUELLER mia"):
        assert found(DeskFilter(text=typed)).rows
    assert not found(DeskFilter(text="50%_")).rows


def test_states_are_told_apart_and_a_closed_case_has_nothing_due():
    placed = next_year(kita(), state="placed")
    next_year(kita(), of=child(given_name="Emir"), state="withdrawn")
    assert not found().rows
    assert [row.public_id for row in found(DeskFilter(state="placed")).rows] == [placed.public_id]
    everything = found(DeskFilter(state="all"))
    assert [row.due for row in everything.rows] == [None, None] and everything.counts.closed == 2


def test_the_pages_follow_one_another_without_loss():
    place = kita()
    for n in range(30):
        next_year(place, of=child(given_name=f"Kind{n}"), days_ago=n)
    pages = [found(page=n).rows for n in (1, 2, 3)]
    assert [len(rows) for rows in pages] == [25, 5, 0]
    assert len({row.public_id for rows in pages for row in rows}) == 30


def test_the_desk_asks_as_often_for_fifty_cases_as_for_five():
    place, browser, counts = kita(), office(), []
    for number in (5, 45):
        for n in range(number):
            next_year(place, of=child(given_name=f"Kind{n}"))
        searched = browser.post("/de/jugendamt/", {"jahr": "2027", "q": "kind"})["Location"]
        browser.get(searched)
        with CaptureQueriesContext(
            connection,
        ) as asked:
            browser.get(f"{searched}&alter=2")
        counts.append(len(asked))
    assert counts[0] == counts[1] <= 12


def test_the_audit_line_names_the_children_on_the_page():
    made = next_year(kita())
    office().get("/de/jugendamt/?jahr=2027")
    assert AuditLine.objects.latest("pk").children == [made.child_id]


@pytest.mark.parametrize(
    "typed",
    [
        "jahr=2027&ortsteil=99999999&alter=x&frist=never&stand=DROP&seite=-1",
        "q=%00",
        "suche=%00",
        "suche=nie",
    ],
)
def test_what_is_no_choice_counts_as_nothing(typed):
    next_year(kita())
    answer = office().get(f"/de/jugendamt/?jahr=2027&{typed}")
    assert answer.status_code == 200 and "Mia" in answer.text


@pytest.mark.parametrize("year", ["0000", "0001", "9999", "12345", "MMXX"])
def test_a_year_outside_the_calendar_is_the_coming_one(year):
    next_year(kita())
    answer = office().get(f"/de/jugendamt/?jahr={year}")
    assert answer.status_code == 200 and "Mia" in answer.text


def line_of(made):
    return DeskLine.objects.values("key", "state", "is_offered", "is_unplaced").get(preregistration=made)


def test_the_line_of_a_case_follows_every_act_on_it():
    place = kita()
    made = case(child(), place)
    mother, lead = guardian_of(made.child), actor_for(kita_lead(place))
    offer = commands.accept_child(lead, made.wishes.get(), group(place).public_id, at=MOMENT)
    assert line_of(made)["is_offered"] and drawn_again(made)
    commands.decline_place_offer(actor_for(mother), offer, at=MOMENT)
    assert line_of(made)["is_unplaced"] and drawn_again(made)
    commands.withdraw_preregistration(actor_for(mother), made, at=MOMENT)
    assert line_of(made)["state"] == "withdrawn" and drawn_again(made)


def test_the_line_of_a_case_that_nobody_touches_follows_the_days():
    made = case(child(), kita(), need_confirmed_at=MOMENT)
    line, later = line_of(made), MOMENT + timedelta(days=20)
    jobs.draw_desk_anew(later.replace(hour=9), 0)
    assert line_of(made) == line
    jobs.draw_desk_anew(later.replace(hour=2), 0)
    assert line_of(made)["key"] > line["key"]


def drawn_again(made):
    before = line_of(made)
    draw_desk(today=TODAY)
    return before == line_of(made)


def test_a_name_that_is_searched_for_stands_in_no_address_and_goes_on_with_every_filter_and_file():
    made = next_year(kita(), of=child(given_name="Emir", family_name="Yilmaz"))
    next_year(kita())
    browser = office()
    led = browser.post("/de/jugendamt/", {"jahr": "2027", "q": "yilmaz", "weg": "family"})["Location"]
    page = browser.get(led)
    assert "Emir" in page.text
    assert "Mia" not in page.text
    assert 'value="yilmaz"' in page.text
    addresses = [led, *re.findall(r'(?:href|action)="([^"]*)"', page.text)]
    assert not [address for address in addresses if "yilmaz" in address.casefold()]
    file = html.unescape(next(address for address in addresses if "csv" in address))
    assert "Emir" in browser.get(file).content.decode() and "Mia" not in browser.get(file).content.decode()
    assert AuditLine.objects.latest("pk").children == [made.child_id]
    assert "Mia" in office().get(led).text
