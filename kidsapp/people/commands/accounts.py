"""An account: its profile, its first role as a guardian, and the city's first operator."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from allauth.account.models import EmailAddress
from django.conf import settings

from kidsapp.audit.commands import writing
from kidsapp.kernel.actors import Actor, Role
from kidsapp.kernel.refusals import Refused
from kidsapp.people import policy, rules
from kidsapp.people.models import Account, Membership, in_force
from kidsapp.people.queries import account_of
from kidsapp.people.refusals import PeopleRefusal as Why


@dataclass(frozen=True)
class Profile:
    """What somebody says about themselves."""

    given_name: str
    family_name: str
    phone: str
    language: str
    street: str = ""
    postal_code: str = ""
    town: str = ""


def save_profile(actor: Actor, profile: Profile, *, at: datetime) -> Account | Sequence[Refused]:
    """Keep names, phone and language; returns the account or every reason why it is not possible."""
    with writing(actor, policy.save_profile, at=at) as line:
        policy.save_profile.demand(actor)
        given_name, family_name = rules.tidy(profile.given_name), rules.tidy(profile.family_name)
        phone = rules.tidy_phone(profile.phone)
        reasons = (
            rules.refusal_to_name(given_name, at_field="given_name"),
            rules.refusal_to_name(family_name, at_field="family_name"),
            rules.refusal_to_phone(phone),
            rules.refusal_to_language(profile.language, known=dict(settings.LANGUAGES)),
            rules.refusal_to_postal_code(profile.postal_code),
        )
        if refused := [reason for reason in reasons if reason]:
            return refused
        account = account_of(actor, locked=True)
        account.given_name, account.family_name = given_name, family_name
        account.phone, account.language = phone, profile.language
        account.street, account.town = rules.tidy(profile.street), rules.tidy(profile.town)
        account.postal_code = profile.postal_code
        account.save(update_fields=list(Profile.__dataclass_fields__))
        line.about(account=account.pk)
        return account


def join_as_guardian(actor: Actor, *, at: datetime) -> Membership:
    """Make the account a guardian in this city; does nothing the second time."""
    with writing(actor, policy.join_as_guardian, at=at) as line:
        policy.join_as_guardian.demand(actor)
        membership: Membership
        membership, is_made = Membership.objects.get_or_create(
            account_id=actor.account_id, role=Role.GUARDIAN, defaults={"valid_from": actor.today}
        )
        if is_made:
            line.about(membership=membership.pk)
        return membership


def forget_password(actor: Actor, *, at: datetime) -> None:
    """The own account's password opens nothing any more; part of confirming an address."""
    with writing(actor, policy.confirm_email, at=at) as line:
        account = account_of(actor, locked=True)
        account.set_unusable_password()
        account.save(update_fields=["password"])
        line.about(account=account.pk)


def want_mails(actor: Actor, *, at: datetime) -> None:
    """From now on the own account gets mails again instead of letters."""
    with writing(actor, policy.save_profile, at=at) as line:
        policy.save_profile.demand(actor)
        account = account_of(actor, locked=True)
        if account.by_letter:
            account.by_letter = False
            account.save(update_fields=["by_letter"])
            line.about(account=account.pk)


def want_letters(actor: Actor, *, at: datetime) -> Refused | None:
    """From now on the own account gets letters instead of mails; they need an address to go to."""
    with writing(actor, policy.save_profile, at=at) as line:
        policy.save_profile.demand(actor)
        account = account_of(actor, locked=True)
        if not (account.street and account.postal_code and account.town):
            return Refused(Why.ADDRESS_MISSING, at_field="street")
        if not account.by_letter:
            account.by_letter = True
            account.save(update_fields=["by_letter"])
            line.about(account=account.pk)
    return None


def appoint_operator(actor: Actor, email: str, *, at: datetime) -> Account | Refused:
    """Give the operator's role to an address, with a confirmed account; for the command line only.

    ``actor`` is the system; who may use the command line of the server may do this.
    """
    with writing(actor, policy.appoint_operator, at=at) as line:
        email = email.strip().lower()
        if refused := rules.refusal_to_email(email):
            return refused
        account = _confirmed_account(email)
        operators = Membership.objects.filter(in_force(actor.today), role=Role.OPERATOR)
        if operators.filter(account=account).exists():
            return account
        membership = Membership.objects.create(account=account, role=Role.OPERATOR, valid_from=actor.today)
        line.about(account=account.pk, membership=membership.pk)
        return account


def _confirmed_account(email: str) -> Account:
    account = Account.objects.filter(email=email).first() or Account.objects.create_user(email)
    address, _ = EmailAddress.objects.get_or_create(user=account, email=email, defaults={"primary": True})
    if not address.verified:
        _take_over(account, address)
    return account


def _take_over(account: Account, address: EmailAddress) -> None:
    """Whoever signed up with an address that is not shown to be theirs must not keep its password."""
    account.set_unusable_password()
    account.save(update_fields=["password"])
    address.set_verified()
