"""At a counter: families to which the child may belong, found or likely, and the chosen one."""

from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext

from kidsapp.audit.door import Request
from kidsapp.childcare import rules
from kidsapp.childcare.forms import Typed
from kidsapp.childcare.forms.family import CONTACT, OWN
from kidsapp.childcare.queries.families import KnownFamily, Sought, family_named, known_families
from kidsapp.childcare.rules import FamilySearch
from kidsapp.page.jinja import day
from kidsapp.page.measures import isolated, listed
from kidsapp.people.forms import DayField
from kidsapp.people.queries import address_of
from kidsapp.people.rules import Contact
from kidsapp.places.models import Facility

MOST_SHOWN = 5


@dataclass(frozen=True)
class Families:
    """Those on offer, the chosen one among them, and what the page says of the search."""

    offered: tuple[KnownFamily, ...] = ()
    chosen: KnownFamily | None = None
    is_searched: bool = False
    has_hits: bool = False

    def known(self, request: Request) -> dict[str, Any]:
        """What the form may offer; every child that is named is shown."""
        request.trail.shows({child.pk for family in self.offered for child in family.children})
        return {
            "families": [(family.keys[0], _words(family)) for family in self.offered],
            "asks_family": bool(self.offered),
            "has_family": self.chosen is not None,
        }


def families_of(request: Request, facility: Facility | None, typed: Typed) -> Families:
    """By number, address, or name and birthday of another child; and by the guardian's own data."""
    search, contact = _search(typed), _contact(typed)
    key = _value(typed, "family")
    if not search.words and not contact.family_name and not key:
        return Families()
    every = known_families(request.actor, facility, Sought(search, contact, key))
    found = [family for family in every if rules.is_found(search, family.terms)]
    likely = [family for family in every if rules.is_likely(contact, family.terms)]
    chosen = family_named(every, key)
    offered = {family.keys: family for family in (*([chosen] if chosen else []), *found, *likely)}
    return Families(tuple(offered.values())[:MOST_SHOWN], chosen, bool(search.words), bool(found))


def _search(typed: Typed) -> FamilySearch:
    born = DayField(required=False)
    try:
        return FamilySearch(_value(typed, "find"), born.clean(_value(typed, "find_born")))
    except ValidationError:
        return FamilySearch(_value(typed, "find"))


def _contact(typed: Typed) -> Contact:
    return Contact(**{name: _value(typed, f"{OWN}{name}") for name in CONTACT}).tidied()


def _value(typed: Typed, name: str) -> str:
    return str((typed.get(name) or [""])[-1])


def _words(family: KnownFamily) -> str:
    """Guardian, address and children, so that the worker can ask."""
    children = listed(f"{isolated(child)} ({day(child.born_on)})" for child in family.children)
    guardian, address = isolated(family.guardian), isolated(address_of(family.guardian))
    text = gettext("{guardian}, {address}. Kinder: {children}")
    said = text.format(guardian=guardian, address=address, children=children)
    return gettext("{family} (Konto mit E-Mail)").format(family=said) if family.guardian.email else said
