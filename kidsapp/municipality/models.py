"""Tables of the cities; ``Municipality`` itself is global, all else belongs to one."""

from datetime import date
from typing import ClassVar

from django.db import models
from django.db.models import Q

from kidsapp.municipality.scoped import ScopedModel
from kidsapp.municipality.streets import StreetKey


class Municipality(models.Model):
    """A city as its folder in ``cities/`` describes it; loading the folder again replaces the values."""

    slug = models.SlugField(unique=True)
    name = models.CharField(max_length=120)
    ags = models.CharField("Amtlicher Gemeindeschlüssel", max_length=8, unique=True)
    land = models.SlugField()
    hosts = models.JSONField(default=list)
    languages = models.JSONField(default=list)
    map_extent = models.JSONField(default=dict)
    boundary = models.JSONField(null=True)
    theme = models.JSONField(default=dict)
    profile = models.JSONField(default=dict)
    is_demonstration = models.BooleanField(default=False)

    def __str__(self) -> str:
        return self.name

    @property
    def sender(self) -> str:
        """Whom every mail of the city comes from, as its folder says."""
        return str(self.profile["sender"])


class District(ScopedModel):
    """A part of the city (Ortsteil, Stadtbezirk)."""

    key = models.SlugField()
    name = models.CharField(max_length=120)
    postal_codes = models.JSONField(default=list)
    latitude = models.FloatField(null=True)
    longitude = models.FloatField(null=True)
    has_listed_streets = models.BooleanField(
        "streets of its postal codes have districts", default=False, db_default=False
    )

    class Meta(ScopedModel.Meta):
        constraints: ClassVar = [models.UniqueConstraint("municipality", "key", name="district_key_once")]
        ordering: ClassVar = ["name"]

    def __str__(self) -> str:
        return self.name


class DatedSetting(ScopedModel):
    """A rule or date of the city or its Land, with the days for which it holds and where it stands."""

    key = models.CharField(max_length=80)
    value = models.JSONField()
    valid_from = models.DateField()
    valid_until = models.DateField(null=True)
    source = models.TextField()

    class Meta(ScopedModel.Meta):
        constraints: ClassVar = [
            models.UniqueConstraint("municipality", "key", "valid_from", name="setting_once_a_day"),
            models.CheckConstraint(
                condition=Q(valid_until__isnull=True) | Q(valid_until__gte=models.F("valid_from")),
                name="setting_period_in_order",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.key} ({self.valid_from})"

    def holds_on(self, day: date) -> bool:
        """Whether the day lies within its days."""
        return self.valid_from <= day and (self.valid_until is None or day <= self.valid_until)


class GazetteerEntry(ScopedModel):
    """A postal code, district or street with its place on the map, from the city's own lists."""

    kind = models.CharField(max_length=20)
    name = models.CharField(max_length=160)
    folded = models.CharField(max_length=160)
    postal_code = models.CharField(max_length=5, blank=True)
    latitude = models.FloatField()
    longitude = models.FloatField()
    district = models.SlugField(
        "key of the district in which a street lies", blank=True, default="", db_default="", db_index=False
    )
    street_key = models.GeneratedField(
        expression=StreetKey("name"), output_field=models.CharField(max_length=200), db_persist=True
    )

    class Meta(ScopedModel.Meta):
        indexes: ClassVar = [
            models.Index("municipality", "folded", name="gazetteer_folded"),
            models.Index(
                "municipality", "street_key", condition=~Q(district=""), name="gazetteer_street_of_district"
            ),
        ]

    def __str__(self) -> str:
        return self.name
