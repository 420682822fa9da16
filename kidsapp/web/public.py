"""Imprint, privacy, accessibility and the slots for sign language and easy language, from the city's data."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.http import HttpResponse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

from kidsapp.audit.acts import act, anyone
from kidsapp.audit.door import Request, door
from kidsapp.outbox.commands import plan_mail
from kidsapp.page import render

see_public_page = act("web.see_public_page", anyone)
report = act("web.report_barrier", anyone)


@dataclass(frozen=True)
class PublicPage:
    """The city's facts for one page."""

    city: str
    facts: Mapping[str, Any]
    contact: Mapping[str, Any]


def _page(request: Request, name: str, key: str) -> HttpResponse:
    profile = request.city.row.profile
    facts, contact = (defaultdict(str, profile.get(part, {})) for part in (key, "contact"))
    page = PublicPage(request.city.name, facts, contact)
    return render.page(request, f"web/public/{name}.html", page)


@door(see_public_page)
@require_safe
def imprint(request: Request) -> HttpResponse:
    """Who is responsible (§ 5 DDG)."""
    return _page(request, "imprint", "imprint")


@door(see_public_page)
@require_safe
def privacy(request: Request) -> HttpResponse:
    """What happens to personal data (Art. 13 GDPR)."""
    return _page(request, "privacy", "privacy")


@door(see_public_page)
@require_safe
def accessibility(request: Request) -> HttpResponse:
    """The accessibility statement (§ 10 BGG NRW, BITVNRW)."""
    return _page(request, "accessibility", "accessibility")


@door(see_public_page)
@require_safe
def sign_language(request: Request) -> HttpResponse:
    """The slot for videos in German sign language."""
    return _page(request, "sign_language", "sign_language")


@door(see_public_page)
@require_safe
def easy_language(request: Request) -> HttpResponse:
    """The slot for Leichte Sprache."""
    return _page(request, "easy_language", "easy_language")


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
