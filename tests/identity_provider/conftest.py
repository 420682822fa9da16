"""The way through the provider without a browser."""

from urllib.parse import urljoin, urlsplit

import pytest
import requests
from django.test import Client
from django.urls import reverse

from kidsapp.municipality.scope import municipality_scope
from tests.identity_provider.cities import with_providers


@pytest.fixture
def city(db, settings, provider_url):
    """Herne with both providers, in scope."""
    made = with_providers(settings, provider_url)
    with municipality_scope(made.pk):
        yield made


class Way:
    """From our button through the provider's pages and back, as a browser would go it."""

    def __init__(self, browser: Client | None = None) -> None:
        self.browser = browser or Client(headers={"host": "herne.localhost"})
        self.back = ""
        self.asked = ""
        self.there = requests.Session()

    def begin(self, kind: str = "families", **posted) -> str:
        """What the provider is asked, or where else one is led."""
        self.there = requests.Session()
        answer = self.browser.post(reverse("identity_start", kwargs={"kind": kind}), posted)
        self.asked = answer["Location"]
        return self.asked

    def choose(self, **chosen: str) -> str:
        """Answer the provider's page; the address with which it sends back."""
        answer = self.there.get(self.asked, timeout=10)
        sent = self.there.post(answer.url, data=chosen, allow_redirects=False, timeout=10)
        while "/anmeldung/" not in sent.headers["Location"]:
            following = urljoin(sent.url, sent.headers["Location"])
            sent = self.there.get(following, allow_redirects=False, timeout=10)
        parts = urlsplit(sent.headers["Location"])
        self.back = f"{parts.path}?{parts.query}"
        return self.back

    def go(self, who: str, kind: str = "families", **posted):
        """The whole way; our answer."""
        self.begin(kind, **posted)
        return self.browser.get(self.choose(person=who))


@pytest.fixture
def way(city) -> Way:
    return Way()
