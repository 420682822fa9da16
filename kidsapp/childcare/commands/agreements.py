"""Asking the second guardian by a link of their own, and taking the answer."""

import secrets
from datetime import datetime, timedelta

from kidsapp.audit.commands import writing
from kidsapp.childcare import policy, rules
from kidsapp.childcare.commands.concerns import raise_custody_concern
from kidsapp.childcare.commands.history import remember
from kidsapp.childcare.commands.locks import locked_case
from kidsapp.childcare.models import Agreement, PreRegistration
from kidsapp.childcare.queries.agreements import agreement_with, refusal_to_open_link, token_hash
from kidsapp.childcare.states import AGREEMENT_LIFE, AgreementState, PreRegistrationState
from kidsapp.kernel.actors import Actor, Role
from kidsapp.kernel.refusals import Refused
from kidsapp.messaging.commands import tell
from kidsapp.municipality.queries import settings_on
from kidsapp.people.mails import plan_city_mail, public_url
from kidsapp.people.models import Account, NamedGuardian
from kidsapp.people.queries import confirmed_emails, guardians_of

SIGNS = "abcdefghjkmnpqrstuvwxyz23456789"
"""Without those that look alike on paper."""
TOKEN_LENGTH = 20
"""Twenty of 31 signs: 99 random bits, and short enough to be typed from a letter."""


def ask_guardian(
    actor: Actor, case: PreRegistration, guardian: NamedGuardian | Account, *, at: datetime
) -> Agreement | Refused:
    """Ask a second guardian to agree; asked again, the earlier link is worth nothing.

    The link goes by mail in the guardian's own language. Without an address it is known only now, as
    ``link`` of the answer, for the letter that the office prints; the family must not see it. Nor does the
    link go to an address of whoever asks.
    """
    with writing(actor, policy.ask_guardian, at=at) as line:
        case = locked_case(case.pk)
        policy.ask_guardian.demand(actor, case)
        answer = request_agreement(actor, case, guardian, at=at)
        if isinstance(answer, Agreement):
            line.about(case.child_id, agreement=answer.pk)
        return answer


def request_agreement(
    actor: Actor, case: PreRegistration, guardian: NamedGuardian | Account, *, at: datetime
) -> Agreement | Refused:
    """The same within an act that asked its own policy and locked the case (the counter's form)."""
    earlier = agreement_with(case, guardian)
    if refused := _refusal_to_ask(actor, case, earlier):
        return refused
    token = "".join(secrets.choice(SIGNS) for _ in range(TOKEN_LENGTH))
    agreement = earlier or _unasked(case, guardian)
    agreement.token_hash, agreement.asked_at = token_hash(token), at
    agreement.valid_until = actor.today + timedelta(days=rules.DAYS_TO_ANSWER)
    agreement.in_scope().save()
    remember(case, "ask_guardian", actor, at=at)
    address = public_url("agreement", language=guardian.language, token=token)
    if guardian.email and guardian.email.casefold() not in confirmed_emails(actor.account_id):
        plan_city_mail(guardian.email, "agreement", language=guardian.language, at=at, address=address)
    else:
        agreement.link = address
    return agreement


def _refusal_to_ask(actor: Actor, case: PreRegistration, earlier: Agreement | None) -> Refused | None:
    is_wanted = bool(settings_on(actor.today).get("childcare.second_guardian_agrees"))
    return rules.refusal_to_ask(
        PreRegistrationState(case.state),
        earlier=AgreementState(earlier.state) if earlier else None,
        is_wanted=is_wanted or actor.holds(Role.YOUTH_OFFICE),
    )


def _unasked(case: PreRegistration, guardian: NamedGuardian | Account) -> Agreement:
    named = guardian if isinstance(guardian, NamedGuardian) else None
    account = guardian if isinstance(guardian, Account) else None
    return Agreement(preregistration=case, guardian=named, account=account)


def answer_agreement(
    actor: Actor, agreement: Agreement, *, agrees: bool, remark: str, at: datetime
) -> Agreement | Refused:
    """Agree or object; the latest answer counts, and an objection goes to the youth office."""
    with writing(actor, policy.answer_agreement, at=at) as line:
        case = locked_case(agreement.preregistration_id)
        rows = Agreement.objects.select_for_update(of=("self",))
        agreement = rows.select_related("guardian", "account", "preregistration").get(pk=agreement.pk)
        if refused := refusal_to_open_link(actor, agreement):
            return refused
        act = "agree" if agrees else "object"
        state = AGREEMENT_LIFE.target(act, source=AgreementState(agreement.state))
        if state is None:
            return agreement
        agreement.state, agreement.answered_at = state, at
        agreement.remark = remark.strip()[: rules.LONGEST_REMARK]
        agreement.save(update_fields=["state", "answered_at", "remark"])
        remember(case, act, actor, at=at)
        _spread(actor, case, agreement, at=at)
        line.about(case.child_id, agreement=agreement.pk)
        return agreement


def _spread(actor: Actor, case: PreRegistration, agreement: Agreement, *, at: datetime) -> None:
    """Tell the other guardians what was answered, and the youth office of an objection."""
    objects = agreement.state == AgreementState.OBJECTED
    if objects:
        raise_custody_concern(actor, case, agreement.remark, at=at)
    asked = agreement.guardian or agreement.account
    own = agreement.guardian.account_id if agreement.guardian else agreement.account_id
    others = [each for each in guardians_of([case.child_id], today=actor.today) if each.pk != own]
    facts = {"child": case.child.given_name, "guardian": str(asked)}
    kind = "childcare.guardian_objected" if objects else "childcare.guardian_agreed"
    tell(others, kind, facts=facts, at=at, link=f"/vormerkung/{case.public_id}/", child_id=case.child_id)
