"""What somebody typed into a form that could not be taken: kept in the session until the form opens again."""

from typing import Any

from django.http import HttpRequest, QueryDict

KEY = "kept_form"
MOST_CHARACTERS = 60_000
NEVER_KEPT = ("password", "csrfmiddlewaretoken", "oldpassword", "password1", "password2")


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
