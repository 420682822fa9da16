"""What a Kita keeps: groups with places, and its own criteria."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from kidsapp.childcare.models.cases import Wish
from kidsapp.municipality.fields import PublicIdField
from kidsapp.municipality.scoped import ScopedModel
from kidsapp.places.models import Facility


class Group(ScopedModel):
    """Places of a facility for one age bracket (and hours, if set) in one kindergarten year."""

    class Form(models.TextChoices):
        """The group forms of KiBiz (Anlage): 2 years to school; under 3; 3 years and older."""

        I = "I"  # noqa: E741 (the law's own name)
        II = "II"
        III = "III"

    public_id = PublicIdField()
    facility = models.ForeignKey(Facility, models.CASCADE, related_name="groups")
    year = models.PositiveSmallIntegerField("year in which the kindergarten year begins")
    name = models.CharField(max_length=80)
    form = models.CharField(max_length=3, choices=Form, blank=True)
    hours = models.CharField("hours model; empty: any", max_length=20, blank=True)
    age_from_months = models.PositiveSmallIntegerField()
    age_until_months = models.PositiveSmallIntegerField()
    places = models.PositiveSmallIntegerField()
    promised = models.PositiveSmallIntegerField("offered and taken", default=0)
    staying = models.PositiveSmallIntegerField(
        "children of the year before who stay, as the Kita counts them", default=0
    )

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


class Criterion(ScopedModel):
    """One of a Kita's own criteria with its points; nobody but the Kita sees it."""

    public_id = PublicIdField()
    facility = models.ForeignKey(Facility, models.CASCADE, related_name="criteria")
    name = models.CharField(max_length=120)
    points = models.SmallIntegerField()
    position = models.PositiveSmallIntegerField(default=0)

    class Meta(ScopedModel.Meta):
        constraints: ClassVar = [
            models.UniqueConstraint("municipality", "facility", "name", name="criterion_name_once"),
        ]
        ordering: ClassVar = ["position", "pk"]

    def __str__(self) -> str:
        return f"{self.name}: {self.points}"


class WishCriterion(ScopedModel):
    """A criterion that the Kita found to hold for a wish."""

    wish = models.ForeignKey(Wish, models.CASCADE, related_name="met")
    criterion = models.ForeignKey(Criterion, models.CASCADE, related_name="met")

    class Meta(ScopedModel.Meta):
        constraints: ClassVar = [
            models.UniqueConstraint("municipality", "wish", "criterion", name="criterion_met_once"),
        ]

    def __str__(self) -> str:
        return f"{self.wish_id} meets {self.criterion_id}"
