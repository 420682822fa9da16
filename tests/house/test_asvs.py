"""Each requirement of OWASP ASVS (levels 1 and 2) has an entry that holds: a test that exists, or why not."""

import ast
import re
import tomllib
from collections import Counter
from functools import cache

import pytest

from tests.house.source import ROOT

SECURITY = ROOT / "docs" / "security"
KINDS = {"test", "manual", "not_applicable", "open"}
LEAST_WORDS = 3


def ids():
    lines = (SECURITY / "asvs_ids.txt").read_text(encoding="utf-8").splitlines()
    return [line for line in lines if re.fullmatch(r"V\d+\.\d+\.\d+", line)]


def entries():
    return tomllib.loads((SECURITY / "asvs.toml").read_text(encoding="utf-8"))


@cache
def defined_in(path):
    """The tests of a file, by reading it: nothing is collected or run."""
    file = ROOT / path
    if not file.is_file():
        return set()
    defined = ast.walk(ast.parse(file.read_text(encoding="utf-8")))
    return {
        node.name for node in defined if isinstance(node, ast.FunctionDef) and node.name.startswith("test_")
    }


def unknown(named):
    """Those of the named tests that do not exist."""
    return [node for node in named if node.partition("::")[2] not in defined_in(node.partition("::")[0])]


def test_there_are_253_requirements():
    assert len(ids()) == len(set(ids())) == 253


def test_each_has_an_entry_and_no_other_id_has():
    found = entries()
    assert not [each for each in ids() if each not in found], "unmapped"
    assert not [each for each in found if each not in ids()], "unknown"


def test_each_entry_is_of_one_kind_and_says_something():
    for name, entry in entries().items():
        kinds = KINDS & set(entry)
        assert len(kinds) == 1 and set(entry) <= KINDS | {"note"}, name
        said = entry[kinds.pop()]
        assert said if isinstance(said, list) else len(said.split()) >= LEAST_WORDS or "No " in said, name


def test_every_named_test_exists():
    named = [node for entry in entries().values() for node in entry.get("test", [])]
    assert len(named) > 100
    assert not unknown(named)


@pytest.mark.parametrize(
    "node", ["tests/house/test_asvs.py::test_that_nobody_wrote", "tests/gone.py::test_x", "x"]
)
def test_a_test_that_does_not_exist_is_noticed(node):
    assert unknown([node]) == [node]


def test_every_place_that_an_entry_names_exists():
    said = " ".join(str(value) for entry in entries().values() for value in entry.values())
    headings = (SECURITY / "rules.md").read_text(encoding="utf-8")
    anchors = {
        line[3:].strip().casefold().replace(" ", "-") for line in headings.splitlines() if line[:3] == "## "
    }
    assert set(re.findall(r"rules\.md#([\w-]+)", said)) <= anchors
    for path in set(re.findall(r"\b(?:docs|tests|kidsapp)/[\w/.-]+\.(?:md|py|toml)", said)):
        assert (ROOT / path).is_file(), path


def test_the_readme_gives_the_numbers_and_every_open_requirement():
    text = (SECURITY / "README.md").read_text(encoding="utf-8")
    found = entries()
    counted = Counter(next(iter(KINDS & set(entry))) for entry in found.values())
    for kind, number in counted.items():
        assert f"| `{kind}` | {number} |" in text, kind
    listed = set(re.findall(r"^\| (V[\d.]+) \|", text, flags=re.MULTILINE))
    assert listed == {name for name, entry in found.items() if "open" in entry}
