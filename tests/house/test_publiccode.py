"""``publiccode.yml`` keeps to the standard (0.4), as far as a catalogue would refuse it."""

import pytest
import yaml
from django.conf import settings

from tests.house.source import ROOT

CATALOGUED = yaml.safe_load((ROOT / "publiccode.yml").read_text(encoding="utf-8"))
REQUIRED = {
    "publiccodeYmlVersion", "name", "url", "platforms", "developmentStatus", "softwareType", "description",
    "legal", "maintenance", "localisation",
}  # fmt: skip
STATES = {"concept", "development", "beta", "stable", "obsolete"}
KINDS = {
    "standalone/mobile",
    "standalone/desktop",
    "standalone/web",
    "standalone/backend",
    "addon",
    "library",
}


def test_every_required_key_is_there():
    assert set(CATALOGUED) >= REQUIRED
    assert CATALOGUED["publiccodeYmlVersion"] == "0.4"
    assert CATALOGUED["url"].startswith("https://")
    assert CATALOGUED["developmentStatus"] in STATES
    assert CATALOGUED["softwareType"] in KINDS


def test_the_licence_is_the_one_that_the_repository_bears():
    named = CATALOGUED["legal"]["license"]
    assert (ROOT / "LICENSES" / f"{named}.txt").exists()
    assert f'license = "{named}"' in (ROOT / "pyproject.toml").read_text(encoding="utf-8")


@pytest.mark.parametrize("language", CATALOGUED["description"])
def test_descriptions_are_neither_too_short_nor_too_long(language):
    text = CATALOGUED["description"][language]
    assert 0 < len(text["shortDescription"]) <= 150
    assert 150 <= len(text["longDescription"]) <= 10_000
    assert text["features"]
    assert not [path for path in text.get("screenshots", ()) if not (ROOT / path).exists()]


def test_somebody_is_named_who_keeps_it_up():
    kept = CATALOGUED["maintenance"]
    assert kept["type"] in {"internal", "community"}
    assert all(contact["name"] for contact in kept["contacts"])


def test_the_languages_are_those_of_the_pages():
    localisation = CATALOGUED["localisation"]
    assert localisation["localisationReady"] is True
    assert localisation["availableLanguages"] == [code for code, _name in settings.LANGUAGES]
