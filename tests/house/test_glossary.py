"""Roles, states and enumerations of refusals bear the names that the glossary fixes."""

import re
from importlib import import_module
from inspect import getmembers, isclass

from kidsapp.childcare import states as childcare_states
from kidsapp.kernel.actors import Role
from kidsapp.kernel.refusals import Refusal
from kidsapp.messaging import states as messaging_states
from tests.house.source import PACKAGE, ROOT, product_files

TERMS = set(re.findall(r"`(\w+)`", (ROOT / "docs" / "GLOSSARY.md").read_text(encoding="utf-8")))


def refusals():
    for path in product_files():
        if re.search(r"\(Refusal\):", path.read_text(encoding="utf-8")):
            module = import_module(".".join(("kidsapp", *path.relative_to(PACKAGE).with_suffix("").parts)))
            own = [each for _, each in getmembers(module, isclass) if each.__module__ == module.__name__]
            yield from (each.__name__ for each in own if issubclass(each, Refusal))


def test_every_role_stands_in_the_glossary():
    assert {role.name for role in Role} <= TERMS


def test_every_state_stands_in_the_glossary():
    modules = (childcare_states, messaging_states)
    found = [each for module in modules for each in getmembers(module, isclass)]
    lives = [each for name, each in found if name.endswith("State")]
    assert lives
    assert {state.name for life in lives for state in life} <= TERMS


def test_every_enumeration_of_refusals_stands_in_the_glossary():
    found = set(refusals())
    assert "ChildcareRefusal" in found
    assert found <= TERMS, found - TERMS
