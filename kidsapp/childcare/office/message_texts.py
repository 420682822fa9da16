"""Every text that families get, in every language and form, with example facts: for the office to read."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.http import HttpResponse
from django.utils import translation
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from kidsapp.audit.door import Request, door
from kidsapp.childcare.paper_texts import LETTER_KINDS
from kidsapp.childcare.queries.message_texts import Sample, samples
from kidsapp.messaging import policy
from kidsapp.messaging.commands import notice_of
from kidsapp.messaging.commands.tell import Notice
from kidsapp.page import render


@dataclass(frozen=True)
class MessageTextsPage:
    """All texts in one language: in the inbox, as mail and as letter."""

    language: str
    code: str
    direction: str
    languages: list[tuple[str, str]]
    kind: str
    kinds: list[tuple[str, str]]
    samples: list[Sample]
    notice: Notice
    names: Mapping[str, str]


@door(policy.preview_texts)
@require_safe
def message_texts(request: Request) -> HttpResponse:
    """Choose a language and, if one likes, one text."""
    offered, asked = request.city.languages, request.GET.get("sprache", "")
    language = asked if asked in offered else request.actor.language
    kind = request.GET.get("text", "")
    kinds = sorted(((key, gettext(name)) for key, name in LETTER_KINDS.items()), key=lambda pair: pair[1])
    with translation.override(language):
        found = samples(request.city, only=kind if kind in LETTER_KINDS else "")
        notice = notice_of(request.city.row)
        direction = "rtl" if translation.get_language_bidi() else "ltr"
    page = MessageTextsPage(
        language=language,
        code=language.partition("-")[0],
        direction=direction,
        languages=list(offered.items()),
        kind=kind if kind in LETTER_KINDS else "",
        kinds=kinds,
        samples=found,
        notice=notice,
        names=dict(kinds),
    )
    return render.page(request, "childcare/office/message_texts.html", page)
