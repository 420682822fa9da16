"""The documents say what the code does: terms, states, settings and drawings."""

import re

from django.apps import apps

from kidsapp.childcare import states
from kidsapp.kernel.states import StateTable
from tests.house.source import PACKAGE, ROOT

GLOSSARY = ROOT / "docs" / "GLOSSARY.md"
TABLES = {name: table for name, table in vars(states).items() if isinstance(table, StateTable)}


def test_every_model_stands_in_the_glossary():
    terms = set(re.findall(r"`(\w+)`", GLOSSARY.read_text(encoding="utf-8")))
    own = {m.__name__ for m in apps.get_models() if m.__module__.startswith("kidsapp.")}
    assert own <= terms, own - terms


def test_the_drawings_in_the_readme_are_those_of_the_state_tables():
    readme = (PACKAGE / "childcare" / "README.md").read_text(encoding="utf-8")
    assert TABLES
    for table in TABLES.values():
        assert table.drawing() in readme


def test_every_setting_of_the_environment_is_documented():
    source = (PACKAGE / "web" / "settings.py").read_text(encoding="utf-8")
    source += (PACKAGE / "web" / "folders.py").read_text(encoding="utf-8")
    named = set(re.findall(r"KIDSAPP_\w+", source))
    documented = (ROOT / "docs" / "operating.md").read_text(encoding="utf-8")
    assert not [name for name in named if name not in documented]
