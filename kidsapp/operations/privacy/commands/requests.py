"""A family asks to be erased; the office does it, or says which law keeps the data."""

from datetime import datetime

from kidsapp.audit.commands import writing
from kidsapp.kernel.actors import Actor
from kidsapp.kernel.refusals import Refused
from kidsapp.messaging.commands import tell
from kidsapp.operations import policy
from kidsapp.operations.models import ErasureRequest
from kidsapp.operations.privacy.commands.erasing import erase_account, erase_child
from kidsapp.operations.privacy.queries.standing import standing_of
from kidsapp.operations.privacy.refusals import ErasureRefusal as Why
from kidsapp.operations.privacy.rules import GROUNDS, is_firm, refusal_to_erase
from kidsapp.people.mails import plan_city_mail
from kidsapp.people.models import Account, Child
from kidsapp.people.queries import account_of

State = ErasureRequest.State
OWN_DATA = "/konto/daten/"


def ask_for_erasure(actor: Actor, *, at: datetime) -> ErasureRequest | Refused:
    """Ask that the own account is erased, with the children that have nobody else."""
    with writing(actor, policy.ask_for_erasure, at=at) as line:
        policy.ask_for_erasure.demand(actor)
        found = _ask(actor, None, at)
        if isinstance(found, ErasureRequest):
            line.about(account=found.account_id, erasure_request=found.pk)
        return found


def ask_to_erase_child(actor: Actor, child: Child, *, at: datetime) -> ErasureRequest | Refused:
    """Ask that a child is erased; any guardian may, the office hears the others."""
    with writing(actor, policy.ask_to_erase_child, at=at) as line:
        policy.ask_to_erase_child.demand(actor, child)
        found = _ask(actor, child, at)
        if isinstance(found, ErasureRequest):
            line.about(child.pk, erasure_request=found.pk)
        return found


def _ask(actor: Actor, child: Child | None, at: datetime) -> ErasureRequest | Refused:
    account_of(actor, locked=True)
    waiting = ErasureRequest.objects.filter(account_id=actor.account_id, child=child, state=State.ASKED)
    if waiting.exists():
        return Refused(Why.ASKED_ALREADY)
    row: ErasureRequest = ErasureRequest.objects.create(account_id=actor.account_id, child=child, asked_at=at)
    return row


def grant_erasure(actor: Actor, request: ErasureRequest, *, at: datetime) -> Refused | None:
    """Erase the child or the account; refused while a law stands against it that leaves no choice."""
    with writing(actor, policy.decide_erasure, at=at):
        request = _locked(request)
        policy.decide_erasure.demand(actor, request)
        refused = refusal_to_erase(standing_of(request, today=actor.today), today=actor.today)
        if is_firm(refused):
            return refused
        if request.child:
            erase_child(actor, request.child, at=at)
            tell([request.account], "childcare.erasure_done", facts={}, at=at)
        else:
            _erase_account(actor, request.account, at)
    return None


def _erase_account(actor: Actor, account: Account, at: datetime) -> None:
    """The last mail is written afterwards, to an address that nothing else holds any more."""
    email, language = account.email or "", account.language
    erase_account(actor, account, at=at)
    if email:
        plan_city_mail(email, "account_erased", language=language, at=at)


def refuse_erasure(actor: Actor, request: ErasureRequest, ground: str, *, at: datetime) -> Refused | None:
    """Keep the data for a ground that holds; the family reads it."""
    with writing(actor, policy.decide_erasure, at=at) as line:
        request = _locked(request)
        policy.decide_erasure.demand(actor, request)
        refused = refusal_to_erase(standing_of(request, today=actor.today), today=actor.today)
        holding = {why.name for why in (*GROUNDS, *([refused.reason] if refused else ()))}
        if ground not in holding:
            return Refused(Why.NO_GROUND, at_field="ground")
        request.state, request.ground = State.KEPT, ground
        request.decided_at, request.decided_by_id = at, actor.account_id
        request.save(update_fields=["state", "ground", "decided_at", "decided_by"])
        facts = {"reason": str(Why[ground].value)}
        tell([request.account], "childcare.erasure_kept", facts=facts, at=at, link=OWN_DATA)
        line.about(*filter(None, [request.child_id]), erasure_request=request.pk)
    return None


def _locked(request: ErasureRequest) -> ErasureRequest:
    rows = ErasureRequest.objects.select_for_update(of=("self",)).select_related("account", "child")
    found: ErasureRequest = rows.get(pk=request.pk, state=State.ASKED)
    return found
