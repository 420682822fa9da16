"""Who works in the demonstration: one log-in for each role, and a lead for each other Kita."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from allauth.account.models import EmailAddress
from django.contrib.auth.hashers import make_password

from kidsapp.kernel.actors import Role
from kidsapp.operations.commands.demonstration.invented import names
from kidsapp.operations.commands.demonstration.stage import MAIL, PASSWORD, Stage
from kidsapp.people.models import Account, Membership
from kidsapp.places.models import Facility

STAFF = (
    ("leitung", "Carla", "Beispiel", Role.KITA_LEAD),
    ("traeger", "Tom", "Muster", Role.PROVIDER_MANAGER),
    ("jugendamt", "Anna", "Probe", Role.YOUTH_OFFICE),
    ("redaktion", "Rosa", "Vorlage", Role.EDITOR),
    ("datenschutz", "Dirk", "Demo", Role.DATA_PROTECTION_OFFICER),
    ("betrieb", "Bela", "Test", Role.OPERATOR),
)
HERE_SINCE = timedelta(days=730)
"""The season before has been told too."""


def save_accounts(accounts: Sequence[Account]) -> None:
    """Write accounts with the public password and a confirmed address; one password is hashed once."""
    password = make_password(PASSWORD)
    for account in accounts:
        account.password = password
    Account.objects.bulk_create(accounts)
    EmailAddress.objects.bulk_create(
        EmailAddress(user=account, email=account.email, primary=True, verified=True) for account in accounts
    )


def employ(stage: Stage) -> None:
    """Make the staff of the city: each role once, and a lead for each Kita."""
    leads = [*_own_leads(stage.others())]
    made = [Account(email=f"{name}{MAIL}", given_name=given, family_name=family) for name, given, family, _ in STAFF]
    save_accounts([*made, *leads])
    since = stage.season.today - HERE_SINCE
    memberships = [_membership(stage, account, row[3], since) for account, row in zip(made, STAFF, strict=True)]
    memberships += [_lead(account, kita, since) for account, kita in zip(leads, stage.others(), strict=True)]
    Membership.objects.bulk_create(memberships)
    by_role = {row[3]: account for account, row in zip(made, STAFF, strict=True)}
    stage.office = by_role[Role.YOUTH_OFFICE]
    stage.leads = {
        stage.crowded.pk: by_role[Role.KITA_LEAD],
        **{kita.pk: account for account, kita in zip(leads, stage.others(), strict=True)},
    }


def _own_leads(kitas: Iterable[Facility]) -> Iterable[Account]:
    mothers = names()["de"].mothers
    for number, _kita in enumerate(kitas, start=2):
        given = mothers[number % len(mothers)]
        yield Account(email=f"leitung{number}{MAIL}", given_name=given, family_name="Beispiel")


def _membership(stage: Stage, account: Account, role: Role, since: date) -> Membership:
    organisation = stage.crowded.organisation
    where: Mapping[Role, dict[str, Any]] = {
        Role.KITA_LEAD: {"facility": stage.crowded, "organisation": organisation},
        Role.PROVIDER_MANAGER: {"organisation": organisation},
    }
    return Membership(account=account, role=role, valid_from=since, **where.get(role, {})).in_scope()


def _lead(account: Account, kita: Facility, since: date) -> Membership:
    values = {"facility": kita, "organisation": kita.organisation, "valid_from": since}
    return Membership(account=account, role=Role.KITA_LEAD, **values).in_scope()
