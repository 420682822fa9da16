"""Which kindergarten year a desk looks at."""

from kidsapp.audit.door import Request
from kidsapp.childcare import rules


def year_of(request: Request) -> int:
    """The kindergarten year asked for, else the coming one once its registration has opened."""
    asked = request.GET.get("jahr", "")
    if asked.isascii() and asked.isdecimal() and len(asked) == 4:
        return int(asked)
    return rules.coming_year(request.actor.today, request.city.settings)


def page_number_of(request: Request) -> int:
    """The page of a list asked for, else the first."""
    text = request.GET.get("seite", "1")
    return max(int(text), 1) if text.isascii() and text.isdecimal() and len(text) < 6 else 1


def years_of(request: Request) -> list[int]:
    """The running and the coming kindergarten year."""
    this_year = rules.kindergarten_year(request.actor.today)
    return [this_year, this_year + 1]
