"""Where a city's people log in elsewhere: OpenID Connect for staff and, through a broker, for families."""

import re
from typing import Any

from kidsapp.municipality.city_folder.sheets import Sheet

KINDS = ("staff", "families")
LEVELS = ("password", "substantial", "high")
ADDRESS = r"https://[^\s\"'<>;,?#]+|http://(?:127\.0\.0\.1|localhost)(?::[0-9]+)?(?:/[^\s\"'<>;,?#]*)?"
LONGEST_NAME = 60


def read_identity(sheet: Sheet) -> dict[str, Any]:
    """``[identity.staff]`` and ``[identity.families]``; the client's secret stands in the environment."""
    part = sheet.part("identity", is_required=False)
    found = {kind: _provider(part.part(kind)) for kind in KINDS if part.has(kind)}
    part.close()
    return found


def _provider(part: Sheet) -> dict[str, Any]:
    found = {
        "name": part.text("name", fits=rf".{{1,{LONGEST_NAME}}}", hint="must be one short line"),
        "issuer": part.text(
            "issuer", fits=ADDRESS, hint="must be the provider's address, beginning with https://"
        ),
        "client_id": part.text("client_id", fits=r"[\x21-\x7e]{1,190}", hint="must be a name without spaces"),
        "levels": _levels(part),
        "second_factor": list(part.texts("second_factor", is_required=False)),
    }
    part.close()
    return found


def _levels(part: Sheet) -> dict[str, str]:
    """Which ``acr`` of the provider is which level."""
    rows = part.part("levels", is_required=False)
    found = {
        acr: rows.text(acr, fits="|".join(LEVELS), hint=f"must be one of {', '.join(LEVELS)}")
        for acr in rows.table
    }
    for acr in found:
        if re.search(r"\s", acr):
            rows.report(acr, "an acr has no spaces")
    return found
