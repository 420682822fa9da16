"""Pre-registrations with their wishes, siblings and history."""

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from kidsapp.childcare.states import PreRegistrationState, WishState
from kidsapp.municipality.fields import PublicIdField
from kidsapp.municipality.scoped import ScopedModel
from kidsapp.people.models import Account, Child
from kidsapp.places.fields import WeekField
from kidsapp.places.models import Facility


class CaseNumber(ScopedModel):
    """The last running number given out for a kindergarten year."""

    year = models.PositiveSmallIntegerField()
    last = models.PositiveIntegerField(default=0)

    class Meta(ScopedModel.Meta):
        constraints: ClassVar = [models.UniqueConstraint("municipality", "year", name="case_number_once")]

    def __str__(self) -> str:
        return f"{self.year}: {self.last}"


class PreRegistration(ScopedModel):
    """A family's notice of need for one child (Vormerkung, § 5 KiBiz)."""

    class Origin(models.TextChoices):
        """Who typed it in: the family itself, or somebody at a counter (Ausweichformular)."""

        FAMILY = "family"
        YOUTH_OFFICE = "youth_office"
        KITA = "kita"

    public_id = PublicIdField()
    number = models.CharField(max_length=20)
    child = models.ForeignKey(Child, models.PROTECT, related_name="preregistrations")
    submitted_by = models.ForeignKey(Account, models.SET_NULL, null=True, related_name="+")
    form_key = models.CharField("makes a double submit one", max_length=40)
    origin = models.CharField(max_length=12, choices=Origin, default=Origin.FAMILY)
    starts_on = models.DateField()
    year = models.PositiveSmallIntegerField()
    hours = models.CharField(max_length=20)
    times = WeekField("wanted times per weekday", null=True)
    home_language = models.CharField(max_length=12, blank=True)
    food = ArrayField(models.CharField(max_length=20), default=list, blank=True)
    food_note = models.CharField(max_length=300, blank=True)
    remark = models.TextField(blank=True)
    present_facility = models.ForeignKey(Facility, models.SET_NULL, null=True, related_name="+")
    present_place = models.CharField("present place elsewhere, in words", max_length=200, blank=True)
    moves_in_on = models.DateField(null=True)
    is_urgent = models.BooleanField("needs a place at once", default=False)
    urgent_reason = models.CharField(max_length=500, blank=True)
    is_late = models.BooleanField("came after the cut-off then in force", default=False)
    state = models.CharField(max_length=12, default=PreRegistrationState.SUBMITTED)
    submitted_at = models.DateTimeField()
    need_confirmed_at = models.DateTimeField("need confirmed with the fees named, § 5 KiBiz", null=True)
    need_confirmed_by = models.ForeignKey(Account, models.SET_NULL, null=True, related_name="+")
    version = models.PositiveIntegerField(default=1)

    class Meta(ScopedModel.Meta):
        constraints: ClassVar = [
            models.UniqueConstraint("municipality", "number", name="preregistration_number_once"),
            models.UniqueConstraint("municipality", "form_key", name="preregistration_form_once"),
            models.UniqueConstraint(
                "municipality",
                "child",
                condition=Q(state=PreRegistrationState.SUBMITTED),
                name="one_live_preregistration_a_child",
            ),
        ]
        indexes: ClassVar = [
            models.Index("municipality", "state", "submitted_at", name="preregistration_desk"),
            models.Index("municipality", "year", "starts_on", name="preregistration_year"),
        ]

    def __str__(self) -> str:
        return self.number


class Wish(ScopedModel):
    """A Kita that the family wishes for, with its rank from 1."""

    public_id = PublicIdField()
    preregistration = models.ForeignKey(PreRegistration, models.CASCADE, related_name="wishes")
    facility = models.ForeignKey(Facility, models.PROTECT, related_name="wishes")
    rank = models.PositiveSmallIntegerField()
    state = models.CharField(max_length=12, default=WishState.OPEN)
    decline_reason = models.CharField(max_length=40, blank=True)
    warning = models.CharField("why it can hardly succeed; wished all the same", max_length=40, blank=True)
    decided_at = models.DateTimeField(null=True)

    class Meta(ScopedModel.Meta):
        constraints: ClassVar = [
            models.UniqueConstraint("municipality", "preregistration", "rank", name="wish_rank_once"),
            models.UniqueConstraint("municipality", "preregistration", "facility", name="wish_facility_once"),
        ]
        ordering: ClassVar = ["rank"]

    def __str__(self) -> str:
        return f"{self.rank}: {self.facility_id}"


class Sibling(ScopedModel):
    """A brother or sister who is in a Kita already, or is pre-registered together with the child."""

    preregistration = models.ForeignKey(PreRegistration, models.CASCADE, related_name="siblings")
    given_name = models.CharField(max_length=120)
    facility = models.ForeignKey(
        Facility, models.SET_NULL, null=True, related_name="+", verbose_name="goes there already"
    )
    together_with = models.ForeignKey(
        Child, models.SET_NULL, null=True, related_name="+", verbose_name="wants a place with this child"
    )

    class Meta(ScopedModel.Meta):
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(facility__isnull=True) | Q(together_with__isnull=True),
                name="sibling_here_or_together",
            ),
        ]

    def __str__(self) -> str:
        return self.given_name


class CaseEvent(ScopedModel):
    """One line of a case's history; appended, never edited."""

    preregistration = models.ForeignKey(PreRegistration, models.CASCADE, related_name="events")
    wish = models.ForeignKey(Wish, models.CASCADE, null=True, related_name="+")
    act = models.CharField(max_length=40)
    account_id = models.BigIntegerField(null=True)
    on_paper = models.BooleanField("the office entered what the family sent on paper", default=False)
    received_on = models.DateField("the day on which the paper came in", null=True)
    at = models.DateTimeField()

    class Meta(ScopedModel.Meta):
        ordering: ClassVar = ["at", "pk"]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d} {self.act}"
