"""What every step of the form shares: what it may offer, and values kept as they were typed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from kidsapp.kernel.refusals import Refused
from kidsapp.page.refusals import say
from kidsapp.people.models import Child

Typed = Mapping[str, Sequence[str]]
"""What was typed into one step, by field, as a browser sends it."""

MISSING = _("Bitte ausfüllen.")


@dataclass(frozen=True)
class Known:
    """What a step needs to know to offer its choices."""

    today: date
    hours_names: Mapping[str, str] = field(default_factory=dict)
    children: Sequence[Child] = ()
    wished: Sequence[tuple[str, str]] = ()
    is_at_counter: bool = False
    is_at_kita: bool = False
    child: Child | None = None
    needs_ground: bool = False
    families: Sequence[tuple[str, str]] = ()
    """Families on paper that the child may belong to, at a counter."""
    asks_family: bool = False
    """Whether it has to be said if the child belongs to one of them: as soon as there is one to choose."""
    has_family: bool = False


def posted(typed: Typed) -> QueryDict:
    """What was typed, as a form reads it."""
    query = QueryDict(mutable=True)
    for name, values in typed.items():
        query.setlist(name, list(values))
    return query


class StepForm(forms.Form):
    """One step; ``answers`` gives its part of the whole form, once it is valid."""

    LISTS: frozenset[str] = frozenset()
    AT_COUNTER: Mapping[str, Any] = {}
    """What a field is called where somebody types for a family."""

    def __init__(self, data: Any = None, *, known: Known, **options: Any) -> None:
        """Take what was posted, and what there is to choose from."""
        super().__init__(data, **options)
        self.known = known
        if known.is_at_counter:
            self._ask_about_somebody_else()

    def _ask_about_somebody_else(self) -> None:
        """At a counter it is not the reader who is meant, and nothing of the reader is filled in."""
        for name, label in self.AT_COUNTER.items():
            self.fields[name].label = label
        for each in self.fields.values():
            if "autocomplete" in each.widget.attrs:
                each.widget.attrs["autocomplete"] = "off"

    @classmethod
    def shown(cls, typed: Typed, *, known: Known) -> "StepForm":
        """The step with what was typed, not yet judged."""
        initial = {n: list(v) if n in cls.LISTS else v[-1] for n, v in typed.items() if v}
        return cls(known=known, initial=initial)

    def offer(self, name: str, choices: Sequence[tuple[str, Any]]) -> None:
        """Say what there is to choose from."""
        field: Any = self.fields[name]
        field.choices = choices

    def require(self, *names: str) -> None:
        """Miss these fields when they are empty; for what only some families are asked."""
        for name in names:
            if not self.cleaned_data.get(name) and name not in self.errors:
                self.add_error(name, str(MISSING))

    def judge(self, name: str, refused: Refused | None) -> None:
        """Put a reason at its field."""
        if refused and name not in self.errors:
            self.add_error(name, say(refused))

    def answers(self) -> dict[str, Any]:
        """This step's part of the answers."""
        raise NotImplementedError


def text(
    label: Any, *, most: int = 200, required: bool = False, rows: int = 0, **attrs: Any
) -> forms.CharField:
    """A line, or with ``rows`` some lines, of text."""
    widget = forms.Textarea(attrs={"rows": rows, **attrs}) if rows else forms.TextInput(attrs=attrs)
    return forms.CharField(
        label=label,
        max_length=most,
        required=required,
        widget=widget,
        error_messages={"required": MISSING},
    )


def choice(
    label: Any, *, required: bool = True, missing: Any = None, is_select: bool = False
) -> forms.ChoiceField:
    """One of a few; the choices are offered when the step is made."""
    return forms.ChoiceField(
        label=label,
        required=required,
        widget=forms.Select if is_select else forms.RadioSelect,
        error_messages={"required": missing or _("Bitte wählen Sie eine Antwort.")},
    )
