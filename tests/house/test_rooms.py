"""The same rooms in every module, and no rooms with names that say nothing."""

from tests.house.source import PACKAGE

FORBIDDEN = {"utils", "helpers", "services", "managers", "signals", "common", "misc", "tools"}


def test_no_room_has_a_name_that_says_nothing():
    found = [str(p) for p in PACKAGE.rglob("*") if p.stem in FORBIDDEN and "vendor" not in p.parts]
    assert not found


def test_every_module_tells_its_purpose_on_one_screen():
    modules = [path for path in PACKAGE.iterdir() if (path / "__init__.py").exists()]
    for module in modules:
        readme = module / "README.md"
        assert readme.exists(), module.name
        assert len(readme.read_text(encoding="utf-8").splitlines()) <= 60, module.name
