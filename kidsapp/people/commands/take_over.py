"""A paper family takes its account over: the code is given out, and used once."""

import secrets
from datetime import datetime, timedelta

from django.db.models import Q

from kidsapp.audit.commands import writing
from kidsapp.kernel.actors import Actor
from kidsapp.kernel.refusals import Refused
from kidsapp.people import policy, rules
from kidsapp.people.commands.accounts import join_as_guardian
from kidsapp.people.commands.contacts import CONTACT_FIELDS
from kidsapp.people.models import Account, Child, Custody, CustodyEvent, NamedGuardian, TakeOverCode
from kidsapp.people.queries import account_of
from kidsapp.people.queries.take_over import CODE_LENGTH, SIGNS, code_hash, in_blocks, refusal_to_take_over
from kidsapp.people.refusals import PeopleRefusal as Why


def issue_take_over_code(actor: Actor, guardian: Account, child: Child, *, at: datetime) -> str | Refused:
    """Give out a code for a paper family's account; every earlier one is worth nothing from now on.

    The code is known only to whoever prints it now: we keep its hash.
    """
    with writing(actor, policy.issue_take_over_code, at=at) as line:
        policy.issue_take_over_code.demand(actor)
        guardian = Account.objects.select_for_update().get(pk=guardian.pk)
        if guardian.email is not None or not guardian.is_active:
            return Refused(Why.NOT_ON_PAPER)
        code = "".join(secrets.choice(SIGNS) for _ in range(CODE_LENGTH))
        waiting = TakeOverCode.objects.filter(account=guardian, used_at=None, replaced_at=None)
        waiting.update(replaced_at=at)
        row = TakeOverCode.objects.create(
            account=guardian,
            child=child,
            code_hash=code_hash(code),
            made_by_id=actor.account_id,
            made_at=at,
            valid_until=actor.today + timedelta(days=rules.DAYS_TO_TAKE_OVER),
        )
        line.about(account=guardian.pk, take_over_code=row.pk)
        return in_blocks(code)


def take_over_account(actor: Actor, code: TakeOverCode, *, at: datetime) -> Account | Refused:
    """Put everything of the paper account into the actor's own; returns the paper account, closed now.

    It stays as an empty shell with its address, so that a last letter can tell the family of it.
    """
    with writing(actor, policy.take_over_account, at=at) as line:
        policy.take_over_account.demand(actor)
        code = locked_code(code)
        _lock_family(code.account)
        if refused := refusal_to_take_over(actor, code):
            return refused
        own, paper = account_of(actor, locked=True), code.account
        join_as_guardian(actor, at=at)
        children = _hand_over_custody(actor, paper, own, at)
        NamedGuardian.objects.filter(named_by=paper).update(named_by=own)
        NamedGuardian.objects.filter(account=paper).update(account=own)
        _fill_contact(own, paper)
        Account.objects.filter(pk=paper.pk).update(is_active=False)
        TakeOverCode.objects.filter(pk=code.pk).update(used_at=at)
        line.about(*children, account=own.pk, paper_account=paper.pk, take_over_code=code.pk)
        return paper


def locked_code(code: TakeOverCode) -> TakeOverCode:
    """The code as it stands now: of two who use it at once, the second waits and finds it used."""
    rows = TakeOverCode.objects.select_for_update(of=("self",)).select_related("account")
    found: TakeOverCode = rows.get(pk=code.pk)
    return found


def _lock_family(paper: Account) -> None:
    """As whoever blocks a guardian or adds a child does: of the two, the second sees what the first did."""
    Account.objects.select_for_update().get(pk=paper.pk)
    list(Child.objects.select_for_update(of=("self",)).filter(custodies__account=paper).order_by("pk"))


def _hand_over_custody(actor: Actor, paper: Account, own: Account, at: datetime) -> list[int]:
    """Custody goes over as it is; a child that the own account has already is only left."""
    rows = list(Custody.objects.filter(account=paper))
    for row in rows:
        not_over = Q(valid_until__isnull=True) | Q(valid_until__gte=row.valid_from)
        if Custody.objects.filter(not_over, account=own, child_id=row.child_id).exists():
            row.valid_until = max(actor.today, row.valid_from)
        else:
            row.account = own
        row.save(update_fields=["account", "valid_until"])
        CustodyEvent.objects.create(custody=row, act="take_over_account", by_id=actor.account_id, at=at)
    return [row.child_id for row in rows]


def _fill_contact(own: Account, paper: Account) -> None:
    """What the own account leaves empty is as it was said at the counter; news come by mail from now on."""
    missing = [name for name in CONTACT_FIELDS if not getattr(own, name)]
    for name in missing:
        setattr(own, name, getattr(paper, name))
    own.by_letter = False
    own.save(update_fields=[*missing, "by_letter"])
