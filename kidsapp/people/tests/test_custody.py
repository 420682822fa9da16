"""Custody: its days never leave a child alone by mistake, and whoever is blocked sees nothing."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conftest import MOMENT
from kidsapp.audit.acts import NotPermitted
from kidsapp.audit.models import AuditLine
from kidsapp.kernel.actors import Role
from kidsapp.kernel.periods import Period
from kidsapp.kernel.refusals import Refused
from kidsapp.people import commands, rules
from kidsapp.people.commands import CustodyTerms
from kidsapp.people.models import Custody, CustodyEvent, NamedGuardian
from kidsapp.people.queries import children_of, guardians_of, guardians_seen_by, is_blocked_for
from kidsapp.people.refusals import PeopleRefusal as Why
from kidsapp.people.tests.factories import (
    TODAY,
    account,
    actor_for,
    child,
    custody,
    guardian,
    guardian_of,
    holder_of,
    kita_lead,
    signed_in_client,
)

DAYS = st.integers(0, 40).map(lambda n: TODAY + timedelta(days=n))
DAY = timedelta(days=1)


@st.composite
def periods(draw):
    first = draw(DAYS)
    last = draw(st.none() | st.integers(0, 30).map(lambda n: first + n * DAY))
    return Period(first, last)


def covered(day, days):
    return any(each.contains(day) for each in days)


@given(periods(), DAYS, st.lists(periods(), max_size=4))
def test_ending_never_leaves_a_child_alone_on_a_day_on_which_somebody_decided(own, last_day, others):
    refused = rules.refusal_to_end_custody(own, last_day=last_day, others=others, today=TODAY)
    given_up = [day for n in range(90) if own.contains(day := TODAY + n * DAY) and day > last_day]
    if refused is None:
        assert all(covered(day, others) for day in given_up)
    elif refused.reason is Why.LAST_GUARDIAN:
        alone = refused.facts["date"]
        assert own.contains(alone) and alone > last_day and not covered(alone, others)
        assert all(covered(day, others) for day in given_up if day < alone)


@given(periods(), periods(), st.lists(periods(), max_size=4))
def test_days_may_be_moved_only_where_somebody_else_covers_what_is_given_up(before, after, others):
    refused = rules.refusal_to_leave_alone(before, after, others)
    given_up = [day for n in range(90) if before.contains(day := TODAY + n * DAY) and not after.contains(day)]
    assert (refused is None) == all(covered(day, others) for day in given_up)


@given(periods(), st.lists(periods(), max_size=4))
def test_days_overlap_exactly_when_one_day_lies_in_both(own, others):
    shared = any(own.contains(TODAY + n * DAY) and covered(TODAY + n * DAY, others) for n in range(90))
    assert (rules.refusal_to_overlap(own, others) is not None) == shared


@pytest.mark.parametrize(
    ("kinds", "doubts"),
    [
        ([], ["nobody"]),
        (["sole"], []),
        (["sole", "joint"], ["sole_and_others"]),
        (["joint"], ["joint_alone"]),
        (["joint", "joint"], []),
        (["joint"] * 3, ["more_than_two"]),
        (["foster", "court"], []),
    ],
)
def test_what_does_not_go_together_is_named(kinds, doubts):
    assert rules.doubts_about_custody(kinds) == doubts


@pytest.fixture
def family(herne):
    mia = child()
    mother, father = guardian_of(mia), guardian_of(mia)
    return mia, mother, father, actor_for(holder_of(Role.YOUTH_OFFICE))


def of(somebody):
    return Custody.objects.get(account=somebody)


def terms(**values):
    return CustodyTerms(
        **{
            "kind": Custody.Kind.SOLE,
            "shown_by": Custody.Proof.COURT_ORDER,
            "is_checked": True,
            "valid_from": date(2024, 5, 17),
            "valid_until": None,
            **values,
        }
    )


def test_the_office_writes_down_kind_proof_and_who_checked_it_when(family):
    _, mother, _, office = family
    saved = commands.set_custody(office, of(mother), terms(), reason="Beschluss 12 F 3/26", at=MOMENT)
    assert (saved.kind, saved.shown_by) == (Custody.Kind.SOLE, Custody.Proof.COURT_ORDER)
    assert (saved.checked_by_id, saved.checked_on) == (office.account_id, TODAY)
    event = CustodyEvent.objects.get()
    assert (event.act, event.reason, event.by_id) == ("set_custody", "Beschluss 12 F 3/26", office.account_id)
    assert AuditLine.objects.get(act="people.set_custody").children == [saved.child_id]


def test_a_check_stays_with_who_made_it_until_the_proof_changes(family):
    _, mother, _, first = family
    second = actor_for(holder_of(Role.YOUTH_OFFICE))
    commands.set_custody(first, of(mother), terms(), reason="a", at=MOMENT)
    commands.set_custody(second, of(mother), terms(valid_from=date(2024, 5, 18)), reason="b", at=MOMENT)
    assert of(mother).checked_by_id == first.account_id
    commands.set_custody(second, of(mother), terms(kind=Custody.Kind.JOINT), reason="c", at=MOMENT)
    assert of(mother).checked_by_id == second.account_id
    commands.set_custody(second, of(mother), terms(is_checked=False), reason="d", at=MOMENT)
    assert (of(mother).checked_by_id, of(mother).checked_on) == (None, None)


@pytest.mark.parametrize(
    ("values", "reason", "why"),
    [
        ({}, " ", Why.REASON_MISSING),
        ({"shown_by": Custody.Proof.SAID}, "x", Why.NOTHING_TO_CHECK),
        ({"valid_until": date(2024, 1, 1)}, "x", Why.ENDS_BEFORE_START),
        ({"kind": "uncle"}, "x", Why.UNKNOWN_CUSTODY),
    ],
)
def test_what_cannot_be_is_refused_and_nothing_is_written(family, values, reason, why):
    _, mother, _, office = family
    answer = commands.set_custody(office, of(mother), terms(**values), reason=reason, at=MOMENT)
    assert [each.reason for each in answer] == [why]
    assert of(mother).kind == Custody.Kind.JOINT
    assert not CustodyEvent.objects.exists()


def test_custody_ends_with_a_last_day_when_another_guardian_stays(family):
    mia, _, father, office = family
    assert commands.end_custody(office, of(father), last_day=TODAY, reason="Urteil", at=MOMENT) is None
    assert of(father).valid_until == TODAY
    assert father not in guardians_of([mia.pk], today=TODAY + DAY)


def test_the_last_guardian_cannot_be_ended_without_another(family):
    _, mother, father, office = family
    commands.end_custody(office, of(father), last_day=TODAY + 5 * DAY, reason="Urteil", at=MOMENT)
    refused = commands.end_custody(office, of(mother), last_day=TODAY, reason="Irrtum", at=MOMENT)
    assert (refused.reason, refused.facts["date"]) == (Why.LAST_GUARDIAN, TODAY + 6 * DAY)
    assert of(mother).valid_until is None


def test_a_blocked_guardian_does_not_count_as_another(family):
    _, mother, father, office = family
    commands.block_custody(office, of(father), reason="Schutz", at=MOMENT)
    refused = commands.end_custody(office, of(mother), last_day=TODAY, reason="Irrtum", at=MOMENT)
    assert refused.reason is Why.LAST_GUARDIAN


def test_whoever_is_blocked_has_no_child_and_gets_no_news_until_the_block_is_lifted(family):
    mia, mother, father, office = family
    commands.block_custody(office, of(father), reason="Schutz", at=MOMENT)
    assert children_of(actor_for(father)) == []
    assert guardians_of([mia.pk], today=TODAY) == [mother]
    assert is_blocked_for(mia.pk, account_id=None, email=father.email.upper())
    commands.unblock_custody(office, of(father), reason="Beschluss", at=MOMENT)
    assert children_of(actor_for(father)) == [mia]
    acts = list(CustodyEvent.objects.values_list("act", "reason"))
    assert acts == [("block_custody", "Schutz"), ("unblock_custody", "Beschluss")]


def test_a_block_covers_every_period_of_the_same_person(family):
    mia, _, father, office = family
    Custody.objects.filter(account=father).update(valid_until=TODAY)
    custody(father, mia, valid_from=TODAY + DAY)
    commands.block_custody(office, Custody.objects.filter(account=father).first(), reason="x", at=MOMENT)
    assert children_of(actor_for(father, today=TODAY + DAY)) == []


@pytest.mark.django_db
@pytest.mark.parametrize("who", ["mother", "operator", "officer", "editor", "lead", "nobody"])
def test_nobody_but_the_youth_office_changes_custody(herne, who):
    from kidsapp.childcare.tests.factories import kita

    mia = child()
    mother = guardian_of(mia)
    guardian_of(mia)
    others = {
        "mother": lambda: mother,
        "operator": lambda: holder_of(Role.OPERATOR),
        "officer": lambda: holder_of(Role.DATA_PROTECTION_OFFICER),
        "editor": lambda: holder_of(Role.EDITOR),
        "lead": lambda: kita_lead(kita()),
        "nobody": lambda: None,
    }
    actor, own = actor_for(others[who]()), of(mother)
    for attempt in (
        lambda: commands.set_custody(actor, own, terms(), reason="x", at=MOMENT),
        lambda: commands.end_custody(actor, own, last_day=TODAY, reason="x", at=MOMENT),
        lambda: commands.block_custody(actor, own, reason="x", at=MOMENT),
        lambda: commands.unblock_custody(actor, own, reason="x", at=MOMENT),
        lambda: commands.share_custody(actor, own, mia, reason="x", at=MOMENT),
    ):
        with pytest.raises(NotPermitted):
            attempt()


def named(mia, mother, **values):
    names = {"given_name": "Ali", "family_name": "Beispiel", "email": "ali@example.org", **values}
    return NamedGuardian.objects.create(child=mia, named_by=mother, **names)


@pytest.fixture
def alone(herne):
    mia = child()
    return mia, guardian_of(mia)


def test_the_second_guardian_takes_the_link_up_once(alone):
    mia, mother = alone
    second, father = named(mia, mother), account("ali@example.org")
    taken = commands.take_up_guardianship(actor_for(father), second, at=MOMENT)
    again = commands.take_up_guardianship(actor_for(father), second, at=MOMENT)
    assert taken == again
    assert children_of(actor_for(father)) == [mia]
    assert NamedGuardian.objects.get().account == father


@pytest.mark.parametrize("case", ["other address", "unconfirmed", "who named", "taken", "blocked"])
def test_a_link_is_not_taken_up_by_somebody_else_nor_by_who_is_blocked(alone, case):
    mia, mother = alone
    second = named(mia, mother)
    if case == "other address":
        comer, why = account("else@example.org"), Why.GUARDIAN_LINK_FOR_OTHER
    elif case == "unconfirmed":
        comer, why = account("ali@example.org", confirmed=False), Why.GUARDIAN_LINK_FOR_OTHER
    elif case == "who named":
        comer, why = mother, Why.GUARDIAN_LINK_FOR_OTHER
    elif case == "taken":
        NamedGuardian.objects.update(account=account())
        comer, why = account("ali@example.org"), Why.GUARDIAN_LINK_TAKEN
    else:
        comer, why = account("ali@example.org"), Why.GUARDIAN_LINK_OVER
        custody(comer, mia, valid_until=date(2025, 1, 1), blocked_at=MOMENT)
    answer = commands.take_up_guardianship(actor_for(comer), NamedGuardian.objects.get(), at=MOMENT)
    assert isinstance(answer, Refused)
    assert answer.reason is why
    assert second.child.custodies.filter(valid_from=TODAY).count() == 0


ADDRESS = {"street": "Geheimer Weg 1", "postal_code": "44623", "town": "Herne"}


def test_each_guardian_sees_the_own_address_and_never_the_others(alone):
    mia, mother = alone
    father = guardian(given_name="Ali", **ADDRESS)
    custody(father, mia)
    named(mia, mother, given_name="Oma", street="Nebenstraße 2", town="Soest")
    of_mother = {line.name: line for line in guardians_seen_by(actor_for(mother), mia)}
    assert [line.address for line in of_mother.values()] == ["", "", ""]
    [own] = [line for line in guardians_seen_by(actor_for(father), mia) if line.is_self]
    assert own.address == "Geheimer Weg 1, 44623 Herne"
    address = f"/de/familie/kinder/{mia.public_id}/"
    page = signed_in_client(mother).get(address).content.decode()
    assert "Ali Beispiel" in page
    assert "Geheimer Weg" not in page
    assert "Nebenstraße" not in page
    assert "Geheimer Weg" in signed_in_client(father).get(address).content.decode()


def test_a_blocked_guardian_is_not_listed_and_does_not_get_the_page(alone):
    mia, mother = alone
    father = guardian(given_name="Ali")
    custody(father, mia, blocked_at=MOMENT)
    assert len(guardians_seen_by(actor_for(mother), mia)) == 1
    assert signed_in_client(father).get(f"/de/familie/kinder/{mia.public_id}/").status_code == 404


def test_the_guardians_are_two_statements_whatever_their_number(alone, django_assert_num_queries):
    mia, mother = alone
    for _ in range(5):
        guardian_of(mia)
        named(mia, mother)
    with django_assert_num_queries(2):
        assert len(guardians_seen_by(actor_for_once(mother), mia)) == 11


def actor_for_once(somebody):
    from kidsapp.kernel.actors import Actor

    return Actor(1, TODAY, somebody.pk)


PROFILE = {"given_name": "Ayşe", "family_name": "Yıldız", "phone": "", "language": "de"}


def test_the_own_address_is_kept_in_the_profile(herne):
    somebody = account()
    browser = signed_in_client(somebody)
    browser.post("/de/konto/", PROFILE | ADDRESS | {"postal_code": "٤٤٦٢٣"})
    somebody.refresh_from_db()
    assert (somebody.street, somebody.postal_code, somebody.town) == ("Geheimer Weg 1", "44623", "Herne")
    assert (
        "Eine Postleitzahl hat fünf Ziffern"
        in browser.post("/de/konto/", PROFILE | ADDRESS | {"postal_code": "4462"}).content.decode()
    )
