"""The demonstration: an account for each role and some families in mid-season; all invented."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from allauth.account.models import EmailAddress
from django.db import transaction

from kidsapp.childcare import commands as childcare
from kidsapp.childcare.models import Group, PlaceOffer, PreRegistration
from kidsapp.kernel.actors import Actor, Role
from kidsapp.kernel.clock import german_day
from kidsapp.kernel.periods import age_in_months
from kidsapp.people.commands import add_child
from kidsapp.people.models import Account, Child, Membership
from kidsapp.people.queries import actor_of
from kidsapp.people.rules import ChildRecord
from kidsapp.places.models import Facility

PASSWORD = "kidsapp-demo"  # noqa: S105 (printed by the demonstration itself)
MAIL = "@demo.example"


@dataclass(frozen=True)
class DemoLogin:
    """A log-in that the demonstration prints."""

    role: str
    email: str


@dataclass(frozen=True)
class DemoFamily:
    """An invented family with one child, its language, and how far its case goes."""

    given_name: str
    family_name: str
    language: str
    child: str
    months: int
    hours: str
    is_this_year: bool
    outcome: str = ""


STAFF = (
    ("leitung", "Carla", "Beispiel", Role.KITA_LEAD),
    ("traeger", "Tom", "Muster", Role.PROVIDER_MANAGER),
    ("jugendamt", "Anna", "Probe", Role.YOUTH_OFFICE),
    ("redaktion", "Rosa", "Vorlage", Role.EDITOR),
    ("datenschutz", "Dirk", "Demo", Role.DATA_PROTECTION_OFFICER),
    ("betrieb", "Bela", "Test", Role.OPERATOR),
)

FAMILIES = (
    DemoFamily("Sara", "Brandt", "de", "Jonas", 31, "45", True, "offered"),
    DemoFamily("Olena", "Petrenko", "uk", "Sofia", 40, "35-block", True),
    DemoFamily("Murat", "Kaplan", "tr", "Emir", 33, "35-split", True, "placed"),
    DemoFamily("Layla", "Saleh", "ar", "Amira", 37, "25", True, "declined"),
    DemoFamily("Anna", "Nowak", "pl", "Maja", 45, "45", True),
    DemoFamily("Grace", "Okafor", "en", "Malik", 35, "35-block", False),
    DemoFamily("Petra", "Vogel", "de-simple", "Ida", 50, "25", False),
    DemoFamily("Yusuf", "Demir", "tr", "Elif", 29, "45", False),
    DemoFamily("Nele", "Busch", "de", "Theo", 38, "35-block", False),
)


@dataclass(frozen=True)
class Stage:
    """Where and when the demonstration plays."""

    city_id: int
    at: datetime
    kita: Facility

    @property
    def today(self) -> date:
        """The day of the demonstration."""
        return german_day(self.at)

    def actor(self, account: Account) -> Actor:
        """The account as it acts here and now."""
        return actor_of(account, municipality_id=self.city_id, today=self.today, language=account.language)


def make_demonstration(city_id: int, *, at: datetime) -> list[DemoLogin]:
    """Make accounts, families and cases in the city in scope; a second call changes nothing."""
    with transaction.atomic():
        stage = Stage(city_id, at, _shown_kita())
        staff = [_staff(member, stage) for member in STAFF]
        families = [_family(family, stage) for family in FAMILIES]
        if not PreRegistration.objects.exists():
            for family, (account, child) in zip(FAMILIES, families, strict=True):
                _case(family, stage.actor(account), child, stage)
    return [DemoLogin(Role.GUARDIAN.value, f"familie{MAIL}"), *staff]


def _shown_kita() -> Facility:
    """The first Kita by name that has groups for two-year-olds: the one whose desk is shown."""
    rows = Facility.objects.filter(
        kind=Facility.Kind.KITA,
        groups__isnull=False,
        age_from_months__lte=24,
        age_until_months__gte=72,
        hours_models__contains=sorted({family.hours for family in FAMILIES}),
    )
    return rows.select_related("organisation").order_by("name")[0]  # type: ignore[no-any-return]


def _account(name: str, given: str, family: str, language: str = "de") -> Account:
    email = f"{name}{MAIL}"
    account = Account.objects.filter(email=email).first()
    if account is None:
        names = {"given_name": given, "family_name": family, "language": language}
        account = Account.objects.create_user(email, PASSWORD, **names)
        EmailAddress.objects.create(user=account, email=email, primary=True, verified=True)
    return account


def _staff(member: tuple[str, str, str, Role], stage: Stage) -> DemoLogin:
    name, given, family, role = member
    account = _account(name, given, family)
    organisation = stage.kita.organisation
    where: dict[Role, dict[str, Any]] = {
        Role.KITA_LEAD: {"facility": stage.kita, "organisation": organisation},
        Role.PROVIDER_MANAGER: {"organisation": organisation},
    }
    since = {"valid_from": stage.today - timedelta(days=365)}
    Membership.objects.get_or_create(account=account, role=role, **where.get(role, {}), defaults=since)
    return DemoLogin(role.value, f"{name}{MAIL}")


def _family(family: DemoFamily, stage: Stage) -> tuple[Account, Child]:
    is_first = family is FAMILIES[0]
    name = "familie" if is_first else f"{family.given_name}.{family.family_name}".lower()
    account = _account(name, family.given_name, family.family_name, family.language)
    actor = stage.actor(account)
    record = ChildRecord(family.child, family.family_name, _born(family, stage.today))
    child = add_child(actor, record, at=stage.at)
    if not isinstance(child, Child):
        raise RuntimeError(f"the demonstration's own child was refused: {child}")
    if is_first:
        sister = ChildRecord("Mia", family.family_name, date(stage.today.year - 7, 5, 17))
        add_child(actor, sister, at=stage.at)
    return account, child


def _born(family: DemoFamily, today: date) -> date:
    month = today.year * 12 + today.month - 1 - family.months
    return date(month // 12, month % 12 + 1, 11)


def _case(family: DemoFamily, guardian: Actor, child: Child, stage: Stage) -> None:
    year = stage.today.year + 1
    starts_on = date(year, 2, 1) if family.is_this_year else date(year, 8, 1)
    wishes = [stage.kita, *_others(child, family, starts_on, stage.kita)]
    public_ids = tuple(facility.public_id for facility in wishes)
    draft = childcare.Answers(f"demo-{child.pk}", starts_on, family.hours, public_ids)
    case = childcare.submit_preregistration(guardian, child, draft, at=stage.at)
    if not isinstance(case, PreRegistration):
        raise RuntimeError(f"the demonstration's own case was refused: {case}")
    if family.outcome:
        _decide(family, case, guardian, stage)


def _others(child: Child, family: DemoFamily, starts_on: date, kita: Facility) -> list[Facility]:
    """Two more Kitas that take the child."""
    months = age_in_months(child.born_on, on=starts_on)
    rows = Facility.objects.filter(
        kind=Facility.Kind.KITA,
        age_from_months__lte=months,
        age_until_months__gt=months,
        hours_models__contains=[family.hours],
    )
    return list(rows.exclude(pk=kita.pk).order_by("name")[child.pk % 3 : child.pk % 3 + 2])


def _decide(family: DemoFamily, case: PreRegistration, guardian: Actor, stage: Stage) -> None:
    lead = stage.actor(Account.objects.get(email=f"leitung{MAIL}"))
    wish = case.wishes.get(facility=stage.kita)
    if family.outcome == "declined":
        childcare.decline_child(lead, wish, "full", at=stage.at)
        return
    months = age_in_months(case.child.born_on, on=case.starts_on)
    bracket = {"age_from_months__lte": months, "age_until_months__gt": months}
    group = Group.objects.filter(facility=stage.kita, year=case.year, **bracket).first()
    offer = childcare.accept_child(lead, wish, group.public_id if group else "", at=stage.at)
    if family.outcome == "placed" and isinstance(offer, PlaceOffer):
        childcare.accept_place_offer(guardian, offer, at=stage.at)
