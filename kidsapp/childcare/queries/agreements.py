"""Reading what the second guardian was asked, and says."""

import hashlib

from django.db.models import Prefetch, Q

from kidsapp.childcare.models import Agreement, PreRegistration, Wish
from kidsapp.childcare.rules import Link, refusal_to_open
from kidsapp.childcare.states import AgreementState, PreRegistrationState
from kidsapp.kernel.actors import Actor
from kidsapp.kernel.refusals import Refused
from kidsapp.people.models import Account, NamedGuardian
from kidsapp.people.queries import is_blocked_for


def agreement_by_token(token: str) -> Agreement | None:
    """The agreement whose link holds this token, with the case it is about."""
    rows = Agreement.objects.select_related("preregistration__child", "guardian", "account")
    wishes = Prefetch("preregistration__wishes", Wish.objects.select_related("facility"))
    found: Agreement | None = rows.prefetch_related(wishes).filter(token_hash=token_hash(token)).first()
    return found


def token_hash(token: str) -> str:
    """What is kept of the secret in a link; typed from a letter, hyphens and capitals do not matter."""
    return hashlib.sha256(token.replace("-", "").casefold().encode()).hexdigest()


def agreement_with(case: PreRegistration, guardian: NamedGuardian | Account) -> Agreement | None:
    """What was asked of this guardian about this case."""
    whom = Q(guardian=guardian) if isinstance(guardian, NamedGuardian) else Q(account=guardian)
    found: Agreement | None = Agreement.objects.filter(whom, preregistration=case).first()
    return found


def unanswered_on_paper(case: PreRegistration) -> list[Agreement]:
    """Whose answer may lie here on paper: asked, and not answered yet; the case holds its agreements."""
    return [row for row in case.agreements.all() if row.state == AgreementState.ASKED]


def refusal_to_open_link(actor: Actor, agreement: Agreement | None) -> Refused | None:
    """Why the link shows nothing today."""
    if agreement is None:
        return refusal_to_open(None, case=None, today=actor.today)
    case = agreement.preregistration
    link = Link(agreement.valid_until, AgreementState(agreement.state), is_blocked=_is_blocked(agreement))
    return refusal_to_open(link, case=PreRegistrationState(case.state), today=actor.today)


def _is_blocked(agreement: Agreement) -> bool:
    """Whether whoever was asked is blocked for the child, by account or by the address of the mail."""
    asked = agreement.guardian
    account_id = asked.account_id if asked else agreement.account_id
    email = asked.email if asked else ""
    return is_blocked_for(agreement.preregistration.child_id, account_id=account_id, email=email)


def may_take_up(actor: Actor, agreement: Agreement) -> bool:
    """Whether the link can still be joined to an account, this one or one yet to log in."""
    named = agreement.guardian
    return named is not None and named.account_id is None and named.named_by_id != actor.account_id
