"""The youth office by districts: who answers for which child, and who may say so."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from conftest import MOMENT, TODAY
from kidsapp.audit.models import AuditLine
from kidsapp.kernel.actors import Actor, HeldRole, Role
from kidsapp.kernel.periods import Period
from kidsapp.municipality.models import District
from kidsapp.people import commands, policy, rules
from kidsapp.people.models import Account, Invitation, Membership
from kidsapp.people.queries import workers_for
from kidsapp.people.refusals import PeopleRefusal as Why
from kidsapp.people.rules import Grant
from kidsapp.people.tests.factories import (
    account,
    actor_for,
    child,
    custody,
    guardian,
    guardian_of,
    holder_of,
    kita_lead,
    membership,
    signed_in_client,
)
from kidsapp.places.tests.factories import facility

pytestmark = pytest.mark.django_db
WANNE, EICKEL, SODINGEN = "44649", "44651", "44627"


@pytest.fixture(autouse=True)
def districts(herne):
    """Wanne and Eickel share a postal code, as villages do."""
    for key, codes in {
        "wanne": [WANNE, "44653"],
        "eickel": [EICKEL, "44653"],
        "sodingen": [SODINGEN],
    }.items():
        District.objects.create(key=key, name=key.capitalize(), postal_codes=codes)


def worker(*districts, **values):
    somebody = account(**values)
    membership(somebody, Role.YOUTH_OFFICE, districts=list(districts))
    return somebody


def home(postal_code):
    mia = child()
    guardian_of(mia, postal_code=postal_code)
    return mia


def answers_for(mia, *keys):
    return [
        key for key in keys or ("wanne", "eickel", "sodingen") if policy.see_child.permits(acting(key), mia)
    ]


def acting(*keys):
    return actor_for(worker(*keys))


@pytest.mark.parametrize(
    ("postal_code", "seen_in"),
    [
        (WANNE, ["wanne"]),
        (SODINGEN, ["sodingen"]),
        ("44653", ["wanne", "eickel"]),
        ("59494", ["wanne", "eickel", "sodingen"]),
        ("", ["wanne", "eickel", "sodingen"]),
    ],
)
def test_a_child_is_seen_where_it_lives_and_by_all_where_nobody_knows(postal_code, seen_in):
    assert answers_for(home(postal_code)) == seen_in


def test_a_child_without_anybody_is_seen_by_all():
    assert answers_for(child()) == ["wanne", "eickel", "sodingen"]


def test_a_child_of_two_homes_is_seen_in_both():
    mia = home(WANNE)
    custody(guardian(postal_code=SODINGEN), mia)
    assert answers_for(mia) == ["wanne", "sodingen"]


@pytest.mark.parametrize("values", [{"blocked_at": MOMENT}, {"valid_until": TODAY - timedelta(days=1)}])
def test_where_a_blocked_or_former_guardian_lives_does_not_count(values):
    mia = home(WANNE)
    custody(guardian(postal_code=SODINGEN), mia, **values)
    assert answers_for(mia) == ["wanne"]


def test_a_family_that_moves_is_seen_where_it_lives_now_and_no_longer_where_it_did():
    mia = home(WANNE)
    Account.objects.filter(custodies__child=mia).update(postal_code=SODINGEN)
    assert answers_for(mia) == ["sodingen"]


def test_several_districts_are_seen_together_and_a_district_that_is_gone_opens_nothing():
    assert policy.see_child.permits(acting("eickel", "sodingen"), home(SODINGEN))
    assert not policy.see_child.permits(acting("gone"), home(SODINGEN))


def test_a_second_role_adds_its_districts_and_one_for_the_city_adds_all():
    def limit_of(*limits):
        held = [HeldRole(Role.YOUTH_OFFICE, 1, districts=each) for each in limits]
        over = HeldRole(Role.YOUTH_OFFICE, 1, period=Period(last=TODAY - timedelta(days=1)))
        return Actor(1, TODAY, 1, (*held, over)).limit_of(Role.YOUTH_OFFICE)

    assert limit_of(("wanne",), ("eickel",)) == {"wanne", "eickel"}
    assert limit_of(("wanne",), ()) is None
    assert limit_of() == frozenset()


def test_those_who_answer_for_a_child_are_told_and_no_others():
    here, whole = worker("wanne"), worker()
    worker("sodingen")
    assert workers_for(home(WANNE), today=TODAY) == [here, whole]


def test_who_is_limited_deputises_only_leads_of_kitas_in_the_own_districts():
    rows = []
    for key in ("wanne", "sodingen"):
        lead = kita_lead(facility(district=District.objects.get(key=key)))
        rows.append(Membership.objects.get(account=lead))
    assert [policy.deputise.permits(acting("wanne"), row) for row in rows] == [True, False]


def test_who_is_limited_grants_no_more_than_the_own_districts():
    held = [HeldRole(Role.OPERATOR, 1, districts=("wanne", "eickel"))]
    for keys, may in ((("wanne",), True), (("wanne", "eickel"), True), (("sodingen",), False), ((), False)):
        refused = rules.refusal_to_grant(Grant(Role.YOUTH_OFFICE, districts=keys), held=held, today=TODAY)
        assert (refused is None) is may
        assert may or refused.reason is Why.NOT_YOURS_TO_GRANT


def test_an_invitation_carries_the_districts_and_only_to_the_youth_office():
    browser, mail = signed_in_client(holder_of(Role.OPERATOR)), "neu@example.org"
    for role in ("editor", "youth_office"):
        sent = {"email": mail, "role": role, "facility": "-", "organisation": "-", "districts": ["wanne"]}
        assert browser.post("/de/team/einladen/", sent).status_code == 302
    editor, office = Invitation.objects.order_by("pk")
    assert editor.districts == [] and office.districts == ["wanne"]
    taken = commands.accept_invitation(actor_for(account(mail)), office, at=MOMENT)
    assert taken.districts == ["wanne"]


def test_who_has_some_districts_already_takes_up_the_whole_city_as_a_role_of_its_own():
    somebody = worker("wanne", email="da@example.org")
    commands.invite(actor_for(holder_of(Role.OPERATOR)), "da@example.org", Role.YOUTH_OFFICE, at=MOMENT)
    commands.accept_invitation(actor_for(somebody), Invitation.objects.get(), at=MOMENT)
    assert actor_for(somebody).limit_of(Role.YOUTH_OFFICE) is None


def test_an_operator_limits_a_role_at_once_and_what_was_held_before_stays_written_down():
    somebody, operator = worker(), holder_of(Role.OPERATOR)
    before = Membership.objects.get(account=somebody)
    browser = signed_in_client(operator)
    address = f"/de/team/{before.public_id}/ortsteile/"
    assert "Wanne" in browser.get(address).text
    assert browser.post(address, {"districts": ["wanne"]}).status_code == 302
    assert actor_for(somebody).limit_of(Role.YOUTH_OFFICE) == {"wanne"}
    before.refresh_from_db()
    assert before.ended_at and before.districts == []
    assert AuditLine.objects.filter(act="people.limit_membership", account_id=operator.pk).count() == 1
    assert browser.post(address, {"districts": []}).status_code == 404


def test_the_team_page_says_which_districts_are_nobodys():
    browser = signed_in_client(holder_of(Role.OPERATOR))
    worker("wanne")
    text = browser.get("/de/team/").text
    assert "sieht im Jugendamt niemand: Eickel, Sodingen" in text and "<td>Wanne</td>" in text
    worker()
    assert "sieht im Jugendamt niemand" not in browser.get("/de/team/").text


def test_only_the_youth_office_is_limited_whoever_writes():
    with pytest.raises(IntegrityError), transaction.atomic():
        membership(account(), Role.OPERATOR, districts=["wanne"])
