"""Imprint, privacy, accessibility and the slots for sign language and easy language, from the city's data."""

from collections import defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

from kidsapp.audit.acts import act, anyone
from kidsapp.audit.door import Request, door
from kidsapp.municipality.queries import City
from kidsapp.operations.privacy.wording import Purpose, periods_for_families, purposes_for_families
from kidsapp.outbox.commands import plan_mail
from kidsapp.page import render
from kidsapp.people.adapters.account_pages import too_many_requests
from kidsapp.people.adapters.limits import may_try

see_public_page = act("web.see_public_page", anyone)
report = act("web.report_barrier", anyone)


@dataclass(frozen=True)
class PublicPage:
    """The city's facts for one page, and what the inventory says of families' data."""

    city: str
    facts: Mapping[str, Any]
    contact: Mapping[str, Any]
    examined_on: date | None
    accessibility_law: str
    purposes: list[Purpose]
    periods: list[str]


def _page_of(name: str) -> Callable[..., HttpResponseBase]:
    """The page of one part of what a city says about itself."""

    @door(see_public_page)
    @require_safe
    def show(request: Request) -> HttpResponse:
        return render.page(request, f"web/public/{name}.html", _facts(request.city, name))

    return show


def _facts(city: City, name: str) -> PublicPage:
    facts, contact = (defaultdict(str, city.row.profile.get(part, {})) for part in (name, "contact"))
    return PublicPage(
        city=city.name,
        facts=facts,
        contact=contact,
        examined_on=date.fromisoformat(facts["date"]) if facts["date"] else None,
        accessibility_law=", ".join(city.settings.get("accessibility.law", ())),
        purposes=purposes_for_families(city.settings.get("privacy.law", ())) if name == "privacy" else [],
        periods=periods_for_families() if name == "privacy" else [],
    )


imprint = _page_of("imprint")
"""Who is responsible (§ 5 DDG)."""

privacy = _page_of("privacy")
"""What happens to personal data (Art. 13 GDPR)."""

accessibility = _page_of("accessibility")
"""The accessibility statement (Directive (EU) 2016/2102; the Land's law stands in its file)."""

sign_language = _page_of("sign_language")
"""The slot for videos in German sign language."""

easy_language = _page_of("easy_language")
"""The slot for Leichte Sprache."""


class BarrierForm(forms.Form):
    """What somebody could not use."""

    what = forms.CharField(
        label=_("Was ging nicht?"),
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 6}),
        error_messages={"required": _("Bitte schreiben Sie kurz, was nicht ging.")},
    )
    where = forms.CharField(label=_("Auf welcher Seite?"), max_length=300, required=False)
    reply_to = forms.EmailField(
        label=_("Ihre E-Mail-Adresse, wenn Sie eine Antwort möchten"),
        required=False,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        error_messages={"invalid": _("Bitte so schreiben: name@beispiel.de")},
    )


@dataclass(frozen=True)
class BarrierPage:
    """The form, or the thanks."""

    form: BarrierForm
    is_sent: bool


@door(report)
@require_http_methods(["GET", "HEAD", "POST"])
def report_barrier(request: Request) -> HttpResponse:
    """Tell the city about a barrier; the report goes to the city's contact by mail."""
    form = BarrierForm(request.POST or None)
    is_sent = request.method == "POST" and form.is_valid()
    if is_sent and not may_try(request, "report", key=request.city.slug):
        return too_many_requests(request)
    if is_sent:
        _send(request, form.cleaned_data)
    status = 422 if form.errors else 200
    return render.page(request, "web/public/report_barrier.html", BarrierPage(form, is_sent), status=status)


def _send(request: Request, typed: Mapping[str, str]) -> None:
    profile = request.city.row.profile
    plan_mail(
        request.city.row,
        recipient=profile.get("accessibility", {}).get("feedback_email") or profile["contact"]["email"],
        language="de",
        subject="KidsApp: Barriere gemeldet",
        body=f"{typed['what']}\n\nSeite: {typed['where']}\nAntwort an: {typed['reply_to']}",
        at=request.moment,
    )
