"""What surrounds every step: where we are, the way back and on, and until when the log-in holds."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from django.http import HttpResponse

from kidsapp.audit.door import Request
from kidsapp.childcare.family.preregister.sheet import Sheet
from kidsapp.childcare.forms import StepForm
from kidsapp.page import render

AN_HOUR = timedelta(hours=1)


@dataclass(frozen=True)
class Frame:
    """Where we are, and what became of the entry."""

    step: str
    number: int
    count: int
    child: str
    url: str
    seen: str
    back: str
    onward: str
    is_change: bool
    is_at_counter: bool
    home: str
    facility: str
    logged_in_until: datetime
    key: str = ""
    notes: Sequence[str] = ()


@dataclass(frozen=True)
class StepPage:
    """A step with its form, and what only this step shows."""

    frame: Frame
    form: StepForm | None = None
    more: dict[str, Any] = field(default_factory=dict)


def frame_of(sheet: Sheet, step: str, *, key: str = "", notes: Sequence[str] = ()) -> Frame:
    """The frame of a step."""
    before = sheet.before(step)
    return Frame(
        step=step,
        number=sheet.steps.index(step) + 1,
        count=len(sheet.steps),
        child=sheet.child_name,
        url=sheet.url(step),
        seen=sheet.seen(step),
        back=sheet.name_of(before) if before else "",
        onward=sheet.name_of(sheet.after(step)),
        is_change=sheet.changes is not None,
        is_at_counter=sheet.is_at_counter,
        home=sheet.home,
        facility=sheet.facility.name if sheet.facility else "",
        logged_in_until=stay_logged_in(sheet.request),
        key=key,
        notes=notes,
    )


def stay_logged_in(request: Request) -> datetime:
    """Prolong the log-in of whoever fills in the form, at most once an hour; until when it holds."""
    longest = request.session.get_expiry_date(modification=request.moment)
    expires: datetime = getattr(request.session, "expires_at", None) or longest
    if longest - expires > AN_HOUR:
        request.session.modified = True
        return longest
    return expires


def step_page(sheet: Sheet, step: str, page: StepPage, *, status: int = 200) -> HttpResponse:
    """The page of a step."""
    return render.page(sheet.request, f"childcare/family/preregister/{step}.html", page, status=status)
