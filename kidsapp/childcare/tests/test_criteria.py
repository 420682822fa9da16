"""A Kita's own criteria through its pages: kept by the lead, shown to nobody else."""

from datetime import date

import pytest

from conftest import MOMENT
from kidsapp.audit.acts import NotPermitted
from kidsapp.audit.models import AuditLine
from kidsapp.childcare import commands
from kidsapp.childcare.models import Criterion, WishCriterion
from kidsapp.childcare.refusals import ChildcareRefusal as Why
from kidsapp.childcare.tests.factories import case, dated_settings, group, kita
from kidsapp.kernel.actors import Role
from kidsapp.people.tests.factories import (
    actor_for,
    child,
    guardian_of,
    holder_of,
    kita_lead,
    provider_manager,
    signed_in_client,
)

pytestmark = pytest.mark.django_db
SECRET = "Wohnt im Umkreis"


@pytest.fixture
def place(herne):
    dated_settings()
    return kita("Kita Kanalblick")


@pytest.fixture
def lead(place):
    return kita_lead(place)


def address(place):
    return f"/de/leitung/{place.public_id}/kriterien/"


def add(lead, place, name=SECRET, points=77):
    return commands.add_criterion(actor_for(lead), place, name, points, at=MOMENT)


def tick(lead, wish, *criteria, before=()):
    wanted, seen = [row.public_id for row in criteria], [row.public_id for row in before]
    return commands.tick_criteria(actor_for(lead), wish, wanted=wanted, before=seen, at=MOMENT)


def test_a_lead_adds_changes_orders_and_removes_criteria(place, lead):
    browser = signed_in_client(lead)
    for name, points in (("Geschwister", "10"), ("Arbeit", "5")):
        assert browser.post(address(place), {"name": name, "points": points}).status_code == 302
    first, second = Criterion.objects.all()
    browser.post(address(place), {"criterion": second.public_id, "do": "up"})
    assert [row.name for row in Criterion.objects.all()] == ["Arbeit", "Geschwister"]
    typed = {"criterion": first.public_id, "do": "save", "name": "Geschwister im Haus", "points": "12"}
    browser.post(address(place), typed)
    browser.post(address(place), {"criterion": second.public_id, "do": "remove"})
    assert [(row.name, row.points) for row in Criterion.objects.all()] == [("Geschwister im Haus", 12)]
    acts = [line.act.removeprefix("childcare.") for line in AuditLine.objects.order_by("pk")]
    assert acts == ["add_criterion"] * 2 + ["move_criterion", "change_criterion", "remove_criterion"]


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"name": "geschwister ", "points": "5"}, "steht schon auf Ihrer Liste"),
        ({"name": "Neu", "points": "-1"}, "von 0 bis 100"),
        ({"name": "Neu", "points": "99999999999"}, "von 0 bis 100"),
        ({"name": "Neu", "points": "viele"}, "von 0 bis 100"),
        ({"name": "  ", "points": "5"}, "einen Namen"),
        ({"name": "x" * 121, "points": "5"}, "120"),
    ],
)
def test_what_is_typed_wrong_comes_back_at_its_field_as_typed(place, lead, typed, said):
    add(lead, place, "Geschwister", 10)
    answer = signed_in_client(lead).post(address(place), typed)
    assert answer.status_code == 422 and said in answer.text and Criterion.objects.count() == 1
    assert f'value="{typed["points"]}"' in answer.text


def test_an_unknown_act_on_a_criterion_changes_nothing(place, lead):
    kept = add(lead, place)
    for typed in ({"criterion": kept.public_id, "do": "explode"}, {"criterion": "\x00"}):
        assert signed_in_client(lead).post(address(place), typed).status_code == 422
    assert list(Criterion.objects.values_list("name", "points")) == [(SECRET, 77)]


def test_a_changed_criterion_is_refused_like_a_new_one(place, lead):
    add(lead, place, "Geschwister", 10)
    other = add(lead, place, "Arbeit", 5)
    typed = {"criterion": other.public_id, "do": "save", "name": "GESCHWISTER", "points": "5"}
    answer = signed_in_client(lead).post(address(place), typed)
    assert answer.status_code == 422 and "steht schon" in answer.text and 'value="GESCHWISTER"' in answer.text
    other.refresh_from_db()
    assert other.name == "Arbeit"


def test_a_ticked_criterion_is_removed_only_after_a_second_word(place, lead):
    row, wish = add(lead, place), case(child(), place).wishes.get()
    assert tick(lead, wish, row) is None
    browser, typed = signed_in_client(lead), {"criterion": row.public_id, "do": "remove"}
    asked = browser.post(address(place), typed)
    assert asked.status_code == 409 and "bei 1 Kind angekreuzt" in asked.text
    assert "Trotzdem löschen" in asked.text and Criterion.objects.exists()
    browser.post(address(place), {**typed, "do": "remove-sure"})
    assert not Criterion.objects.exists() and not WishCriterion.objects.exists()


def test_the_desk_stands_in_the_order_of_the_points(place, lead):
    few, many = add(lead, place, "Wohnt nah", 3), add(lead, place, "Geschwister", 10)
    for name, met in (("Ada", ()), ("Ben", (few,)), ("Cem", (few, many)), ("Dana", (many,))):
        wish = case(child(given_name=name, born_on=date(2023, 5, 1)), place).wishes.get()
        assert not met or tick(lead, wish, *met) is None
    desk = f"/de/leitung/{place.public_id}/vormerkungen/?jahr=2026"
    page = signed_in_client(lead).get(desk).text
    assert sorted(("Ada", "Ben", "Cem", "Dana"), key=page.index) == ["Cem", "Dana", "Ben", "Ada"]
    assert "Wohnt nah, Geschwister" in page and ">13<" in page


def test_a_lead_ticks_on_the_page_of_the_child_and_two_leads_keep_each_others_ticks(place, lead):
    one, two = add(lead, place, "Arbeit", 5), add(lead, place, "Geschwister", 10)
    wish = case(child(), place).wishes.get()
    page, browser = f"/de/leitung/wunsch/{wish.public_id}/", signed_in_client(lead)
    assert "Geschwister: 10 Punkte" in browser.get(page).text
    browser.post(page, {"decision": "tick", "met": [one.public_id], "before": ""})
    browser.post(page, {"decision": "tick", "met": [two.public_id], "before": ""})
    assert set(wish.met.values_list("criterion", flat=True)) == {one.pk, two.pk}
    browser.post(
        page, {"decision": "tick", "met": [two.public_id], "before": f"{one.public_id} {two.public_id}"}
    )
    assert [row.criterion_id for row in wish.met.all()] == [two.pk]


def test_ticking_what_was_removed_meanwhile_is_said_and_writes_nothing(place, lead):
    gone, stays = add(lead, place, "Weg", 1), add(lead, place, "Bleibt", 2)
    wish = case(child(), place).wishes.get()
    commands.remove_criterion(actor_for(lead), gone, at=MOMENT)
    answer = signed_in_client(lead).post(
        f"/de/leitung/wunsch/{wish.public_id}/",
        {"decision": "tick", "met": [gone.public_id, stays.public_id], "before": ""},
    )
    assert answer.status_code == 409 and "Ihre Kriterien geändert" in answer.text
    assert not WishCriterion.objects.exists()


def test_a_withdrawn_case_and_a_wish_not_yet_open_take_no_ticks(place, lead):
    row, other = add(lead, place), kita()
    withdrawn = case(child(), place, state="withdrawn").wishes.get()
    assert tick(lead, withdrawn, row).reason is Why.CASE_WITHDRAWN
    lower = case(child(), other, place).wishes.get(rank=2)
    assert tick(lead, lower, row).reason is Why.WISH_ABOVE_OPEN


def test_another_kita_can_neither_keep_nor_tick(place, lead):
    row, wish = add(lead, place), case(child(), place).wishes.get()
    stranger = kita_lead(kita())
    for call in (
        lambda: add(stranger, place, "Fremd", 1),
        lambda: commands.change_criterion(actor_for(stranger), row, "Fremd", 1, at=MOMENT),
        lambda: commands.move_criterion(actor_for(stranger), row, by=1, at=MOMENT),
        lambda: commands.remove_criterion(actor_for(stranger), row, at=MOMENT),
        lambda: tick(stranger, wish, row),
    ):
        with pytest.raises(NotPermitted):
            call()
    assert signed_in_client(stranger).get(address(place)).status_code == 404


@pytest.fixture
def scored(place, lead):
    """Mia at first wish, with the Kita's secret criterion ticked and an offer; her case."""
    made = case(child(), place, kita("Kita Sonnenhang"))
    wish = made.wishes.get(rank=1)
    assert tick(lead, wish, add(lead, place)) is None
    commands.accept_child(actor_for(lead), wish, group(place).public_id, at=MOMENT)
    return made


def test_the_kita_itself_reads_its_points(scored, place, lead):
    browser = signed_in_client(lead)
    for page in (f"{place.public_id}/vormerkungen/?jahr=2026", f"{place.public_id}/kriterien/"):
        assert SECRET in browser.get(f"/de/leitung/{page}").text


def _pages_of_family(made):
    offer = made.wishes.get(rank=1).offers.get()
    return guardian_of(made.child), [
        "/de/start/",
        f"/de/vormerkung/{made.public_id}/",
        f"/de/vormerkung/{made.public_id}/bestaetigung.pdf",
        f"/de/angebot/{offer.public_id}/",
        f"/de/leitung/wunsch/{made.wishes.get(rank=1).public_id}/",
    ]


def _pages_of_office(made):
    year = f"jahr={made.year}"
    return holder_of(Role.YOUTH_OFFICE), [
        f"/de/jugendamt/{made.public_id}/",
        f"/de/jugendamt/?{year}",
        f"/de/jugendamt/vormerkungen.csv?{year}",
        f"/de/jugendamt/bedarf.csv?{year}",
        f"/de/leitung/wunsch/{made.wishes.get(rank=1).public_id}/",
    ]


def _pages_of_other_kita(made):
    wish = made.wishes.get(rank=2)
    return kita_lead(wish.facility), [
        f"/de/leitung/{wish.facility.public_id}/vormerkungen/?jahr={made.year}",
        f"/de/leitung/wunsch/{wish.public_id}/",
        f"/de/leitung/{made.wishes.get(rank=1).facility.public_id}/kriterien/",
    ]


def _pages_of_provider(made):
    wish = made.wishes.get(rank=1)
    return provider_manager(wish.facility.organisation), [
        f"/de/leitung/{wish.facility.public_id}/vormerkungen/?jahr={made.year}",
        f"/de/leitung/wunsch/{wish.public_id}/",
        f"/de/leitung/{wish.facility.public_id}/kriterien/",
        f"/de/leitung/{wish.facility.public_id}/vertraege/",
    ]


@pytest.mark.parametrize("of", [_pages_of_family, _pages_of_office, _pages_of_other_kita, _pages_of_provider])
def test_nobody_else_reads_a_criterion_or_its_points(scored, of):
    somebody, pages = of(scored)
    browser, seen = signed_in_client(somebody), 0
    for page in pages:
        answer = browser.get(page)
        text = answer.getvalue().decode(errors="replace")
        seen += answer.status_code == 200
        assert SECRET not in text and ">77<" not in text and "77 Punkte" not in text, page
    assert seen


def test_a_provider_cannot_tick(scored):
    wish = scored.wishes.get(rank=1)
    manager = provider_manager(wish.facility.organisation)
    row = Criterion.objects.get()
    with pytest.raises(NotPermitted):
        tick(manager, wish, row)


def test_open_wishes_stay_on_the_desk_once_everything_is_open(herne):
    dated_settings(**{"childcare.lower_wishes_open": "03-01"})
    first, second = case(child(), kita(), kita()).wishes.all()
    for wish in (first, second):
        lead, place = kita_lead(wish.facility), wish.facility
        page = signed_in_client(lead).get(f"/de/leitung/{place.public_id}/vormerkungen/?jahr=2026").text
        assert "Mia Beispiel" in page
