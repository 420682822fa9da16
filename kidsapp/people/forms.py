"""What families and staff type about people: read into values; the rules decide."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django import forms
from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from kidsapp.kernel.actors import Role
from kidsapp.kernel.refusals import Refused
from kidsapp.municipality.models import District
from kidsapp.page import kept
from kidsapp.page.refusals import say
from kidsapp.page.signs import ChildSign
from kidsapp.page.tokens import CHILD_COLOURS, CHILD_PICTURES, CHILD_SHAPES
from kidsapp.people.models import Custody
from kidsapp.people.rules import (
    LONGEST_EMAIL,
    LONGEST_NAME,
    LONGEST_PHONE,
    ChildRecord,
    with_our_digits,
)
from kidsapp.people.texts import (
    CUSTODY_KINDS,
    CUSTODY_NAMES,
    CUSTODY_PROOFS,
    ROLE_HINTS,
    ROLE_NAMES,
    SIGN_COLOURS,
    SIGN_PICTURES,
    SIGN_SHAPES,
)
from kidsapp.places.models import Facility, Organisation

DAY_FORMATS = ["%d.%m.%Y", "%d. %m. %Y", "%d/%m/%Y", "%Y-%m-%d", "%d %m %Y"]


def typed_before(request: HttpRequest) -> dict[str, Any]:
    """What was typed into this form before the session or the form had become too old."""
    typed = kept.kept(request)
    return typed.dict() if typed else {}


def show_refusals(form: forms.Form, refused: Refused | Iterable[Refused]) -> None:
    """Put each reason at the field that it belongs to, or above the form."""
    for each in (refused,) if isinstance(refused, Refused) else refused:
        form.add_error(each.at_field if each.at_field in form.fields else None, say(each))


class DayField(forms.DateField):
    """A day in one field, typed as 3.10.2024 in digits of any script."""

    def __init__(self, **options: Any) -> None:
        """Take a date field's options."""
        errors = {
            "required": _("Bitte Tag, Monat und Jahr eintragen, zum Beispiel 3.10.2024"),
            "invalid": _("Diesen Tag gibt es nicht. Bitte so schreiben: 3.10.2024"),
        }
        widget = forms.DateInput(format="%d.%m.%Y", attrs={"autocomplete": "off"})
        super().__init__(input_formats=DAY_FORMATS, widget=widget, error_messages=errors, **options)

    def to_python(self, value: Any) -> Any:
        """The day that was typed."""
        return super().to_python(with_our_digits(value) if isinstance(value, str) else value)


class NameField(forms.CharField):
    """A name; what is wrong with it, a rule says."""

    def __init__(self, label: Any, autocomplete: str = "off") -> None:
        """Take the label, and what the browser may fill in."""
        attrs = {"autocomplete": autocomplete, "maxlength": LONGEST_NAME, "spellcheck": "false"}
        super().__init__(
            label=label,
            widget=forms.TextInput(attrs=attrs),
            error_messages={"required": _("Bitte geben Sie den Namen an.")},
        )


class AddressField(forms.EmailField):
    """An e-mail address, kept in lower case."""

    def __init__(self, label: Any, autocomplete: str = "off") -> None:
        """Take the label, and what the browser may fill in."""
        wrong = _("Diese E-Mail-Adresse können wir nicht lesen. Beispiel: name@beispiel.de")
        super().__init__(
            label=label,
            max_length=LONGEST_EMAIL,
            widget=forms.EmailInput(attrs={"autocomplete": autocomplete, "spellcheck": "false"}),
            error_messages={
                "required": _("Bitte geben Sie die E-Mail-Adresse an."),
                "invalid": wrong,
                "max_length": wrong,
            },
        )

    def clean(self, value: Any) -> Any:
        """The address in lower case."""
        return super().clean(value).lower()


class ChildForm(forms.Form):
    """Name and birth of a child; ``version`` tells which record the form was made from."""

    given_name = NameField(_("Vorname des Kindes"))
    family_name = NameField(_("Nachname des Kindes"))
    born_on = DayField(label=_("Geburtstag"), help_text=_("Zum Beispiel 3.10.2024"))
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def record(self) -> ChildRecord:
        """What was typed, as the rules take it."""
        typed = self.cleaned_data
        return ChildRecord(typed["given_name"], typed["family_name"], typed["born_on"])


class NewChildForm(ChildForm):
    """The same, and by which right the family acts."""

    kind = forms.ChoiceField(
        label=_("Welches Sorgerecht haben Sie?"),
        choices=[(key, _(CUSTODY_NAMES[key])) for key in Custody.Kind.values],
        widget=forms.RadioSelect,
        error_messages={"required": _("Bitte wählen Sie aus, welches Sorgerecht Sie haben.")},
    )


def _parts(keys: Iterable[str], names: Mapping[str, str]) -> list[tuple[str, Any]]:
    return [(key, _(names[key])) for key in keys]


class SignForm(forms.Form):
    """The child's own choice."""

    shape = forms.ChoiceField(label=_("Form"), choices=_parts(CHILD_SHAPES, SIGN_SHAPES))
    colour = forms.ChoiceField(label=_("Farbe"), choices=_parts(CHILD_COLOURS, SIGN_COLOURS))
    picture = forms.ChoiceField(label=_("Bild"), choices=_parts(CHILD_PICTURES, SIGN_PICTURES))

    def __init__(self, *args: Any, **options: Any) -> None:
        """Show all choices at once."""
        super().__init__(*args, **options)
        for field in self.fields.values():
            field.widget = forms.RadioSelect(choices=field.choices)  # type: ignore[attr-defined]
            field.error_messages["required"] = _("Bitte wählen Sie eins aus.")

    def sign(self) -> ChildSign:
        """What was chosen."""
        return ChildSign(**self.cleaned_data)


class ProfileForm(forms.Form):
    """Who somebody is, and how they like to be written to."""

    given_name = NameField(_("Vorname"), "given-name")
    family_name = NameField(_("Nachname"), "family-name")
    phone = forms.CharField(
        label=_("Telefon"),
        required=False,
        widget=forms.TextInput(
            attrs={"type": "tel", "autocomplete": "tel", "maxlength": LONGEST_PHONE, "dir": "ltr"}
        ),
        help_text=_("Für Rückfragen der Kita."),
    )
    language = forms.ChoiceField(
        label=_("Sprache"), choices=settings.LANGUAGES, help_text=_("In dieser Sprache schreiben wir Ihnen.")
    )

    street = forms.CharField(
        label=_("Straße und Hausnummer"),
        required=False,
        max_length=180,
        widget=forms.TextInput(attrs={"autocomplete": "street-address"}),
        help_text=_("Ihre Anschrift sieht das Jugendamt, nie der andere Elternteil."),
    )
    postal_code = forms.CharField(
        label=_("Postleitzahl"),
        required=False,
        max_length=12,
        widget=forms.TextInput(attrs={"autocomplete": "postal-code", "inputmode": "numeric", "dir": "ltr"}),
    )
    town = forms.CharField(
        label=_("Ort"),
        required=False,
        max_length=120,
        widget=forms.TextInput(attrs={"autocomplete": "address-level2"}),
    )

    def clean_postal_code(self) -> str:
        """Digits of any script as 0 to 9."""
        return with_our_digits(self.cleaned_data["postal_code"].strip())


class ReasonForm(forms.Form):
    """Why something is done about custody."""

    reason = forms.CharField(
        label=_("Grund"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Zum Beispiel das Aktenzeichen. Die Familie liest das nicht."),
        error_messages={"required": _("Bitte nennen Sie den Grund. Andere müssen ihn später verstehen.")},
    )


class CustodyForm(ReasonForm):
    """Kind, proof and days of somebody's custody."""

    kind = forms.ChoiceField(
        label=_("Art der Sorge"), choices=[(key, _(CUSTODY_KINDS[key])) for key in Custody.Kind.values]
    )
    shown_by = forms.ChoiceField(
        label=_("Wie wurde es gezeigt?"),
        choices=[(key, _(CUSTODY_PROOFS[key])) for key in Custody.Proof.values],
    )
    is_checked = forms.BooleanField(label=_("Ich habe das Papier gesehen und geprüft."), required=False)
    valid_from = DayField(label=_("Erster Tag"))
    valid_until = DayField(label=_("Letzter Tag"), required=False, help_text=_("Leer lassen: ohne Ende."))
    field_order = ("kind", "shown_by", "is_checked", "valid_from", "valid_until", "reason")


class CustodyEndForm(ReasonForm):
    """The last day of somebody's custody."""

    last_day = DayField(
        label=_("Letzter Tag"), help_text=_("Soll die Person sofort nichts mehr sehen? Dann sperren.")
    )
    field_order = ("last_day", "reason")


class DistrictsField(forms.MultipleChoiceField):
    """Districts by their keys; to a form they come back as themselves."""

    def __init__(self) -> None:
        """Nothing chosen is the whole city."""
        super().__init__(
            label=_("Ortsteile"),
            required=False,
            widget=forms.CheckboxSelectMultiple,
            help_text=_(
                "Ohne Auswahl gilt die Aufgabe für die ganze Stadt. "
                "Den Ortsteil erkennt die KidsApp an der Postleitzahl "
                "und an der Straße, wenn die Stadt sie eingetragen hat."
            ),
        )
        self.districts: dict[str, District] = {}

    def clean(self, value: Any) -> list[District]:
        """The districts themselves."""
        return [self.districts[key] for key in super().clean(value)]


def offer_districts(form: forms.Form, districts: Sequence[District]) -> None:
    """Offer these districts; a city without any has no such field."""
    field: Any = form.fields["districts"]
    field.districts = {row.key: row for row in districts}
    field.choices = [(row.key, row.name) for row in districts]
    if not districts:
        del form.fields["districts"]


class LimitForm(forms.Form):
    """For which districts somebody of the youth office answers."""

    districts = DistrictsField()

    def __init__(self, *args: Any, districts: Sequence[District], **options: Any) -> None:
        """Offer the districts of the city."""
        super().__init__(*args, **options)
        offer_districts(self, districts)


class InviteForm(forms.Form):
    """Who is invited to a role, and where; the role is chosen before, and only its own fields are shown."""

    OWN_FIELD = {
        Role.KITA_LEAD: "facility",
        Role.PROVIDER_MANAGER: "organisation",
        Role.YOUTH_OFFICE: "districts",
    }

    role = forms.ChoiceField(
        label=_("Aufgabe"),
        widget=forms.HiddenInput,
        error_messages=dict.fromkeys(("required", "invalid_choice"), _("Bitte wählen Sie die Aufgabe.")),
    )
    email = AddressField(_("E-Mail-Adresse"))
    facility = forms.ChoiceField(
        label=_("Einrichtung"),
        error_messages=dict.fromkeys(("required", "invalid_choice"), _("Bitte wählen Sie die Einrichtung.")),
    )
    organisation = forms.ChoiceField(
        label=_("Träger"),
        error_messages=dict.fromkeys(("required", "invalid_choice"), _("Bitte wählen Sie den Träger.")),
    )
    districts = DistrictsField()
    last_day = DayField(label=_("Letzter Tag"), required=False, help_text=_("Leer lassen: ohne Ende."))

    def __init__(
        self,
        *args: Any,
        asked: str,
        roles: Iterable[Role],
        facilities: Sequence[Facility],
        organisations: Sequence[Organisation],
        districts: Sequence[District],
        **options: Any,
    ) -> None:
        """Offer what the actor may grant; ``asked`` is the role for which the form is."""
        super().__init__(*args, **options)
        places: list[Any] = [*facilities, *organisations]
        self.places = {row.public_id: row for row in places}
        places_of = {Role.KITA_LEAD: facilities, Role.PROVIDER_MANAGER: organisations}
        self.roles = [role for role in ROLE_HINTS if role in set(roles) and places_of.get(role, True)]
        self.chosen = next((role for role in self.roles if role == asked), None)
        self._offer("role", [(role.value, _(ROLE_NAMES[role])) for role in self.roles])
        self._offer("facility", _places(facilities))
        self._offer("organisation", _places(organisations))
        offer_districts(self, districts)
        self.initial["role"] = self.chosen
        for role, name in self.OWN_FIELD.items():
            if role is not self.chosen:
                self.fields.pop(name, None)

    def _offer(self, name: str, choices: Sequence[tuple[str, Any]]) -> None:
        field: Any = self.fields[name]
        field.choices = choices

    def clean_role(self) -> Role:
        """The role itself."""
        return Role(self.cleaned_data["role"])

    def clean_facility(self) -> Facility | None:
        """The facility itself."""
        return self.places.get(self.cleaned_data["facility"])

    def clean_organisation(self) -> Organisation | None:
        """The organisation itself."""
        return self.places.get(self.cleaned_data["organisation"])


def _places(rows: Iterable[Any]) -> list[tuple[str, Any]]:
    return [("", _("Bitte wählen")), *((row.public_id, row.name) for row in rows)]


class DeputyForm(forms.Form):
    """Who stands in, and for which days."""

    email = AddressField(_("E-Mail-Adresse der Vertretung"))
    first_day = DayField(label=_("Erster Tag"))
    last_day = DayField(label=_("Letzter Tag"))


class EndForm(forms.Form):
    """When a role ends."""

    last_day = DayField(label=_("Letzter Tag"), required=False, help_text=_("Leer lassen: sofort."))
