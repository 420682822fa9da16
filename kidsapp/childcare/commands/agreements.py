"""Asking the second guardian by a link of their own, and taking the answer."""

import secrets
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from kidsapp.audit.commands import writing
from kidsapp.childcare import policy, rules
from kidsapp.childcare.commands.concerns import raise_custody_concern
from kidsapp.childcare.commands.history import remember
from kidsapp.childcare.commands.locks import locked_case
from kidsapp.childcare.models import Agreement, AgreementLetter, PreRegistration
from kidsapp.childcare.queries.agreements import agreement_with, refusal_to_open_link, token_hash
from kidsapp.childcare.refusals import ChildcareRefusal as Why
from kidsapp.childcare.states import AGREEMENT_LIFE, AgreementState, PreRegistrationState
from kidsapp.kernel.actors import Actor, Role
from kidsapp.kernel.clock import german_day
from kidsapp.kernel.refusals import Refused
from kidsapp.messaging.commands import WAITING, change_facts, drop_letter, make_letter, tell
from kidsapp.messaging.models import Letter
from kidsapp.municipality.queries import settings_on
from kidsapp.people.mails import plan_city_mail, public_url
from kidsapp.people.models import Account, NamedGuardian
from kidsapp.people.queries import confirmed_emails, guardians_of
from kidsapp.people.queries.take_over import SIGNS

TOKEN_LENGTH = 26
"""Twenty-six of 31 signs: 128 random bits, and short enough to be typed from a letter."""


def ask_guardian(
    actor: Actor, case: PreRegistration, guardian: NamedGuardian | Account, *, at: datetime
) -> Agreement | Refused:
    """Ask a second guardian to agree; asked again, the earlier link is worth nothing.

    The link goes by mail in the guardian's own language. Without an address a letter waits on the office's
    desk and gets its link when it is printed; the family must not see it. Nor does the link go to an address
    of whoever asks.
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
    agreement = earlier or _unasked(case, guardian)
    agreement.asked_at = at
    address = _renew(actor, agreement)
    remember(case, "ask_guardian", actor, at=at)
    if guardian.email and guardian.email.casefold() not in confirmed_emails(actor.account_id):
        _take_back_letter(agreement)
        plan_city_mail(guardian.email, "agreement", language=guardian.language, at=at, address=address)
    else:
        _ask_by_letter(case, agreement, at)
    return agreement


def _renew(actor: Actor, agreement: Agreement) -> str:
    """A new secret, good from today on; the address with it is known only now."""
    token = "".join(secrets.choice(SIGNS) for _ in range(TOKEN_LENGTH))
    agreement.token_hash = token_hash(token)
    agreement.valid_until = actor.today + timedelta(days=rules.DAYS_TO_ANSWER)
    agreement.in_scope().save()
    asked = agreement.guardian or agreement.account
    return public_url("agreement", language=asked.language if asked else "de", token=token)


def new_link(actor: Actor, agreement: Agreement) -> str:
    """The link for a letter that is printed now, which also names the new last day; part of an act."""
    address = _renew(actor, agreement)
    for letter in _waiting_letters(agreement):
        change_facts(letter, {"date": agreement.valid_until.isoformat()})
    return address


def _ask_by_letter(case: PreRegistration, agreement: Agreement, at: datetime) -> None:
    """A letter on the desk; one that still lies there is not doubled."""
    facts = {"child": case.child.given_name, "date": agreement.valid_until.isoformat()}
    waiting = _waiting_letters(agreement)
    for letter in waiting:
        change_facts(letter, facts)
    if waiting:
        return
    guardian = agreement.guardian
    letter = make_letter(
        guardian.account if guardian else agreement.account,
        "childcare.asked_to_agree",
        facts=facts,
        link=f"/vormerkung/{case.public_id}/",
        child_id=case.child_id,
        at=at,
    )
    AgreementLetter.objects.create(agreement=agreement, letter=letter)


def _waiting_letters(agreement: Agreement) -> list[Letter]:
    """Those that never left the desk."""
    rows = Letter.objects.filter(asking__agreement=agreement, state__in=WAITING)
    return list(rows.select_related("message"))


def _take_back_letter(agreement: Agreement) -> None:
    """Answered, or asked by mail: a letter that never left is not needed any more."""
    for letter in _waiting_letters(agreement):
        drop_letter(letter)


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
        case, agreement = _locked(agreement)
        if refused := refusal_to_open_link(actor, agreement):
            return refused
        if _answered(actor, case, agreement, Said(agrees, remark), at):
            line.about(case.child_id, agreement=agreement.pk)
        return agreement


@dataclass(frozen=True)
class Said:
    """What a second guardian answered, and on which day, if on paper."""

    agrees: bool
    remark: str = ""
    received_on: date | None = None


def enter_paper_agreement(
    actor: Actor, agreement: Agreement, said: Said, *, received_on: date, at: datetime
) -> Agreement | Refused:
    """The office enters what a second guardian sent back; the link's last day does not bind a paper."""
    with writing(actor, policy.enter_paper_agreement, at=at) as line:
        policy.enter_paper_agreement.demand(actor, agreement)
        case, agreement = _locked(agreement)
        if case.state == PreRegistrationState.WITHDRAWN:
            return Refused(Why.LINK_OF_ENDED_CASE)
        made_on = german_day(agreement.asked_at)
        if refused := rules.refusal_of_arrival(received_on, made_on=made_on, today=actor.today):
            return refused
        if not _answered(actor, case, agreement, replace(said, received_on=received_on), at):
            return Refused(Why.AGREEMENT_ANSWERED)
        line.about(case.child_id, agreement=agreement.pk)
        return agreement


def _locked(agreement: Agreement) -> tuple[PreRegistration, Agreement]:
    case = locked_case(agreement.preregistration_id)
    rows = Agreement.objects.select_for_update(of=("self",))
    return case, rows.select_related("guardian", "account", "preregistration").get(pk=agreement.pk)


def _answered(actor: Actor, case: PreRegistration, agreement: Agreement, said: Said, at: datetime) -> bool:
    """Whether the answer is a new one; then it is kept, and told to everybody concerned."""
    act = "agree" if said.agrees else "object"
    state = AGREEMENT_LIFE.target(act, source=AgreementState(agreement.state))
    if state is None:
        return False
    agreement.state, agreement.answered_at = state, at
    agreement.remark = said.remark.strip()[: rules.LONGEST_REMARK]
    agreement.save(update_fields=["state", "answered_at", "remark"])
    _take_back_letter(agreement)
    remember(case, act, actor, at=at, received_on=said.received_on)
    _spread(actor, case, agreement, at=at)
    return True


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
