"""The youth office's acts on custody, remembered in the history of the child's live cases too."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime

from kidsapp.audit.commands import writing
from kidsapp.childcare.commands.history import remember
from kidsapp.childcare.commands.locks import locked_case, locked_live_cases
from kidsapp.childcare.models import Agreement, PreRegistration
from kidsapp.childcare.queries.agreements import refusal_to_open_link
from kidsapp.kernel.actors import Actor
from kidsapp.kernel.refusals import Refused
from kidsapp.people import commands as people
from kidsapp.people import policy as people_policy
from kidsapp.people.commands import CustodyTerms
from kidsapp.people.models import Custody
from kidsapp.people.refusals import PeopleRefusal as Why


def set_custody(
    actor: Actor, custody: Custody, terms: CustodyTerms, *, reason: str, at: datetime
) -> Custody | Sequence[Refused]:
    """Write down kind, proof and days of somebody's custody."""
    with writing(actor, people_policy.set_custody, at=at):
        cases = locked_live_cases(custody.child_id)
        answer = people.set_custody(actor, custody, terms, reason=reason, at=at)
        if isinstance(answer, Custody):
            _remember(cases, "set_custody", actor, at)
        return answer


def end_custody(
    actor: Actor, custody: Custody, *, last_day: date, reason: str, at: datetime
) -> Refused | None:
    """End somebody's custody with a last day."""
    with writing(actor, people_policy.end_custody, at=at):
        cases = locked_live_cases(custody.child_id)
        refused = people.end_custody(actor, custody, last_day=last_day, reason=reason, at=at)
        if refused is None:
            _remember(cases, "end_custody", actor, at)
        return refused


def block_custody(actor: Actor, custody: Custody, *, reason: str, at: datetime) -> Refused | None:
    """Block somebody for the child from this second on."""
    with writing(actor, people_policy.block_custody, at=at):
        cases = locked_live_cases(custody.child_id)
        refused = people.block_custody(actor, custody, reason=reason, at=at)
        if refused is None:
            _remember(cases, "block_custody", actor, at)
        return refused


def unblock_custody(actor: Actor, custody: Custody, *, reason: str, at: datetime) -> Refused | None:
    """Let somebody see the child again."""
    with writing(actor, people_policy.unblock_custody, at=at):
        cases = locked_live_cases(custody.child_id)
        refused = people.unblock_custody(actor, custody, reason=reason, at=at)
        if refused is None:
            _remember(cases, "unblock_custody", actor, at)
        return refused


def take_up_link(actor: Actor, agreement: Agreement, *, at: datetime) -> Custody | Refused:
    """Join the child's guardians with the own account, by the link of the second guardian."""
    with writing(actor, people_policy.take_up_guardianship, at=at):
        case = locked_case(agreement.preregistration_id)
        agreement = Agreement.objects.select_related("guardian", "account", "preregistration").get(
            pk=agreement.pk
        )
        if refused := refusal_to_open_link(actor, agreement):
            return refused
        if agreement.guardian is None:
            return Refused(Why.GUARDIAN_LINK_TAKEN)
        answer = people.take_up_guardianship(actor, agreement.guardian, at=at)
        if isinstance(answer, Custody):
            remember(case, "take_up_guardianship", actor, at=at)
        return answer


def _remember(cases: Iterable[PreRegistration], act: str, actor: Actor, at: datetime) -> None:
    for case in cases:
        remember(case, act, actor, at=at)
