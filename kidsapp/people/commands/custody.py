"""The youth office keeps who has custody of a child; a second guardian takes up the own link."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from kidsapp.audit.commands import writing
from kidsapp.kernel.actors import Actor
from kidsapp.kernel.periods import Period
from kidsapp.kernel.refusals import Refused
from kidsapp.people import policy, rules
from kidsapp.people.commands.accounts import join_as_guardian
from kidsapp.people.models import Account, Child, Custody, CustodyEvent, NamedGuardian
from kidsapp.people.queries import account_of, confirmed_emails, is_blocked_for
from kidsapp.people.refusals import PeopleRefusal as Why

LONGEST_REASON = 500


@dataclass(frozen=True)
class CustodyTerms:
    """What the youth office writes down: kind, how it was shown and whether checked, first and last day."""

    kind: str
    shown_by: str
    is_checked: bool
    valid_from: date
    valid_until: date | None


def set_custody(
    actor: Actor, custody: Custody, terms: CustodyTerms, *, reason: str, at: datetime
) -> Custody | Sequence[Refused]:
    """Write down kind, proof and days; returns the custody or every reason why it is not possible."""
    with writing(actor, policy.set_custody, at=at) as line:
        custody, others = _locked(custody)
        policy.set_custody.demand(actor, custody)
        if refused := _refusals(custody, others, terms, reason):
            return refused
        _check(actor, custody, terms)
        custody.kind, custody.shown_by = terms.kind, terms.shown_by
        custody.valid_from, custody.valid_until = terms.valid_from, terms.valid_until
        custody.save()
        _remember(custody, "set_custody", reason, actor, at)
        line.about(custody.child_id, custody=custody.pk)
        return custody


def _locked(custody: Custody) -> tuple[Custody, list[Custody]]:
    """The child first, so that two workers come one after the other; then all rows of it."""
    Child.objects.select_for_update().get(pk=custody.child_id)
    rows = list(Custody.objects.filter(child_id=custody.child_id).select_related("account").order_by("pk"))
    own = next(row for row in rows if row.pk == custody.pk)
    return own, [row for row in rows if row.pk != custody.pk]


def _refusals(custody: Custody, others: list[Custody], terms: CustodyTerms, reason: str) -> list[Refused]:
    if terms.kind not in Custody.Kind.values or terms.shown_by not in Custody.Proof.values:
        return [Refused(Why.UNKNOWN_CUSTODY, at_field="kind")]
    if terms.valid_until and terms.valid_until < terms.valid_from:
        return [Refused(Why.ENDS_BEFORE_START, at_field="valid_until")]
    days = Period(terms.valid_from, terms.valid_until)
    is_shown = terms.shown_by != Custody.Proof.SAID
    own = [_days(row) for row in others if row.account_id == custody.account_id]
    reasons = (
        rules.refusal_without_reason(reason),
        Refused(Why.NOTHING_TO_CHECK, at_field="is_checked") if terms.is_checked and not is_shown else None,
        rules.refusal_to_overlap(days, own),
        rules.refusal_to_leave_alone(_days(custody), days, _cover(custody, others)),
    )
    return [each for each in reasons if each]


def _days(row: Custody) -> Period:
    return Period(row.valid_from, row.valid_until)


def _cover(custody: Custody, others: list[Custody]) -> list[Period]:
    """The days of every other account that may decide for the child."""
    return [_days(row) for row in others if row.blocked_at is None and row.account_id != custody.account_id]


def _check(actor: Actor, custody: Custody, terms: CustodyTerms) -> None:
    is_new = custody.checked_on is None or (terms.kind, terms.shown_by) != (custody.kind, custody.shown_by)
    if not terms.is_checked:
        custody.checked_by_id = custody.checked_on = None
    elif is_new:
        custody.checked_by_id, custody.checked_on = actor.account_id, actor.today


def _remember(custody: Custody, act: str, reason: str, actor: Actor, at: datetime) -> None:
    CustodyEvent.objects.create(
        custody=custody, act=act, reason=reason.strip()[:LONGEST_REASON], by_id=actor.account_id, at=at
    )


def end_custody(
    actor: Actor, custody: Custody, *, last_day: date, reason: str, at: datetime
) -> Refused | None:
    """End custody with a last day from today on; the last guardian cannot be ended without another."""
    with writing(actor, policy.end_custody, at=at) as line:
        custody, others = _locked(custody)
        policy.end_custody.demand(actor, custody)
        days = _days(custody)
        refused = rules.refusal_without_reason(reason) or rules.refusal_to_end_custody(
            days, last_day=last_day, others=_cover(custody, others), today=actor.today
        )
        if refused:
            return refused
        custody.valid_until = last_day
        custody.save(update_fields=["valid_until"])
        _remember(custody, "end_custody", reason, actor, at)
        line.about(custody.child_id, custody=custody.pk)
    return None


def block_custody(actor: Actor, custody: Custody, *, reason: str, at: datetime) -> Refused | None:
    """From this second on the account sees nothing of the child; possible for the last guardian too."""
    with writing(actor, policy.block_custody, at=at) as line:
        custody, _ = _locked(custody)
        policy.block_custody.demand(actor, custody)
        if refused := rules.refusal_without_reason(reason):
            return refused
        if custody.blocked_at:
            return None
        _mark(custody, blocked_at=at)
        _remember(custody, "block_custody", reason, actor, at)
        line.about(custody.child_id, custody=custody.pk)
    return None


def unblock_custody(actor: Actor, custody: Custody, *, reason: str, at: datetime) -> Refused | None:
    """Let the account see the child again, on the days of its custody."""
    with writing(actor, policy.unblock_custody, at=at) as line:
        custody, _ = _locked(custody)
        policy.unblock_custody.demand(actor, custody)
        if refused := rules.refusal_without_reason(reason):
            return refused
        if custody.blocked_at is None:
            return None
        _mark(custody, blocked_at=None)
        _remember(custody, "unblock_custody", reason, actor, at)
        line.about(custody.child_id, custody=custody.pk)
    return None


def _mark(custody: Custody, *, blocked_at: datetime | None) -> None:
    """A block concerns the account and the child, hence every period of the two."""
    rows = Custody.objects.filter(child_id=custody.child_id, account_id=custody.account_id)
    rows.update(blocked_at=blocked_at)
    custody.blocked_at = blocked_at


def take_up_guardianship(actor: Actor, named: NamedGuardian, *, at: datetime) -> Custody | Refused:
    """Let the account that opened the own link have custody from today on; taken up twice, it is one.

    Whoever calls has shown that the link is good.
    """
    with writing(actor, policy.take_up_guardianship, at=at) as line:
        policy.take_up_guardianship.demand(actor)
        account = account_of(actor, locked=True)
        child = Child.objects.select_for_update().get(pk=named.child_id)
        named = NamedGuardian.objects.select_for_update(of=("self",)).get(pk=named.pk)
        if refused := _refusal_to_take_up(account, named, actor):
            return refused
        join_as_guardian(actor, at=at)
        custody = _held(account, child, actor.today) or _granted(account, child, named.kind, actor)
        named.account = account
        named.save(update_fields=["account"])
        _remember(custody, "take_up_guardianship", "", actor, at)
        line.about(child.pk, custody=custody.pk, named_guardian=named.pk)
        return custody


def _refusal_to_take_up(account: Account, named: NamedGuardian, actor: Actor) -> Refused | None:
    if is_blocked_for(named.child_id, account_id=account.pk, email=account.email or ""):
        return Refused(Why.GUARDIAN_LINK_OVER)
    if named.account_id not in (None, account.pk):
        return Refused(Why.GUARDIAN_LINK_TAKEN)
    if named.named_by_id == account.pk:
        return Refused(Why.GUARDIAN_LINK_FOR_OTHER)
    emails = {email.casefold() for email in confirmed_emails(account.pk)}
    if named.email and named.email.casefold() not in emails:
        return Refused(Why.GUARDIAN_LINK_FOR_OTHER)
    return None


def _held(account: Account, child: Child, today: date) -> Custody | None:
    rows = Custody.objects.filter(account=account, child=child)
    return next((row for row in rows if _days(row).contains(today)), None)


def _granted(account: Account, child: Child, kind: str, actor: Actor) -> Custody:
    """Custody from today on, up to a later period of the same account if there is one."""
    later = Custody.objects.filter(account=account, child=child, valid_from__gt=actor.today)
    begins = later.order_by("valid_from").values_list("valid_from", flat=True).first()
    until = begins - timedelta(days=1) if begins else None
    custody: Custody = Custody.objects.create(
        account=account, child=child, kind=kind, valid_from=actor.today, valid_until=until
    )
    return custody


def share_custody(
    actor: Actor, custody: Custody, child: Child, *, reason: str, at: datetime
) -> Custody | None:
    """Let whoever has custody of a doubled record have it of the child's other record instead.

    For the youth office, when it settles that two records are one child. A guardian who is blocked on
    either record gets nothing.
    """
    with writing(actor, policy.set_custody, at=at) as line:
        policy.set_custody.demand(actor, custody)
        account = custody.account
        if custody.blocked_at or is_blocked_for(child.pk, account_id=account.pk, email=account.email or ""):
            return None
        shared = _held(account, child, actor.today) or _granted(account, child, custody.kind, actor)
        custody.valid_until = max(actor.today, custody.valid_from)
        custody.save(update_fields=["valid_until"])
        for row in (shared, custody):
            _remember(row, "share_custody", reason, actor, at)
        line.about(child.pk, custody.child_id, custody=shared.pk)
        return shared
