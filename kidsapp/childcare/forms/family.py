"""The step about the family: guardians, siblings, and what a Kita should know about the child."""

from collections.abc import Iterator
from typing import Any

from django import forms
from django.conf import settings
from django.forms import BoundField
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from kidsapp.childcare.forms.steps import StepForm, choice, text
from kidsapp.childcare.rules import SecondGuardian, SiblingAnswer
from kidsapp.childcare.texts import FOODS, HOME_LANGUAGES
from kidsapp.people import rules as people
from kidsapp.people.forms import DayField
from kidsapp.people.models import Custody
from kidsapp.people.rules import LONGEST_NAME, LONGEST_PHONE, Contact
from kidsapp.people.texts import CUSTODY_NAMES
from kidsapp.places.wording import language_name

SIBLINGS = (1, 2, 3)
OWN, SECOND = "own_", "second_"
CONTACT = ("given_name", "family_name", "phone", "street", "postal_code", "town")
TOGETHER = "child:"
YES, NO = "yes", "no"
NO_FAMILY = "none"
"""The child belongs to none of the families that were offered."""
FAMILY_GONE = _("Diese Familie ist hier nicht mehr zu finden. Bitte suchen Sie noch einmal.")
OF_COUNTER = ("own_language", "find", "find_born", "family")


def _name(label: Any, autocomplete: str = "off", *, required: bool = False) -> forms.CharField:
    return text(label, most=LONGEST_NAME, required=required, autocomplete=autocomplete, spellcheck="false")


def _phone(autocomplete: str = "off") -> forms.CharField:
    return text(_("Telefon"), most=LONGEST_PHONE, type="tel", autocomplete=autocomplete, dir="ltr")


def _language(label: Any) -> forms.ChoiceField:
    return choice(label, is_select=True)


class FamilyStep(StepForm):
    """Who the guardians are and how they are reached; siblings; the child's languages and food."""

    LISTS = frozenset({"food"})
    AT_COUNTER = {
        "present_place": _("Wo wird das Kind heute betreut?"),
        "home_language": _("Welche Sprache spricht die Familie zu Hause?"),
    }

    find = text(_("Nummer, Anschrift oder Name"), autocomplete="off")
    find_born = DayField(label=_("Geburtstag des anderen Kindes"), required=False)
    family = choice(
        _("Gehört das Kind zu einer dieser Familien?"),
        missing=_("Bitte wählen Sie: eine dieser Familien, oder eine andere."),
    )
    own_given_name = _name(_("Vorname"), "given-name", required=True)
    own_family_name = _name(_("Nachname"), "family-name", required=True)
    own_street = text(_("Straße und Hausnummer"), most=180, required=True, autocomplete="street-address")
    own_postal_code = text(
        _("Postleitzahl"), most=12, required=True, autocomplete="postal-code", inputmode="numeric"
    )
    own_town = text(_("Ort"), most=120, required=True, autocomplete="address-level2")
    own_phone = _phone("tel")
    own_language = _language(_("Sprache für Briefe"))
    second = choice(_("Hat noch jemand das Sorgerecht?"))
    second_given_name = _name(_("Vorname"))
    second_family_name = _name(_("Nachname"))
    second_kind = choice(_("Welches Sorgerecht hat diese Person?"), required=False)
    second_email = forms.EmailField(label=_("E-Mail-Adresse"), required=False)
    second_phone = _phone()
    second_street = text(_("Straße und Hausnummer"), most=180)
    second_postal_code = text(_("Postleitzahl"), most=12, inputmode="numeric")
    second_town = text(_("Ort"), most=120)
    second_language = _language(_("Sprache für Briefe"))
    present_place = text(_("Wo wird Ihr Kind heute betreut?"))
    home_language = choice(_("Welche Sprache sprechen Sie zu Hause?"), required=False, is_select=True)
    food = forms.MultipleChoiceField(
        label=_("Was gilt beim Essen?"), required=False, widget=forms.CheckboxSelectMultiple
    )
    food_note = text(_("Mehr zum Essen, zum Beispiel Allergien"), most=300)
    remark = text(_("Was soll die Kita noch wissen?"), most=2000, rows=4)

    def __init__(self, *args: Any, **options: Any) -> None:
        """Offer languages, custody, food, and for siblings the wished Kitas and the own children."""
        super().__init__(*args, **options)
        self.offer("second", [(YES, _("Ja")), (NO, _("Nein"))])
        self.offer("second_kind", [(key, _(CUSTODY_NAMES[key])) for key in Custody.Kind.values])
        for name in ("own_language", "second_language"):
            self.offer(name, settings.LANGUAGES)
            self.fields[name].required = False
        self._offer_families()
        self.offer("home_language", [("", _("keine Angabe")), *_home_languages()])
        self.offer("food", [(key, _(name)) for key, name in FOODS.items()])
        for number in SIBLINGS:
            self.fields[f"sibling_{number}_name"] = _name(_("Vorname"))
            where = choice(_("Was trifft zu?"), required=False, is_select=True)
            self.fields[f"sibling_{number}_where"] = where
            self.offer(f"sibling_{number}_where", self._siblings_choices())

    def _offer_families(self) -> None:
        """At a counter the family may be known: its account stays as it is, nobody types it again."""
        none = _("Nein, eine andere Familie")
        self.offer("family", [*self.known.families, (NO_FAMILY, none)])
        family = self.fields["family"]
        family.required, family.error_messages["invalid_choice"] = self.known.asks_family, FAMILY_GONE
        gone = () if self.known.is_at_counter else OF_COUNTER
        own = (*(f"{OWN}{name}" for name in CONTACT), "own_language") if self.known.has_family else ()
        for name in {*gone, *own}:
            del self.fields[name]

    def _siblings_choices(self) -> list[tuple[str, str]]:
        here = gettext("geht schon in: {kita}")
        together = gettext("soll mit in dieselbe Kita: {child}")
        own = self.known.child.pk if self.known.child else None
        return [
            ("", gettext("Bitte wählen")),
            *((public_id, here.format(kita=name)) for public_id, name in self.known.wished),
            *(
                (f"{TOGETHER}{child.public_id}", together.format(child=child.given_name))
                for child in self.known.children
                if child.pk != own
            ),
        ]

    def sibling_rows(self) -> Iterator[tuple[BoundField, BoundField]]:
        """Name and place of each sibling that can be named."""
        for number in SIBLINGS:
            yield self[f"sibling_{number}_name"], self[f"sibling_{number}_where"]

    def has(self, *names: str) -> bool:
        """Whether something was typed into one of these fields; folded parts of the page open then."""
        source: Any = self.data if self.is_bound else self.initial
        return any(source.get(name) for name in names)

    def clean(self) -> dict[str, Any]:
        """Names and numbers as the rules want them; a second guardian has name and custody."""
        typed = self.cleaned_data
        if not self.known.has_family:
            self._judge_contact(OWN)
        if typed.get("second") == YES:
            self.require("second_given_name", "second_family_name", "second_kind")
            self._judge_contact(SECOND)
        for number in SIBLINGS:
            self._judge_sibling(f"sibling_{number}_name", f"sibling_{number}_where")
        return typed

    def _judge_contact(self, prefix: str) -> None:
        contact = self._contact(prefix)
        if f"{prefix}given_name" in self.errors or f"{prefix}family_name" in self.errors:
            return
        for refused in people.refusals_to_contact(contact, languages=dict(settings.LANGUAGES)):
            self.judge(f"{prefix}{refused.at_field}", refused)

    def _contact(self, prefix: str) -> Contact:
        typed = self.cleaned_data
        values = {name: typed.get(f"{prefix}{name}", "") for name in CONTACT}
        return Contact(**values, language=typed.get(f"{prefix}language") or "de").tidied()

    def _judge_sibling(self, name: str, where: str) -> None:
        typed = self.cleaned_data
        if typed.get(name):
            self.judge(name, people.refusal_to_name(people.tidy(typed[name]), at_field=name))
            self.require(where)
        elif typed.get(where) and not typed[where].startswith(TOGETHER):
            self.require(name)

    def answers(self) -> dict[str, Any]:
        """The family's part of the answers, and how the guardian is reached."""
        typed = self.cleaned_data
        names = ("present_place", "home_language", "food_note", "remark")
        return {
            **{name: typed[name] for name in names},
            "food": tuple(typed["food"]),
            **self._who(),
            "second_guardian": self._second() if typed["second"] == YES else None,
            "siblings": tuple(self._siblings()),
        }

    def _who(self) -> dict[str, Any]:
        if self.known.has_family:
            return {"family": self.cleaned_data["family"]}
        return {"contact": self._contact(OWN)}

    def _second(self) -> SecondGuardian:
        contact, typed = self._contact(SECOND), self.cleaned_data
        return SecondGuardian(
            contact.given_name,
            contact.family_name,
            typed["second_kind"],
            typed["second_email"].lower(),
            contact.phone,
            contact.street,
            contact.postal_code,
            contact.town,
            contact.language,
        )

    def _siblings(self) -> Iterator[SiblingAnswer]:
        for number in SIBLINGS:
            where = self.cleaned_data[f"sibling_{number}_where"]
            if not where:
                continue
            is_together = where.startswith(TOGETHER)
            yield SiblingAnswer(
                people.tidy(self.cleaned_data[f"sibling_{number}_name"]),
                "" if is_together else where,
                where.removeprefix(TOGETHER) if is_together else "",
            )


def _home_languages() -> list[tuple[str, str]]:
    named = [(code, language_name(code)) for code in HOME_LANGUAGES]
    return sorted(named, key=lambda pair: pair[1])
