"""Blank forms to fetch, print and write on."""

from django.http import Http404, HttpResponse
from django.views.decorators.http import require_safe

from kidsapp.audit.door import Request, door
from kidsapp.childcare import policy
from kidsapp.childcare.blank_forms import FORMS, blank_form_pdf
from kidsapp.documents.answers import pdf_answer


@door(policy.see_blank_form)
@require_safe
def blank_form(request: Request, form: str) -> HttpResponse:
    """A blank form in German and the reader's language; it holds nothing of anybody."""
    if form not in FORMS:
        raise Http404
    content = blank_form_pdf(form, city=request.city.name, language=request.actor.language)
    return pdf_answer(content, form)
