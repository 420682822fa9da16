"""Loading a city: the rows become those of the folder, and a second time nothing changes."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from kidsapp.municipality.city_folder import City, District, Entry, ThemeRules, read_city
from kidsapp.municipality.commands import load_city
from kidsapp.municipality.models import DatedSetting, GazetteerEntry, Municipality
from kidsapp.municipality.models import District as DistrictRow
from kidsapp.municipality.queries import city_by_slug, gazetteer_hits
from kidsapp.municipality.scope import municipality_scope
from kidsapp.municipality.tests.factories import municipality

HERE = Path(__file__).parent
THEME = ThemeRules(frozenset({"action"}), lambda light, dark: [])


@pytest.fixture
def city() -> City:
    """The good city of the folder beside this test."""
    found, findings = read_city(HERE / "city", HERE / "laender", theme=THEME)
    assert found, findings
    return found


def rows(model, city_id: int) -> dict:
    with municipality_scope(city_id):
        return {row["id"]: row for row in model.objects.values()}


def everything(city_id: int) -> list[dict]:
    return [rows(model, city_id) for model in (DistrictRow, DatedSetting, GazetteerEntry)]


def test_a_city_is_there_with_its_settings_districts_and_gazetteer(db, city):
    loaded = load_city(city)
    found = city_by_slug("city", on=date(2026, 11, 22))
    assert found.id == loaded.municipality_id
    assert found.row.hosts == ["muster.localhost"]
    assert found.row.profile["contact"]["phone"] == "02000 000 000"
    assert found.settings["childcare.wishes_max"] == 4
    assert found.settings["childcare.notice_months"] == 6
    assert [name for _, name in found.districts] == ["Nord", "Süd"]
    with municipality_scope(found.id):
        assert [entry.name for entry in gazetteer_hits("nordweg")] == ["Nordweg"]
        assert gazetteer_hits("Nord")[0].name == "Nord"
        assert GazetteerEntry.objects.get(name="Nordweg").district == "nord"
        assert dict(DistrictRow.objects.values_list("key", "has_listed_streets")) == {
            "nord": True,
            "sued": False,
        }


def test_an_old_day_still_has_the_old_settings(db, city):
    load_city(city)
    assert city_by_slug("city", on=date(2025, 11, 22)).settings["childcare.wishes_max"] == 3


def test_loading_twice_changes_nothing(db, city):
    first = load_city(city)
    before = everything(first.municipality_id)
    again = load_city(city)
    assert (again.municipality_id, again.changes) == (first.municipality_id, 0)
    assert everything(first.municipality_id) == before


def test_what_changed_is_written_and_only_that(db, city):
    city_id = load_city(city).municipality_id
    nord, sued = city.districts
    changed = replace(city, name="Neustadt", districts=(replace(nord, name="Norden"), sued))
    assert load_city(changed).changes == 2
    assert Municipality.objects.get(pk=city_id).name == "Neustadt"
    assert {row["name"] for row in rows(DistrictRow, city_id).values()} == {"Norden", "Süd"}


def test_what_is_gone_from_the_folder_goes(db, city):
    city_id = load_city(city).municipality_id
    load_city(replace(city, districts=(), gazetteer=(), settings=city.settings[:1]))
    assert [len(found) for found in everything(city_id)] == [0, 1, 0]


def test_what_is_new_in_the_folder_comes(db, city):
    city_id = load_city(city).municipality_id
    new = District("west", "West", (), None, None)
    entry = Entry("street", "Straße am Kanal", "", 51.0, 7.0)
    loaded = load_city(replace(city, districts=(*city.districts, new), gazetteer=(*city.gazetteer, entry)))
    assert loaded.changes == 2
    with municipality_scope(city_id):
        assert GazetteerEntry.objects.get(name="Straße am Kanal").folded == "strasse am kanal"


def test_a_city_does_not_touch_another(db, city):
    other = municipality("soest")
    with municipality_scope(other.pk):
        DistrictRow.objects.create(key="nord", name="Nord")
    load_city(city)
    load_city(replace(city, districts=()))
    assert len(rows(DistrictRow, other.pk)) == 1


@pytest.mark.parametrize(
    ("taken", "key"), [({"ags": "05999000"}, "ags"), ({"hosts": ["muster.localhost"]}, "hosts")]
)
def test_what_belongs_to_another_city_is_named_and_nothing_is_loaded(db, city, taken, key):
    municipality("soest", **taken)
    assert [finding.key for finding in load_city(city)] == [key]
    assert not Municipality.objects.filter(slug="city").exists()


def test_a_city_that_fails_halfway_stays_as_it_was(db, city):
    city_id = load_city(city).municipality_id
    broken = replace(city, name="Halb", gazetteer=(Entry("street", "x" * 200, "", 51.0, 7.0),))
    with pytest.raises(Exception, match="too long"):
        load_city(broken)
    assert Municipality.objects.get(pk=city_id).name == "Musterstadt"
