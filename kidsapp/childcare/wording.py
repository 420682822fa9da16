"""What a family answered, in words: for the last step of the form and for the confirmation."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.translation import gettext, ngettext

from kidsapp.childcare.rules import SecondGuardian, SiblingAnswer
from kidsapp.childcare.texts import FOODS, GROUNDS
from kidsapp.kernel.opening_hours import Week
from kidsapp.kernel.periods import age_in_months
from kidsapp.page.jinja import day
from kidsapp.page.measures import age, listed
from kidsapp.people.models import Child
from kidsapp.people.rules import ChildRecord, Contact
from kidsapp.people.texts import CUSTODY_NAMES
from kidsapp.places.family.bands import rows_of_week
from kidsapp.places.wording import language_name

Rows = list[tuple[str, str]]
Parts = Mapping[str, Any]


def child_rows(child: Child | ChildRecord, custody: str = "") -> Rows:
    """Name and birthday, and by which right the family acts."""
    rows = [
        (gettext("Name"), f"{child.given_name} {child.family_name}"),
        (gettext("Geburtstag"), day(child.born_on)),
    ]
    return [*rows, (gettext("Sorgerecht"), gettext(CUSTODY_NAMES[custody]))] if custody else rows


def need_rows(parts: Parts, hours_names: Mapping[str, str], child: Child | ChildRecord | None = None) -> Rows:
    """First day, hours and times; moving in and urgent need if there is such."""
    starts = day(parts["starts_on"])
    if child:
        months = age_in_months(child.born_on, on=parts["starts_on"])
        starts = gettext("{date} (dann {age} alt)").format(date=starts, age=age(max(months, 0)))
    hours = hours_names.get(parts["hours"], parts["hours"])
    rows = [(gettext("Beginn"), starts), (gettext("Stunden"), hours)]
    if parts["times"]:
        rows.append((gettext("Zeiten"), times_text(parts["times"])))
    if parts["moves_in_on"]:
        rows.append((gettext("Umzug hierher"), day(parts["moves_in_on"])))
    if parts["is_urgent"]:
        rows.append((gettext("Dringend"), parts["urgent_reason"]))
    return rows


def times_text(week: Week) -> str:
    """The wanted times, equal days together."""
    return listed(f"{row.label} {row.hours}" for row in rows_of_week(week))


def guardian_rows(contact: Contact, second: SecondGuardian | None) -> Rows:
    """How the guardians are reached."""
    rows = [(gettext("Sorgeberechtigt"), _person(contact))]
    if second:
        kind = gettext(CUSTODY_NAMES[second.kind])
        rows.append((gettext("Außerdem sorgeberechtigt"), f"{_person(second)} ({kind})"))
    return rows


def _person(person: Contact | SecondGuardian) -> str:
    town = f"{person.postal_code} {person.town}".strip()
    name = f"{person.given_name} {person.family_name}"
    mail = getattr(person, "email", "")
    return ", ".join(filter(None, [name, person.street, town, person.phone, mail]))


def family_rows(parts: Parts, places: Mapping[str, str], children: Mapping[str, str]) -> Rows:
    """Siblings, present place, language, food and what the Kita should know, as far as answered."""
    siblings = parts["siblings"]
    rows = [
        (
            ngettext("Geschwisterkind", "Geschwister", len(siblings)),
            listed([sibling_text(each, places, children) for each in siblings]) if siblings else "",
        ),
        (gettext("Betreuung heute"), parts["present_place"]),
        (
            gettext("Sprache zu Hause"),
            language_name(parts["home_language"]) if parts["home_language"] else "",
        ),
        (gettext("Essen"), food_text(parts["food"], parts["food_note"])),
        (gettext("Das soll die Kita wissen"), parts["remark"]),
    ]
    return [(label, value) for label, value in rows if value]


def sibling_text(sibling: SiblingAnswer, places: Mapping[str, str], children: Mapping[str, str]) -> str:
    """A brother or sister, and what was said of it."""
    if sibling.together_with:
        name = sibling.given_name or children.get(sibling.together_with, "")
        return gettext("{child} (soll mit in dieselbe Kita)").format(child=name)
    kita = places.get(sibling.facility, "")
    return gettext("{child} (geht in: {kita})").format(child=sibling.given_name, kita=kita)


def food_text(food: Sequence[str], note: str) -> str:
    """What the child does not eat, and the family's own words."""
    return listed(filter(None, [*(gettext(FOODS[key]) for key in food if key in FOODS), note]))


def evidence_rows(ground: str) -> Rows:
    """Why many hours are needed."""
    return [(gettext("Grund"), gettext(GROUNDS[ground]))] if ground else []
