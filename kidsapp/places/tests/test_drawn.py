"""A list is drawn once for what the database answers; whatever changes, the next page shows it."""

import re

import pytest

from kidsapp.childcare.tests.factories import group
from kidsapp.kernel.opening_hours import Week
from kidsapp.places.family import drawn
from kidsapp.places.models import Facility
from kidsapp.places.tests.factories import facility
from kidsapp.places.tests.test_pages import FINDER, shown

pytestmark = pytest.mark.django_db
WORD = re.compile(r"\w+")
CHANGES = {
    "name": "Kita Anders",
    "street": "Anderer Weg",
    "postal_code": "44649",
    "town": "Wanne",
    "age_from_months": 24,
    "age_until_months": 60,
    "hours_models": ["25"],
    "opening_hours": Week.of([(0, 480, 900)]),
    "latitude": 51.5,
    "longitude": 7.3,
    "shows_house_number": False,
    "is_invented": True,
    "kind": Facility.Kind.CHILD_MINDER,
    "is_listed": False,
}


@pytest.fixture(autouse=True)
def nothing_kept():
    drawn._kept.cache_clear()


@pytest.fixture
def kanalblick(visitor):
    return facility(
        "Kita Kanalblick",
        hours="mon-fri 07:00-16:30",
        street="Lindenweg",
        house_number="1",
        latitude=51.54,
        longitude=7.22,
        hours_models=["45"],
        is_invented=False,
    )


def without_token(page):
    """The lines that do not change with each answer."""
    return [
        line for line in page.splitlines() if not {"csrfmiddlewaretoken", "nonce"} & set(WORD.findall(line))
    ]


def test_a_second_reader_gets_the_list_that_was_drawn_for_the_first(visitor, kanalblick):
    first, second = shown(visitor), shown(visitor)
    assert without_token(first) == without_token(second)
    assert drawn._kept.cache_info().hits == 1


@pytest.mark.parametrize("name", CHANGES)
def test_whatever_changes_at_a_kita_the_next_page_is_as_drawn_anew(visitor, kanalblick, name):
    before = shown(visitor)
    Facility.objects.filter(pk=kanalblick.pk).update(**{name: CHANGES[name]})
    after = shown(visitor)
    drawn._kept.cache_clear()
    assert without_token(after) == without_token(shown(visitor))
    assert without_token(after) != without_token(before)


def test_a_place_that_is_taken_is_gone_from_the_next_page(visitor, kanalblick):
    otter = group(kanalblick, places=2, year=2027)
    assert "2 Plätze" in shown(visitor)
    otter.promised = 1
    otter.save()
    assert "1 Platz" in shown(visitor)


def test_the_provider_and_the_language_are_part_of_what_was_drawn(visitor, kanalblick):
    shown(visitor)
    kanalblick.organisation.name = "Neuer Träger"
    kanalblick.organisation.save()
    assert "Neuer Träger" in shown(visitor)
    assert "Remember as a wish" not in shown(visitor) and "Als Wunsch merken" not in shown(
        visitor, FINDER.replace("/de/", "/en/")
    )


def test_what_a_reader_remembers_is_on_no_other_readers_page(visitor, kanalblick, client):
    visitor.post("/de/kita/merken/", {"facility": kanalblick.public_id, "next": FINDER})
    assert "Gemerkt. Entfernen" in shown(visitor)
    other = type(visitor)(headers={"host": "herne.localhost"})
    assert "Gemerkt. Entfernen" not in shown(other)
    assert drawn._kept.cache_info().currsize == 1


def test_the_form_token_of_one_reader_stands_on_no_other_readers_page(visitor, kanalblick):
    other = type(visitor)(headers={"host": "herne.localhost"})
    tokens = [page.split('csrfmiddlewaretoken" value="')[1][:64] for page in (shown(visitor), shown(other))]
    assert tokens[0] != tokens[1]


def test_the_word_of_one_answer_stands_in_no_kept_list(visitor, kanalblick, monkeypatch):
    made = []
    monkeypatch.setattr(drawn, "_kept", lambda hits: made.append(drawn._draw(hits)) or made[-1])
    shown(visitor)
    assert made and not [part for part in (made[0].hits, made[0].map, made[0].origin) if "nonce" in part]
