"""A provider's Kitas side by side: numbers of what each Kita may see, nobody's name."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from conftest import MOMENT, TODAY
from kidsapp.childcare import commands
from kidsapp.childcare.queries.provider import all_together, kitas_of_provider
from kidsapp.childcare.rules import season_of
from kidsapp.childcare.tests.factories import SETTINGS, case, dated_settings, group, kita
from kidsapp.people.tests.factories import (
    actor_for,
    child,
    guardian_of,
    kita_lead,
    provider_manager,
    signed_in_client,
)
from kidsapp.places.models import Organisation

pytestmark = pytest.mark.django_db
PAGE = "/de/traeger/?jahr=2026"


@pytest.fixture
def provider(herne):
    """A provider with two Kitas; in the first one child of each kind."""
    dated_settings()
    own = Organisation.objects.create(name="Elternverein")
    first, second = kita("Kita Kanalblick"), kita("Kita Sonnenhang")
    for place in (first, second):
        place.organisation = own
        place.save()
    lead, otter = actor_for(kita_lead(first)), group(first, places=8)
    offers = [
        commands.accept_child(lead, case(child(), first).wishes.get(), otter.public_id, at=MOMENT)
        for _ in range(3)
    ]
    mother = actor_for(guardian_of(offers[0].wish.preregistration.child))
    commands.accept_place_offer(mother, offers[0], at=MOMENT)
    offers[1].answer_until = TODAY + timedelta(days=2)
    offers[1].save()
    commands.put_on_waiting_list(lead, case(child(), first).wishes.get(), at=MOMENT)
    case(child(given_name="Ben", family_name="Wiese"), first, second)
    return provider_manager(own)


def rows_of(manager):
    return kitas_of_provider(actor_for(manager), season_of(2026, SETTINGS), reminder_days=3)


def test_each_kita_is_a_row_with_its_places_and_children_in_play(provider):
    first, second = rows_of(provider)
    assert (first.name, first.places, first.taken, first.offered, first.free) == (
        "Kita Kanalblick",
        8,
        1,
        2,
        5,
    )
    assert (first.to_decide, first.first_wishes, first.waiting, first.running_out) == (1, 1, 1, 1)
    assert (second.places, second.to_decide, second.waiting) == (0, 0, 0)
    assert all_together([first, second]).places == 8


def test_a_lower_wish_counts_only_once_the_kita_sees_it(provider):
    wish = case(child(), kita(), kita()).wishes.get(rank=2)
    wish.facility = rows_facility(provider, "Kita Sonnenhang")
    wish.save()
    assert rows_of(provider)[1].to_decide == 0
    wish.preregistration.wishes.filter(rank=1).update(state="declined")
    assert [(row.to_decide, row.first_wishes) for row in rows_of(provider)][1] == (1, 0)


def rows_facility(manager, name):
    return manager.memberships.get().organisation.facilities.get(name=name)


def test_the_page_names_kitas_and_no_child_and_leads_to_their_desks(provider):
    page = signed_in_client(provider).get(PAGE).text
    assert "Kita Kanalblick" in page and "Kita Sonnenhang" in page
    assert "Wiese" not in page and "Beispiel, " not in page and "Mia" not in page
    own = rows_facility(provider, "Kita Kanalblick")
    assert f"/de/leitung/{own.public_id}/vormerkungen/?jahr=2026" in page


def test_another_provider_sees_none_of_it(provider):
    stranger = provider_manager(Organisation.objects.create(name="Stiftung"))
    page = signed_in_client(stranger).get(PAGE).text
    assert "Kanalblick" not in page and "Noch keine Kita" in page


def test_a_lead_has_no_such_page_and_a_role_that_ended_opens_nothing(provider):
    lead = kita_lead(rows_facility(provider, "Kita Kanalblick"))
    assert signed_in_client(lead).get(PAGE).status_code == 403
    provider.memberships.update(valid_until=TODAY - timedelta(days=1))
    assert signed_in_client(provider).get(PAGE).status_code == 403


def test_the_page_costs_the_same_for_two_kitas_and_for_twenty(provider):
    browser, counts = signed_in_client(provider), []
    browser.get(PAGE)
    for _ in range(2):
        with CaptureQueriesContext(connection) as found:
            assert browser.get(PAGE).status_code == 200
        counts.append(len(found))
        for _ in range(18):
            place = kita()
            place.organisation = provider.memberships.get().organisation
            place.save()
            group(place)
            case(child(), place)
    assert counts[0] == counts[1]
