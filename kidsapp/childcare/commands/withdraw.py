"""A family takes its pre-registration back."""

from datetime import date, datetime

from kidsapp.audit.commands import writing
from kidsapp.childcare import policy, rules
from kidsapp.childcare.commands.history import move_case, remember, tell_family
from kidsapp.childcare.commands.locks import locked_case
from kidsapp.childcare.commands.release import end_wishes
from kidsapp.childcare.models import PreRegistration
from kidsapp.childcare.queries.terms import refusal_to_change_today
from kidsapp.childcare.refusals import ChildcareRefusal as Why
from kidsapp.childcare.states import PreRegistrationState
from kidsapp.kernel.actors import Actor
from kidsapp.kernel.refusals import Refused


def withdraw_preregistration(
    actor: Actor, case: PreRegistration, *, at: datetime, received_on: date | None = None
) -> Refused | None:
    """Take the pre-registration back; places held for the child are free again."""
    with writing(actor, policy.withdraw_preregistration, at=at) as line:
        case = locked_case(case.pk)
        policy.withdraw_preregistration.demand(actor, case)
        if case.state != PreRegistrationState.SUBMITTED:
            return Refused(Why.NOT_SUBMITTED)
        if received_on and (refused := rules.refusal_of_arrival(received_on, today=actor.today)):
            return refused
        if refused := refusal_to_change_today(actor, case):
            return refused
        end_wishes(case, actor=actor, at=at)
        move_case(case, "withdraw_preregistration")
        remember(case, "withdraw_preregistration", actor, at=at, received_on=received_on)
        tell_family(case, "withdrawn", actor=actor, at=at)
        line.about(case.child_id, preregistration=case.pk)
    return None
