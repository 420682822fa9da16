"""The survey on fringe hours, open to everybody by its link."""

from dataclasses import dataclass

from django.core.cache import cache
from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.crypto import salted_hmac
from django.views.decorators.http import require_http_methods, require_safe

from kidsapp.audit.door import Request, door
from kidsapp.childcare import commands, policy, rules
from kidsapp.childcare.forms.steps import Known
from kidsapp.childcare.forms.survey import SurveyForm
from kidsapp.childcare.refusals import ChildcareRefusal as Why
from kidsapp.kernel.refusals import Refused
from kidsapp.municipality.models import District
from kidsapp.page import render
from kidsapp.page.refusals import say
from kidsapp.people.adapters.limits import from_where

ANSWERED = "survey_answered"
MOST_AN_HOUR, HOUR = 30, 3600
"""A family may share its connection with many others; a script may not answer by the hundred."""


@dataclass(frozen=True)
class SurveyPage:
    """The questions, and whether this browser has answered before."""

    form: SurveyForm
    year: int
    is_open: bool
    has_answered: bool
    refusal: str = ""


@door(policy.answer_survey)
@require_http_methods(["GET", "HEAD", "POST"])
def survey(request: Request) -> HttpResponse:
    """Ask, and keep the answer without its person."""
    districts = {row.key: row for row in District.objects.order_by("name")}
    names = [(key, row.name) for key, row in districts.items()]
    known = Known(today=request.actor.today)
    if request.method != "POST":
        return _show(request, SurveyForm(known=known, districts=names))
    form = SurveyForm(request.POST, known=known, districts=names)
    if not form.is_valid() or form.needed is None:
        return _show(request, form, status=422)
    if _is_too_often(request):
        return _show(request, form, Refused(Why.SURVEY_TOO_OFTEN), status=429)
    typed = form.cleaned_data
    reply = commands.Reply(
        form.needed, tuple(typed["reasons"]), int(typed["from_age"]), districts.get(typed["district"])
    )
    answer = commands.answer_survey(request.actor, reply, at=request.moment)
    if isinstance(answer, Refused):
        return _show(request, form, answer, status=409)
    request.session[ANSWERED] = answer.year
    return HttpResponseRedirect(reverse("survey_thanks"))


def _is_too_often(request: Request) -> bool:
    """Count the answers of one connection for an hour; its address itself is not kept."""
    key = f"survey-{salted_hmac('survey', from_where(request)).hexdigest()}"
    cache.add(key, 0, HOUR)
    return cache.incr(key) > MOST_AN_HOUR


def _show(
    request: Request, form: SurveyForm, refused: Refused | None = None, *, status: int = 200
) -> HttpResponse:
    settings = request.city.settings
    year = rules.coming_year(request.actor.today, settings)
    page = SurveyPage(
        form=form,
        year=year,
        is_open=settings["childcare.survey_open"],
        has_answered=request.session.get(ANSWERED) == year,
        refusal=say(refused) if refused else "",
    )
    return render.page(request, "childcare/family/survey.html", page, status=status)


@dataclass(frozen=True)
class ThanksPage:
    """Nothing but thanks, and the way on."""


@door(policy.answer_survey)
@require_safe
def survey_thanks(request: Request) -> HttpResponse:
    """Say thanks."""
    return render.page(request, "childcare/family/survey_thanks.html", ThanksPage())
