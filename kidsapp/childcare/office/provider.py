"""The provider's desk: its Kitas side by side, in numbers."""

from dataclasses import dataclass
from datetime import date

from django.http import HttpResponse
from django.views.decorators.http import require_safe

from kidsapp.audit.door import Request, door
from kidsapp.childcare import policy, rules
from kidsapp.childcare.office.asked import year_of, years_of
from kidsapp.childcare.queries.provider import KitaRow, all_together, kitas_of_provider
from kidsapp.page import render


@dataclass(frozen=True)
class ProviderPage:
    """One row a Kita, and their sum."""

    year: int
    years: list[int]
    cut_off: date
    may_decide: bool
    reminder_days: int
    kitas: list[KitaRow]
    total: KitaRow


@door(policy.see_provider_desk)
@require_safe
def provider_desk(request: Request) -> HttpResponse:
    """All Kitas that the provider runs, for one kindergarten year."""
    year, settings = year_of(request), request.city.settings
    season, days = rules.season_of(year, settings), int(settings["childcare.reminder_days"])
    kitas = kitas_of_provider(request.actor, season, reminder_days=days)
    page = ProviderPage(
        year=year,
        years=years_of(request),
        cut_off=season.cut_off_on,
        may_decide=request.actor.today >= season.cut_off_on,
        reminder_days=days,
        kitas=kitas,
        total=all_together(kitas),
    )
    return render.page(request, "childcare/office/provider.html", page)
