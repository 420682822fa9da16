"""Groups, pre-registrations, wishes, place offers, contracts, and the history of each case."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from kidsapp.childcare.states import PlaceOfferState, PreRegistrationState, WishState
from kidsapp.municipality.fields import PublicIdField
from kidsapp.municipality.scope import ScopedModel
from kidsapp.people.models import Account, Child
from kidsapp.places.models import Facility


class Group(ScopedModel):
    """Places of a facility for one age bracket in one kindergarten year."""

    public_id = PublicIdField()
    facility = models.ForeignKey(Facility, models.CASCADE, related_name="groups")
    year = models.PositiveSmallIntegerField("year in which the kindergarten year begins")
    name = models.CharField(max_length=80)
    age_from_months = models.PositiveSmallIntegerField()
    age_until_months = models.PositiveSmallIntegerField()
    places = models.PositiveSmallIntegerField()
    promised = models.PositiveSmallIntegerField("offered and taken", default=0)

    class Meta(ScopedModel.Meta):
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(promised__lte=F("places")), name="group_never_overfilled"),
            models.CheckConstraint(
                condition=Q(age_from_months__lt=F("age_until_months")), name="group_ages_in_order"
            ),
            models.UniqueConstraint("municipality", "facility", "year", "name", name="group_name_once"),
        ]
        ordering: ClassVar = ["age_from_months", "name"]

    def __str__(self) -> str:
        return self.name


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

    public_id = PublicIdField()
    number = models.CharField(max_length=20)
    child = models.ForeignKey(Child, models.PROTECT, related_name="preregistrations")
    submitted_by = models.ForeignKey(Account, models.SET_NULL, null=True, related_name="+")
    form_key = models.CharField("makes a double submit one", max_length=40)
    starts_on = models.DateField()
    year = models.PositiveSmallIntegerField()
    hours = models.CharField(max_length=20)
    remark = models.TextField(blank=True)
    state = models.CharField(max_length=12, default=PreRegistrationState.SUBMITTED)
    submitted_at = models.DateTimeField()

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
            models.Index("municipality", "state", "submitted_at", name="preregistration_desk")
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

    class Meta(ScopedModel.Meta):
        constraints: ClassVar = [
            models.UniqueConstraint("municipality", "preregistration", "rank", name="wish_rank_once"),
            models.UniqueConstraint("municipality", "preregistration", "facility", name="wish_facility_once"),
        ]
        ordering: ClassVar = ["rank"]

    def __str__(self) -> str:
        return f"{self.rank}: {self.facility_id}"


class PlaceOffer(ScopedModel):
    """A place held for a child in a group until the family answers."""

    public_id = PublicIdField()
    wish = models.ForeignKey(Wish, models.PROTECT, related_name="offers")
    group = models.ForeignKey(Group, models.PROTECT, related_name="offers")
    state = models.CharField(max_length=12, default=PlaceOfferState.OFFERED)
    answer_until = models.DateField()
    offered_at = models.DateTimeField()

    class Meta(ScopedModel.Meta):
        constraints: ClassVar = [
            models.UniqueConstraint(
                "municipality",
                "wish",
                condition=Q(state__in=[PlaceOfferState.OFFERED, PlaceOfferState.ACCEPTED]),
                name="one_live_offer_a_wish",
            ),
        ]

    def __str__(self) -> str:
        return f"offer {self.pk}"


class Contract(ScopedModel):
    """The record that a child has the place; the paper itself stays with the Kita."""

    public_id = PublicIdField()
    preregistration = models.OneToOneField(PreRegistration, models.PROTECT, related_name="contract")
    offer = models.OneToOneField(PlaceOffer, models.PROTECT, related_name="contract")
    starts_on = models.DateField()
    hours = models.CharField(max_length=20)
    concluded_at = models.DateTimeField()

    class Meta(ScopedModel.Meta):
        pass

    def __str__(self) -> str:
        return f"contract {self.pk}"


class CaseEvent(ScopedModel):
    """One line of a case's history; appended, never edited."""

    preregistration = models.ForeignKey(PreRegistration, models.CASCADE, related_name="events")
    wish = models.ForeignKey(Wish, models.CASCADE, null=True, related_name="+")
    act = models.CharField(max_length=40)
    account_id = models.BigIntegerField(null=True)
    at = models.DateTimeField()

    class Meta(ScopedModel.Meta):
        ordering: ClassVar = ["at", "pk"]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d} {self.act}"
