"""The shipped cities, and the commands of the operator that load them."""

import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner

from conftest import MOMENT
from kidsapp.municipality.models import DatedSetting, GazetteerEntry, Municipality
from kidsapp.municipality.scope import municipality_scope
from kidsapp.operations import cli
from kidsapp.operations.commands.cities import load_city_folder, read_city_folder

CITIES = Path(__file__).resolve().parents[3] / "cities"
SHIPPED = sorted(path.parent for path in CITIES.glob("*/city.toml"))


@pytest.fixture
def copy_of_herne(tmp_path: Path) -> Path:
    """Herne's folder, to be spoilt."""
    return shutil.copytree(CITIES / "herne", tmp_path / "herne")


def spoil(folder: Path, old: str, new: str) -> Path:
    path = folder / "city.toml"
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    return folder


def run(*arguments: str):
    return CliRunner().invoke(cli.city, list(arguments))


def test_five_cities_are_shipped():
    assert [path.name for path in SHIPPED] == ["flensburg", "herne", "iserlohn", "soest", "wuppertal"]


@pytest.mark.parametrize("folder", SHIPPED, ids=lambda path: path.name)
def test_every_shipped_city_is_good(folder):
    city, findings = read_city_folder(folder)
    assert city, [str(finding) for finding in findings if finding.is_error]


def test_a_theme_whose_contrast_fails_is_refused_with_pair_and_value(copy_of_herne):
    with (copy_of_herne / "city.toml").open("a", encoding="utf-8") as file:
        file.write('\n[theme.light]\naction = "#99ccdd"\n')
    _, findings = read_city_folder(copy_of_herne)
    told = [str(finding) for finding in findings if finding.is_error]
    assert any("theme: contrast too low: on-action on action (light): 1.7 < 7" in line for line in told)


def test_check_ends_well_and_names_empty_slots(db):
    answer = run("check", str(CITIES / "herne"))
    assert answer.exit_code == 0
    assert "warning: city.toml: sign_language.url: is still empty" in answer.output


def test_check_names_every_mistake_and_ends_with_1(db, copy_of_herne):
    spoil(copy_of_herne, 'ags = "05916000"', 'ags = "5916"')
    answer = run("check", str(spoil(copy_of_herne, 'land = "nrw"', 'land = "by"')))
    assert answer.exit_code == 1
    assert "error: city.toml: ags: " in answer.output
    assert "error: city.toml: land: " in answer.output


def test_check_of_a_folder_that_is_not_there_says_so(db, tmp_path):
    answer = run("check", str(tmp_path / "nirgends"))
    assert answer.exit_code == 1
    assert "city.toml: cannot be read" in answer.output


def test_a_folder_with_a_mistake_loads_nothing(db, copy_of_herne):
    answer = run("load", str(spoil(copy_of_herne, 'ags = "05916000"', 'ags = "5916"')))
    assert answer.exit_code == 1
    assert not Municipality.objects.exists()
