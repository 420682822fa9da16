"""Whether a family at a counter is one that is known already: what finds it, and what makes it likely."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from kidsapp.kernel.folding import folded
from kidsapp.people.rules import ChildRecord, Contact


@dataclass(frozen=True)
class FamilyTerms:
    """A family on paper as the rules take it: guardian with address, children, numbers of their cases."""

    guardian: Contact
    children: Sequence[ChildRecord] = ()
    numbers: Sequence[str] = ()


@dataclass(frozen=True)
class FamilySearch:
    """What somebody at a counter says: a number, an address, or a name with a child's birthday."""

    words: str
    born_on: date | None = None


def is_found(search: FamilySearch, family: FamilyTerms) -> bool:
    """Whether what was said shows that it is this family; a name alone shows nothing.

    A number is said whole; an address has street and number; a name goes with the birthday of a child.
    """
    if _number(search.words) in {_number(number) for number in family.numbers}:
        return True
    said = set(folded(search.words).split())
    if search.born_on:
        return bool(said) and any(
            said <= _words_of_names(family.guardian, child)
            for child in family.children
            if child.born_on == search.born_on
        )
    street = set(folded(family.guardian.street).split())
    place = street | set(folded(f"{family.guardian.postal_code} {family.guardian.town}").split())
    return len(street) > 1 and street <= said <= place


def is_likely(contact: Contact, family: FamilyTerms) -> bool:
    """Whether a guardian at a counter is probably of this family: its name at its address, or a full match.

    Whoever types decides: the other parent at the same address may be the one who comes this time.
    """
    known = family.guardian
    is_at_home = bool(contact.street) and _address(contact) == _address(known)
    if is_at_home and folded(contact.family_name) == folded(known.family_name):
        return True
    return _name(contact) == _name(known) and bool(contact.phone) and contact.phone == known.phone


def _words_of_names(guardian: Contact, child: ChildRecord) -> set[str]:
    names = (guardian.given_name, guardian.family_name, child.given_name, child.family_name)
    return set(folded(" ".join(names)).split())


def _name(somebody: Contact) -> tuple[str, str]:
    return folded(somebody.given_name), folded(somebody.family_name)


def _address(somebody: Contact) -> tuple[str, str]:
    return folded(somebody.street), somebody.postal_code


def _number(text: str) -> str:
    return folded(text).replace(" ", "")
