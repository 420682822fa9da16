"""The survey on fringe hours: what is needed when, and nobody's name."""

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models

from kidsapp.municipality.models import District
from kidsapp.municipality.scoped import ScopedModel
from kidsapp.places.fields import WeekField


class SurveyAnswer(ScopedModel):
    """One answer: wanted times per weekday, why, from what age, where; no person, no moment."""

    year = models.PositiveSmallIntegerField("kindergarten year that it is about")
    answered_on = models.DateField("first day of the month of the answer")
    district = models.ForeignKey(District, models.SET_NULL, null=True, related_name="+")
    needed = WeekField("wanted times per weekday")
    reasons = ArrayField(models.CharField(max_length=20), default=list, blank=True)
    from_age_months = models.PositiveSmallIntegerField("needed from this age")
    language = models.CharField(max_length=12)

    class Meta(ScopedModel.Meta):
        indexes: ClassVar = [models.Index("municipality", "year", name="survey_year")]

    def __str__(self) -> str:
        return f"answer {self.pk}"
