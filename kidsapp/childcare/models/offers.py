"""Place offers, and the contracts that they become."""

from datetime import date, timedelta
from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from kidsapp.childcare.models.cases import PreRegistration, Wish
from kidsapp.childcare.models.kita import Group
from kidsapp.childcare.states import PlaceOfferState
from kidsapp.municipality.fields import PublicIdField
from kidsapp.municipality.scoped import ScopedModel


class PlaceOffer(ScopedModel):
    """A place held for a child in a group until the family answers."""

    public_id = PublicIdField()
    wish = models.ForeignKey(Wish, models.PROTECT, related_name="offers")
    group = models.ForeignKey(Group, models.PROTECT, related_name="offers")
    state = models.CharField(max_length=12, default=PlaceOfferState.OFFERED)
    answer_until = models.DateField()
    offered_at = models.DateTimeField()
    starts_on = models.DateField("first day, where it is later than the wished one", null=True)
    reminded_at = models.DateTimeField(null=True)
    extended_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    withdraw_reason = models.CharField(max_length=300, blank=True)

    class Meta(ScopedModel.Meta):
        constraints: ClassVar = [
            models.UniqueConstraint(
                "municipality",
                "wish",
                condition=Q(state__in=[PlaceOfferState.OFFERED, PlaceOfferState.ACCEPTED]),
                name="one_live_offer_a_wish",
            ),
        ]
        indexes: ClassVar = [models.Index("municipality", "state", "answer_until", name="offer_deadline")]

    @property
    def first_day(self) -> date:
        """From when on the place is the child's."""
        wished: date = self.wish.preregistration.starts_on
        return self.starts_on or wished

    def __str__(self) -> str:
        return f"offer {self.pk}"


class Contract(ScopedModel):
    """The record that a child has the place; the paper itself stays with the Kita.

    One that ended the day before its first day was never begun.
    """

    public_id = PublicIdField()
    preregistration = models.OneToOneField(PreRegistration, models.PROTECT, related_name="contract")
    offer = models.OneToOneField(PlaceOffer, models.PROTECT, related_name="contract")
    starts_on = models.DateField()
    hours = models.CharField("hours at the beginning", max_length=20)
    ends_on = models.DateField("last day; open as long as nobody ended it", null=True)
    end_reason = models.CharField(max_length=20, blank=True)
    concluded_at = models.DateTimeField()
    version = models.PositiveIntegerField(default=1)

    class Meta(ScopedModel.Meta):
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on") - timedelta(days=1)),
                name="contract_period_in_order",
            ),
        ]

    def __str__(self) -> str:
        return f"contract {self.pk}"


class ContractTerm(ScopedModel):
    """Hours and group of a contract from a day on; appended, the latest beginning and row holds."""

    contract = models.ForeignKey(Contract, models.CASCADE, related_name="terms")
    valid_from = models.DateField()
    hours = models.CharField(max_length=20)
    group = models.ForeignKey(Group, models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()
    place_until = models.DateField(
        "last day in the group; from the next day on it is given to others", null=True
    )

    class Meta(ScopedModel.Meta):
        indexes: ClassVar = [
            models.Index(
                fields=["group", "place_until"],
                condition=Q(place_until__isnull=False),
                name="contract_term_leaving",
            )
        ]
        ordering: ClassVar = ["valid_from", "pk"]

    def __str__(self) -> str:
        return f"{self.contract_id} from {self.valid_from}: {self.hours}"
