"""What is kept of a browser that logged in: its name and system in plain words, and nothing to find it by."""

from typing import Any

from allauth.usersessions.models import UserSession
from django.db.models.signals import pre_save
from django.http import HttpResponse

from kidsapp.people.commands.sessions import follow_session

BROWSERS = {
    "Edg": "Edge",
    "OPR": "Opera",
    "SamsungBrowser": "Samsung Internet",
    "FxiOS": "Firefox",
    "Firefox": "Firefox",
    "CriOS": "Chrome",
    "Chrome": "Chrome",
    "Safari": "Safari",
}
SYSTEMS = {
    "iPhone": "iPhone",
    "iPad": "iPad",
    "Android": "Android",
    "Windows": "Windows",
    "Macintosh": "Mac",
    "CrOS": "Chromebook",
    "Linux": "Linux",
}
"""What a browser calls itself holds the names of others too: the first one that is found holds."""
NOWHERE = "0.0.0.0"  # noqa: S104 (no address to listen on: the library wants one, we keep none)


def spoken(agent: str) -> str:
    """Browser and system, as far as the browser says; what was spoken already stays."""
    return ", ".join(filter(None, (_named(BROWSERS, agent), _named(SYSTEMS, agent))))


def _named(names: dict[str, str], agent: str) -> str:
    return next((name for token, name in names.items() if token in agent or name in agent), "")


def keep_little(instance: UserSession, **_signal: Any) -> None:
    """Neither the address in the network nor all that a browser tells about itself."""
    instance.ip, instance.user_agent = NOWHERE, spoken(instance.user_agent)


def renew_key(request: Any) -> None:
    """A new key for a session that has just shown who it is; the one before opens nothing any more."""
    before = request.session.session_key
    request.session.cycle_key()
    follow_session(before, request.session.session_key)


class Renewed:
    """A page on which one shows again who one is: what follows goes by a new key."""

    request: Any

    def form_valid(self, form: Any) -> HttpResponse:
        """What the library does, and the new key."""
        library: Any = super()
        response: HttpResponse = library.form_valid(form)
        renew_key(self.request)
        return response


def connect() -> None:
    """From here on every session is kept that way."""
    pre_save.connect(keep_little, sender=UserSession)
