"""What somebody typed into a form that could not be taken: kept in the session until the form opens again."""

from typing import Any

from django.http import HttpRequest, QueryDict

KEY = "kept_form"
MOST_CHARACTERS = 60_000
NEVER_TWICE = ("password", "oldpassword", "password1", "password2")
NEVER_KEPT = (*NEVER_TWICE, "csrfmiddlewaretoken")


def keep(request: Any) -> None:
    """Keep what was posted, without passwords; too much is not kept."""
    posted = request.POST.copy()
    for name in NEVER_KEPT:
        posted.pop(name, None)
    if request.method == "POST" and len(encoded := posted.urlencode()) <= MOST_CHARACTERS:
        request.session[KEY] = {"path": request.path, "posted": encoded}


def kept(request: HttpRequest) -> QueryDict | None:
    """What was kept for this page, once."""
    held: dict[str, str] | None = request.session.get(KEY)
    if held is None or held["path"] != request.path:
        return None
    del request.session[KEY]
    return QueryDict(held["posted"])


def to_send_again(request: HttpRequest) -> list[tuple[str, str]]:
    """What a form just sent, to be put into a page whose button sends it again: no passwords, no files."""
    is_form = request.method == "POST" and request.content_type == "application/x-www-form-urlencoded"
    if not is_form or set(NEVER_TWICE) & set(request.POST):
        return []
    is_short = len(request.POST.urlencode()) <= MOST_CHARACTERS
    return [(name, value) for name, values in request.POST.lists() for value in values] if is_short else []
