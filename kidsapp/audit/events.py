"""What an attacker would cause, told to the log of the processes: what, at which address, in which city.

Never who or from where: the audit log knows who got in, and what was refused is counted by those who watch.
"""

import logging
from typing import Any

log = logging.getLogger("kidsapp.security")


def tell(request: Any, event: str) -> None:
    """One line of the log (docs/security/rules.md lists the events)."""
    match, city = getattr(request, "resolver_match", None), getattr(request, "city", None)
    route = match.view_name if match else ""
    log.warning(event, extra={"route": route, "method": request.method, "city": city.slug if city else ""})
