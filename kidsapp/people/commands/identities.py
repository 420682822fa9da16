"""Linking an account with its owner's log-in at a provider, and undoing it."""

from datetime import datetime

from allauth.socialaccount.models import SocialAccount
from allauth.usersessions.models import UserSession

from kidsapp.audit.commands import writing
from kidsapp.kernel.actors import Actor
from kidsapp.kernel.refusals import Refused
from kidsapp.people import policy
from kidsapp.people.mails import plan_city_mail
from kidsapp.people.queries import account_of, confirmed_emails
from kidsapp.people.queries.identities import opens_otherwise
from kidsapp.people.refusals import PeopleRefusal as Why


def link_identity(
    actor: Actor, provider: str, subject: str, *, email: str, at_whose: str, at: datetime
) -> bool:
    """Let the provider's ``subject`` open the own account, if the checked address is the account's."""
    with writing(actor, policy.link_identity, at=at) as line:
        policy.link_identity.demand(actor)
        account = account_of(actor, locked=True)
        own = {found.casefold() for found in confirmed_emails(account.pk)}
        is_taken = SocialAccount.objects.filter(provider=provider, uid=subject).exists()
        if email.casefold() not in own or is_taken:
            return False
        row = SocialAccount.objects.create(user=account, provider=provider, uid=subject)
        plan_city_mail(
            account.email or "", "identity_linked", language=account.language, at=at, provider=at_whose
        )
        line.about(account=account.pk, identity=row.pk)
        return True


def unlink_identity(actor: Actor, identity: int, *, this: str | None, at: datetime) -> Refused | None:
    """Let a log-in elsewhere open the own account no more; sessions end but this one."""
    with writing(actor, policy.unlink_identity, at=at) as line:
        policy.unlink_identity.demand(actor)
        account = account_of(actor, locked=True)
        row = SocialAccount.objects.filter(user=account, pk=identity).first()
        if row is None:
            return None
        if not opens_otherwise(account, without=row.pk):
            return Refused(Why.ONLY_WAY_IN)
        row.delete()
        for session in UserSession.objects.filter(user=account).exclude(session_key=this or ""):
            session.end()
        plan_city_mail(account.email or "", "identity_unlinked", language=account.language, at=at)
        line.about(account=account.pk, identity=identity)
    return None
