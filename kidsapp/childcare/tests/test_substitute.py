"""A substitute holds a lead's rights at one Kita for some days, and neither before nor after."""

from datetime import timedelta

import pytest

from conftest import MOMENT, TODAY
from kidsapp.audit.acts import NotPermitted
from kidsapp.audit.models import AuditLine
from kidsapp.childcare import commands
from kidsapp.childcare.queries.criteria import keeps_criteria
from kidsapp.childcare.queries.kita import facility_for
from kidsapp.childcare.tests.factories import case, dated_settings, group, kita
from kidsapp.kernel.actors import Role
from kidsapp.people import commands as people
from kidsapp.people.models import Membership
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
FIRST, LAST = TODAY + timedelta(days=2), TODAY + timedelta(days=5)
MAIL = "vertretung@example.org"


@pytest.fixture
def place(herne):
    dated_settings()
    return kita("Kita Kanalblick")


@pytest.fixture
def lead(place):
    return kita_lead(place)


def name_substitute(by, lead, *, first_day=FIRST, last_day=LAST):
    own = Membership.objects.get(account=lead)
    substitute = account(MAIL)
    invitation = people.deputise(actor_for(by), own, MAIL, first_day=first_day, last_day=last_day, at=MOMENT)
    people.accept_invitation(actor_for(substitute), invitation, at=MOMENT)
    return substitute


@pytest.mark.parametrize(
    ("day", "may"),
    [
        (FIRST - timedelta(days=1), False),
        (FIRST, True),
        (LAST, True),
        (LAST + timedelta(days=1), False),
    ],
)
def test_rights_begin_and_end_by_themselves(place, lead, day, may):
    substitute = actor_for(name_substitute(lead, lead), today=day)
    wish, other = case(child(), place).wishes.get(), kita()
    assert (facility_for(substitute, place.public_id) == place) is may
    assert keeps_criteria(substitute, place) is may
    assert facility_for(substitute, other.public_id) is None
    if may:
        assert commands.put_on_waiting_list(substitute, wish, at=MOMENT) is None
    else:
        with pytest.raises(NotPermitted):
            commands.put_on_waiting_list(substitute, wish, at=MOMENT)


def test_what_a_substitute_does_stands_in_the_log_under_the_own_name(place, lead):
    substitute = name_substitute(lead, lead, first_day=TODAY)
    wish = case(child(), place).wishes.get()
    commands.accept_child(actor_for(substitute), wish, group(place).public_id, at=MOMENT)
    named, taken, accepted = AuditLine.objects.order_by("pk")
    assert (named.act, taken.act) == ("people.deputise", "people.accept_invitation")
    assert (accepted.act, accepted.account_id) == ("childcare.accept_child", substitute.pk)


def test_a_substitute_walks_the_desk_within_the_days_only(place, lead):
    address = f"/de/leitung/{place.public_id}/vormerkungen/"
    assert signed_in_client(name_substitute(lead, lead)).get(address).status_code == 403
    Membership.objects.filter(deputy_for__isnull=False).update(valid_from=TODAY)
    browser = signed_in_client(account_of_substitute())
    assert browser.get(address).status_code == 200
    Membership.objects.filter(deputy_for__isnull=False).update(valid_until=TODAY)
    assert browser.get(address).status_code == 200


def account_of_substitute():
    return Membership.objects.get(deputy_for__isnull=False).account


def test_the_youth_office_names_a_substitute_for_a_lead_who_cannot(place, lead):
    office = holder_of(Role.YOUTH_OFFICE)
    substitute = name_substitute(office, lead, first_day=TODAY)
    assert facility_for(actor_for(substitute), place.public_id) == place
    made = Membership.objects.get(account=substitute, role=Role.KITA_LEAD)
    assert (made.deputy_for.account, made.granted_by, made.valid_until) == (lead, office, LAST)
    assert people.end_membership(actor_for(office), made, at=MOMENT) is None
    assert facility_for(actor_for(substitute), place.public_id) is None


def test_the_office_neither_ends_a_lead_nor_makes_one(place, lead):
    office = actor_for(holder_of(Role.YOUTH_OFFICE))
    own = Membership.objects.get(account=lead)
    with pytest.raises(NotPermitted):
        people.end_membership(office, own, at=MOMENT)
    with pytest.raises(NotPermitted):
        people.invite(office, MAIL, Role.KITA_LEAD, facility=place, at=MOMENT)


def test_the_office_finds_the_way_on_its_page_of_the_team(place, lead):
    browser = signed_in_client(holder_of(Role.YOUTH_OFFICE))
    guardian_of(child(), email="mutter@example.org")
    page, own = browser.get("/de/team/").text, Membership.objects.get(account=lead)
    assert lead.email in page and "mutter@example.org" not in page
    assert f"/de/team/{own.public_id}/vertretung/" in page and "Jemanden einladen" not in page
    form = browser.get(f"/de/team/{own.public_id}/vertretung/").text
    assert f"{lead} behält die Aufgabe." in form
    typed = {"email": MAIL, "first_day": f"{FIRST:%d.%m.%Y}", "last_day": f"{LAST:%d.%m.%Y}"}
    assert "eingeladen" in browser.post(f"/de/team/{own.public_id}/vertretung/", typed, follow=True).text


def test_a_lead_who_leaves_takes_the_substitute_along(place, lead):
    substitute = name_substitute(lead, lead, first_day=TODAY)
    own = Membership.objects.get(account=lead, role=Role.KITA_LEAD)
    assert people.end_membership(actor_for(lead), own, at=MOMENT) is None
    assert facility_for(actor_for(substitute), place.public_id) is None
