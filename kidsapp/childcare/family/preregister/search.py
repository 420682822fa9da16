"""Which form waits while its reader looks for Kitas elsewhere on the site."""

from django.http import HttpRequest

from kidsapp.childcare.models import Draft

IN_SEARCH = "draft_in_search"


def is_in_search(request: HttpRequest) -> bool:
    """Whether a form waits for what is found."""
    return IN_SEARCH in request.session


def end_search(request: HttpRequest, draft: Draft) -> None:
    """A form that is sent or thrown away waits no more."""
    if request.session.get(IN_SEARCH) == draft.public_id:
        del request.session[IN_SEARCH]
