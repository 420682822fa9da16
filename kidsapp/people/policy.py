"""Who may do which act on accounts, children and roles; the table of grants stands in the README."""

from collections.abc import Mapping
from functools import reduce
from operator import or_

from django.db.models import Exists, Model, OuterRef, Q

from kidsapp.audit.acts import EVERY_ROW, Rule, act, anyone, holding, sensitive, signed_in
from kidsapp.kernel.actors import STAFF, Actor, Role
from kidsapp.people.models import in_custody_of, in_force, living_in
from kidsapp.people.rules import DEPUTISED

_STAFF = Q(role__in=STAFF)


def youth_office(child: str = "pk") -> Rule:
    """The youth office: every row; limited to districts, rows whose child (its id in this field) lives there.

    The one place of that limit (decision 0028): gates, lists, files and buttons of all modules ask it.
    """

    def rule(actor: Actor) -> Q | None:
        limit = actor.limit_of(Role.YOUTH_OFFICE)
        if limit is None:
            return EVERY_ROW
        return living_in(limit, today=actor.today, child=child) if limit else None

    return rule


Leads = Mapping[type[Model], Mapping[str, str]]
"""Tables with a ``child``, and for fields of theirs which field of a row leads there."""


def youth_office_for_family(leads: Leads) -> Rule:
    """The same for rows of a family: one child in the districts is enough; without any all may."""

    def rule(actor: Actor) -> Q | None:
        own = youth_office("child_id")(actor)
        if own is None or own is EVERY_ROW:
            return own
        found = [
            model._default_manager.filter(**{name: OuterRef(field) for name, field in by.items()})
            for model, by in leads.items()
        ]
        here = reduce(or_, (Q(Exists(rows.filter(own))) for rows in found))
        return here | ~reduce(or_, (Q(Exists(rows)) for rows in found))

    return rule


def youth_office_for_child_or_family(child: str, leads: Leads) -> Rule:
    """The same for rows that are about a child, or without one about a family."""
    for_child, for_family = youth_office(child), youth_office_for_family(leads)

    def rule(actor: Actor) -> Q | None:
        own, theirs = for_child(actor), for_family(actor)
        if own is None or theirs is None or own is EVERY_ROW:
            return own
        return Q(**{f"{child}__isnull": False}) & own | Q(**{child: None}) & theirs

    return rule


def _beyond_districts(actor: Actor) -> Q | None:
    """Whoever of the youth office is limited to districts: there are children of others."""
    return EVERY_ROW if actor.limit_of(Role.YOUTH_OFFICE) else None


def _nobody(_actor: Actor) -> Q | None:
    """For what only the command line does."""
    return None


def _in_emergency(actor: Actor) -> Q | None:
    """Whoever opened a child's data today, with a reason that the family reads; it ends with the day."""
    if actor.account_id is None or not actor.is_staff:
        return None
    opened = {"account_id": actor.account_id, "valid_on": actor.today, "ended_at__isnull": True}
    return Q(**{f"emergencies__{name}": value for name, value in opened.items()})


def _guardian(actor: Actor) -> Q | None:
    """Whoever has custody today, for the children concerned."""
    return in_custody_of(actor.account_id, today=actor.today) if actor.account_id else None


def _operator(actor: Actor) -> Q | None:
    return _STAFF if actor.holds(Role.OPERATOR) else None


def _operator_for_the_youth_office(actor: Actor) -> Q | None:
    return Q(role=Role.YOUTH_OFFICE) & in_force(actor.today) if actor.holds(Role.OPERATOR) else None


def _data_protection_officer(actor: Actor) -> Q | None:
    return _STAFF if actor.holds(Role.DATA_PROTECTION_OFFICER) else None


def _provider_manager(actor: Actor) -> Q | None:
    """For roles within the own organisation and its facilities."""
    managed = actor.organisation_ids(Role.PROVIDER_MANAGER)
    within = Q(organisation_id__in=managed) | Q(facility__organisation_id__in=managed)
    return _STAFF & within if managed else None


def _kita_lead(actor: Actor) -> Q | None:
    """For those who lead the same facility."""
    led = actor.facility_ids(Role.KITA_LEAD)
    return Q(role=Role.KITA_LEAD, facility_id__in=led) if led else None


def _deputised(actor: Actor) -> Q | None:
    """For the own deputies, while the facility is led."""
    led = actor.facility_ids(Role.KITA_LEAD)
    return Q(deputy_for__account_id=actor.account_id, facility_id__in=led) if led else None


def _lead_of_the_city(actor: Actor) -> Q | None:
    """For Kita leads and their deputies, whom the youth office knows: in the city, or in its districts."""
    limit, leads = actor.limit_of(Role.YOUTH_OFFICE), Q(role=Role.KITA_LEAD)
    if limit is None:
        return leads
    near = Q(facility__district__key__in=limit) | Q(facility__district=None)
    return leads & near if limit else None


def _lead_to_deputise(actor: Actor) -> Q | None:
    """A lead who cannot name a deputy any more, for sickness: the youth office does."""
    leads = _lead_of_the_city(actor)
    return leads & Q(deputy_for=None) & in_force(actor.today) if leads else None


def _deputy_of_the_city(actor: Actor) -> Q | None:
    leads = _lead_of_the_city(actor)
    return leads & Q(deputy_for__isnull=False) if leads else None


def _own_staff_role(actor: Actor) -> Q | None:
    return _STAFF & Q(account_id=actor.account_id) if actor.account_id else None


def _own_role_to_deputise(actor: Actor) -> Q | None:
    if not any(held.role in DEPUTISED for held in actor.roles()):
        return None
    own = Q(account_id=actor.account_id, role__in=DEPUTISED, deputy_for=None)
    return own & in_force(actor.today)


# The account itself: what django-allauth shows and writes, and our own page.
log_in = act("people.log_in", anyone)
log_out = act("people.log_out", anyone)
sign_up = act("people.sign_up", anyone)
confirm_email = act("people.confirm_email", anyone)
reset_password = act("people.reset_password", anyone)
prove_identity = act("people.prove_identity", signed_in, at_any_level=True)
change_password = sensitive("people.change_password", signed_in, at_any_level=True)
change_email = sensitive("people.change_email", signed_in, at_any_level=True)
save_profile = act("people.save_profile", signed_in, at_any_level=True)
see_second_factor = act("people.see_second_factor", signed_in, at_any_level=True)
add_second_factor = sensitive("people.add_second_factor", signed_in, at_any_level=True)
remove_second_factor = sensitive("people.remove_second_factor", signed_in, at_any_level=True)
reset_second_factor = act("people.reset_second_factor", _nobody)
make_recovery_codes = sensitive("people.make_recovery_codes", signed_in, at_any_level=True)
see_sessions = act("people.see_sessions", signed_in, at_any_level=True)
see_identities = act("people.see_identities", signed_in, at_any_level=True)
unlink_identity = sensitive("people.unlink_identity", signed_in, at_any_level=True)
link_identity = sensitive("people.link_identity", signed_in, at_any_level=True)
end_sessions = sensitive("people.end_sessions", signed_in, at_any_level=True)
end_sessions_of_others = act("people.end_sessions_of_others", _nobody)
end_all_sessions = act("people.end_all_sessions", _nobody)
join_as_guardian = act("people.join_as_guardian", signed_in)
_counter = holding(Role.YOUTH_OFFICE, Role.KITA_LEAD, Role.PROVIDER_MANAGER)
open_paper_family = act("people.open_paper_family", _counter)
add_to_paper_family = act("people.add_to_paper_family", _counter)
correct_paper_contact = act("people.correct_paper_contact", holding(Role.YOUTH_OFFICE))
issue_take_over_code = act("people.issue_take_over_code", _counter)
take_over_account = sensitive("people.take_over_account", signed_in)

# Rows of Child.
add_child = act("people.add_child", signed_in)
see_child = act("people.see_child", _guardian, youth_office(), shows_children=True)
search_audit = act("people.search_audit", holding(Role.DATA_PROTECTION_OFFICER), shows_children=True)
see_child_audit = act("people.see_child_audit", _guardian, shows_children=True)
open_emergency_access = sensitive(
    "people.open_emergency_access",
    holding(Role.KITA_LEAD, Role.PROVIDER_MANAGER),
    _beyond_districts,
    shows_children=True,
)
see_in_emergency = act("people.see_in_emergency", _in_emergency, shows_children=True)
save_child = act("people.save_child", _guardian, shows_children=True)
choose_sign = act("people.choose_sign", _guardian, shows_children=True)

# Rows of Child and of Custody, for the youth office; whoever opened the own link joins the guardians.
_of_its_child = youth_office("child_id")
see_custody = act("people.see_custody", youth_office(), shows_children=True)
set_custody = sensitive("people.set_custody", _of_its_child, shows_children=True)
end_custody = sensitive("people.end_custody", _of_its_child)
block_custody = sensitive("people.block_custody", _of_its_child)
unblock_custody = sensitive("people.unblock_custody", _of_its_child)
take_up_guardianship = act("people.take_up_guardianship", signed_in)

# Rows of Membership, and of Invitation, which names role and place alike.
see_team = act(
    "people.see_team", _operator, _data_protection_officer, _provider_manager, _kita_lead, _lead_of_the_city
)
invite = sensitive("people.invite", _operator, _provider_manager)
deputise = sensitive("people.deputise", _own_role_to_deputise, _lead_to_deputise)
end_membership = act(
    "people.end_membership",
    _operator,
    _provider_manager,
    _deputised,
    _deputy_of_the_city,
    _own_staff_role,
)
limit_membership = sensitive("people.limit_membership", _operator_for_the_youth_office)
withdraw_invitation = act(
    "people.withdraw_invitation", _operator, _provider_manager, _deputised, _deputy_of_the_city
)
see_invitation = act("people.see_invitation", anyone)
accept_invitation = act("people.accept_invitation", signed_in)
appoint_operator = act("people.appoint_operator", _nobody)
