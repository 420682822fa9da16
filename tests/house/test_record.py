"""The record of processing is made from the inventory, and is the one that lies in docs."""

import re
from dataclasses import fields

import pytest

from kidsapp.kernel.holdings import DataClass
from kidsapp.operations.privacy.assessment import RISKS
from kidsapp.operations.privacy.cli import FILES
from kidsapp.operations.privacy.inventory import TABLES, activities
from kidsapp.operations.privacy.protection import PROTECTIONS, protection_levels
from kidsapp.operations.privacy.record import processing_record
from tests.house.source import ROOT


@pytest.mark.parametrize("name", FILES)
def test_what_lies_in_docs_is_what_the_code_makes(name):
    """Else: ``kidsapp privacy record``."""
    assert (ROOT / "docs" / "privacy" / name).read_text(encoding="utf-8") == FILES[name]()


def test_every_field_of_every_table_stands_in_the_record():
    rows = re.findall(r"^\| ([\w.]+) \| (\w+) \|", processing_record(), re.MULTILINE)
    assert set(rows) - {("Tabelle", "Feld")} == {
        (table.label, field.name) for table in TABLES for field in table.model._meta.concrete_fields
    }
    assert len(rows) == len(set(rows))


def test_each_entry_says_what_article_30_asks_for():
    """Art. 30 (1) b to g: purposes, subjects, categories, recipients, third countries, periods, measures."""
    text = processing_record()
    words = ("Zweck", "Rechtsgrundlage", "Betroffene", "Kategorien", "Empfänger", "Löschfristen")
    for word in words:
        assert text.count(f"- **{word}:**") == len(activities())
    assert "Drittländer" in text and "Technische und organisatorische Maßnahmen" in text
    assert all(name in text for name in DataClass)


def test_what_stands_against_a_risk_is_shown_by_tests_that_are_there():
    for risk in RISKS:
        named = re.findall(r"`([^`]+)`", risk.shown_by)
        assert named and all((ROOT / name).exists() for name in named), risk.what


def test_every_class_of_data_says_how_it_is_protected():
    """A new class, or one without a sentence on some side, does not pass."""
    assert set(PROTECTIONS) == set(DataClass)
    assert all(getattr(level, field.name) for level in PROTECTIONS.values() for field in fields(level))
    for name in DataClass:
        assert f"## {name}\n" in protection_levels()
