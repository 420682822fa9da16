"""The profile of a facility and its pictures, as those who run it fill them in."""

from collections.abc import Iterator, Sequence
from typing import Any, cast

from django import forms
from django.forms import BoundField
from django.http import QueryDict
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from kidsapp.kernel.opening_hours import Week
from kidsapp.kernel.periods import MONTHS_A_YEAR
from kidsapp.kernel.refusals import Refused
from kidsapp.page.jinja import weekday as weekday_name
from kidsapp.page.refusals import say
from kidsapp.places.commands.pictures import MOST_BYTES, MOST_MEGABYTES
from kidsapp.places.commands.profile import Profile
from kidsapp.places.forms.fields import WEEKDAY_KEYS, DayField, MinuteField
from kidsapp.places.refusals import OfficeRefusal
from kidsapp.places.rules import refusal_to_hours
from kidsapp.places.wording import language_name

SPANS_A_DAY = (1, 2)
LONGEST_ABOUT = 3000
LANGUAGES = (
    "de", "ar", "bg", "bs", "el", "en", "es", "fa", "fr", "hr", "it", "ku", "nl", "pl", "pt", "ro", "ru",
    "sq", "sr", "ta", "ti", "tr", "uk", "ur", "vi", "zh",
)  # fmt: skip
UNSAID = (("", _("nicht angegeben")), ("yes", _("ja")), ("no", _("nein")))


def _years(label: Any) -> forms.IntegerField:
    return forms.IntegerField(label=label, required=False, min_value=0, max_value=18)


def _months(label: Any) -> forms.IntegerField:
    return forms.IntegerField(label=label, required=False, min_value=0, max_value=11)


def _answer(label: Any) -> forms.ChoiceField:
    return forms.ChoiceField(label=label, required=False, choices=UNSAID)


class ProfileForm(forms.Form):
    """Hours, ages, offers, access and contact; ``version`` tells whether somebody else saved meanwhile."""

    version = forms.IntegerField(min_value=1, widget=forms.HiddenInput)
    age_from_years = _years(_("Ab: Jahre"))
    age_from_months = _months(_("und Monate"))
    age_until_years = _years(_("Bis unter: Jahre"))
    age_until_months = _months(_("und Monate"))
    opens_on = DayField(label=_("Erster Tag, wenn die Kita neu öffnet"))
    closes_on = DayField(label=_("Letzter Tag, wenn die Kita schließt"))
    hours_models = forms.MultipleChoiceField(
        label=_("Stunden in der Woche"), required=False, widget=forms.CheckboxSelectMultiple
    )
    languages = forms.MultipleChoiceField(
        label=_("Sprachen"), required=False, widget=forms.CheckboxSelectMultiple
    )
    is_wheelchair_accessible = _answer(_("Mit Rollstuhl erreichbar"))
    is_inclusive = _answer(_("Nimmt Kinder mit Behinderung auf"))
    serves_lunch = _answer(_("Mit Mittagessen"))
    shows_house_number = forms.BooleanField(label=_("Die Hausnummer steht öffentlich"), required=False)
    phone = forms.CharField(label=_("Telefon"), required=False, max_length=60)
    email = forms.EmailField(label=_("E-Mail"), required=False, max_length=254)
    web = forms.CharField(label=_("Internet"), required=False, max_length=300)
    about = forms.CharField(
        label=_("Über uns"),
        required=False,
        max_length=LONGEST_ABOUT,
        widget=forms.Textarea(attrs={"rows": 8}),
    )

    def __init__(self, *args: Any, hours_names: Sequence[tuple[str, str]], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["hours_models"].choices = hours_names  # type: ignore[attr-defined]
        known = sorted(((code, language_name(code)) for code in LANGUAGES), key=lambda pair: pair[1])
        self.fields["languages"].choices = known  # type: ignore[attr-defined]
        for key, day in _days():
            for number in SPANS_A_DAY:
                facts = {"day": day, "number": number}
                self.fields[f"{key}_{number}_from"] = MinuteField(label=gettext("%(day)s ab") % facts)
                self.fields[f"{key}_{number}_until"] = MinuteField(label=gettext("%(day)s bis") % facts)

    def rows(self) -> Iterator[tuple[str, list[tuple[BoundField, BoundField]]]]:
        """Every weekday with the fields of its spans."""
        for key, day in _days():
            yield day, [(self[f"{key}_{n}_from"], self[f"{key}_{n}_until"]) for n in SPANS_A_DAY]

    def clean(self) -> dict[str, Any]:
        """Join the times to a week and years and months to ages."""
        cleaned = self.cleaned_data
        spans = [
            (weekday, *span) for weekday, (key, day) in enumerate(_days()) for span in self._spans(key, day)
        ]
        cleaned["opening_hours"] = None if self.errors or not spans else Week.of(spans)
        for end in ("from", "until"):
            years, months = cleaned.get(f"age_{end}_years"), cleaned.get(f"age_{end}_months")
            is_unknown = years is None and months is None
            cleaned[f"{end}_months"] = None if is_unknown else (years or 0) * MONTHS_A_YEAR + (months or 0)
        return cleaned

    def _spans(self, key: str, day: str) -> list[tuple[int, int]]:
        found = [span for number in SPANS_A_DAY if (span := self._span(f"{key}_{number}"))]
        if refused := refusal_to_hours(day, found):
            self.add_error(f"{key}_1_until", say(refused))
            return []
        return found

    def _span(self, name: str) -> tuple[int, int] | None:
        opens, closes = self.cleaned_data.get(f"{name}_from"), self.cleaned_data.get(f"{name}_until")
        if opens is None and closes is not None and f"{name}_from" not in self.errors:
            self.add_error(f"{name}_from", _("Bitte auch eintragen, ab wann."))
        if closes is None and opens is not None and f"{name}_until" not in self.errors:
            self.add_error(f"{name}_until", _("Bitte auch eintragen, bis wann."))
        return None if opens is None or closes is None else (opens, closes)

    def renew_version(self, version: int) -> None:
        """Let what was typed count when it is sent once more, now that the reader knows."""
        renewed = cast(QueryDict, self.data).copy()
        renewed["version"] = str(version)
        self.data = renewed

    def profile(self) -> Profile:
        """What was filled in."""
        typed = self.cleaned_data
        return Profile(
            opening_hours=typed["opening_hours"],
            age_from_months=typed["from_months"],
            age_until_months=typed["until_months"],
            hours_models=tuple(typed["hours_models"]),
            languages=tuple(typed["languages"]),
            is_wheelchair_accessible=_yes(typed["is_wheelchair_accessible"]),
            is_inclusive=_yes(typed["is_inclusive"]),
            serves_lunch=_yes(typed["serves_lunch"]),
            shows_house_number=typed["shows_house_number"],
            phone=typed["phone"],
            email=typed["email"],
            web=typed["web"],
            about=typed["about"].replace("\r\n", "\n"),
            opens_on=typed["opens_on"],
            closes_on=typed["closes_on"],
        )


class PictureForm(forms.Form):
    """A picture to be added, with what it shows."""

    picture = forms.FileField(
        label=_("Bild"),
        widget=forms.FileInput(attrs={"accept": "image/jpeg,image/png"}),
        error_messages={"required": _("Bitte ein Bild auswählen."), "empty": _("Die Datei ist leer.")},
    )
    text = forms.CharField(
        label=_("Was zeigt das Bild?"),
        max_length=200,
        error_messages={"required": _("Bitte beschreiben, was zu sehen ist.")},
    )

    def clean_picture(self) -> Any:
        """Refuse a large file before it is read."""
        upload = self.cleaned_data["picture"]
        if upload.size > MOST_BYTES:
            raise forms.ValidationError(
                say(Refused(OfficeRefusal.PICTURE_TOO_LARGE, {"limit": MOST_MEGABYTES}))
            )
        return upload


SAID = ("hours_models", "languages", "shows_house_number", "phone", "email", "web", "about")


def initial_of(profile: Profile, version: int) -> dict[str, Any]:
    """The form as the profile stands."""
    ages = {"from": profile.age_from_months, "until": profile.age_until_months}
    initial: dict[str, Any] = {name: getattr(profile, name) for name in (*SAID, "opens_on", "closes_on")}
    for name in ("is_wheelchair_accessible", "is_inclusive", "serves_lunch"):
        initial[name] = {None: "", True: "yes", False: "no"}[getattr(profile, name)]
    for end, months in ages.items():
        if months is not None:
            initial |= {
                f"age_{end}_years": months // MONTHS_A_YEAR,
                f"age_{end}_months": months % MONTHS_A_YEAR,
            }
    return {**initial, **_times(profile.opening_hours), "version": version}


def _times(week: Week | None) -> dict[str, int]:
    times: dict[str, int] = {}
    for weekday, key in enumerate(WEEKDAY_KEYS):
        for number, span in zip(SPANS_A_DAY, week.on(weekday) if week else (), strict=False):
            times |= {f"{key}_{number}_from": span.opens, f"{key}_{number}_until": span.closes}
    return times


def _days() -> Iterator[tuple[str, str]]:
    for weekday, key in enumerate(WEEKDAY_KEYS):
        yield key, weekday_name(weekday)


def _yes(answer: str) -> bool | None:
    return {"": None, "yes": True, "no": False}[answer]
