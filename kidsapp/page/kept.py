"""What somebody typed into a form that could not be taken: kept in the session until the form opens again."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, QueryDict

KEY = "kept_form"
MOST_CHARACTERS = 60_000
NEVER_TWICE = ("password", "oldpassword", "password1", "password2")
NEVER_KEPT = (*NEVER_TWICE, "csrfmiddlewaretoken")


def keep(request: Any, *, also_get: bool = False) -> None:
    """Keep what was posted, without passwords, unless it is too much; ``also_get`` keeps a page asked for."""
    posted = request.POST.copy()
    for name in NEVER_KEPT:
        posted.pop(name, None)
    is_kept = request.method == "POST" or also_get
    if is_kept and len(encoded := posted.urlencode()) <= MOST_CHARACTERS:
        address = {"address": request.get_full_path(), "is_form": request.method == "POST"}
        request.session[KEY] = {"path": request.path, "posted": encoded, **address}


def kept(request: HttpRequest) -> QueryDict | None:
    """What was kept for this page, once."""
    held: dict[str, str] | None = request.session.get(KEY)
    if held is None or held["path"] != request.path:
        return None
    del request.session[KEY]
    return QueryDict(held["posted"])


@dataclass(frozen=True)
class Kept:
    """Something that a button sends again: a form, or only an address."""

    address: str
    is_form: bool
    fields: list[tuple[str, str]]


def kept_to_send(request: HttpRequest) -> Kept | None:
    """What was kept for whatever page, once."""
    held: dict[str, Any] | None = request.session.pop(KEY, None)
    if held is None or "address" not in held:
        return None
    return Kept(held["address"], held["is_form"], _pairs(QueryDict(held["posted"])))


def is_whole(request: HttpRequest) -> bool:
    """Whether a form can be sent again as it was: no passwords, no files, not too long."""
    is_form = request.method == "POST" and request.content_type == "application/x-www-form-urlencoded"
    has_password = bool(set(NEVER_TWICE) & set(request.POST)) if is_form else False
    return is_form and not has_password and len(request.POST.urlencode()) <= MOST_CHARACTERS


def to_send_again(request: HttpRequest) -> list[tuple[str, str]]:
    """What a form just sent, to be put into a page whose button sends it again."""
    return _pairs(request.POST) if is_whole(request) else []


def _pairs(sent: QueryDict) -> list[tuple[str, str]]:
    return [(name, value) for name, values in sent.lists() for value in values]
