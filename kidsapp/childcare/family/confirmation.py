"""The confirmation as an answer: for the family in its own language, at a counter in the family's."""

from django.http import HttpResponse

from kidsapp.audit.door import Request
from kidsapp.childcare.confirmation import confirmation_pdf
from kidsapp.childcare.models import PreRegistration
from kidsapp.documents.answers import pdf_answer


def confirmation_answer(request: Request, case: PreRegistration, *, code: str = "") -> HttpResponse:
    """The PDF; with a code for a paper family, and then in that family's language."""
    is_on_paper = bool(code) and case.submitted_by is not None
    language = case.submitted_by.language if is_on_paper and case.submitted_by else request.actor.language
    content = confirmation_pdf(
        case, city=request.city, language=language, code=code, today=request.actor.today
    )
    return pdf_answer(content, case.number)
