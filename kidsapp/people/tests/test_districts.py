"""The youth office by districts: who answers for which child, and who may say so."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from conftest import MOMENT, TODAY
from kidsapp.audit.models import AuditLine
from kidsapp.childcare.queries.desk_facts import facts_of
from kidsapp.childcare.tests.factories import case
from kidsapp.kernel.actors import Actor, HeldRole, Role
from kidsapp.kernel.folding import folded
from kidsapp.kernel.periods import Period
from kidsapp.municipality.models import District, GazetteerEntry
from kidsapp.municipality.scope import municipality_scope
from kidsapp.municipality.tests.factories import municipality
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


def listed(street, district, code="44653"):
    """A line of the city's own list, as loading its folder leaves it."""
    GazetteerEntry.objects.create(
        kind="street", name=street, folded=folded(street), postal_code=code, district=district,
        latitude=51.5, longitude=7.2,
    )  # fmt: skip
    District.objects.filter(postal_codes__contains=[code]).update(has_listed_streets=True)


def living(street, code="44653"):
    mia = child()
    guardian_of(mia, postal_code=code, street=street)
    return mia


def test_where_districts_share_a_postal_code_the_listed_street_says_in_which_a_child_lives():
    listed("Große Str.", "eickel")
    listed("Am Grenzweg", "wanne")
    listed("Am Grenzweg", "eickel")
    for typed in ("Große Straße 12 a", "GROSSE STRASSE 3", "grosse-str. 1", "Grosse Strasse"):
        assert answers_for(living(typed)) == ["eickel"], typed
    assert answers_for(living("Am Grenzweg 7")) == ["wanne", "eickel"]


@pytest.mark.parametrize("street", ["Unbekannter Weg 1", "", "12", "вулиця 5", "x" * 180, "Grosse Gasse ʼ"])
def test_a_street_that_no_list_knows_counts_for_all_districts_of_its_postal_code(street):
    listed("Große Straße", "eickel")
    listed("12", "eickel")
    assert answers_for(living(street)) == ["wanne", "eickel"]


def test_a_listed_street_counts_under_its_own_postal_code_alone_and_in_its_own_city():
    listed("Große Straße", "eickel")
    assert answers_for(living("Große Straße 1", WANNE)) == ["wanne"]
    with municipality_scope(municipality("witten").pk):
        listed("Weg", "eickel")
    assert answers_for(living("Weg 3")) == ["wanne", "eickel"]


def test_the_line_of_the_desk_bears_the_district_of_the_street():
    listed("Große Straße", "eickel")
    listed("Kleine Straße", "wanne")
    for street, name in (("Große Str. 1", "Eickel"), ("Kleine Str. 1", "Wanne")):
        made = case(living(street))
        (facts,) = facts_of([made.pk], today=TODAY)
        assert District.objects.get(pk=facts.district_id).name == name


def test_who_invites_or_limits_is_told_which_districts_an_address_does_not_tell_apart():
    browser, row = signed_in_client(holder_of(Role.OPERATOR)), Membership.objects.get(account=worker())
    pages = ("/de/team/einladen/?aufgabe=youth_office", f"/de/team/{row.public_id}/ortsteile/")
    for page in pages:
        assert "nicht zu unterscheiden: Eickel, Wanne." in browser.get(page).text
    listed("Große Straße", "eickel")
    for page in pages:
        assert "nicht zu unterscheiden" not in browser.get(page).text


def test_only_the_youth_office_is_limited_whoever_writes():
    with pytest.raises(IntegrityError), transaction.atomic():
        membership(account(), Role.OPERATOR, districts=["wanne"])
