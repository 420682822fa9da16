"""Pages that join modules: landing, home, and the way to one's desk."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from kidsapp.audit.acts import act, anyone, signed_in
from kidsapp.audit.door import Request, door
from kidsapp.childcare import policy as childcare_policy
from kidsapp.childcare.queries import home as childcare
from kidsapp.childcare.queries.drafts import draft_steps, open_drafts
from kidsapp.childcare.queries.home import HomeCase
from kidsapp.childcare.rules import kindergarten_year, season_of
from kidsapp.kernel.actors import Role
from kidsapp.kernel.next_step import NextStep
from kidsapp.page import render
from kidsapp.page.jinja import day
from kidsapp.page.signs import ChildSign
from kidsapp.people import policy as people_policy
from kidsapp.people.family.children import spoken_age
from kidsapp.people.models import Child
from kidsapp.people.queries import children_of, sign_of
from kidsapp.places.queries import count_of_places
from kidsapp.places.wording import contact_in_words

see_landing = act("web.see_landing", anyone)
see_home = act("web.see_home", signed_in, shows_children=True)
find_desk = act("web.find_desk", signed_in)
MOST_ROWS = 2


@dataclass(frozen=True)
class LandingPage:
    """What a visitor sees first."""

    city: str
    picture: str
    cut_off: date
    opens_on: date
    is_open: bool
    today: date
    first_day: date
    places: int
    contact: Mapping[str, str]


@door(see_landing)
@require_safe
def landing(request: Request) -> HttpResponse:
    """The city's front door."""
    today, settings = request.actor.today, request.city.settings
    season = season_of(kindergarten_year(today) + 1, settings)
    page = LandingPage(
        city=request.city.name,
        picture=request.city.slug,
        cut_off=season.cut_off_on,
        opens_on=season.opens_on,
        is_open=today >= season.opens_on,
        today=today,
        first_day=season.starts_on,
        places=count_of_places(),
        contact=contact_in_words(request.city.row.profile),
    )
    return render.page(request, "web/landing.html", page)


@dataclass(frozen=True)
class ChildTab:
    """A child of the family, as its chip."""

    child: Child
    sign: ChildSign
    age: str


@dataclass(frozen=True)
class HomePage:
    """What is next for the family."""

    greeting: str
    children: list[ChildTab]
    task: NextStep | None
    task_sign: ChildSign | None
    due: str
    rows: list[NextStep]
    drafts: list[NextStep]
    cases: list[tuple[HomeCase, ChildSign]]
    is_staff: bool


@door(see_home)
@require_safe
def home(request: Request) -> HttpResponse:
    """What is next, by when, and what happens then."""
    actor = request.actor
    children = children_of(actor)
    cases = childcare.cases_of(children)
    request.trail.shows(child.pk for child in children)
    steps = childcare.next_steps(cases, settings=request.city.settings, today=actor.today)
    drafts = draft_steps(open_drafts(actor))
    task = next((step for step in [*steps, *drafts] if step.is_task), None)
    page = HomePage(
        greeting=_greeting(request),
        children=[ChildTab(child, sign_of(child), spoken_age(child, actor.today)) for child in children],
        task=task,
        task_sign=next((sign_of(child) for child in children if task and child.pk == task.child_id), None),
        due=gettext("bis {date}").format(date=day(task.due_on)) if task and task.due_on else "",
        rows=[step for step in steps if step is not task][:MOST_ROWS],
        drafts=[step for step in drafts if step is not task],
        cases=[(case, sign_of(case.child)) for case in cases],
        is_staff=actor.is_staff,
    )
    return render.page(request, "web/home.html", page)


def _greeting(request: Any) -> str:
    name = request.user.given_name
    return gettext("Guten Tag, {name}").format(name=name) if name else gettext("Guten Tag")


@door(find_desk)
@require_safe
def desk(request: Request) -> HttpResponse:
    """Send staff to the desk of their role."""
    if childcare_policy.see_youth_office_desk.is_open_to(request.actor):
        return HttpResponseRedirect(reverse("youth_office"))
    if childcare_policy.see_kita_desk.is_open_to(request.actor):
        return HttpResponseRedirect(reverse("kita_desks"))
    if request.actor.holds(Role.EDITOR):
        return HttpResponseRedirect(reverse("profiles"))
    if people_policy.search_audit.is_open_to(request.actor):
        return HttpResponseRedirect(reverse("audit_search"))
    return HttpResponseRedirect(
        reverse("team" if people_policy.see_team.is_open_to(request.actor) else "home")
    )


def to_language(request: HttpRequest) -> HttpResponse:
    """From the bare address to the remembered or the browser's language."""
    return HttpResponseRedirect(f"/{request.LANGUAGE_CODE}/")
