"""The group forms of a Land's law: how a planned group compares with them. They warn, they never refuse."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from kidsapp.childcare.refusals import GroupHint as Hint
from kidsapp.childcare.rules.groups import GroupTerms
from kidsapp.childcare.rules.season import START_MONTH, kindergarten_year
from kidsapp.childcare.rules.wishes import Need
from kidsapp.kernel.ages import AgeBelow, AgeFrom
from kidsapp.kernel.periods import age_in_months, months_after
from kidsapp.kernel.refusals import Refused


@dataclass(frozen=True)
class LawForm:
    """A group form: ages in months (no end: until school), usual children by hours a week, two-year-olds."""

    key: str
    age_from_months: int
    age_until_months: int | None
    children: Mapping[int, int] = field(default_factory=dict)
    two_year_olds: tuple[int, int] | None = None

    def usual_children(self, weekly_hours: int | None) -> int | None:
        """How many children are usual; for mixed hours the most; ``None``: the law does not say."""
        if weekly_hours is not None:
            return self.children.get(weekly_hours)
        return max(self.children.values(), default=None)


@dataclass(frozen=True)
class GroupSize:
    """A group as a Kita plans it; two-year-olds are the children of that age who were promised a place."""

    age_from_months: int
    age_until_months: int
    weekly_hours: int | None
    places: int
    promised: int = 0
    two_year_olds: int = 0


def law_forms(settings: Mapping[str, Any]) -> Mapping[str, LawForm]:
    """The group forms that the Land's law knows, by their key; none in a Land without such."""
    return {row["key"]: _law_form(row) for row in settings.get("childcare.group_forms", [])}


def _law_form(row: Mapping[str, Any]) -> LawForm:
    two_year_olds = row.get("two_year_olds")
    return LawForm(
        row["key"],
        row["age_from_months"],
        row.get("age_until_months"),
        {each["weekly_hours"]: each["children"] for each in row["usual"]},
        (two_year_olds["least"], two_year_olds["most"]) if two_year_olds else None,
    )


def hints_on_group(group: GroupSize, form: LawForm) -> tuple[Refused, ...]:
    """In what the group lies outside of its form (Anlage zu § 33 KiBiz); none when it fits."""
    if not group.places:
        return ()
    ages, number = _hints_on_ages(group, form), _hints_on_number(group, form)
    return (*ages, *number, *_hints_on_two_year_olds(group, form))


def _hints_on_ages(group: GroupSize, form: LawForm) -> tuple[Refused, ...]:
    begin, end = form.age_from_months, form.age_until_months
    found = []
    if group.age_from_months < begin:
        found.append(Refused(Hint.YOUNGER_THAN_FORM, {"form": form.key, "ages": AgeFrom(begin)}))
    if end is not None and group.age_until_months > end:
        found.append(Refused(Hint.OLDER_THAN_FORM, {"form": form.key, "ages": AgeBelow(end)}))
    return tuple(found)


def _hints_on_number(group: GroupSize, form: LawForm) -> tuple[Refused, ...]:
    """Too many; never too few, since a Kita plans the places that it gives away and some children stay."""
    usual = form.usual_children(group.weekly_hours)
    if usual is None:
        return (Refused(Hint.HOURS_OUTSIDE_FORM, {"form": form.key}),)
    facts = {"form": form.key, "places": group.places, "usual": usual}
    return (Refused(Hint.MORE_THAN_FORM, facts),) if group.places > usual else ()


def _hints_on_two_year_olds(group: GroupSize, form: LawForm) -> tuple[Refused, ...]:
    """Too many at once; too few only when the group is full, since before that the next may come."""
    if form.two_year_olds is None:
        return ()
    least, most = form.two_year_olds
    is_outside = group.two_year_olds > most or (
        group.promised >= group.places and group.two_year_olds < least
    )
    facts = {"form": form.key, "least": least, "largest": most, "children": group.two_year_olds}
    return (Refused(Hint.TWO_YEAR_OLDS, facts),) if is_outside else ()


def hints_on_promise(need: Need, group: GroupTerms) -> tuple[Refused, ...]:
    """What to know before a place in this group is promised: other hours, a birthday within the year."""
    found = []
    if group.hours and group.hours != need.hours:
        found.append(Refused(Hint.OTHER_HOURS, {"group": group.name}))
    facts = {"child": need.child_name, "group": group.name}
    first = age_in_months(need.born_on, on=need.starts_on)
    if first < group.age_from_months and (day := _reaches(need, group.age_from_months)):
        found.append(Refused(Hint.OLD_ENOUGH_FROM, {**facts, "date": day}))
    if first < group.age_until_months and (day := _reaches(need, group.age_until_months)):
        found.append(Refused(Hint.OUTGROWS, {**facts, "date": day}))
    return tuple(found)


def _reaches(need: Need, months: int) -> date | None:
    """The day on which the child reaches this age, if it lies within its first kindergarten year."""
    last_day = date(kindergarten_year(need.starts_on) + 1, START_MONTH, 1)
    day = day_at_age(need.born_on, months=months)
    return day if need.starts_on < day < last_day else None


def day_at_age(born_on: date, *, months: int) -> date:
    """The first day on which the child has completed these months, as ``age_in_months`` counts."""
    day = months_after(born_on, months)
    return day if age_in_months(born_on, on=day) >= months else day + timedelta(days=1)
