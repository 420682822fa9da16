"""What a family's home shows of its pre-registrations, and what comes next for each child."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext

from kidsapp.childcare.queries.family import OfferLine
from kidsapp.childcare.queries.terms import season_on
from kidsapp.childcare.rules import hours_needing_evidence
from kidsapp.childcare.states import LIVE_WISHES, EvidenceState, PlaceOfferState, PreRegistrationState
from kidsapp.kernel.next_step import NextStep
from kidsapp.municipality.statements import rows_of_city
from kidsapp.people.models import Child

CASES = """
SELECT c.id, c.child_id, c.public_id, c.number, c.state, c.starts_on, c.hours,
    e.state, e.sent_on_at, e.due_on, k.starts_on, k.ends_on,
    EXISTS (SELECT 1 FROM childcare_wish l WHERE l.preregistration_id = c.id AND l.state = ANY(%(live)s)),
    o.public_id, f.name, g.name, o.answer_until
FROM childcare_preregistration c
LEFT JOIN childcare_hoursevidence e ON e.preregistration_id = c.id
LEFT JOIN childcare_contract k ON k.preregistration_id = c.id
LEFT JOIN (childcare_wish w
    JOIN childcare_placeoffer o ON o.wish_id = w.id AND o.state = %(offered)s
    JOIN childcare_group g ON g.id = o.group_id
    JOIN places_facility f ON f.id = w.facility_id) ON w.preregistration_id = c.id
WHERE c.municipality_id = %(city)s AND c.child_id = ANY(%(children)s)
ORDER BY c.submitted_at DESC, c.id, w.rank, o.offered_at DESC
"""
"""By hand: four statements of the object mapper made half the work of the page that families see most."""

OF_CASE = 13
"""So many columns of a row are the case; the rest is an offer."""


@dataclass(frozen=True, slots=True)
class HomeCase:
    """A pre-registration with the place offers that wait for an answer."""

    child: Child
    offers: tuple[OfferLine, ...]
    public_id: str
    number: str
    state: str
    starts_on: date
    hours: str
    evidence: str | None
    papers_sent_on_at: datetime | None
    evidence_due_on: date | None
    first_day: date | None
    last_day: date | None
    has_live_wish: bool


def cases_of(children: Sequence[Child]) -> list[HomeCase]:
    """All cases of these children, newest first; one statement. Whose children they are, the caller asked."""
    by_id = {child.pk: child for child in children}
    states = {"offered": PlaceOfferState.OFFERED.value, "live": [state.value for state in LIVE_WISHES]}
    rows = rows_of_city(CASES, children=list(by_id), **states) if by_id else []
    return [_case(list(of_case), by_id) for _id, of_case in groupby(rows, key=lambda row: row[0])]


def _case(rows: Sequence[tuple[Any, ...]], children: Mapping[int, Child]) -> HomeCase:
    _id, child_id, *values = rows[0][:OF_CASE]
    offers = tuple(OfferLine(*row[OF_CASE:]) for row in rows if row[OF_CASE])
    return HomeCase(children[child_id], offers, *values)


def next_steps(cases: Sequence[HomeCase], *, settings: Mapping[str, Any], today: date) -> list[NextStep]:
    """What comes next for each child of these cases: offers to answer first, then the dates."""
    return [step for case in cases for step in _steps(case, settings, today)]


def _steps(case: HomeCase, settings: Mapping[str, Any], today: date) -> Iterable[NextStep]:
    url = reverse("preregistration", kwargs={"public_id": case.public_id})
    for offer in case.offers:
        yield NextStep(
            case.child.pk,
            gettext("{facility} bietet {child} einen Platz an").format(
                facility=offer.facility, child=case.child.given_name
            ),
            gettext("Bitte antworten Sie. So lange ist der Platz frei gehalten."),
            reverse("place_offer", kwargs={"public_id": offer.public_id}),
            gettext("Angebot ansehen"),
            offer.answer_until,
        )
    yield from _evidence_steps(case, settings)
    season = season_on(case.starts_on, settings)
    if case.state == PreRegistrationState.PLACED:
        yield from _contract_steps(case, url, today)
    elif case.state == PreRegistrationState.SUBMITTED and not case.has_live_wish:
        title = gettext("Noch kein Platz für {child}").format(child=case.child.given_name)
        why = gettext("Keiner Ihrer Wünsche ist noch offen. So finden wir zusammen einen Platz.")
        yield NextStep(case.child.pk, title, why, url, gettext("So geht es weiter"), None)
    elif case.state == PreRegistrationState.SUBMITTED and today < season.cut_off_on:
        title = gettext("{child}: Stichtag der Kitas").format(child=case.child.given_name)
        why = gettext("Ab dann vergeben die Kitas ihre Plätze.")
        yield NextStep(case.child.pk, title, why, url, "", season.cut_off_on, is_task=False)


def _contract_steps(case: HomeCase, url: str, today: date) -> Iterable[NextStep]:
    """The first day, then the last one; what has passed is no next step."""
    days = (
        (case.first_day or case.starts_on, gettext("{child}: erster Tag in der Kita")),
        (case.last_day, gettext("{child}: letzter Tag in der Kita")),
    )
    for on, title in days:
        if on and on >= today:
            said = title.format(child=case.child.given_name)
            yield NextStep(case.child.pk, said, "", url, "", on, is_task=False)
            return


def _evidence_steps(case: HomeCase, settings: Mapping[str, Any]) -> Iterable[NextStep]:
    is_needed = case.hours in hours_needing_evidence(settings)
    is_missing = case.evidence == EvidenceState.ASKED and not case.papers_sent_on_at
    if is_needed and is_missing and case.state != PreRegistrationState.WITHDRAWN:
        yield NextStep(
            case.child.pk,
            gettext("{child}: Nachweis für 45 Stunden fehlt").format(child=case.child.given_name),
            gettext(
                "Ihre Vormerkung gilt auch ohne ihn. Ohne Nachweis kann das Jugendamt 45 Stunden "
                "nicht genehmigen."
            ),
            reverse("hours_evidence", kwargs={"public_id": case.public_id}),
            gettext("Nachweis abgeben"),
            case.evidence_due_on,
        )
