"""Accounts, memberships, invitations, children and custody."""

from collections.abc import Collection, Iterable
from datetime import date
from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Exists, F, Func, OuterRef, Q, Value
from django.db.models.functions import Now

from kidsapp.kernel.actors import HeldRole, Role
from kidsapp.municipality.fields import PublicIdField
from kidsapp.municipality.models import District, GazetteerEntry
from kidsapp.municipality.scoped import ScopedModel
from kidsapp.municipality.streets import StreetKey
from kidsapp.places.models import Facility, Organisation


def _on(day: date, prefix: str) -> Q:
    """Rows whose days include this one."""
    open_or_later = Q(**{f"{prefix}valid_until__isnull": True}) | Q(**{f"{prefix}valid_until__gte": day})
    return Q(**{f"{prefix}valid_from__lte": day}) & open_or_later


def in_force(day: date, *, path: str = "") -> Q:
    """Rows whose membership (at the end of ``path``) holds on the day and was not ended before."""
    return _on(day, path) & Q(**{f"{path}ended_at__isnull": True})


def on_day(day: date) -> Q:
    """Rows of custody whose days include this one."""
    return _on(day, "")


def in_custody_of(account_id: int | None, *, today: date, path: str = "") -> Q:
    """Rows whose child (at the end of ``path``) is in the account's custody today."""
    held = Q(**{f"{path}custodies__account_id": account_id}) & _unblocked(today, f"{path}custodies__")
    return held & _is_minor(today, path)


def with_custody_of(child_ids: Iterable[int], *, today: date) -> Q:
    """Accounts that have custody of one of the children today."""
    held = Q(custodies__child_id__in=child_ids) & _unblocked(today, "custodies__")
    return held & _is_minor(today, "custodies__child__")


def living_in(districts: Collection[str], *, today: date, child: str = "pk") -> Q:
    """Rows whose child (its id in this field) lives in one of these districts, or in none that is known.

    It lives where those live who have custody today and are not blocked. A district is known by its postal
    codes; where two share one, the child counts for both, unless the city's list says where its street lies.
    """
    homes = Custody.objects.filter(on_day(today), blocked_at=None, child_id=OuterRef(child))
    codes = Func("postal_codes", OuterRef("account__postal_code"), **_HAS_CODE)
    anywhere = District.objects.filter(codes)
    here = homes.filter(Exists(anywhere.filter(_of_street(), key__in=sorted(districts))))
    return Q(Exists(here)) | ~Q(Exists(homes.filter(Exists(anywhere))))


def _of_street() -> Q:
    """Districts of a postal code (of a custody's account) with its street, as far as that is listed."""
    street = StreetKey(OuterRef(OuterRef("account__street")))
    of_code = GazetteerEntry.objects.filter(postal_code=OuterRef(OuterRef("account__postal_code")))
    listed = of_code.exclude(district="").exclude(street_key="").filter(street_key=street)
    is_here = Q(Exists(listed.filter(district=OuterRef("key"))))
    return Q(has_listed_streets=False) | is_here | ~Q(Exists(listed))


_HAS_CODE: dict[str, Any] = {"function": "jsonb_exists", "output_field": models.BooleanField()}


class _EighteenYearsBefore(Func):
    """The same day so many years before; in the database, where the day stays a parameter of its own."""

    template = "(%(expressions)s::date - interval '18 years')::date"
    output_field = models.DateField()


def _is_minor(day: date, path: str) -> Q:
    """Parental custody ends with the 18th birthday (§ 1626 I, § 2 BGB); nobody has to enter it."""
    return Q(**{f"{path}born_on__gt": _EighteenYearsBefore(Value(day))})


def _unblocked(day: date, prefix: str) -> Q:
    return _on(day, prefix) & Q(**{f"{prefix}blocked_at__isnull": True})


WHOLE_CITY: dict[str, Any] = {"default": list, "db_default": []}
ROLE_CHOICES = [(role.value, role.value) for role in Role]


class AccountManager(BaseUserManager["Account"]):
    """Makes accounts; an e-mail address is kept in lower case."""

    def create_user(self, email: str, password: str | None = None, **values: Any) -> "Account":
        """Create an account; without a password it cannot log in until one is set."""
        account = self.model(email=email.strip().lower(), **values)
        account.set_password(password)
        account.save(using=self._db)
        return account


class Account(AbstractBaseUser):
    """Somebody who can log in; global, since one person may have roles in several cities.

    A family that came to the counter without an address for mail has no ``email``: it gets letters, and
    nobody can log in until it takes the account over with its code.
    """

    public_id = PublicIdField()
    email = models.EmailField(unique=True, null=True)
    given_name = models.CharField(max_length=120, blank=True)
    family_name = models.CharField(max_length=120, blank=True)
    language = models.CharField(max_length=12, default="de")
    phone = models.CharField(max_length=40, blank=True)
    street = models.CharField("street and house number", max_length=180, blank=True)
    postal_code = models.CharField(max_length=5, blank=True)
    town = models.CharField(max_length=120, blank=True)
    by_letter = models.BooleanField("gets letters although there is an address for mail", default=False)
    is_active = models.BooleanField(default=True)
    joined_at = models.DateTimeField(db_default=Now())

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []
    held: tuple[HeldRole, ...] | None = None
    """The roles in the city in scope, where they were read together with the account."""
    objects = AccountManager()

    def __str__(self) -> str:
        return f"{self.given_name} {self.family_name}".strip() or self.email or ""


class Membership(ScopedModel):
    """A dated role in the city and, where it applies, in an organisation or facility."""

    public_id = PublicIdField()
    account = models.ForeignKey(Account, models.CASCADE, related_name="memberships")
    role = models.CharField(max_length=30, choices=ROLE_CHOICES)
    organisation = models.ForeignKey(Organisation, models.CASCADE, null=True, related_name="+")
    facility = models.ForeignKey(Facility, models.CASCADE, null=True, related_name="+")
    valid_from = models.DateField()
    valid_until = models.DateField(null=True)
    granted_by = models.ForeignKey(Account, models.SET_NULL, null=True, related_name="+")
    deputy_for = models.ForeignKey("self", models.SET_NULL, null=True, related_name="deputies")
    districts = ArrayField(models.SlugField(), verbose_name="keys; none: the whole city", **WHOLE_CITY)
    ended_at = models.DateTimeField("ended before its last day", null=True)

    class Meta(ScopedModel.Meta):
        constraints: ClassVar = [
            models.UniqueConstraint(
                "municipality", "account", condition=Q(role=Role.GUARDIAN), name="guardian_once"
            ),
            models.CheckConstraint(
                condition=Q(valid_until__isnull=True) | Q(valid_until__gte=F("valid_from")),
                name="membership_period_in_order",
            ),
            models.CheckConstraint(
                condition=~Q(role=Role.KITA_LEAD) | Q(facility__isnull=False),
                name="kita_lead_has_facility",
            ),
            models.CheckConstraint(
                condition=~Q(role=Role.PROVIDER_MANAGER) | Q(organisation__isnull=False),
                name="provider_manager_has_organisation",
            ),
            models.CheckConstraint(
                condition=Q(role=Role.YOUTH_OFFICE) | Q(districts=[]), name="youth_office_has_districts"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.account_id} {self.role} from {self.valid_from}"


class Invitation(ScopedModel):
    """A role offered by mail; whoever opens the link with a confirmed account takes it up once."""

    public_id = PublicIdField()
    email = models.EmailField()
    role = models.CharField(max_length=30, choices=ROLE_CHOICES)
    organisation = models.ForeignKey(Organisation, models.CASCADE, null=True, related_name="+")
    facility = models.ForeignKey(Facility, models.CASCADE, null=True, related_name="+")
    token_hash = models.CharField(max_length=64, unique=True)
    invited_by = models.ForeignKey(Account, models.SET_NULL, null=True, related_name="+")
    valid_until = models.DateField()
    membership_from = models.DateField(null=True)
    membership_until = models.DateField(null=True)
    districts = ArrayField(models.SlugField(), verbose_name="keys; none: the whole city", **WHOLE_CITY)
    deputy_for = models.ForeignKey(Membership, models.SET_NULL, null=True, related_name="+")
    invited_at = models.DateTimeField()
    taken_at = models.DateTimeField(null=True)
    withdrawn_at = models.DateTimeField(null=True)

    class Meta(ScopedModel.Meta):
        pass

    def __str__(self) -> str:
        return f"{self.role} until {self.valid_until}"


class Child(ScopedModel):
    """A child of the city; its sign (shape, colour, picture) is its own choice."""

    public_id = PublicIdField()
    given_name = models.CharField(max_length=120)
    family_name = models.CharField(max_length=120)
    born_on = models.DateField()
    sign_shape = models.CharField(max_length=10, default="circle")
    sign_colour = models.CharField(max_length=12, default="sonne")
    sign_picture = models.CharField(max_length=12, default="kite")
    version = models.PositiveIntegerField(default=1)

    class Meta(ScopedModel.Meta):
        indexes: ClassVar = [models.Index("municipality", "born_on", name="child_born_on")]
        ordering: ClassVar = ["born_on", "pk"]

    def __str__(self) -> str:
        return f"{self.given_name} {self.family_name}"


class Custody(ScopedModel):
    """Who has parental responsibility for a child, of which kind, and for which days."""

    class Kind(models.TextChoices):
        """§ 1626 and § 1671 BGB, § 33 SGB VIII, § 1773 BGB."""

        JOINT = "joint"
        SOLE = "sole"
        FOSTER = "foster"
        COURT = "court"

    class Proof(models.TextChoices):
        """How custody was shown: nothing yet, papers, or the register of declarations (§ 58 SGB VIII)."""

        SAID = "said"
        BIRTH_CERTIFICATE = "birth"
        REGISTER = "register"
        COURT_ORDER = "court_order"
        FOSTER_PAPERS = "foster_papers"

    public_id = PublicIdField()
    child = models.ForeignKey(Child, models.CASCADE, related_name="custodies")
    account = models.ForeignKey(Account, models.CASCADE, related_name="custodies")
    kind = models.CharField(max_length=10, choices=Kind, default=Kind.JOINT)
    shown_by = models.CharField(max_length=14, choices=Proof, default=Proof.SAID)
    checked_by = models.ForeignKey(Account, models.SET_NULL, null=True, related_name="+")
    checked_on = models.DateField(null=True)
    blocked_at = models.DateTimeField("sees nothing from here on, by court or youth office", null=True)
    valid_from = models.DateField()
    valid_until = models.DateField(null=True)

    class Meta(ScopedModel.Meta):
        constraints: ClassVar = [
            models.UniqueConstraint(
                "municipality", "child", "account", "valid_from", name="custody_once_a_day"
            ),
            models.CheckConstraint(
                condition=Q(valid_until__isnull=True) | Q(valid_until__gte=F("valid_from")),
                name="custody_period_in_order",
            ),
            ExclusionConstraint(
                name="custody_periods_do_not_overlap",
                expressions=[
                    (Func("child_id", "child_id", Value("[]"), function="int8range"), "&&"),
                    (Func("account_id", "account_id", Value("[]"), function="int8range"), "&&"),
                    (Func("valid_from", "valid_until", Value("[]"), function="daterange"), "&&"),
                ],
            ),
        ]

    def __str__(self) -> str:
        return f"{self.account_id} for {self.child_id}"


class CustodyEvent(ScopedModel):
    """Something that was done about a custody, with the reason; appended, never edited."""

    custody = models.ForeignKey(Custody, models.CASCADE, related_name="events")
    act = models.CharField(max_length=40)
    reason = models.CharField(max_length=500, blank=True)
    by = models.ForeignKey(Account, models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField()

    class Meta(ScopedModel.Meta):
        ordering: ClassVar = ["at", "pk"]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d} {self.act}"


class EmergencyAccess(ScopedModel):
    """Somebody of the staff reads, for one day and with a reason, of a child that is none of theirs."""

    child = models.ForeignKey(Child, models.CASCADE, related_name="emergencies")
    account = models.ForeignKey(Account, models.SET_NULL, null=True, related_name="+")
    reason = models.CharField("as the family reads it", max_length=300)
    valid_on = models.DateField()
    opened_at = models.DateTimeField()
    ended_at = models.DateTimeField("given back before the day was over", null=True)

    class Meta(ScopedModel.Meta):
        ordering: ClassVar = ["opened_at", "pk"]

    def __str__(self) -> str:
        return f"{self.account_id} for {self.child_id} on {self.valid_on}"


class NamedGuardian(ScopedModel):
    """Another guardian whom a family named; sees nothing until their own link is taken up."""

    public_id = PublicIdField()
    child = models.ForeignKey(Child, models.CASCADE, related_name="named_guardians")
    given_name = models.CharField(max_length=120)
    family_name = models.CharField(max_length=120)
    kind = models.CharField(max_length=10, choices=Custody.Kind, default=Custody.Kind.JOINT)
    email = models.EmailField(blank=True)
    phone = models.CharField(max_length=40, blank=True)
    street = models.CharField("street and house number", max_length=180, blank=True)
    postal_code = models.CharField(max_length=5, blank=True)
    town = models.CharField(max_length=120, blank=True)
    language = models.CharField(max_length=12, default="de")
    named_by = models.ForeignKey(Account, models.SET_NULL, null=True, related_name="+")
    account = models.ForeignKey(
        Account, models.SET_NULL, null=True, related_name="+", verbose_name="who took the link up"
    )

    class Meta(ScopedModel.Meta):
        ordering: ClassVar = ["pk"]

    def __str__(self) -> str:
        return f"{self.given_name} {self.family_name}"


class TakeOverCode(ScopedModel):
    """The code on a paper family's letter, with which it takes its account over; good once."""

    account = models.ForeignKey(Account, models.CASCADE, related_name="take_over_codes")
    child = models.ForeignKey(Child, models.CASCADE, related_name="+")
    code_hash = models.CharField(max_length=128, unique=True)
    made_by = models.ForeignKey(Account, models.SET_NULL, null=True, related_name="+")
    made_at = models.DateTimeField()
    valid_until = models.DateField()
    used_at = models.DateTimeField(null=True)
    replaced_at = models.DateTimeField("when a later code took its place", null=True)

    class Meta(ScopedModel.Meta):
        pass

    def __str__(self) -> str:
        return f"code until {self.valid_until}"
