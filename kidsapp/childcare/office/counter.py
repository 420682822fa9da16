"""The substitute form (Ausweichformular): youth office or Kita types for a family at the counter."""

from django.http import HttpResponse
from django.views.decorators.http import require_http_methods

from kidsapp.audit.door import Request, door
from kidsapp.childcare import policy
from kidsapp.childcare.family.preregister import step
from kidsapp.childcare.family.preregister.sheet import CHILD, Sheet
from kidsapp.childcare.family.preregister.start import first_page
from kidsapp.childcare.models import PreRegistration
from kidsapp.childcare.office.kita import facility_or_404


@door(policy.open_office_counter)
@require_http_methods(["GET", "HEAD", "POST"])
def office_counter(request: Request) -> HttpResponse:
    """The first step of a new form at the youth office, and the forms begun there."""
    return _counter(request, Sheet(request, (), counter=PreRegistration.Origin.YOUTH_OFFICE.value))


@door(policy.open_kita_counter)
@require_http_methods(["GET", "HEAD", "POST"])
def kita_counter(request: Request, public_id: str) -> HttpResponse:
    """The same at a Kita; it never learns more than was typed there."""
    facility = facility_or_404(request, public_id)
    return _counter(
        request, Sheet(request, (), counter=PreRegistration.Origin.KITA.value, at_facility=facility)
    )


def _counter(request: Request, sheet: Sheet) -> HttpResponse:
    request.trail.shows(())
    return step.post(request, sheet, CHILD) if request.method == "POST" else first_page(request, sheet)
