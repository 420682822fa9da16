"""Several children at once: one act each, and one refusal stops no other."""

from datetime import date

import pytest

from kidsapp.audit.models import AuditLine
from kidsapp.childcare.models import PlaceOffer, Wish
from kidsapp.childcare.tests.factories import case, dated_settings, group, kita
from kidsapp.people.tests.factories import child, kita_lead, signed_in_client

pytestmark = pytest.mark.django_db


@pytest.fixture
def place(herne):
    dated_settings()
    return kita("Kita Kanalblick")


@pytest.fixture
def browser(place):
    return signed_in_client(kita_lead(place))


def named(name, place, *more, born_on=date(2023, 6, 1)):
    return case(child(given_name=name, born_on=born_on), place, *more).wishes.get(facility=place)


def decide(browser, place, *wishes, **typed):
    chosen = [wish.public_id for wish in wishes]
    return browser.post(f"/de/leitung/{place.public_id}/entscheiden/", {"wahl": chosen, **typed})


def test_the_bar_says_what_would_be_left_before_the_click(place, browser):
    otter = group(place, name="Otter", places=4)
    one, two = named("Ada", place), named("Ben", place)
    address = (
        f"/de/leitung/{place.public_id}/vormerkungen/?jahr=2026&wahl={one.public_id}&wahl={two.public_id}"
    )
    page = browser.get(address).text
    assert "2 ausgewählt" in page and "Otter: danach noch 2 frei" in page
    assert f'<option value="{otter.public_id}" selected>' in page
    otter.places = 1
    otter.save()
    assert "Otter: zu wenige freie Plätze" in browser.get(address).text


def test_each_chosen_child_gets_an_offer_and_one_audit_line(place, browser):
    otter = group(place, places=4)
    wishes = [named(name, place) for name in ("Ada", "Ben")]
    page = decide(browser, place, *wishes, decision="accept", group=otter.public_id)
    assert page.status_code == 200 and "2 Plätze angeboten" in page.text
    assert PlaceOffer.objects.count() == 2
    lines = AuditLine.objects.filter(act="childcare.accept_child")
    assert sorted(line.children[0] for line in lines) == sorted(
        wish.preregistration.child_id for wish in wishes
    )


def test_where_the_places_do_not_suffice_the_rest_is_told_why(place, browser):
    otter = group(place, name="Otter", places=1)
    young = named("Cem", place, born_on=date(2026, 6, 1))
    wishes = [young, named("Ada", place), named("Ben", place)]
    page = decide(browser, place, *wishes, decision="accept", group=otter.public_id)
    assert "1 Platz angeboten" in page.text and "Hier ging es nicht" in page.text
    assert "In der Gruppe Otter ist kein Platz mehr frei." in page.text
    assert "Cem passt vom Alter nicht" in page.text
    otter.refresh_from_db()
    assert otter.promised == 1
    named_in_log = {number for line in AuditLine.objects.all() for number in line.children}
    assert named_in_log == {wish.preregistration.child_id for wish in wishes}


def test_several_go_on_the_waiting_list(place, browser):
    page = decide(browser, place, named("Ada", place), named("Ben", place), decision="wait")
    assert "2 Kinder auf die Warteliste gesetzt" in page.text
    assert set(Wish.objects.values_list("state", flat=True)) == {"waiting"}


def test_twice_sent_is_decided_once(place, browser):
    otter, wish = group(place), named("Ada", place)
    decide(browser, place, wish, decision="accept", group=otter.public_id)
    again = decide(browser, place, wish, decision="accept", group=otter.public_id)
    assert again.status_code == 409 and "ist schon entschieden" in again.text
    assert PlaceOffer.objects.count() == 1


def test_what_the_kita_may_not_see_is_passed_over(place, browser):
    otter = group(place)
    elsewhere, lower = named("Ada", kita()), case(child(given_name="Ben"), kita(), place).wishes.get(rank=2)
    page = decide(browser, place, elsewhere, lower, decision="accept", group=otter.public_id)
    assert page.status_code == 409 and "Bitte wählen Sie zuerst Kinder aus." in page.text
    assert "Ada" not in page.text and "Ben" not in page.text and not PlaceOffer.objects.exists()
    assert decide(browser, place, decision="accept").status_code == 409
    assert browser.get(f"/de/leitung/{place.public_id}/entscheiden/").status_code == 405


def test_what_no_keyboard_types_is_passed_over_too(place, browser):
    wish = named("Ada", place)
    page = f"/de/leitung/{place.public_id}/entscheiden/"
    for wanted in ({"wahl": "\x00"}, {"wahl": wish.public_id, "group": "\x00"}):
        assert browser.post(page, {"decision": "accept", **wanted}).status_code == 409
    assert not PlaceOffer.objects.exists()


@pytest.mark.parametrize("decision", ["", "x"])
def test_without_a_decision_nothing_is_decided(place, browser, decision):
    otter, wish = group(place), named("Ada", place)
    assert decide(browser, place, wish, decision=decision, group=otter.public_id).status_code == 409
    assert not PlaceOffer.objects.exists()
