"""A family that came on paper goes on by itself: the code on its paper, and the case that becomes its own."""

from datetime import datetime

from kidsapp.audit.commands import Line, writing
from kidsapp.childcare import policy
from kidsapp.childcare.commands.history import remember, tell_family
from kidsapp.childcare.commands.locks import locked_case, locked_cases_of_account
from kidsapp.childcare.models import Agreement, Draft, PreRegistration
from kidsapp.childcare.queries.take_over import case_by_number, case_of_draft
from kidsapp.kernel.actors import Actor
from kidsapp.kernel.refusals import Refused
from kidsapp.messaging.commands import hand_over_letter, hand_over_messages, tell
from kidsapp.people.commands import issue_take_over_code, take_over_account
from kidsapp.people.models import Account
from kidsapp.people.queries.take_over import code_of, is_on_paper
from kidsapp.people.refusals import PeopleRefusal as Why


def issue_code(actor: Actor, case: PreRegistration, *, at: datetime) -> str | Refused:
    """A code for the family of a case, for the confirmation that is printed now; the old one dies."""
    with writing(actor, policy.issue_code, at=at) as line:
        case = locked_case(case.pk)
        policy.issue_code.demand(actor, case)
        return _issued(actor, case, line, at)


def print_confirmation(actor: Actor, draft: Draft, *, at: datetime) -> str | Refused:
    """The same at the counter where the form was sent, on that day; the paper is handed over at once."""
    with writing(actor, policy.keep_draft, at=at) as line:
        policy.keep_draft.demand(actor, draft)
        case = locked_case(case_of_draft(draft, today=actor.today).pk)
        code = _issued(actor, case, line, at)
        if case.submitted_by:
            hand_over_letter(actor, case.submitted_by, "childcare.received", child_id=case.child_id, at=at)
        return code


def _issued(actor: Actor, case: PreRegistration, line: Line, at: datetime) -> str | Refused:
    if case.submitted_by is None or not is_on_paper(case.submitted_by):
        return Refused(Why.NOT_ON_PAPER)
    code = issue_take_over_code(actor, case.submitted_by, case.child, at=at)
    remember(case, "issue_code", actor, at=at)
    line.about(case.child_id, preregistration=case.pk)
    return code


def take_over_case(actor: Actor, number: str, code: str, *, at: datetime) -> PreRegistration | Refused:
    """Make the case with this number the actor's own, with all children of its paper account."""
    with writing(actor, policy.take_over_case, at=at) as line:
        case = case_by_number(number)
        found = code_of(case.child_id, case.submitted_by_id, code) if case else None
        if case is None or found is None:
            return Refused(Why.CODE_UNKNOWN)
        cases = locked_cases_of_account(found.account_id, case.pk)
        paper = take_over_account(actor, found, at=at)
        if isinstance(paper, Refused):
            return paper
        _hand_over(paper, actor.account_id)
        for each in cases:
            each.refresh_from_db(fields=["submitted_by"])
            remember(each, "take_over_case", actor, at=at)
            _tell(actor, each, at)
            line.about(each.child_id)
        line.about(case.child_id, preregistration=case.pk)
        _tell_paper(case, paper, at)
        return next(each for each in cases if each.pk == case.pk)


def _hand_over(paper: Account, account_id: int | None) -> None:
    PreRegistration.objects.filter(submitted_by=paper).update(submitted_by_id=account_id)
    Agreement.objects.filter(account=paper).update(account_id=account_id)
    hand_over_messages(paper, account_id)


def _tell(actor: Actor, case: PreRegistration, at: datetime) -> None:
    """The family in its inbox, for each child."""
    tell_family(case, "taken_over", actor=actor, at=at, number=case.number)


def _tell_paper(case: PreRegistration, paper: Account, at: datetime) -> None:
    """A last letter to the old address: it may have been somebody else."""
    facts = {"child": case.child.given_name, "number": case.number}
    tell([paper], "childcare.taken_over", facts=facts, at=at, child_id=case.child_id)
