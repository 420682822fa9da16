"""How often something secret may be tried, counted as log-ins are: by django-allauth, in ``web_cache``."""

from allauth.core.internal import ratelimit
from django.http import HttpRequest

RATES = {
    "take_over": "20/10m/ip,6/10m/key",
    "emergency": "10/10m/key",
    "reset_mail": "5/h/key",
    "report": "10/h/ip",
}
"""From one address (a family centre's computer is shared), and for one number or mailbox whoever tries."""


def may_try(request: HttpRequest, action: str, *, key: str) -> bool:
    """Count one try; ``False`` when there were too many."""
    usage = ratelimit.consume(request, app="kidsapp", action=action, config=RATES, key=key)
    return usage is not None


def from_where(request: HttpRequest) -> str:
    """The network that a request comes from, as attempts are counted: an address, or a /64 of IPv6."""
    return str(ratelimit.get_ip(request))
