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


def save_accounts(accounts: Sequence[Account]) -> list[Account]:
    """The accounts as they are kept; new ones get the public password, hashed once for all."""
    wanted = [account.email for account in accounts]
    known = {account.email: account for account in Account.objects.filter(email__in=wanted)}
    new = [account for account in accounts if account.email not in known]
    password = make_password(PASSWORD)
    for account in new:
        account.password = password
    Account.objects.bulk_create(new)
    EmailAddress.objects.bulk_create(
        EmailAddress(user=account, email=account.email, primary=True, verified=True) for account in new
    )
    return [known.get(account.email, account) for account in accounts]


def employ(stage: Stage) -> None:
    """Make the staff of the city: each role once, and a lead for each Kita."""
    named = [
        Account(email=f"{name}{MAIL}", given_name=given, family_name=family)
        for name, given, family, _role in STAFF
    ]
    others = stage.others()
    made = save_accounts([*named, *_leads(others)])
    stage.by_role = {role: account for account, (*_, role) in zip(made, STAFF, strict=False)}
    stage.leads = {kita.pk: account for account, kita in zip(made[len(STAFF) :], others, strict=True)}
    stage.leads[stage.crowded.pk] = stage.by_role[Role.KITA_LEAD]
    if not Membership.objects.filter(account__in=made).exists():
        Membership.objects.bulk_create([*_roles(stage), *_leaderships(stage)])


def _leads(kitas: Iterable[Facility]) -> Iterable[Account]:
    mothers = names()["de"].mothers
    for number, _kita in enumerate(kitas, start=2):
        given = mothers[number % len(mothers)]
        yield Account(email=f"leitung{number}{MAIL}", given_name=given, family_name="Beispiel")


def _roles(stage: Stage) -> Iterable[Membership]:
    organisation = stage.crowded.organisation
    where: Mapping[Role, dict[str, Any]] = {
        Role.KITA_LEAD: {"facility": stage.crowded, "organisation": organisation},
        Role.PROVIDER_MANAGER: {"organisation": organisation},
    }
    for role, account in stage.by_role.items():
        yield Membership(account=account, role=role, valid_from=_since(stage), **where.get(role, {}))


def _leaderships(stage: Stage) -> Iterable[Membership]:
    for kita in stage.others():
        where = {"facility": kita, "organisation": kita.organisation, "valid_from": _since(stage)}
        yield Membership(account=stage.leads[kita.pk], role=Role.KITA_LEAD, **where)


def _since(stage: Stage) -> date:
    return stage.season.today - HERE_SINCE
