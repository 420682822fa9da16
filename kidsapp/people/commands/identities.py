"""Linking an account with its owner's log-in at a provider."""

from datetime import datetime

from allauth.socialaccount.models import SocialAccount

from kidsapp.audit.commands import writing
from kidsapp.kernel.actors import Actor
from kidsapp.people import policy
from kidsapp.people.mails import plan_city_mail
from kidsapp.people.queries import account_of, confirmed_emails


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
