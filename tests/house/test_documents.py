"""The documents say what the code does: terms, states, settings and drawings."""

import re

import pytest
from django.apps import apps

from kidsapp.childcare import states as childcare_states
from kidsapp.kernel.states import StateTable
from kidsapp.messaging import states as messaging_states
from tests.house.source import PACKAGE, ROOT

GLOSSARY = ROOT / "docs" / "GLOSSARY.md"
LIVES = {"childcare": childcare_states, "messaging": messaging_states}


def test_every_model_stands_in_the_glossary():
    terms = set(re.findall(r"`(\w+)`", GLOSSARY.read_text(encoding="utf-8")))
    own = {m.__name__ for m in apps.get_models() if m.__module__.startswith("kidsapp.")}
    assert own <= terms, own - terms


def tables(life):
    return [table for table in vars(life).values() if isinstance(table, StateTable)]


@pytest.mark.parametrize("module", LIVES)
def test_the_drawings_are_those_of_the_state_tables(module):
    """In ``states.md`` where there are many, else in the module's README."""
    folder = PACKAGE / module
    place = next(path for name in ("states.md", "README.md") if (path := folder / name).exists())
    assert tables(LIVES[module])
    for table in tables(LIVES[module]):
        assert table.drawing() in place.read_text(encoding="utf-8")


def test_every_setting_of_the_environment_is_documented():
    source = (PACKAGE / "web" / "settings.py").read_text(encoding="utf-8")
    source += (PACKAGE / "web" / "folders.py").read_text(encoding="utf-8")
    named = set(re.findall(r"KIDSAPP_\w+", source))
    documented = (ROOT / "docs" / "operating.md").read_text(encoding="utf-8")
    assert not [name for name in named if name not in documented]


def test_a_command_of_django_in_the_operators_guide_names_its_settings():
    """Without them it ends with "Unknown command", and the new version has no static files."""
    text = (ROOT / "docs" / "operating.md").read_text(encoding="utf-8")
    commands = re.findall(r"[^`\n]*python -m django[^`\n]*", text)
    assert commands
    assert all("DJANGO_SETTINGS_MODULE=kidsapp.web.settings" in command for command in commands)
