"""Organisations, their facilities with opening hours, and pictures."""

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Func, Q, Value
from django.db.models.functions import Lower

from kidsapp.municipality.fields import PublicIdField
from kidsapp.municipality.models import District
from kidsapp.municipality.scoped import ScopedModel
from kidsapp.places.fields import WeekField


class Organisation(ScopedModel):
    """A provider (Träger): who runs facilities."""

    public_id = PublicIdField()
    name = models.CharField(max_length=200)

    class Meta(ScopedModel.Meta):
        constraints: ClassVar = [
            models.UniqueConstraint("municipality", "name", name="organisation_name_once")
        ]
        ordering: ClassVar = ["name"]

    def __str__(self) -> str:
        return self.name


class Facility(ScopedModel):
    """A Kita, a child minder or a school; what is unknown is empty, never guessed."""

    class Kind(models.TextChoices):
        """What kind of place it is."""

        KITA = "kita"
        CHILD_MINDER = "child_minder"
        SCHOOL = "school"

    public_id = PublicIdField()
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="facilities")
    source_id = models.CharField(max_length=80, blank=True)
    source = models.CharField(max_length=200, blank=True)
    source_url = models.CharField(max_length=300, blank=True)
    source_licence = models.CharField(max_length=120, blank=True)
    kind = models.CharField(max_length=20, choices=Kind, default=Kind.KITA)
    name = models.CharField(max_length=200)
    name_key = models.GeneratedField(
        expression=Lower(Func("name", Value("ÄÖÜäöüß"), Value("AOUaous"), function="translate")),
        output_field=models.CharField(max_length=200),
        db_persist=True,
    )
    street = models.CharField(max_length=160, blank=True)
    house_number = models.CharField(max_length=20, blank=True)
    shows_house_number = models.BooleanField(default=True)
    postal_code = models.CharField(max_length=5, blank=True)
    town = models.CharField(max_length=120, blank=True)
    district = models.ForeignKey(District, models.SET_NULL, null=True, blank=True, related_name="+")
    latitude = models.FloatField(null=True)
    longitude = models.FloatField(null=True)
    phone = models.CharField(max_length=60, blank=True)
    email = models.EmailField(blank=True)
    web = models.CharField(max_length=300, blank=True)
    age_from_months = models.PositiveSmallIntegerField(null=True)
    age_until_months = models.PositiveSmallIntegerField(null=True)
    opens_on = models.DateField("first day, of one that is new", null=True)
    closes_on = models.DateField("last day, of one that closes", null=True)
    hours_models = ArrayField(models.CharField(max_length=20), default=list, blank=True)
    languages = ArrayField(models.CharField(max_length=12), default=list, blank=True)
    is_wheelchair_accessible = models.BooleanField(null=True)
    is_inclusive = models.BooleanField(null=True)
    serves_lunch = models.BooleanField(null=True)
    opening_hours = WeekField(null=True)
    about = models.TextField(blank=True)
    listed_groups = models.JSONField("groups as a list names them", default=list, blank=True)
    is_invented = models.BooleanField(default=False)
    is_listed = models.BooleanField(default=True)
    kept_fields = ArrayField(
        models.CharField("what the facility itself keeps up to date", max_length=40), default=list, blank=True
    )
    version = models.PositiveIntegerField(default=1)

    class Meta(ScopedModel.Meta):
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(age_from_months__isnull=True)
                | Q(age_until_months__isnull=True)
                | Q(age_from_months__lt=F("age_until_months")),
                name="facility_ages_in_order",
            ),
            models.CheckConstraint(
                condition=Q(opens_on__isnull=True)
                | Q(closes_on__isnull=True)
                | Q(opens_on__lt=F("closes_on")),
                name="facility_days_in_order",
            ),
            models.CheckConstraint(
                condition=Q(latitude__isnull=True, longitude__isnull=True)
                | Q(
                    latitude__isnull=False,
                    longitude__isnull=False,
                    latitude__range=(-90, 90),
                    longitude__range=(-180, 180),
                ),
                name="facility_coordinates_whole",
            ),
            models.CheckConstraint(
                condition=Func(
                    "opening_hours",
                    template="%(expressions)s <@ '{[0,10080)}'::int4multirange",
                    output_field=models.BooleanField(),
                ),
                name="facility_open_within_a_week",
            ),
        ]
        indexes: ClassVar = [
            models.Index("municipality", "latitude", "longitude", name="facility_point"),
            models.Index("municipality", "name", name="facility_name"),
        ]

    def __str__(self) -> str:
        return self.name


class FacilityPicture(ScopedModel):
    """A picture of a facility, made small and free of hidden facts (place, camera) before it is kept."""

    public_id = PublicIdField()
    facility = models.ForeignKey(Facility, models.CASCADE, related_name="pictures")
    jpeg = models.BinaryField()
    width = models.PositiveSmallIntegerField()
    height = models.PositiveSmallIntegerField()
    text = models.CharField("what it shows, for those who do not see it", max_length=200)

    class Meta(ScopedModel.Meta):
        constraints: ClassVar = [
            models.CheckConstraint(condition=~Q(text=""), name="facility_picture_has_text"),
        ]
        ordering: ClassVar = ["pk"]

    def __str__(self) -> str:
        return self.text
