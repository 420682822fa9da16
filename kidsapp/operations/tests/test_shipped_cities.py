"""The cities that are shipped, held against the rules of the page as well."""

from datetime import date
from pathlib import Path
from shutil import copytree

import pytest

from kidsapp.operations.commands.cities import read_city_folder

CITIES = Path(__file__).parents[3] / "cities"
FOLDERS = sorted(path.parent for path in CITIES.glob("*/city.toml"))
SLOT_OR_ASSUMPTION = ("is still empty", "is not confirmed")


def in_force(city, key, day):
    rows = [row for row in city.settings if row.key == key and row.valid_from <= day]
    return max(rows, key=lambda row: row.valid_from)


def test_the_cities_of_the_first_release_are_there():
    assert [folder.name for folder in FOLDERS] == ["flensburg", "herne", "iserlohn", "soest", "wuppertal"]


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_every_shipped_city_is_good_in_its_own_colours(folder):
    city, findings = read_city_folder(folder)
    assert city
    assert not [str(finding) for finding in findings if not finding.message.endswith(SLOT_OR_ASSUMPTION)]


def test_no_two_cities_share_what_tells_them_apart():
    cities = [read_city_folder(folder)[0] for folder in FOLDERS]
    prefixes = [in_force(city, "childcare.number_prefix", date(2026, 11, 22)).value for city in cities]
    hosts = [host for city in cities for host in city.hosts]
    for told_apart in ([city.ags for city in cities], hosts, prefixes):
        assert len(set(told_apart)) == len(told_apart)


def test_a_button_too_pale_to_read_is_refused_with_the_pair_and_a_way_out(tmp_path):
    folder = Path(copytree(CITIES / "wuppertal", tmp_path / "wuppertal"))
    sheet = folder / "city.toml"
    text = sheet.read_text(encoding="utf-8")
    assert 'action = "#0b4f8a"' in text
    sheet.write_text(text.replace('action = "#0b4f8a"', 'action = "#9fc8ee"'), encoding="utf-8")
    city, findings = read_city_folder(folder)
    assert city is None
    lines = [finding.message for finding in findings if finding.key == "theme"]
    assert any("on-action on action (light)" in line and "try action = #" in line for line in lines)


def test_soest_keeps_to_the_report_on_its_preregistration():
    city, _ = read_city_folder(CITIES / "soest")
    said = {"registration_opens": "11-01", "cut_off": "02-01", "wishes_max": 3, "lower_wishes_open": ""}
    for key, value in said.items():
        row = in_force(city, f"childcare.{key}", date(2026, 11, 22))
        assert (row.value, "nicht bestätigt" in row.source) == (value, False)
