"""The form is sent: its number, what happens next, and where the proof lies."""

from dataclasses import dataclass
from datetime import date, datetime

from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from kidsapp.audit.door import Request, door
from kidsapp.childcare import commands, policy
from kidsapp.childcare.family.confirmation import confirmation_answer
from kidsapp.childcare.family.preregister.sheet import sheet_of
from kidsapp.childcare.models import Draft, PreRegistration
from kidsapp.childcare.queries.drafts import draft_for
from kidsapp.childcare.queries.take_over import is_open_at_counter
from kidsapp.childcare.queries.terms import season_on
from kidsapp.childcare.rules import Season
from kidsapp.page import render
from kidsapp.people.queries.take_over import is_on_paper


@dataclass(frozen=True)
class SentPage:
    """What was sent, and what comes now."""

    public_id: str
    case_id: str
    number: str
    child: str
    wishes: list[str]
    submitted_at: datetime
    season: Season
    is_late: bool
    is_change: bool
    is_at_counter: bool
    has_code: bool
    home: str
    may_see_case: bool
    is_survey_open: bool
    today: date


@door(policy.keep_draft)
@require_safe
def draft_sent(request: Request, public_id: str) -> HttpResponse:
    """The confirmation on the page."""
    draft = _sent(request, public_id)
    case = draft.sent
    if case is None:
        return HttpResponseRedirect(
            reverse("draft_step", kwargs={"public_id": public_id, "step": draft.step})
        )
    page = SentPage(
        public_id=public_id,
        case_id=case.public_id,
        number=case.number,
        child=case.child.given_name,
        wishes=list(case.wishes.order_by("rank").values_list("facility__name", flat=True)),
        submitted_at=case.submitted_at,
        season=season_on(case.starts_on, request.city.settings),
        is_late=case.is_late,
        is_change=draft.changes_id is not None,
        is_at_counter=_is_at_counter(draft),
        has_code=is_on_paper(case.submitted_by),
        home=sheet_of(request, draft).home,
        may_see_case=policy.see_case.permits(request.actor, case),
        is_survey_open=request.city.settings["childcare.survey_open"],
        today=request.actor.today,
    )
    return render.page(request, "childcare/family/preregister/sent.html", page)


def _sent(request: Request, public_id: str) -> Draft:
    """The draft; what was sent at a counter stays open there for the day, then only to office and family."""
    draft = draft_for(request.actor, public_id)
    if draft is None:
        raise Http404
    request.trail.shows(filter(None, [draft.sent.child_id if draft.sent else draft.child_id]))
    if draft.sent and not _is_open(request, draft, draft.sent):
        raise Http404
    return draft


def _is_open(request: Request, draft: Draft, case: PreRegistration) -> bool:
    return is_open_at_counter(draft, today=request.actor.today) or policy.see_preregistration.permits(
        request.actor, case
    )


def _is_at_counter(draft: Draft) -> bool:
    return draft.origin != PreRegistration.Origin.FAMILY


@door(policy.keep_draft)
@require_http_methods(["GET", "HEAD", "POST"])
def draft_confirmation(request: Request, public_id: str) -> HttpResponse:
    """The confirmation; the button at the counter prints it in the family's language, with a new code."""
    draft = _sent(request, public_id)
    if draft.sent is None:
        raise Http404
    if request.method != "POST" or not is_open_at_counter(draft, today=request.actor.today):
        return confirmation_answer(request, draft.sent)
    code = commands.print_confirmation(request.actor, draft, at=request.moment)
    return confirmation_answer(request, draft.sent, code=code if isinstance(code, str) else "")
