"""What is dated ends by itself, in a browser that stays open over midnight too."""

from datetime import timedelta

import pytest
from django.urls import reverse

from conftest import MOMENT, TODAY
from kidsapp.kernel.actors import Role
from kidsapp.municipality.scope import municipality_scope
from kidsapp.people.models import Custody, Membership
from kidsapp.people.tests.factories import signed_in_client
from tests.permissions.world import build

pytestmark = pytest.mark.django_db
PAST_MIDNIGHT = MOMENT + timedelta(hours=14)
PAGES = {
    "lead": ("kita_desk", Role.KITA_LEAD),
    "manager": ("kita_desk", Role.PROVIDER_MANAGER),
    "office": ("office_case", Role.YOUTH_OFFICE),
    "editor": ("profiles", Role.EDITOR),
    "operator": ("invite", Role.OPERATOR),
    "officer": ("team", Role.DATA_PROTECTION_OFFICER),
}
"""For each role of staff a page that it alone opens."""


def open_over_midnight(monkeypatch, browser, address):
    """The status before and after the clock moves on; the session is the same."""
    before = browser.get(address).status_code
    monkeypatch.setattr("kidsapp.web.middleware.now", lambda: PAST_MIDNIGHT)
    return before, browser.get(address).status_code


def test_a_role_ends_after_its_last_day_in_a_running_session(monkeypatch):
    world = build()
    browsers = {who: signed_in_client(world.people[who], ago=timedelta(hours=-14)) for who in PAGES}
    addresses = {who: reverse(name, kwargs=world.arguments.get(name)) for who, (name, _) in PAGES.items()}
    with municipality_scope(world.city.pk):
        for who, (_, role) in PAGES.items():
            Membership.objects.filter(account=world.people[who], role=role).update(valid_until=TODAY)
    assert {who: browsers[who].get(addresses[who]).status_code for who in PAGES} == dict.fromkeys(PAGES, 200)
    monkeypatch.setattr("kidsapp.web.middleware.now", lambda: PAST_MIDNIGHT)
    assert {who: browsers[who].get(addresses[who]).status_code for who in PAGES} == dict.fromkeys(PAGES, 403)


def test_custody_ends_after_its_last_day_in_a_running_session(monkeypatch):
    world = build()
    with municipality_scope(world.city.pk):
        Custody.objects.filter(account=world.people["mother"]).update(valid_until=TODAY)
    address = reverse("child", kwargs=world.arguments["child"])
    assert open_over_midnight(monkeypatch, world.browser("mother"), address) == (200, 404)


def test_custody_ends_with_the_eighteenth_birthday_in_a_running_session(monkeypatch):
    world = build()
    with municipality_scope(world.city.pk):
        (held,) = Custody.objects.filter(account=world.people["mother"])
        tomorrow = TODAY + timedelta(days=1)
        held.child.born_on = tomorrow.replace(year=tomorrow.year - 18)
        held.child.save()
    address = reverse("child", kwargs=world.arguments["child"])
    assert open_over_midnight(monkeypatch, world.browser("mother"), address) == (200, 404)


def test_a_role_begins_on_its_first_day_and_not_before(monkeypatch):
    world = build()
    with municipality_scope(world.city.pk):
        tomorrow = TODAY + timedelta(days=1)
        Membership.objects.filter(account=world.people["editor"]).update(valid_from=tomorrow)
    browser = world.browser("editor")
    assert open_over_midnight(monkeypatch, browser, reverse("profiles")) == (403, 200)
