"""The youth office's desk: all cases, by what is due first."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any
from urllib.parse import urlencode

from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST
from markupsafe import Markup

from kidsapp.audit.door import Request, door
from kidsapp.childcare import commands, policy, rules
from kidsapp.childcare.office import words
from kidsapp.childcare.office.asked import chosen_in, count_of, page_number_of, year_of, years_of
from kidsapp.childcare.queries import desk as queries
from kidsapp.childcare.queries.desk import AGES, GROUPS, NO_EVIDENCE, STATES, Desk, DeskFilter, DeskRow
from kidsapp.childcare.rules import hours_needing_evidence
from kidsapp.childcare.rules.clock import DueGroup, Turn, clock_terms, due_group
from kidsapp.kernel.numbers import whole_number
from kidsapp.page import render
from kidsapp.page.searches import NAME, keep_search, kept_search
from kidsapp.people.queries import own_districts
from kidsapp.places.wording import hours_names, language_name

FIELDS = {
    "state": "stand",
    "group": "frist",
    "district": "ortsteil",
    "hours": "stunden",
    "age": "alter",
    "origin": "weg",
    "evidence": "nachweis",
    "language": "sprache",
    "facility": "kita",
    "is_late": "spaet",
    "is_urgent": "eilig",
    "has_concern": "hinweis",
}
"""The filters and their names in the address."""

CLOSED = "closed"
MOST_CHOSEN = 100


@dataclass(frozen=True)
class Line:
    """A row of the table with what the desk says of it."""

    row: DeskRow
    due: str
    is_overdue: bool
    is_waiting: bool
    step: str
    place: str
    turn: str


@dataclass(frozen=True)
class YouthOfficePage:
    """Every pre-registration of a kindergarten year."""

    groups: list[tuple[str, int, list[Line]]]
    found: Desk
    wanted: DeskFilter
    chosen: Mapping[str, str]
    choices: Mapping[str, list[tuple[str, str]]]
    year: int
    years: list[int]
    cut_off: date
    days_to_cut_off: int
    hours: dict[str, str]
    evidence_texts: list[tuple[str, str, str]]
    cases_address: str
    page: int
    first: int
    total: int
    may_confirm: bool
    picked: frozenset[str]
    confirmed: int | None
    own_districts: list[str]

    def address(self, **changes: str | int) -> str:
        """This desk with some filters changed; an empty one is left out."""
        asked = {"jahr": self.year, **self.chosen, **changes}
        return "?" + urlencode({name: value for name, value in asked.items() if value != ""})

    def options(self, name: str, value: str) -> Markup:
        """What a filter may be set to, drawn; a city's Kitas and languages stay as they are for long."""
        return _options(tuple(self.choices[name]), value)

    @property
    def ranks(self) -> list[int]:
        """The ranks that stand in the list, each once."""
        return sorted({row.rank for row in self.found.rows if row.rank})

    @property
    def has_next(self) -> bool:
        """Whether there is a page after this one."""
        return self.first + queries.PAGE_LENGTH - 1 < self.total

    @property
    def has_more_filters(self) -> bool:
        """Whether one of the less common filters is set."""
        common = {NAME, "stand", "frist", "alter", "stunden", "ortsteil"}
        return any(name not in common for name in self.chosen)


OPTION, CHOSEN = Markup('<option value="{}">{}</option>'), Markup('<option value="{}" selected>{}</option>')


@lru_cache(256)
def _options(choices: tuple[tuple[str, str], ...], value: str) -> Markup:
    """Drawn once for equal choices: nothing else is in it."""
    return Markup("").join((CHOSEN if key == value else OPTION).format(key, text) for key, text in choices)


@door(policy.see_youth_office_desk)
@require_http_methods(["GET", "HEAD", "POST"])
def youth_office(request: Request) -> HttpResponse:
    """The list of one kindergarten year, with its filters; names that are searched for are kept."""
    if request.method == "POST":
        return _searched(request)
    year, today, number = year_of(request), request.actor.today, page_number_of(request)
    choices = choices_of(request)
    wanted = wanted_of(request, choices)
    needing = hours_needing_evidence(request.city.settings)
    found = queries.desk(request.actor, wanted, year=year, today=today, needing=needing, page=number)
    request.trail.shows(row.child_id for row in found.rows)
    may_confirm = clock_terms(request.city.settings).confirmation_months is not None
    cut_off = rules.season_of(year, request.city.settings).cut_off_on
    page = YouthOfficePage(
        groups=_groups(found, wanted, today),
        found=found,
        wanted=wanted,
        chosen=chosen_of(wanted, kept=request.GET.get(NAME, "")),
        choices=choices,
        year=year,
        years=years_of(request),
        cut_off=cut_off,
        days_to_cut_off=(cut_off - today).days,
        hours=hours_names(request.city.settings),
        evidence_texts=[(state, kind, gettext(text)) for state, (kind, text) in words.EVIDENCE.items()],
        cases_address=reverse("youth_office"),
        page=number,
        first=(number - 1) * queries.PAGE_LENGTH + 1,
        total=_total(found, wanted),
        may_confirm=may_confirm,
        picked=_picked(request, found) if may_confirm else frozenset(),
        confirmed=count_of(request, "bestaetigt"),
        own_districts=own_districts(request.actor),
    )
    return render.page(request, "childcare/office/youth_office.html", page)


def _searched(request: Request) -> HttpResponse:
    """On to the address of what was asked for, in which no name stands."""
    typed = {name: request.POST.get(name, "") for name in ("jahr", *FIELDS.values())}
    asked = {name: value for name, value in typed.items() if value} | keep_search(request, "q")
    return HttpResponseRedirect(f"{reverse('youth_office')}?{urlencode(asked)}")


def needs_confirmation(row: DeskRow) -> bool:
    """Whether the need of the case can be confirmed from the list."""
    return row.due is not None and not row.is_confirmed


def _picked(request: Request, found: Desk) -> frozenset[str]:
    """The chosen cases that are on this page and wait for their confirmation."""
    waiting = {row.public_id for row in found.rows if needs_confirmation(row)}
    return frozenset(waiting.intersection(request.GET.getlist("wahl")))


def wanted_of(request: Request, choices: Mapping[str, list[tuple[str, str]]]) -> DeskFilter:
    """The filters of the address, and the words kept for it; what is no choice counts as nothing."""
    asked = {field: request.GET.get(name, "") for field, name in FIELDS.items()}
    known = {
        field: asked[field] if asked[field] in dict(choices[name]) else ""
        for field, name in FIELDS.items()
        if name in choices
    }
    flags = {field: bool(asked[field]) for field in ("is_late", "is_urgent", "has_concern")}
    values: dict[str, Any] = {
        **known,
        **flags,
        "text": kept_search(request).get("q", "")[:100],
        "state": known["state"] or "open",
    }
    values["group"] = asked["group"] if asked["group"] in GROUPS else ""
    values["district"] = int(known["district"]) if known["district"] else None
    return DeskFilter(**values)


def chosen_of(wanted: DeskFilter, *, kept: str) -> dict[str, str]:
    """The filters that are set, as they stand in an address; ``kept`` stands for the words."""
    values = {name: getattr(wanted, field) for field, name in FIELDS.items()}
    values[NAME] = kept if wanted.text else ""
    values["stand"] = "" if wanted.state == "open" else wanted.state
    return {name: "1" if value is True else str(value) for name, value in values.items() if value}


def choices_of(request: Request) -> dict[str, list[tuple[str, str]]]:
    """What each filter may be set to, with its name where it has one."""
    languages = [code for code in request.city.languages if code != "de-simple"]
    return {
        "stand": [(state, "") for state in STATES],
        "ortsteil": [(str(pk), name) for pk, name in request.city.districts],
        "stunden": list(hours_names(request.city.settings).items()),
        "alter": [(age, words.age_words(age)) for age in AGES],
        "weg": [(origin, gettext(text)) for origin, text in words.ORIGINS.items()],
        "nachweis": [
            *((state, gettext(text)) for state, (_kind, text) in words.EVIDENCE.items()),
            (NO_EVIDENCE, gettext("nicht nötig")),
        ],
        "sprache": [(code, language_name(code)) for code in languages],
        "kita": queries.facilities(),
    }


def _total(found: Desk, wanted: DeskFilter) -> int:
    return getattr(found.counts, wanted.group) if wanted.group else found.counts.total


def _groups(found: Desk, wanted: DeskFilter, today: date) -> list[tuple[str, int, list[Line]]]:
    counts, lines = found.counts, [(_group(row, today), _line(row, today)) for row in found.rows]
    return [
        (group, getattr(counts, group), here)
        for group in (*DueGroup, CLOSED)
        if (here := [line for its, line in lines if its == group])
    ]


def _group(row: DeskRow, today: date) -> str:
    return due_group(row.due.due_on, today=today) if row.due else CLOSED


def _line(row: DeskRow, today: date) -> Line:
    if row.due is None:
        return Line(row, "", False, False, "", "", "")
    is_overdue = due_group(row.due.due_on, today=today) is DueGroup.OVERDUE
    return Line(
        row,
        words.due_words(row.due.due_on, today=today),
        is_overdue,
        needs_confirmation(row),
        words.task_words(row.due, today=today),
        words.PLACES_ON_PAGE[row.due.task],
        gettext(words.TURNS[row.due.turn]) if row.due.turn is not Turn.OFFICE else "",
    )


@door(policy.confirm_need)
@require_POST
def confirm_several(request: Request) -> HttpResponse:
    """Confirm the needs of the chosen cases; each family is told at once."""
    chosen = chosen_in(request, most=MOST_CHOSEN)
    confirmed = commands.confirm_needs(request.actor, chosen, at=request.moment)
    year = whole_number(request.POST.get("jahr", ""), digits=4)
    asked = {"jahr": "" if year is None else year, "bestaetigt": len(confirmed)}
    return HttpResponseRedirect(f"{reverse('youth_office')}?{urlencode(asked)}")
