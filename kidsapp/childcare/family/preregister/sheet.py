"""A form in progress as its pages need it: steps, what was typed, and what there is to choose from."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any

from django.http import QueryDict
from django.urls import reverse
from django.utils.translation import gettext

from kidsapp.audit.door import Request
from kidsapp.childcare.family.preregister.families import Families, families_of
from kidsapp.childcare.forms import (
    NEW_CHILD,
    ChildStep,
    EvidenceStep,
    FamilyStep,
    Known,
    NeedStep,
    StepForm,
    Typed,
    posted,
)
from kidsapp.childcare.forms.family import CONTACT
from kidsapp.childcare.models import Draft, PreRegistration
from kidsapp.childcare.queries.family import facilities_by_public_ids
from kidsapp.childcare.rules import hours_needing_evidence
from kidsapp.childcare.texts import STEP_NAMES
from kidsapp.kernel.opening_hours import Week
from kidsapp.people.models import Account, Child
from kidsapp.people.queries import children_of, children_of_account
from kidsapp.places.models import Facility
from kidsapp.places.wording import hours_names

CHILD, NEED, KITAS, FAMILY, EVIDENCE, CHECK = "kind", "zeiten", "kitas", "familie", "nachweise", "pruefen"
FORMS: Mapping[str, type[StepForm]] = {
    CHILD: ChildStep,
    NEED: NeedStep,
    FAMILY: FamilyStep,
    EVIDENCE: EvidenceStep,
}
BUTTONS = ("back", "later", "move", "search", "start", "go", "attach", "remove-document", "look")
CONTROLS = frozenset({"csrfmiddlewaretoken", "seen", "key", *BUTTONS})


@dataclass(frozen=True)
class Sheet:
    """The draft with its steps; ``draft`` is ``None`` before the first saving."""

    request: Request
    children: Sequence[Child]
    draft: Draft | None = None
    fresh: Mapping[str, Typed] = field(default_factory=dict)
    counter: str = ""
    """Whose counter a new form is begun at; a draft knows it."""
    at_facility: Facility | None = None

    @property
    def origin(self) -> str:
        """Who types: the family, or somebody at a counter."""
        return self.draft.origin if self.draft else self.counter or PreRegistration.Origin.FAMILY.value

    @property
    def facility(self) -> Facility | None:
        """The Kita at whose counter it is typed."""
        return self.draft.facility if self.draft else self.at_facility

    @property
    def home(self) -> str:
        """Where whoever types comes from and goes back to."""
        if self.facility and self.is_at_counter:
            return reverse("kita_counter", kwargs={"public_id": self.facility.public_id})
        if self.is_at_counter and self.changes:
            return reverse("office_case", kwargs={"public_id": self.changes.public_id})
        return reverse("office_counter" if self.is_at_counter else "home")

    @property
    def is_at_counter(self) -> bool:
        """Whether a family stands at a counter; a change by the office is one of the family's own case."""
        return self.origin != PreRegistration.Origin.FAMILY

    @property
    def settings(self) -> Mapping[str, Any]:
        """The city's settings of today."""
        return self.request.city.settings

    def typed(self, step: str) -> Typed:
        """What was typed into a step."""
        if step in self.fresh:
            return self.fresh[step]
        return self.draft.typed.get(step, {}) if self.draft else {}

    def value(self, step: str, name: str) -> str:
        """What was typed into one field last."""
        values = self.typed(step).get(name) or [""]
        return str(values[-1])

    def with_typed(self, step: str, typed: Typed) -> "Sheet":
        """The same with other values in one step."""
        return replace(self, fresh={**self.fresh, step: typed})

    @cached_property
    def steps(self) -> tuple[str, ...]:
        """The steps of this form in order."""
        is_without_documents = not self.needs_ground and self.origin == PreRegistration.Origin.KITA
        left_out = {CHILD if self.changes else "", EVIDENCE if is_without_documents else ""}
        every = (CHILD, NEED, KITAS, FAMILY, EVIDENCE, CHECK)
        return tuple(step for step in every if step not in left_out)

    @property
    def needs_ground(self) -> bool:
        """Whether the hours are so many that the city asks why."""
        return self.value(NEED, "hours") in hours_needing_evidence(self.settings)

    def after(self, step: str) -> str:
        """The next step."""
        return self.steps[min(self.steps.index(step) + 1, len(self.steps) - 1)]

    def before(self, step: str) -> str:
        """The step before, or nothing."""
        place = self.steps.index(step)
        return self.steps[place - 1] if place else ""

    @property
    def changes(self) -> PreRegistration | None:
        """The sent case that this form changes, if it is one."""
        return self.draft.changes if self.draft else None

    @property
    def anyway(self) -> frozenset[str]:
        """Wishes that the family keeps although they can hardly succeed."""
        return frozenset(self.typed(KITAS).get("anyway", ()))

    @property
    def child(self) -> Child | None:
        """The child, if it is known already."""
        if self.changes:
            return self.changes.child
        chosen = self.value(CHILD, "child")
        return next((child for child in self.children if child.public_id == chosen), None)

    @property
    def child_name(self) -> str:
        """How the child is called on the page."""
        if known := self.child:
            return known.given_name
        nobody = gettext("ein Kind") if self.is_at_counter else gettext("Ihr Kind")
        return self.value(CHILD, "given_name")[:40] or nobody

    def name_of(self, step: str) -> str:
        """The short name of a step; at a counter it is not the reader's child."""
        return gettext("Kind") if step == CHILD and self.is_at_counter else name_of(step)

    @cached_property
    def wished(self) -> list[Facility]:
        """The wished facilities, best first."""
        ids = list(dict.fromkeys(self.typed(KITAS).get("wish", ())))
        return facilities_by_public_ids(ids) if ids else []

    @cached_property
    def times(self) -> Week | None:
        """The wanted times, if they can be read."""
        form = self.judged(NEED)
        return form.cleaned_data.get("times") if form.is_valid() else None

    @cached_property
    def wish_states(self) -> Mapping[str, str]:
        """Where the wishes of the case that is changed stand, by the facility's public id."""
        if self.changes is None:
            return {}
        return dict(self.changes.wishes.values_list("facility__public_id", "state"))

    def known(self, step: str) -> Known:
        """What the step may offer."""
        return Known(
            today=self.request.actor.today,
            hours_names=hours_names(self.settings) if step == NEED else {},
            children=self.siblings if step == FAMILY else self.children,
            wished=[(row.public_id, row.name) for row in self.wished] if step == FAMILY else (),
            is_at_counter=self.is_at_counter,
            is_at_kita=self.origin == PreRegistration.Origin.KITA,
            child=self.child,
            needs_ground=self.needs_ground,
            **(self.families.known(self.request) if step == FAMILY and self.may_know_family else {}),
        )

    @property
    def may_know_family(self) -> bool:
        """Whether the form is typed at a counter for a child whose guardian may be known there."""
        return self.is_at_counter and self.changes is None

    @cached_property
    def families(self) -> Families:
        """Families on paper to which the child may belong, by what was typed."""
        return families_of(self.request, self.facility, self.typed(FAMILY))

    @property
    def siblings(self) -> Sequence[Child]:
        """The children of the family as far as whoever types may know of them."""
        if self.may_know_family:
            return self.families.chosen.children if self.families.chosen else ()
        if self.is_at_counter and self.changes and self.changes.submitted_by:
            return children_of_account(self.changes.submitted_by, today=self.request.actor.today)
        return self.children

    def judged(self, step: str) -> StepForm:
        """The step's form with what was typed, judged once."""
        if step not in self._judged:
            self._judged[step] = FORMS[step](posted(self.typed(step)), known=self.known(step))
        return self._judged[step]

    @cached_property
    def _judged(self) -> dict[str, StepForm]:
        return {}

    def shown(self, step: str) -> StepForm:
        """The step's form with what was typed, not judged; the first time with what is known."""
        typed = self.typed(step) or self._usual(step)
        return FORMS[step].shown(typed, known=self.known(step))

    def _usual(self, step: str) -> Typed:
        """What an untouched step begins with."""
        if step == CHILD:
            return {"child": [self.children[-1].public_id if self.children else NEW_CHILD]}
        if step == FAMILY and not self.is_at_counter:
            return {f"own_{name}": [getattr(self._account, name)] for name in CONTACT}
        return {}

    @property
    def _account(self) -> Account:
        user: Any = self.request.user
        return user  # type: ignore[no-any-return]

    def url(self, step: str) -> str:
        """Where a step is."""
        if self.draft is None:
            return self.home if self.is_at_counter else reverse("preregister")
        return reverse("draft_step", kwargs={"public_id": self.draft.public_id, "step": step})

    def seen(self, step: str) -> str:
        """A mark of what is kept of a step (of all of them for the last one), to notice other tabs."""
        kept = self.draft.typed if self.draft else {}
        what = kept if step == CHECK else kept.get(step, {})
        return hashlib.blake2s(json.dumps(what, sort_keys=True).encode(), digest_size=6).hexdigest()


def sheet_of(request: Request, draft: Draft | None) -> Sheet:
    """The form in progress, with the family's children (none at a counter)."""
    is_of_family = draft is None or draft.origin == PreRegistration.Origin.FAMILY
    children = children_of(request.actor) if is_of_family else []
    shown = {child.pk for child in children}
    if draft and draft.changes:
        shown.add(draft.changes.child_id)
    request.trail.shows(shown)
    return Sheet(request, children, draft)


def typed_in(query: QueryDict) -> Typed:
    """What a browser sent for a step, without buttons and tokens."""
    return {name: query.getlist(name) for name in query if name not in CONTROLS}


def name_of(step: str) -> str:
    """The short name of a step."""
    return gettext(STEP_NAMES[step])
