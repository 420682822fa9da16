"""What somebody has begun and not yet sent."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext

from kidsapp.childcare import policy
from kidsapp.childcare.models import Draft, PreRegistration
from kidsapp.kernel.actors import Actor, guardian
from kidsapp.kernel.next_step import NextStep
from kidsapp.municipality.questions import Question
from kidsapp.municipality.statements import rows_of_city

MOST_SHOWN, MOST_AT_COUNTER = 5, 50
OPEN_DRAFTS = """
SELECT d.public_id, d.step, coalesce(c.given_name, d.typed #>> '{kind,given_name,0}', ''), d.child_id,
    d.changes_id IS NOT NULL, d.saved_at
FROM childcare_draft d LEFT JOIN people_child c ON c.id = d.child_id
    AND c.born_on > %(today)s::date - interval '18 years'
    AND EXISTS (SELECT FROM people_custody u WHERE u.child_id = c.id AND u.account_id = d.account_id
        AND u.blocked_at IS NULL AND u.valid_from <= %(today)s
        AND (u.valid_until IS NULL OR u.valid_until >= %(today)s))
WHERE d.municipality_id = %(city)s AND d.account_id = %(account)s AND d.origin = %(origin)s
    AND d.sent_id IS NULL AND (d.child_id IS NULL OR c.id IS NOT NULL)
ORDER BY d.saved_at DESC LIMIT %(most)s
"""
"""By hand, since a family's home asks; a draft about a child of whom custody was lost is not named."""


@dataclass(frozen=True, slots=True)
class OpenDraft:
    """A form that waits to be gone on with."""

    public_id: str
    step: str
    child: str
    child_id: int | None
    is_change: bool
    saved_at: datetime

    @property
    def url(self) -> str:
        """Where to go on."""
        return reverse("draft_step", kwargs={"public_id": self.public_id, "step": self.step})


def open_drafts(actor: Actor, *, origin: str = PreRegistration.Origin.FAMILY) -> list[OpenDraft]:
    """The account's own forms in progress, newest first; one statement."""
    most = MOST_SHOWN if origin == PreRegistration.Origin.FAMILY else MOST_AT_COUNTER
    names = {"account": actor.account_id, "today": actor.today, "origin": origin, "most": most}
    return [OpenDraft(*row) for row in rows_of_city(OPEN_DRAFTS, **names)] if actor.account_id else []


def draft_for(actor: Actor, public_id: str) -> Draft | None:
    """The draft with this public id, if the actor may go on with it; with a change, if they still may."""
    if actor.is_guardian_only:
        draft: Draft | None = OF_FAMILY.first(account=actor.account_id, public_id=public_id)
    else:
        draft = _kept(actor, public_id).first()
    if draft and draft.changes and not policy.change_preregistration.permits(actor, draft.changes):
        return None
    return draft


def _kept(actor: Actor, public_id: str) -> Any:
    return policy.keep_draft.permitted(actor, Draft.objects.filter(public_id=public_id))


OF_FAMILY = Question(
    lambda account, public_id: _kept(guardian(account, today=date.min), public_id), account=int, public_id=str
)


def draft_steps(drafts: Sequence[OpenDraft]) -> list[NextStep]:
    """Forms in progress as what comes next."""
    return [_step(draft) for draft in drafts]


def _step(draft: OpenDraft) -> NextStep:
    child = draft.child or gettext("Ihr Kind")
    if draft.is_change:
        title = gettext("Änderung für {child} noch nicht gesendet").format(child=child)
    else:
        title = gettext("Vormerkung für {child} noch nicht gesendet").format(child=child)
    why = gettext("Ihre Angaben sind gespeichert. Sie können jederzeit weitermachen.")
    return NextStep(draft.child_id or 0, title, why, draft.url, gettext("Weitermachen"))
