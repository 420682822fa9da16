"""A city whose people log in elsewhere."""

from django.core.cache import cache

from kidsapp.municipality.models import Municipality
from kidsapp.municipality.tests.factories import municipality
from kidsapp.people.adapters.identity.configured import secret_name
from tests.identity_provider.running import CLIENT, SECRET


def with_providers(settings, url: str) -> Municipality:
    """Herne with a provider for staff and one for families, both the same server."""
    settings.IDENTITY_SECRETS = {secret_name("herne", kind): SECRET for kind in ("staff", "families")}
    one = {"issuer": url, "client_id": CLIENT, "levels": {}, "second_factor": []}
    names = {"staff": "Stadt-Anmeldung", "families": "Bürgerkonto"}
    cache.clear()
    profile = {"identity": {kind: {**one, "name": name} for kind, name in names.items()}}
    return municipality("herne", profile=profile)
