"""The providers of a city, as its folder says; their secrets come from the environment."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings

from kidsapp.kernel.actors import Assurance
from kidsapp.municipality.models import Municipality

STAFF, FAMILIES = "staff", "families"
STORK = {
    "STORK-QAA-Level-1": "password",
    "STORK-QAA-Level-2": "password",
    "STORK-QAA-Level-3": "substantial",
    "STORK-QAA-Level-4": "high",
}
"""How the German citizen account, and brokers in front of it, name their levels."""
MULTI_FACTOR = ("mfa",)
"""RFC 8176: the one method that says that several were asked for."""


@dataclass(frozen=True)
class Provider:
    """A provider of OpenID Connect; ``levels`` are its names (``acr``) for how sure it is."""

    city: str
    kind: str
    name: str
    issuer: str
    client_id: str
    levels: Mapping[str, str]
    second_factor: tuple[str, ...]

    @property
    def id(self) -> str:
        """Its name in the database: what one city's provider says counts for no other's."""
        return f"{self.city}-{self.kind}"

    @property
    def origin(self) -> str:
        """Where its pages are."""
        parts = urlsplit(self.issuer)
        return f"{parts.scheme}://{parts.netloc}"

    @property
    def secret(self) -> str:
        """What it knows us by."""
        return str(settings.IDENTITY_SECRETS.get(secret_name(self.city, self.kind), ""))

    def level_of(self, acr: str, amr: tuple[str, ...]) -> Assurance:
        """How sure a log-in there makes us; what it does not name is no more than a password."""
        named = Assurance[self.levels.get(acr, "password").upper()]
        is_twofold = self.kind == STAFF and bool(set(amr) & set(self.second_factor))
        return max(named, Assurance.SUBSTANTIAL) if is_twofold else named

    def acr_values(self, level: Assurance) -> str:
        """The names of this level and of those above it, the least first."""
        enough = [(Assurance[name.upper()], acr) for acr, name in self.levels.items()]
        return " ".join(acr for found, acr in sorted(enough) if found >= level)


def secret_name(slug: str, kind: str) -> str:
    """The environment's variable in which a provider's secret stands."""
    return f"KIDSAPP_IDENTITY_SECRET_{slug}_{kind}".replace("-", "_").upper()


def providers_of(city: Municipality) -> dict[str, Provider]:
    """The providers of a city by kind."""
    said: dict[str, dict[str, Any]] = city.profile.get("identity", {})
    return {kind: _provider(city.slug, kind, found) for kind, found in said.items()}


def _provider(slug: str, kind: str, said: dict[str, Any]) -> Provider:
    levels = said["levels"] or (STORK if kind == FAMILIES else {})
    methods = tuple(said["second_factor"]) or MULTI_FACTOR
    return Provider(slug, kind, said["name"], said["issuer"], said["client_id"], levels, methods)
