"""The group forms of the Land's law, in the reader's language."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext, ngettext

from kidsapp.childcare.rules import LawForm
from kidsapp.page.measures import age_below, age_from, listed


@dataclass(frozen=True)
class FormRow:
    """What a group form usually holds, in words."""

    key: str
    ages: str
    children: str
    two_year_olds: str


def form_names(law: Mapping[str, LawForm]) -> dict[str, str]:
    """The group forms for a choice: with ages, since hardly anybody knows the numerals by heart."""
    return {key: f"{key}: {_ages(form)}" for key, form in law.items()}


def form_rows(law: Mapping[str, LawForm]) -> list[FormRow]:
    """What each form usually holds."""
    return [FormRow(key, _ages(form), _children(form), _two_year_olds(form)) for key, form in law.items()]


def _ages(form: LawForm) -> str:
    if form.age_until_months is not None:
        return age_below(form.age_until_months)
    return age_from(form.age_from_months)


def _children(form: LawForm) -> str:
    """The usual number; for each hours of the week where it differs."""
    numbers = set(form.children.values())
    if len(numbers) == 1:
        return _number(min(numbers))
    return listed(f"{_number(children)} ({in_hours(hours)})" for hours, children in form.children.items())


def _number(children: int) -> str:
    return ngettext("%(num)s Kind", "%(num)s Kinder", children) % {"num": children}


def in_hours(hours: int) -> str:
    """Hours of a week, counted."""
    return ngettext("%(num)s Stunde", "%(num)s Stunden", hours) % {"num": hours}


def _two_year_olds(form: LawForm) -> str:
    if form.two_year_olds is None:
        return ""
    least, most = form.two_year_olds
    return gettext("Zweijährige: {least} bis {largest}").format(least=least, largest=most)


def weekly_hours(settings: Mapping[str, Any]) -> dict[str, int]:
    """The hours a week of each hours model, by its key."""
    models = settings.get("childcare.hours_models", [])
    return {model["key"]: model["weekly_hours"] for model in models if "weekly_hours" in model}
