"""The commands of the operator that check and load cities."""

import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner

from conftest import MOMENT
from kidsapp.audit.models import AuditLine
from kidsapp.childcare.models import Group
from kidsapp.municipality.models import Municipality
from kidsapp.municipality.scope import municipality_scope
from kidsapp.operations import cli
from kidsapp.operations.commands.cities import load_city_folder
from kidsapp.places.models import Facility

CITIES = Path(__file__).resolve().parents[3] / "cities"


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


def test_a_mistake_in_a_mapping_is_named_and_loads_nothing(db, copy_of_herne):
    mapping = copy_of_herne / "places" / "demo_kitas.toml"
    mapping.write_text(mapping.read_text(encoding="utf-8").replace("[hours]", "[ours]"), encoding="utf-8")
    answer = run("load", str(copy_of_herne))
    assert answer.exit_code == 1
    assert "error: demo_kitas.toml: ours: unknown key" in answer.output
    assert not Municipality.objects.exists()


@pytest.fixture
def loaded_herne(db):
    """Herne as it is shipped, in scope."""
    report = load_city_folder(CITIES / "herne", at=MOMENT)
    city = Municipality.objects.get(slug="herne")
    with municipality_scope(city.pk):
        yield report


def test_herne_has_its_kitas_and_child_minders_all_marked_as_invented(loaded_herne):
    kinds = list(Facility.objects.values_list("kind", flat=True))
    assert (kinds.count("kita"), kinds.count("child_minder")) == (36, 10)
    assert not Facility.objects.filter(is_invented=False).exists()
    assert not Facility.objects.filter(district=None).exists()
    assert Facility.objects.filter(opening_hours=None).count() == 4


def test_every_place_of_herne_has_groups_in_this_and_the_coming_year(loaded_herne):
    for facility in Facility.objects.prefetch_related("groups"):
        assert {group.year for group in facility.groups.all()} == {2026, 2027}


def test_the_first_kita_by_name_takes_small_and_large_children_for_all_hours(loaded_herne):
    """The demonstration shows its desk."""
    first = Facility.objects.filter(kind="kita").order_by("name")[0]
    assert first.hours_models == ["25", "35-block", "35-split", "45"]
    assert min(group.age_from_months for group in first.groups.all()) <= 12
    assert sum(group.places for group in first.groups.filter(year=2026)) > 50


def test_loading_herne_twice_changes_nothing(loaded_herne):
    before = list(Facility.objects.order_by("pk").values()), list(Group.objects.order_by("pk").values())
    assert load_city_folder(CITIES / "herne", at=MOMENT).changes == 0
    assert before == (
        list(Facility.objects.order_by("pk").values()),
        list(Group.objects.order_by("pk").values()),
    )


def test_loading_is_one_act_with_one_audit_line(loaded_herne):
    assert [line.act for line in AuditLine.objects.all()] == ["operations.load_city"]


def test_load_tells_what_became_of_each_row(db):
    answer = run("load", str(CITIES / "soest"))
    assert answer.exit_code == 0
    assert "kitas_soest_report.csv: line 2: loaded: Ohne Koordinaten" in answer.output
    assert "kitas_soest_report.csv: 2 rows: 2 loaded, 0 merged, 0 unchanged, 0 reported" in answer.output


def test_flensburg_brings_its_seventy_real_kitas_without_inventing_places(db):
    load_city_folder(CITIES / "flensburg", at=MOMENT)
    with municipality_scope(Municipality.objects.get(slug="flensburg").pk):
        assert Facility.objects.filter(is_invented=False, district__isnull=False).count() == 70
        assert not Group.objects.exists()
