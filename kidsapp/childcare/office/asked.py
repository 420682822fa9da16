"""What a desk asks for: kindergarten year, month, page, version of a case, and what was chosen or typed."""

from datetime import date

from kidsapp.audit.door import Request
from kidsapp.childcare import rules
from kidsapp.kernel.numbers import whole_number


def year_of(request: Request) -> int:
    """The kindergarten year asked for, else the coming one once its registration has opened."""
    return _year(request.GET.get("jahr", "")) or rules.coming_year(request.actor.today, request.city.settings)


def _year(text: str) -> int | None:
    """A year with days before and after it; a season cannot begin before the calendar does."""
    asked = whole_number(text, digits=4)
    return asked if asked is not None and 2000 <= asked <= 2100 else None


def years_of(request: Request) -> list[int]:
    """The running and the coming kindergarten year."""
    this_year = rules.kindergarten_year(request.actor.today)
    return [this_year, this_year + 1]


def month_of(request: Request) -> date:
    """The first of the month asked for as 2027-08, else of this one."""
    in_year, _, month = request.GET.get("monat", "").partition("-")
    year, number = _year(in_year), whole_number(month, digits=2) or 0
    return date(year, number, 1) if year and 1 <= number <= 12 else request.actor.today.replace(day=1)


def page_number_of(request: Request) -> int:
    """The page of a list asked for, else the first."""
    return whole_number(request.GET.get("seite", ""), digits=5) or 1


def version_of(request: Request) -> int:
    """The version of the case that was on the page, 0 if none is given."""
    return whole_number(request.POST.get("version", ""), digits=8) or 0


def count_of(request: Request, name: str) -> int | None:
    """How many the act that led here dealt with, if one did."""
    return whole_number(request.GET.get(name, ""), digits=3)


def typed_in(request: Request, name: str) -> str:
    """What was sent in a field, without the sign that PostgreSQL does not take."""
    return _clean(request.POST.get(name, ""))


def chosen_in(request: Request, *, most: int) -> list[str]:
    """The public ids whose boxes were ticked, at most so many."""
    return [_clean(each) for each in request.POST.getlist("wahl")[:most]]


def _clean(text: str) -> str:
    return text.replace("\x00", "")
