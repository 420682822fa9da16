"""The door of every page: asks the policy, and sees to the one audit line of a request."""

from collections.abc import Callable, Iterable
from datetime import date, datetime
from functools import wraps
from typing import Any, cast
from urllib.parse import urlencode

from django.contrib.sessions.backends.base import SessionBase
from django.http import HttpRequest, HttpResponseBase, HttpResponseRedirect
from django.urls import reverse

from kidsapp.audit.acts import Act, NotPermitted, ProofLacking
from kidsapp.audit.commands import lines_written, record
from kidsapp.kernel.actors import Actor, Assurance
from kidsapp.kernel.clock import now
from kidsapp.municipality.queries import City
from kidsapp.page import kept

View = Callable[..., HttpResponseBase]


class UntrackedAccess(RuntimeError):
    """A page whose act shows children did not say which."""


class Trail:
    """Collects, while a page is made, the children that it shows."""

    def __init__(self) -> None:
        """Begin with nothing said."""
        self.children: set[int] | None = None
        self.back_to: date | None = None

    def shows(self, children: Iterable[int]) -> None:
        """Name children whose records are on the page; none is an answer too."""
        self.children = (self.children or set()) | set(children)

    def looks_back_to(self, days: Iterable[date]) -> None:
        """Say of which days something is shown; the earliest stands in the line."""
        self.back_to = min([*days, *filter(None, [self.back_to])], default=None)


class Request(HttpRequest):
    """A request after the middleware: with actor, city and trail."""

    actor: Actor
    moment: datetime
    session: SessionBase
    city: City
    trail: Trail


def door(act: Act) -> Callable[[View], View]:
    """Let in whom the policy of the act lets in; write the audit line that the page owes."""

    def decorate(view: View) -> View:
        @wraps(view)
        def entered(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            return _enter(cast(Request, request), act, lambda: view(request, *args, **kwargs))

        entered.act = act  # type: ignore[attr-defined]
        return entered

    return decorate


def _enter(request: Request, act: Act, view: Callable[[], HttpResponseBase]) -> HttpResponseBase:
    if not act.is_open_to(request.actor):
        return _turned_away(request, act)
    if not act.is_sure_of(request.actor):
        return _step_up(request, act)
    request.trail, before = Trail(), lines_written.get()
    try:
        response = view()
    except ProofLacking as lacking:
        return _step_up(request, lacking.act)
    if lines_written.get() == before:
        _write_line(request, act, response)
    return response


def _write_line(request: Request, act: Act, response: HttpResponseBase) -> None:
    children = request.trail.children
    if children is None and act.shows_children and response.status_code == 200:
        raise UntrackedAccess(f"{act.name} did not say which children it shows")
    if children or request.trail.back_to:
        record(request.actor, act, at=now(), children=children or (), back_to=request.trail.back_to)


def _turned_away(request: Request, act: Act) -> HttpResponseBase:
    if request.actor.account_id is None:
        kept.keep(request)
        back = urlencode({"next": request.get_full_path()})
        return HttpResponseRedirect(f"{reverse('account_login')}?{back}")
    if act.is_open_to(request.actor.surely()):
        return _step_up(request, act)
    raise NotPermitted(act.name)


def _step_up(request: Request, act: Act) -> HttpResponseBase:
    """To the page that asks for a better or newer proof; then back, with what was typed.

    A form that is whole in the session is sent again by a button of the page between; so is a file asked for.
    """
    is_between = act.is_file or kept.is_whole(request)
    kept.keep(request, also_get=act.is_file)
    onward = reverse("go_on") if is_between else request.get_full_path()
    of_staff = request.actor.staff_needs if request.actor.is_held_back else Assurance.NONE
    level = max(act.level_for(request.actor), of_staff)
    query = urlencode({"next": onward, "level": int(level)})
    return HttpResponseRedirect(f"{reverse('step_up')}?{query}")
