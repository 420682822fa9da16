"""What somebody searched for by name: kept in the session, so that nobody stands in an address."""

import secrets
from collections.abc import Mapping

from django.http import HttpRequest

KEY, NAME = "searches", "suche"
"""In the session, and in the address."""
MOST, LONGEST = 10, 200
"""Searches of a session, the newest; characters of a field."""


def keep_search(request: HttpRequest, *fields: str) -> dict[str, str]:
    """Keep what was typed into these fields; what the address says instead."""
    sent = {field: request.POST.get(field, "").replace("\x00", "").strip()[:LONGEST] for field in fields}
    typed = {field: value for field, value in sent.items() if value}
    if not typed:
        return {}
    kept, number = request.session.get(KEY, {}), secrets.token_hex(4)
    request.session[KEY] = dict([*kept.items(), (number, typed)][-MOST:])
    return {NAME: number}


def kept_search(request: HttpRequest) -> Mapping[str, str]:
    """What was typed for the search that the address names; nothing when it is not kept any more."""
    found: Mapping[str, str] = request.session.get(KEY, {}).get(request.GET.get(NAME, ""), {})
    return found
