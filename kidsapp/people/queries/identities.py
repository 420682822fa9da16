"""Reading with which providers' log-ins an account opens."""

from allauth.socialaccount.models import SocialAccount


def identity_of(account_id: int, provider: str) -> bool:
    """Whether the account opens by a log-in at this provider."""
    return bool(SocialAccount.objects.filter(user_id=account_id, provider=provider).exists())
