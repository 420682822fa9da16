"""What reached nobody: mails that failed to the last, and letters that the post brought back."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models.functions import Lower

from kidsapp.childcare.models import PreRegistration
from kidsapp.childcare.post import window_of
from kidsapp.childcare.queries.letters import READER, CaseOfLetter, cases_of_messages, title_of
from kidsapp.kernel.actors import Actor
from kidsapp.messaging import policy
from kidsapp.messaging.models import Letter
from kidsapp.messaging.states import LetterState
from kidsapp.outbox.models import Mail
from kidsapp.people import policy as people_policy
from kidsapp.people.models import Account, Custody, NamedGuardian
from kidsapp.people.queries import children_among

MOST_SHOWN = 200


@dataclass(frozen=True)
class FailedMail:
    """A mail that reached nobody, and whose it is."""

    mail_id: int
    recipient: str
    who: str
    subject: str
    since: datetime
    error: str
    cases: list[CaseOfLetter]
    may_write_letters: bool


@dataclass(frozen=True)
class ReturnedLetter:
    """A letter that came back."""

    public_id: str
    who: str
    address: str
    title: str
    since: datetime | None
    reason: str
    case: CaseOfLetter | None


@dataclass(frozen=True)
class DeliveryDesk:
    """Both, oldest first, and the children concerned."""

    mails: list[FailedMail]
    letters: list[ReturnedLetter]
    children: frozenset[int]


def delivery_desk(actor: Actor) -> DeliveryDesk:
    """What waits to be settled; a fixed number of statements."""
    rows = policy.see_delivery.permitted(actor, Mail.objects.filter(state=Mail.State.FAILED))
    mails = list(rows.order_by("planned_at", "pk")[:MOST_SHOWN])
    owners = _owners_of({mail.recipient.casefold() for mail in mails})
    of_owners = {child_id for owner in owners.values() for child_id in owner.children}
    children = set(children_among(actor, people_policy.see_custody, of_owners))
    cases = _cases_of(children)
    back = policy.see_letters.permitted(actor, Letter.objects.filter(state=LetterState.RETURNED))
    letters = list(back.select_related(*READER).order_by("returned_at", "pk")[:MOST_SHOWN])
    of_letters = cases_of_messages(letter.message for letter in letters)
    children |= {letter.message.child_id for letter in letters if letter.message.child_id}
    return DeliveryDesk(
        [_mail(mail, owners.get(mail.recipient.casefold()), cases) for mail in mails],
        [_letter(letter, of_letters.get(letter.message.link)) for letter in letters],
        frozenset(children),
    )


@dataclass(frozen=True)
class Owner:
    """Whose address it is: an account, or somebody whom a family named."""

    name: str
    children: frozenset[int]
    is_account: bool


def _owners_of(addresses: set[str]) -> dict[str, Owner]:
    named = NamedGuardian.objects.annotate(address=Lower("email")).filter(address__in=addresses)
    found = {row.email.casefold(): Owner(str(row), frozenset({row.child_id}), False) for row in named}
    accounts = Account.objects.annotate(address=Lower("email")).filter(address__in=addresses)
    held = Custody.objects.filter(account__in=list(accounts)).values_list("account_id", "child_id")
    for account in accounts:
        children = frozenset(child_id for account_id, child_id in held if account_id == account.pk)
        found[(account.email or "").casefold()] = Owner(str(account), children, True)
    return found


def _cases_of(child_ids: Iterable[int]) -> dict[int, CaseOfLetter]:
    """The latest case of each child."""
    rows = PreRegistration.objects.filter(child_id__in=set(child_ids)).order_by("submitted_at", "pk")
    return {row.child_id: CaseOfLetter(row.public_id, row.number) for row in rows}


def _mail(mail: Mail, owner: Owner | None, cases: dict[int, CaseOfLetter]) -> FailedMail:
    children = sorted(owner.children) if owner else []
    return FailedMail(
        mail_id=mail.pk,
        recipient=mail.recipient,
        who=owner.name if owner else "",
        subject=mail.subject,
        since=mail.planned_at,
        error=mail.last_error,
        cases=[cases[child_id] for child_id in children if child_id in cases],
        may_write_letters=owner is not None and owner.is_account and bool(children),
    )


def _letter(letter: Letter, case: CaseOfLetter | None) -> ReturnedLetter:
    name, *lines = window_of(letter)
    return ReturnedLetter(
        public_id=letter.public_id,
        who=name,
        address=", ".join(lines),
        title=title_of(letter),
        since=letter.returned_at,
        reason=letter.return_reason,
        case=case,
    )


def failed_mail(actor: Actor, mail_id: int) -> Mail | None:
    """A failed mail, if the actor may settle it."""
    rows = policy.settle_delivery.permitted(actor, Mail.objects.filter(pk=mail_id))
    found: Mail | None = rows.filter(state=Mail.State.FAILED).first()
    return found


def account_of_mail(mail: Mail) -> Account | None:
    """The guardian whose address the mail went to."""
    rows = Account.objects.filter(email__iexact=mail.recipient, custodies__isnull=False)
    found: Account | None = rows.distinct().first()
    return found
