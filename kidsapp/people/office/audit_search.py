"""The data protection officer searches who looked at what, when, and how far back."""

from dataclasses import dataclass
from datetime import date, timedelta
from urllib.parse import urlencode

from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from kidsapp.audit.door import Request, door
from kidsapp.audit.ports import TEXTS
from kidsapp.kernel.numbers import whole_number
from kidsapp.page import render
from kidsapp.page.searches import keep_search, kept_search
from kidsapp.people import policy
from kidsapp.people.audit_forms import AuditSearchForm, called_like
from kidsapp.people.models import Child
from kidsapp.people.queries.audit_search import FoundLine, Wanted, children_named, found_lines
from kidsapp.people.texts import LOOKED_AT_BY, ROLE_NAMES

DAYS_AT_FIRST = timedelta(days=30)
LAST_PAGE = 10_000
OF_PEOPLE, EVERY_CHILD = ("wer", "kind"), "alle"
"""Fields that name somebody never stand in the address."""


@dataclass(frozen=True)
class Row:
    """A line in words."""

    line: FoundLine
    what: str
    who: str


@dataclass(frozen=True)
class AuditSearchPage:
    """What was asked, the children it may be about, and a part of the lines."""

    form: AuditSearchForm
    children: list[Child]
    child: Child | None
    rows: list[Row]
    number: int
    asked: dict[str, str]
    has_more: bool

    def address(self, **changes: str | int) -> str:
        """This search with something changed."""
        asked = {**self.asked, **changes}
        return "?" + urlencode({name: value for name, value in asked.items() if value != ""})


@door(policy.search_audit)
@require_http_methods(["GET", "HEAD", "POST"])
def audit_search(request: Request) -> HttpResponse:
    """The lines of some days, of somebody, about a child or of one act; the search itself is a line."""
    if request.method == "POST":
        return _searched(request)
    first = request.actor.today - DAYS_AT_FIRST
    asked = {name: value for name, value in request.GET.dict().items() if value and name not in OF_PEOPLE}
    days = {"von": f"{first:%d.%m.%Y}", "bis": f"{request.actor.today:%d.%m.%Y}"}
    form = AuditSearchForm({**days, **asked, **_people(request)})
    number = min(whole_number(asked.pop("seite", ""), digits=6) or 1, LAST_PAGE)
    page = _found(form, number, asked, request.actor.today) if form.is_valid() else _nothing(form, asked)
    request.trail.shows(child.pk for child in page.children)
    request.trail.looks_back_to([] if form.errors else [form.cleaned_data["von"]])
    return render.page(request, "people/office/audit_search.html", page)


def _searched(request: Request) -> HttpResponse:
    """On to the address of what was asked for, in which nobody stands."""
    typed = {name: request.POST.get(name, "") for name in ("von", "bis", "was")}
    asked = {name: value for name, value in typed.items() if value} | keep_search(request, *OF_PEOPLE)
    return HttpResponseRedirect(f"{reverse('audit_search')}?{urlencode(asked)}")


def _people(request: Request) -> dict[str, str]:
    """Who was asked about; "alle" takes the child out again."""
    kept = dict(kept_search(request))
    if request.GET.get("kindnummer") == EVERY_CHILD:
        kept |= {"kind": "", "kindnummer": ""}
    return kept


def _nothing(form: AuditSearchForm, asked: dict[str, str], *children: Child) -> AuditSearchPage:
    return AuditSearchPage(form, list(children), None, [], 1, asked, has_more=False)


def _found(form: AuditSearchForm, number: int, asked: dict[str, str], today: date) -> AuditSearchPage:
    typed = form.cleaned_data
    children = children_named(typed["kind"], public_id=typed["kindnummer"])
    if (typed["kind"] or typed["kindnummer"]) and len(children) != 1:
        return _nothing(form, asked, *children)
    child = children[0] if children else None
    found, has_more = found_lines(_wanted(form, child, today), page=number)
    rows = [_row(line) for line in found]
    return AuditSearchPage(form, children, child, rows, number, asked, has_more)


def _wanted(form: AuditSearchForm, child: Child | None, today: date) -> Wanted:
    typed = form.cleaned_data
    last = min(typed["bis"], today)
    return Wanted(typed["von"], last, typed["wer"], child.pk if child else None, called_like(typed["was"]))


def _row(line: FoundLine) -> Row:
    what = gettext(TEXTS[line.act]) if line.act in TEXTS else line.act
    return Row(line, what, gettext(ROLE_NAMES[line.role]) if line.role else gettext(LOOKED_AT_BY[line.by]))
