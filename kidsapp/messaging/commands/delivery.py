"""What the youth office does about mails that reached nobody: send again, write letters, lay aside."""

from datetime import datetime

from kidsapp.audit.commands import writing
from kidsapp.kernel.actors import Actor
from kidsapp.messaging import policy
from kidsapp.messaging.models import Letter, Message
from kidsapp.outbox.commands import plan_again, settle_mails, unreachable_mails
from kidsapp.outbox.models import Mail
from kidsapp.people.models import Account

MOST_AT_ONCE = 1000


def send_mail_again(actor: Actor, mail: Mail, *, at: datetime) -> bool:
    """Try once more to send a failed mail; ``False`` when it is no longer a failed one."""
    with writing(actor, policy.settle_delivery, at=at) as line:
        policy.settle_delivery.demand(actor, mail)
        is_planned = plan_again(mail)
        if is_planned:
            line.about(mail=mail.pk)
        return is_planned


def send_all_again(actor: Actor, *, at: datetime) -> int:
    """Try all mails once more that failed while the mail server was away, so many at once; how many."""
    with writing(actor, policy.settle_delivery, at=at) as line:
        waiting = policy.settle_delivery.permitted(actor, unreachable_mails())
        planned = sum(plan_again(mail) for mail in waiting.order_by("pk")[:MOST_AT_ONCE])
        if planned:
            line.about(mails=planned)
        return planned


def settle_mail(actor: Actor, mail: Mail, *, at: datetime) -> bool:
    """Lay a failed mail aside: the family was reached another way."""
    with writing(actor, policy.settle_delivery, at=at) as line:
        policy.settle_delivery.demand(actor, mail)
        is_settled = settle_mails([mail.pk]) == 1
        if is_settled:
            line.about(mail=mail.pk)
        return is_settled


def write_letters_instead(actor: Actor, account: Account, *, at: datetime) -> int:
    """From now on the account gets letters, also for what failed mails did not tell; how many were made.

    What was read in the inbox meanwhile needs no letter.
    """
    with writing(actor, policy.write_letters_instead, at=at) as line:
        policy.write_letters_instead.demand(actor, account)
        Account.objects.select_for_update().get(pk=account.pk)
        Account.objects.filter(pk=account.pk).update(by_letter=True)
        failed = list(Mail.objects.filter(recipient=account.email or "", state=Mail.State.FAILED))
        letters = _letters_for(account, min((mail.planned_at for mail in failed), default=at), at)
        settle_mails([mail.pk for mail in failed])
        children = {letter.message.child_id for letter in letters if letter.message.child_id}
        line.about(*children, account=account.pk)
        return len(letters)


def _letters_for(account: Account, since: datetime, at: datetime) -> list[Letter]:
    unread = Message.objects.filter(account=account, read_at=None, letter=None, sent_at__gte=since)
    letters: list[Letter] = Letter.objects.bulk_create(
        Letter(message=message, made_at=at) for message in unread.order_by("sent_at", "pk")
    )
    return letters
