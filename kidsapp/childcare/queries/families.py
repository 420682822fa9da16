"""Families that somebody at a counter may know, to join a second child to the same guardian."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Q

from kidsapp.childcare import policy, rules
from kidsapp.childcare.models import Draft, PreRegistration, Wish
from kidsapp.childcare.queries.answers import CONTACT
from kidsapp.childcare.queries.kita import due_rows
from kidsapp.childcare.rules import FamilySearch, FamilyTerms
from kidsapp.kernel.actors import Actor
from kidsapp.kernel.clock import german_moment
from kidsapp.municipality.queries import settings_on
from kidsapp.people.models import Account, Child, Custody, on_day
from kidsapp.people.rules import ChildRecord, Contact
from kidsapp.places.models import Facility


@dataclass(frozen=True)
class KnownFamily:
    """A family with the children that the worker may know of; ``keys`` name it in a form."""

    keys: tuple[str, ...]
    guardian: Account
    children: tuple[Child, ...]
    terms: FamilyTerms


ONLINE = "konto-"
"""Begins the key of a family online: who takes a paper account over is not joined by its old key."""


@dataclass(frozen=True)
class Sought:
    """What was said at a counter, to fetch few of the many families with an account online."""

    search: FamilySearch = field(default_factory=lambda: FamilySearch(""))
    contact: Contact = field(default_factory=lambda: Contact("", ""))
    key: str = ""

    @property
    def rows(self) -> Q:
        """The cases that may be meant; which of them are is for the rules."""
        words = self.search.words.split()
        found = Q(number__iexact=self.search.words.strip()) | Q(submitted_by__postal_code__in=words)
        if self.key.startswith(ONLINE):
            found |= Q(child__custodies__public_id=self.key.removeprefix(ONLINE))
        if self.search.born_on:
            found |= Q(child__born_on=self.search.born_on)
        if words:
            found |= Q(submitted_by__street__istartswith=words[0])
        if self.contact.family_name:
            found |= Q(submitted_by__family_name__iexact=self.contact.family_name)
        if self.contact.street:
            found |= Q(submitted_by__street__iexact=self.contact.street)
        return found


NOTHING_SOUGHT = Sought()


def known_families(
    actor: Actor, facility: Facility | None, sought: Sought = NOTHING_SOUGHT
) -> list[KnownFamily]:
    """The families whose cases the worker may see, at this counter; two statements.

    Those on paper; at the youth office also those with an account online that were ``sought``. A Kita never
    learns that a family has one.
    """
    cases: dict[int, list[PreRegistration]] = {}
    seen = _cases_seen(actor, facility, sought)
    for case in seen.select_related("child", "submitted_by").order_by("pk"):
        cases.setdefault(case.submitted_by_id, []).append(case)
    held: Any = Custody.objects.filter(on_day(actor.today), account_id__in=cases, blocked_at=None)
    custodies = {(row.account_id, row.child_id): row.public_id for row in held.order_by("pk")}
    found = (_family(rows, custodies) for rows in cases.values())
    return [family for family in found if family]


def _cases_seen(actor: Actor, facility: Facility | None, sought: Sought) -> Any:
    """The office sees every case; a Kita those that are in play with it, or that it sent itself today."""
    rows = PreRegistration.objects.filter(submitted_by__is_active=True)
    if facility is None:
        rows = rows.filter(Q(submitted_by__email=None) | sought.rows).distinct()
        return policy.join_paper_family.permitted(actor, rows)
    sent = Draft.objects.filter(facility=facility, origin=PreRegistration.Origin.KITA, sent__isnull=False)
    sent_today = sent.filter(saved_at__gte=german_moment(actor.today))
    rows = policy.join_paper_family.permitted(actor, rows.filter(submitted_by__email=None))
    seen = Q(pk__in=sent_today.values("sent_id")) | Q(pk__in=_in_play(actor, facility))
    return rows.filter(seen).distinct()


def _in_play(actor: Actor, facility: Facility) -> list[int]:
    wishes = policy.see_wish.permitted(actor, Wish.objects.filter(facility=facility))
    settings, seen = settings_on(actor.today), list[int]()
    years = wishes.values_list("preregistration__year", flat=True).distinct()
    for year in sorted(set(years)):
        season = rules.season_of(year, settings)
        of_year = due_rows(wishes.filter(preregistration__year=year), season, actor.today)
        seen += of_year.values_list("preregistration_id", flat=True)
    return seen


def _family(cases: Sequence[PreRegistration], custodies: Mapping[tuple[int, int], str]) -> KnownFamily | None:
    guardian = cases[0].submitted_by
    assert guardian is not None  # noqa: S101 (for the type checker: only such cases were asked for)
    own = [case for case in cases if (guardian.pk, case.child_id) in custodies]
    children = tuple({case.child_id: case.child for case in own}.values())
    terms = FamilyTerms(
        Contact(**{name: getattr(guardian, name) for name in CONTACT}, language=guardian.language),
        [ChildRecord(each.given_name, each.family_name, each.born_on) for each in children],
        [case.number for case in own],
    )
    begin = ONLINE if guardian.email else ""
    keys = tuple(f"{begin}{custodies[guardian.pk, child.pk]}" for child in children)
    return KnownFamily(keys, guardian, children, terms) if own else None


def family_named(families: Sequence[KnownFamily], key: str) -> KnownFamily | None:
    """The family that a form names, if it is among these."""
    return next((family for family in families if key in family.keys), None)
