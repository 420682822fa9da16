"""Who may do which act in childcare."""

from kidsapp.audit.acts import Rule, act, anyone, holding, signed_in
from kidsapp.kernel.actors import Role
from kidsapp.people.queries import in_custody_of
from kidsapp.places.policy import running_facility


def _in_custody(path: str = "") -> Rule:
    """Whoever has custody today of the child at the end of the path."""
    return lambda actor: (
        in_custody_of(actor.account_id, today=actor.today, path=path) if actor.account_id else None
    )


_office = holding(Role.YOUTH_OFFICE)

# Acts on rows of PreRegistration.
see_preregistration = act(
    "childcare.see_preregistration", _in_custody("child__"), _office, shows_children=True
)
withdraw_preregistration = act(
    "childcare.withdraw_preregistration", _in_custody("child__"), _office, shows_children=True
)
give_hours_evidence = act("childcare.give_hours_evidence", _in_custody("child__"), _office)
ask_guardian = act("childcare.ask_guardian", _in_custody("child__"), _office)
see_youth_office_desk = act("childcare.see_youth_office_desk", _office, shows_children=True)
approve_hours = act("childcare.approve_hours", _office)
refuse_hours = act("childcare.refuse_hours", _office)
ask_again_for_hours = act("childcare.ask_again_for_hours", _office)

# Acts on rows of Child.
preregister_child = act("childcare.preregister_child", signed_in, shows_children=True)
submit_preregistration = act("childcare.submit_preregistration", _in_custody())

# Acts without a row: at the counter there is no child yet; whoever holds the link answers for themselves.
enter_at_counter = act("childcare.enter_at_counter", _office, running_facility(), shows_children=True)
answer_agreement = act("childcare.answer_agreement", anyone, shows_children=True)

# Acts on rows of Wish.
see_wish = act("childcare.see_wish", running_facility("facility__"), shows_children=True)
accept_child = act("childcare.accept_child", running_facility("facility__"))
decline_child = act("childcare.decline_child", running_facility("facility__"))
put_on_waiting_list = act("childcare.put_on_waiting_list", running_facility("facility__"))

# Acts on rows of PlaceOffer.
answer_place_offer = act(
    "childcare.answer_place_offer",
    _in_custody("wish__preregistration__child__"),
    _office,
    shows_children=True,
)
extend_place_offer = act("childcare.extend_place_offer", running_facility("wish__facility__"))
retract_place_offer = act("childcare.retract_place_offer", running_facility("wish__facility__"))
expire_place_offer = act("childcare.expire_place_offer")

# Acts on rows of Facility.
see_kita_desk = act("childcare.see_kita_desk", running_facility(), shows_children=True)
plan_groups = act("childcare.plan_groups", running_facility())
