"""Inviting, accepting, deputising and ending, as commands."""

import re
from datetime import UTC, datetime, timedelta
from itertools import product

import pytest

from kidsapp.audit.acts import NotPermitted
from kidsapp.audit.models import AuditLine
from kidsapp.kernel.actors import Role
from kidsapp.kernel.refusals import Refused
from kidsapp.municipality.scope import municipality_scope
from kidsapp.municipality.tests.factories import municipality
from kidsapp.outbox.models import Mail
from kidsapp.people import commands, policy
from kidsapp.people.models import Invitation, Membership
from kidsapp.people.queries.invitations import invitation_by_token, open_invitations
from kidsapp.people.queries.team import team_of
from kidsapp.people.refusals import PeopleRefusal as Why
from kidsapp.people.tests.factories import (
    TODAY,
    account,
    actor_for,
    guardian,
    holder_of,
    kita_lead,
    membership,
    provider_manager,
)
from kidsapp.places.tests.factories import facility, organisation

pytestmark = pytest.mark.django_db
AT = datetime(2026, 11, 22, 9, 30, tzinfo=UTC)
EVE, MORROW, NEXT_WEEK = (TODAY + timedelta(days=days) for days in (-1, 1, 7))
NEW = "neu@example.org"


def acts():
    return list(AuditLine.objects.order_by("pk").values_list("act", flat=True))


def invite(giver, role, email=NEW, **options):
    return commands.invite(actor_for(giver), email, role, at=AT, **options)


def accept(taker, invitation, today=TODAY):
    return commands.accept_invitation(actor_for(taker, today=today), invitation, at=AT)


def test_an_operator_invites_and_the_invited_takes_the_role_up(herne):
    operator, kita = holder_of(Role.OPERATOR), facility()
    invitation = invite(operator, Role.KITA_LEAD, facility=kita, last_day=NEXT_WEEK)
    taken = accept(account(NEW), invitation)
    assert (taken.role, taken.facility, taken.granted_by) == (Role.KITA_LEAD, kita, operator)
    assert (taken.valid_from, taken.valid_until) == (TODAY, NEXT_WEEK)
    assert acts() == ["people.invite", "people.accept_invitation"]


def test_a_membership_ends_by_itself(herne):
    invitation = invite(holder_of(Role.OPERATOR), Role.EDITOR, last_day=NEXT_WEEK)
    taker = account(NEW)
    accept(taker, invitation)
    assert actor_for(taker, today=NEXT_WEEK).holds(Role.EDITOR)
    assert not actor_for(taker, today=NEXT_WEEK + timedelta(days=1)).holds(Role.EDITOR)


def test_the_mail_holds_the_only_copy_of_the_secret(herne):
    invitation = invite(holder_of(Role.OPERATOR), Role.EDITOR)
    mail = Mail.objects.get()
    token = re.search(r"/einladung/([\w-]+)/", mail.body).group(1)
    assert invitation_by_token(token) == invitation
    assert token not in invitation.token_hash
    assert invitation_by_token(invitation.token_hash) is None


def test_the_mail_names_neither_person_nor_role_and_comes_from_the_city(herne):
    invite(holder_of(Role.OPERATOR, given_name="Lena", family_name="Vorbild"), Role.EDITOR)
    mail = Mail.objects.get()
    assert mail.recipient == NEW
    assert "KidsApp Herne" in mail.sender
    for word in ("Lena", "Vorbild", "Redaktion", NEW):
        assert word not in mail.subject + mail.body


def test_the_mail_is_in_the_language_of_whoever_reads_it(herne):
    account(NEW, language="ar")
    invite(holder_of(Role.OPERATOR), Role.EDITOR)
    assert Mail.objects.get().language == "ar"
    assert "/ar/einladung/" in Mail.objects.get().body


PLACES = ("own", "other", None)
GRANTS = {
    (Role.OPERATOR, role, place)
    for role, place in product(Role, PLACES)
    if role not in {Role.GUARDIAN, Role.YOUNG_PERSON}
    and (place or role not in {Role.KITA_LEAD, Role.PROVIDER_MANAGER})
} | {
    (Role.PROVIDER_MANAGER, Role.PROVIDER_MANAGER, "own"),
    (Role.PROVIDER_MANAGER, Role.KITA_LEAD, "own"),
}


@pytest.mark.parametrize("holder", Role)
def test_only_what_the_table_of_grants_says_makes_an_invitation(herne, holder):
    own, other = organisation("Stadt Herne"), organisation("Ev. Gemeinde")
    kitas = {"own": facility(organisation=own), "other": facility(organisation=other), None: None}
    providers = {"own": own, "other": other, None: None}
    place = {Role.KITA_LEAD: {"facility": kitas["own"]}, Role.PROVIDER_MANAGER: {"organisation": own}}
    giver = account()
    membership(giver, holder, **place.get(holder, {}))
    for role, where in product(Role, PLACES):
        try:
            answer = invite(giver, role, facility=kitas[where], organisation=providers[where])
        except NotPermitted:
            answer = None
        assert isinstance(answer, Invitation) is ((holder, role, where) in GRANTS), (role, where)
    assert Invitation.objects.count() == len([grant for grant in GRANTS if grant[0] is holder])


def test_somebody_whose_role_has_ended_invites_nobody(herne):
    operator = holder_of(Role.OPERATOR)
    operator.memberships.update(valid_until=EVE)
    with pytest.raises(NotPermitted):
        invite(operator, Role.EDITOR)


def test_an_operator_of_another_city_invites_nobody_here(herne):
    with municipality_scope(municipality("soest").pk):
        operator = holder_of(Role.OPERATOR)
    with pytest.raises(NotPermitted):
        invite(operator, Role.EDITOR)


def test_an_invitation_needs_a_readable_address(herne):
    assert invite(holder_of(Role.OPERATOR), Role.EDITOR, "neu").reason is Why.EMAIL_UNREADABLE
    assert not Mail.objects.exists()


def test_an_invitation_is_only_for_a_confirmed_account_of_its_address(herne):
    invitation = invite(holder_of(Role.OPERATOR), Role.EDITOR)
    assert accept(account(), invitation).reason is Why.INVITATION_FOR_OTHER
    assert accept(account(NEW, confirmed=False), invitation).reason is Why.INVITATION_FOR_OTHER
    assert Membership.objects.count() == 1


def test_accepting_twice_gives_one_role(herne):
    invitation, taker = invite(holder_of(Role.OPERATOR), Role.EDITOR), account(NEW)
    assert accept(taker, invitation) == accept(taker, invitation)
    assert taker.memberships.count() == 1


def test_a_role_that_was_ended_does_not_come_back_through_an_old_link(herne):
    operator, taker = holder_of(Role.OPERATOR), account(NEW)
    invitation = invite(operator, Role.EDITOR)
    commands.end_membership(actor_for(operator), accept(taker, invitation), at=AT)
    assert accept(taker, invitation).reason is Why.INVITATION_TAKEN


def test_an_invitation_expires(herne):
    invitation = invite(holder_of(Role.OPERATOR), Role.EDITOR)
    late = TODAY + timedelta(days=15)
    assert accept(account(NEW), invitation, today=late).reason is Why.INVITATION_OVER


def test_a_withdrawn_invitation_cannot_be_accepted(herne):
    operator = holder_of(Role.OPERATOR)
    invitation = invite(operator, Role.EDITOR)
    assert open_invitations(actor_for(operator)) == [invitation]
    assert commands.withdraw_invitation(actor_for(operator), invitation, at=AT) is None
    assert open_invitations(actor_for(operator)) == []
    assert accept(account(NEW), invitation).reason is Why.INVITATION_OVER


def test_an_accepted_invitation_cannot_be_withdrawn(herne):
    operator = holder_of(Role.OPERATOR)
    invitation = invite(operator, Role.EDITOR)
    accept(account(NEW), invitation)
    refused = commands.withdraw_invitation(actor_for(operator), invitation, at=AT)
    assert refused.reason is Why.INVITATION_TAKEN


def test_an_invitation_does_not_outlive_the_role_of_whoever_sent_it(herne):
    holder_of(Role.OPERATOR)
    giver = holder_of(Role.OPERATOR)
    invitation = invite(giver, Role.EDITOR)
    giver.memberships.update(ended_at=AT)
    assert accept(account(NEW), invitation).reason is Why.INVITATION_OVER


def test_a_manager_sees_and_withdraws_only_what_concerns_the_own_organisation(herne):
    operator, own, other = holder_of(Role.OPERATOR), organisation("Stadt"), organisation("Ev. Gemeinde")
    manager = actor_for(provider_manager(own))
    mine = invite(operator, Role.KITA_LEAD, facility=facility(organisation=own))
    theirs = invite(operator, Role.KITA_LEAD, facility=facility(organisation=other))
    assert open_invitations(manager) == [mine]
    with pytest.raises(NotPermitted):
        commands.withdraw_invitation(manager, theirs, at=AT)


def deputise(lead, email=NEW, first_day=TODAY, last_day=NEXT_WEEK):
    own = lead.memberships.get()
    return commands.deputise(actor_for(lead), own, email, first_day=first_day, last_day=last_day, at=AT)


def test_a_kita_lead_is_deputised_for_some_days_and_keeps_the_role(herne):
    lead, deputy = kita_lead(facility()), account(NEW)
    taken = accept(deputy, deputise(lead, first_day=MORROW))
    assert (taken.deputy_for.account, taken.valid_from, taken.valid_until) == (lead, MORROW, NEXT_WEEK)
    assert not actor_for(deputy).holds(Role.KITA_LEAD)
    assert actor_for(deputy, today=MORROW).facility_ids(Role.KITA_LEAD) == {taken.facility_id}
    assert actor_for(lead).holds(Role.KITA_LEAD)
    assert acts() == ["people.deputise", "people.accept_invitation"]


def test_a_deputy_names_no_deputy(herne):
    lead, deputy = kita_lead(facility()), account(NEW)
    accept(deputy, deputise(lead))
    with pytest.raises(NotPermitted):
        deputise(deputy, "dritte@example.org")


@pytest.mark.parametrize("role", sorted(set(Role) - {Role.KITA_LEAD}))
def test_no_other_role_names_a_deputy(herne, role):
    somebody = account()
    place = {"organisation": organisation()} if role is Role.PROVIDER_MANAGER else {}
    membership(somebody, role, **place)
    with pytest.raises(NotPermitted):
        deputise(somebody)


def test_a_deputy_is_refused_for_days_beyond_the_own_time(herne):
    lead = kita_lead(facility())
    lead.memberships.update(valid_until=MORROW)
    assert deputise(lead).reason is Why.DEPUTY_BEYOND_OWN_TIME
    assert not Mail.objects.exists()


def test_a_lead_who_left_is_not_deputised_any_more(herne):
    operator, lead = holder_of(Role.OPERATOR), kita_lead(facility())
    invitation = deputise(lead)
    commands.end_membership(actor_for(operator), lead.memberships.get(), at=AT)
    assert accept(account(NEW), invitation).reason is Why.INVITATION_OVER


def end(giver, row, **options):
    return commands.end_membership(actor_for(giver), row, at=AT, **options)


def test_a_role_ends_at_once(herne):
    operator, editor = holder_of(Role.OPERATOR), holder_of(Role.EDITOR)
    assert end(operator, editor.memberships.get()) is None
    assert not actor_for(editor).holds(Role.EDITOR)
    assert acts() == ["people.end_membership"]


def test_a_role_ends_with_a_last_day(herne):
    operator, editor = holder_of(Role.OPERATOR), holder_of(Role.EDITOR)
    end(operator, editor.memberships.get(), last_day=TODAY)
    assert actor_for(editor).holds(Role.EDITOR)
    assert not actor_for(editor, today=MORROW).holds(Role.EDITOR)


def test_deputies_end_with_the_role_they_deputise(herne):
    operator, lead, deputy = holder_of(Role.OPERATOR), kita_lead(facility()), account(NEW)
    accept(deputy, deputise(lead))
    end(operator, lead.memberships.get(), last_day=MORROW)
    assert deputy.memberships.get().valid_until == MORROW
    end(operator, lead.memberships.get())
    assert not actor_for(deputy).holds(Role.KITA_LEAD)


def test_a_deputy_that_had_not_begun_ends_at_once_with_an_earlier_last_day(herne):
    operator, lead, deputy = holder_of(Role.OPERATOR), kita_lead(facility()), account(NEW)
    accept(deputy, deputise(lead, first_day=NEXT_WEEK))
    end(operator, lead.memberships.get(), last_day=MORROW)
    assert deputy.memberships.get().ended_at == AT


def test_the_last_operator_stays(herne):
    operator = holder_of(Role.OPERATOR)
    assert end(operator, operator.memberships.get()).reason is Why.LAST_OPERATOR
    other = holder_of(Role.OPERATOR)
    assert end(other, operator.memberships.get()) is None


def test_an_operator_of_another_city_does_not_count_as_another_operator(herne):
    operator = holder_of(Role.OPERATOR)
    with municipality_scope(municipality("soest").pk):
        holder_of(Role.OPERATOR)
    assert end(operator, operator.memberships.get()).reason is Why.LAST_OPERATOR


def test_anybody_may_give_up_the_own_role_in_the_team(herne):
    editor = holder_of(Role.EDITOR)
    assert end(editor, editor.memberships.get()) is None


def test_being_a_guardian_is_not_ended_by_staff(herne):
    with pytest.raises(NotPermitted):
        end(holder_of(Role.OPERATOR), guardian().memberships.get())


def test_a_kita_lead_ends_the_own_deputy_and_no_other_lead(herne):
    kita = facility()
    lead, second, deputy = kita_lead(kita), kita_lead(kita), account(NEW)
    accept(deputy, deputise(lead))
    assert end(lead, deputy.memberships.get()) is None
    with pytest.raises(NotPermitted):
        end(lead, second.memberships.get())


def test_a_manager_ends_roles_of_the_own_organisation_only(herne):
    own, other = organisation("Stadt"), organisation("Ev. Gemeinde")
    manager = provider_manager(own)
    assert end(manager, kita_lead(facility(organisation=own)).memberships.get()) is None
    for stranger in (kita_lead(facility(organisation=other)), holder_of(Role.OPERATOR)):
        with pytest.raises(NotPermitted):
            end(manager, stranger.memberships.get())


def test_each_sees_the_team_that_concerns_them(herne):
    own, other = organisation("Stadt"), organisation("Ev. Gemeinde")
    kita = facility(organisation=own)
    lead, neighbour = kita_lead(kita), kita_lead(facility(organisation=other))
    manager, operator = provider_manager(own), holder_of(Role.OPERATOR)
    officer, editor = holder_of(Role.DATA_PROTECTION_OFFICER), holder_of(Role.EDITOR)
    guardian()

    def seen_by(somebody):
        return {member.email for member in team_of(actor_for(somebody))}

    everybody = {each.email for each in (lead, neighbour, manager, operator, officer, editor)}
    assert seen_by(operator) == seen_by(officer) == everybody
    assert seen_by(manager) == {manager.email, lead.email}
    assert seen_by(lead) == {lead.email}
    assert not policy.see_team.is_open_to(actor_for(editor))


def test_the_team_page_shows_only_buttons_that_work(herne):
    kita = facility()
    lead, second = kita_lead(kita), kita_lead(kita)
    rows = {member.email: member for member in team_of(actor_for(lead))}
    assert rows[lead.email].may_be_deputised
    assert rows[lead.email].may_be_ended
    assert not rows[second.email].may_be_deputised
    assert not rows[second.email].may_be_ended


def test_the_team_is_read_in_a_fixed_number_of_statements(herne, django_assert_num_queries):
    operator = actor_for(holder_of(Role.OPERATOR))
    for _ in range(3):
        kita_lead(facility())
    with django_assert_num_queries(2):
        assert len(team_of(operator)) == 4


def test_a_refusal_is_a_value_and_writes_no_line(herne):
    refused = invite(holder_of(Role.OPERATOR), Role.KITA_LEAD)
    assert isinstance(refused, Refused)
    assert refused.at_field == "facility"
    assert acts() == []
