"""The search form: the same for the page and the published interface."""

from calendar import monthrange
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from kidsapp.kernel.opening_hours import Span
from kidsapp.kernel.periods import MONTHS_A_YEAR, age_in_months
from kidsapp.page.jinja import weekday as weekday_name
from kidsapp.places.forms.fields import (
    WEEKDAY_KEYS,
    DayField,
    KilometresField,
    MinuteField,
    MinuteInput,
    day_text,
    span_of,
)
from kidsapp.places.queries.criteria import CARE_KINDS, Criteria, Point
from kidsapp.places.wording import kind_name

OLDEST_YEARS = 7
WORKDAY_KEYS = WEEKDAY_KEYS[:5]
_TIME = MinuteInput()
TIME_NAMES = tuple(f"{key}_{end}" for key in ("weekdays", *WEEKDAY_KEYS) for end in ("from", "until"))
FILTER_NAMES = (
    "hours", "kind", "organisation", "district", "inclusive", "wheelchair", "opens_by", "closes_from",
)  # fmt: skip
Choices = Sequence[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Offered:
    """What the city has to choose from: key and name of each."""

    hours_models: Choices = ()
    organisations: Choices = ()
    districts: Sequence[str] = ()


class _Tick(forms.BooleanField):
    def __init__(self, label: Any) -> None:
        super().__init__(label=label, required=False)


class _Choice(forms.CharField):
    """One of a few keys; plain pairs, since Django's choice fields take a millisecond to be told theirs."""

    default_error_messages = {"invalid_choice": _("Das steht nicht zur Wahl. Bitte aus der Liste nehmen.")}

    def __init__(self, label: Any) -> None:
        super().__init__(label=label, required=False, max_length=120)
        self.choices: Choices = ()

    def clean(self, value: Any) -> str:
        """The key, if it is among the choices."""
        key: str = super().clean(value)
        if key and key not in dict(self.choices):
            raise forms.ValidationError(self.error_messages["invalid_choice"], code="invalid_choice")
        return key


class SearchForm(forms.Form):
    """What a family looks for; everything is optional."""

    address = forms.CharField(
        label=_("Adresse, Ortsteil oder Name der Kita"),
        required=False,
        max_length=120,
        error_messages={"max_length": _("Das ist zu lang. Bitte nur Straße, Ort oder Name eintragen.")},
        widget=forms.TextInput(attrs={"autocomplete": "street-address", "maxlength": None}),
    )
    lat = forms.FloatField(required=False, min_value=-90, max_value=90, widget=forms.HiddenInput)
    lon = forms.FloatField(required=False, min_value=-180, max_value=180, widget=forms.HiddenInput)
    at = forms.CharField(required=False, max_length=200, widget=forms.HiddenInput)
    radius_km = KilometresField(label=_("Umkreis in km"))
    born_month = _Choice(_("Geboren im Monat"))
    born_year = _Choice(_("Jahr"))
    age_months = forms.IntegerField(
        required=False, min_value=0, max_value=OLDEST_YEARS * MONTHS_A_YEAR + 11, widget=forms.HiddenInput
    )
    starts_on = DayField(label=_("Start in der Kita"))
    hours = _Choice(_("Stunden in der Woche"))
    kind = _Choice(_("Art der Betreuung"))
    organisation = _Choice(_("Träger"))
    district = _Choice(_("Ortsteil"))
    inclusive = _Tick(_("nimmt Kinder mit Behinderung auf"))
    wheelchair = _Tick(_("mit Rollstuhl erreichbar"))
    opens_by = MinuteField(label=_("Öffnet spätestens um"))
    closes_from = MinuteField(label=_("Schließt frühestens um"))
    NAMES = frozenset(("address", "lat", "lon", "at", "radius_km", "born_month", "born_year", "age_months",
                       "starts_on", *FILTER_NAMES, *TIME_NAMES))  # fmt: skip

    def __init__(self, data: Any, *, today: date, usual_start: date, offered: Offered) -> None:
        super().__init__(data)
        self.today, self.usual_start = today, usual_start
        everything = [("", gettext("egal"))]
        years = range(today.year + 1, today.year - OLDEST_YEARS, -1)
        self._offer("born_month", [("", "–"), *((str(month), str(month)) for month in range(1, 13))])
        self._offer("born_year", [("", "–"), *((str(year), str(year)) for year in years)])
        self._offer("hours", [*everything, *offered.hours_models])
        self._offer("kind", [*everything, *((kind, kind_name(kind)) for kind in CARE_KINDS)])
        self._offer("organisation", [*everything, *offered.organisations])
        self._offer("district", [*everything, *((name, name) for name in offered.districts)])
        for name, day in _named_days():
            self._read_times(name, day)

    def _read_times(self, name: str, day: str) -> None:
        """Fields only for the days that were typed: a field costs more time than a page has to spare."""
        begin, end = f"{name}_from", f"{name}_until"
        if self.data.get(begin) or self.data.get(end):
            self.fields[begin] = MinuteField(label=gettext("%(day)s ab") % {"day": day})
            self.fields[end] = MinuteField(label=gettext("%(day)s bis") % {"day": day})

    def _offer(self, name: str, choices: Choices) -> None:
        self.fields[name].choices = choices  # type: ignore[attr-defined]

    def has_times(self) -> bool:
        """Whether any wished time was typed."""
        return any(self.data.get(name) for name in TIME_NAMES)

    def has_filters(self) -> bool:
        """Whether any of the further filters was chosen."""
        return any(self.data.get(name) for name in FILTER_NAMES)

    def rows(self) -> Iterator[tuple[str, str]]:
        """Monday to Friday together, then every weekday by itself: key and name."""
        return _named_days()

    def typed(self, name: str) -> str:
        """What was typed into a field, as it goes back into the page."""
        value = self.data.get(name) or ""
        if name in TIME_NAMES or name in ("opens_by", "closes_from"):
            return _TIME.format_value(value) or ""
        return day_text(value) if isinstance(value, date) else str(value)

    def label(self, name: str) -> str:
        """The label of a field."""
        return str(self.fields[name].label)

    def clean_starts_on(self) -> date:
        """The wished start; without one, the beginning of the coming kindergarten year."""
        starts_on: date = self.cleaned_data["starts_on"] or self.usual_start
        if starts_on < self.today:
            raise forms.ValidationError(_("Dieser Tag ist schon vorbei. Wann soll es losgehen?"))
        if starts_on.year > self.today.year + OLDEST_YEARS:
            raise forms.ValidationError(_("So weit im Voraus können wir noch nicht suchen."))
        return starts_on

    def clean(self) -> dict[str, Any]:
        """Join month and year to an age, and the times to a week."""
        cleaned = self.cleaned_data
        cleaned["age"] = self._age(cleaned)
        cleaned["wished"] = self._wished()
        return cleaned

    def _age(self, cleaned: dict[str, Any]) -> tuple[int, int] | None:
        month, year = cleaned.get("born_month"), cleaned.get("born_year")
        if month and year and "starts_on" in cleaned:
            return self._age_of_born_in(int(year), int(month), cleaned["starts_on"])
        if month and "born_year" in cleaned and not year:
            self.add_error("born_year", _("Bitte auch das Jahr wählen."))
        if year and "born_month" in cleaned and not month:
            self.add_error("born_month", _("Bitte auch den Monat wählen."))
        months = cleaned.get("age_months")
        return None if months is None else (months, months)

    def _age_of_born_in(self, year: int, month: int, starts_on: date) -> tuple[int, int] | None:
        last = date(year, month, monthrange(year, month)[1])
        youngest, oldest = age_in_months(last, on=starts_on), age_in_months(last.replace(day=1), on=starts_on)
        if oldest < 0:
            self.add_error("born_year", _("Am Tag des Starts ist das Kind dann noch nicht geboren."))
            return None
        return max(youngest, 0), oldest

    def _wished(self) -> dict[int, Span]:
        spans = {name: span_of(self, name) for name, _day in _named_days()}
        every_day = spans.pop("weekdays")
        days = [spans[key] or (every_day if key in WORKDAY_KEYS else None) for key in WEEKDAY_KEYS]
        return {weekday: span for weekday, span in enumerate(days) if span}

    def criteria(self, point: Point | None) -> Criteria:
        """What was understood, around a point if one is known; what was not is left out."""
        found = self.cleaned_data
        return Criteria(
            point=point,
            radius_km=found.get("radius_km") if point else None,
            kinds=(found["kind"],) if found.get("kind") else CARE_KINDS,
            hours_model=found.get("hours", ""),
            starts_on=found.get("starts_on", self.usual_start),
            age_months=found.get("age"),
            organisation=found.get("organisation", ""),
            district=found.get("district", ""),
            is_inclusive=found.get("inclusive", False),
            is_wheelchair_accessible=found.get("wheelchair", False),
            opens_by=found.get("opens_by"),
            closes_from=found.get("closes_from"),
            wished=found.get("wished", {}),
        )


def _named_days() -> Iterator[tuple[str, str]]:
    yield "weekdays", gettext("Montag bis Freitag")
    for weekday, key in enumerate(WEEKDAY_KEYS):
        yield key, weekday_name(weekday)
