"""Every row is loaded, merged or reported; the same list a second time changes nothing."""

import json
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kidsapp.places.adapters.lists import read_rows
from kidsapp.places.importing.mapping import read_mapping
from kidsapp.places.importing.plan import ExistingPlace
from kidsapp.places.importing.records import PlaceRecord
from kidsapp.places.importing.report import report_lines, summary
from kidsapp.places.tests.import_makers import (
    MAPPING,
    as_existing,
    in_format,
    kinds,
    of,
    planned,
    reasons,
    row,
)

LISTS = Path(__file__).parent / "lists"
CITIES = Path(__file__).resolve().parents[3] / "cities"
BOUNDARY = {"type": "Polygon", "coordinates": [[[7, 51], [8, 51], [8, 52], [7, 52], [7, 51]]]}
CELLS = {
    "name": ["", "Kita A", "kita a", "Kita B"],
    "id": ["", "1", "2"],
    "kind": ["", "school", "zoo"],
    "street": ["", "Am Markt", "Am Markt 2", "AM MARKT"],
    "number": ["", "1", "2", "1 "],
    "plz": ["", "44623", "44625", "4462"],
    "town": ["", "Herne", "Soest"],
    "lat": ["", "51.5", "7.5", "x"],
    "lon": ["", "7.5", "51.5"],
    "from": ["", "4", "80", "x"],
    "until": ["", "72", "3"],
    "phone": ["", "02323/1", "02323/2"],
    "wheelchair": ["", "ja", "nein", "?"],
    "languages": ["", "de", "de, tr"],
    "groups": ["", "Nest|4|36|10", "x"],
    "mon": ["", "7-16", "?"],
    "opens": ["", "1.8.2027", "1.8.2028", "x"],
    "closes": ["", "31.7.2028"],
}
RANDOM_ROWS = st.lists(st.fixed_dictionaries({c: st.sampled_from(v) for c, v in CELLS.items()}), max_size=8)


def test_a_new_place_is_loaded_with_what_the_row_says():
    plan = of(row(id="7", lat="51.5", lon="7.2"))
    assert kinds(plan) == ["LOADED"]
    assert plan.outcomes[0].reasons == ()
    assert plan.created == (plan.outcomes[0].record,)
    assert plan.created[0].source_id == "7"
    assert plan.created[0].source == "Liste"


@pytest.mark.parametrize(
    ("cells", "reason"),
    [
        ({"name": ""}, "MISSING_NAME"),
        ({"name": "k. A."}, "MISSING_NAME"),
        ({"kind": "Spielplatz"}, "UNKNOWN_KIND"),
        ({"street": "", "plz": "", "town": ""}, "NOT_A_PLACE"),
        ({"lat": "50.0", "lon": "7.5"}, "OUTSIDE"),
    ],
)
def test_what_cannot_be_a_place_of_the_city_is_reported(cells, reason):
    plan = of(row(**cells), boundary=BOUNDARY)
    assert kinds(plan) == ["REPORTED"]
    assert reasons(plan.outcomes[0]) == {reason}
    assert not plan.created


def test_a_mapping_may_choose_rows_and_the_others_are_reported():
    mapping = replace(
        MAPPING, only={"town": frozenset({"herne"})}, without={"street": frozenset({"musterstr."})}
    )
    plan = of(row(), row(town="Soest"), row(street="Musterstr."), row(town=""), mapping=mapping)
    assert kinds(plan) == ["LOADED", "REPORTED", "REPORTED", "REPORTED"]
    assert reasons(plan.outcomes[1]) == {"NOT_CHOSEN"}


def test_without_a_boundary_nothing_lies_outside():
    assert kinds(of(row(lat="50.0", lon="7.5"))) == ["LOADED"]


def test_a_place_without_coordinates_is_loaded_for_the_list_only():
    plan = of(row(), boundary=BOUNDARY, postal_codes={"44623"})
    assert kinds(plan) == ["LOADED"]
    assert reasons(plan.outcomes[0]) == {"NO_POINT"}


def test_a_place_without_coordinates_is_held_against_the_citys_postal_codes():
    plan = of(row(plz="59494"), boundary=BOUNDARY, postal_codes={"44623"})
    assert kinds(plan) == ["REPORTED"]
    assert reasons(plan.outcomes[0]) == {"OTHER_POSTAL_CODE"}
    assert "59494" in report_lines(plan)[0].reason


@pytest.mark.parametrize(("cells", "codes"), [({"plz": ""}, {"44623"}), ({}, set())])
def test_what_no_boundary_and_no_postal_code_can_check_is_loaded_and_named(cells, codes):
    plan = of(row(**cells), boundary=BOUNDARY, postal_codes=codes)
    assert kinds(plan) == ["LOADED"]
    assert reasons(plan.outcomes[0]) == {"NO_POINT", "NOWHERE_TO_CHECK"}


def test_coordinates_count_more_than_a_postal_code():
    inside = {"lat": "51.5", "lon": "7.2", "plz": "59494"}
    assert kinds(of(row(**inside), boundary=BOUNDARY, postal_codes={"44623"})) == ["LOADED"]


def test_without_a_boundary_no_postal_code_is_checked():
    assert kinds(of(row(plz="59494"), boundary=None, postal_codes={"44623"})) == ["LOADED"]


def test_one_point_for_two_addresses_is_named_on_both_rows():
    here = {"lat": "51.5", "lon": "7.2"}
    plan = of(row(**here), row("B", number="2", **here), row("C", **here))
    assert all("SHARED_POINT" in reasons(outcome) for outcome in plan.outcomes)
    assert "SHARED_POINT" not in reasons(of(row(**here), row("C", **here)).outcomes[1])


def test_the_same_id_or_the_same_name_and_address_are_one_place():
    first = row(id="1", lat="51.5", lon="7.2")
    same_id = row("Kita Birnbaum", id="1", phone="02323/1")
    same_name = row("KITA APFELBAUM", street="am markt", languages="tr")
    plan = of(first, same_id, same_name, row(number="2"))
    assert kinds(plan) == ["LOADED", "MERGED", "MERGED", "LOADED"]
    assert [record.house_number for record in plan.created] == ["1", "2"]
    assert (plan.created[0].phone, plan.created[0].languages) == ("02323/1", ("tr",))
    assert {"MERGED_WITH_LINE", "LEFT_OUT"} <= reasons(plan.outcomes[1])


def test_two_names_at_one_address_are_two_places_and_somebody_is_asked():
    plan = of(row(), row("Kita Birnbaum", street="AM MARKT 1", number=""), row("Kita Cox", number="2"))
    assert kinds(plan) == ["LOADED", "LOADED", "LOADED"]
    assert ["SAME_ADDRESS" in reasons(outcome) for outcome in plan.outcomes] == [False, True, False]


def test_the_same_name_and_street_in_another_town_is_another_place():
    assert kinds(of(row(), row(plz="59494", town="Soest"), row(plz="", town="Soest"))) == [
        "LOADED",
        "LOADED",
        "MERGED",
    ]


def test_a_known_place_gets_what_the_list_knows_and_keeps_what_it_does_not():
    old = PlaceRecord("Kita Apfelbaum", street="Am Markt", house_number="1", phone="alt", email="a@b.example")
    plan = of(row(phone="02323/1"), existing=[ExistingPlace("k", old)])
    assert kinds(plan) == ["MERGED"]
    assert plan.outcomes[0].target == "k"
    (update,) = plan.updated
    assert (update.key, update.record.phone, update.record.email) == ("k", "02323/1", "a@b.example")
    assert update.changes["phone"] == ("alt", "02323/1")
    assert not plan.created


def test_what_a_place_keeps_itself_is_changed_by_no_list():
    old = PlaceRecord("Kita Apfelbaum", street="Am Markt", house_number="1", phone="alt", age_from_months=36)
    kept = ExistingPlace("k", old, frozenset({"phone", "age_from_months", "wheelchair"}))
    plan = of(row(phone="02323/1", until="24", wheelchair="ja", languages="tr"), existing=[kept])
    after = plan.updated[0].record
    assert (after.phone, after.age_from_months, after.wheelchair, after.languages) == (
        "alt",
        36,
        None,
        ("tr",),
    )
    assert after.age_until_months is None
    assert "KEPT" in reasons(plan.outcomes[0])


def test_days_of_a_list_are_merged_and_never_end_before_they_begin():
    old = PlaceRecord("Kita Apfelbaum", street="Am Markt", house_number="1", opens_on=date(2027, 8, 1))
    (later,) = of(row(closes="31.7.2028"), existing=[ExistingPlace("k", old)]).updated
    assert (later.record.opens_on, later.record.closes_on) == (date(2027, 8, 1), date(2028, 7, 31))
    (other,) = of(row(closes="31.7.2027"), existing=[ExistingPlace("k", old)]).updated
    assert (other.record.opens_on, other.record.closes_on) == (None, date(2027, 7, 31))
    kept = of(row(closes="31.7.2027"), existing=[ExistingPlace("k", old, frozenset({"opens_on"}))])
    assert (kept.updated[0].record.opens_on, kept.updated[0].record.closes_on) == (date(2027, 8, 1), None)
    assert ("KEPT", {"fields": "closes_on"}) in [(r.reason.name, r.facts) for r in kept.outcomes[0].reasons]


HIDDEN = replace(
    MAPPING,
    columns={**MAPPING.columns, "shows_house_number": ("public",)},
    constants={"kind": "child_minder"},
)


@pytest.mark.parametrize(
    ("kind", "said", "is_public"),
    [
        ("child_minder", "", False),
        ("child_minder", "ja", True),
        ("child_minder", "nein", False),
        ("kita", "", True),
        ("kita", "nein", False),
    ],
)
def test_a_child_minders_house_number_is_public_only_where_the_list_says_so(kind, said, is_public):
    mapping = replace(HIDDEN, constants={"kind": kind})
    (record,) = of(row(public=said), mapping=mapping).created
    assert record.has_public_house_number is is_public


def test_a_later_row_may_hide_a_house_number_and_never_show_a_hidden_one():
    for said in (("ja", "nein"), ("nein", "ja")):
        (record,) = of(*(row(public=answer) for answer in said), mapping=HIDDEN).created
        assert record.shows_house_number is False


def test_a_newer_list_may_say_that_the_house_number_is_public():
    old = PlaceRecord("Kita Apfelbaum", kind="child_minder", street="Am Markt", house_number="1",
                      shows_house_number=False)  # fmt: skip
    plan = of(row(public="ja"), mapping=HIDDEN, existing=[ExistingPlace("k", old)])
    assert plan.updated[0].record.shows_house_number


def test_a_house_number_once_hidden_stays_hidden():
    old = PlaceRecord("Kita Apfelbaum", street="Am Markt", house_number="1", shows_house_number=False)
    plan = of(row(phone="02323/1"), existing=[ExistingPlace("k", old)])
    assert not plan.updated[0].record.shows_house_number


def test_places_of_the_source_that_the_list_no_longer_names_are_told():
    old = [
        ExistingPlace("gone", PlaceRecord("Weg", source="Liste")),
        ExistingPlace("other", PlaceRecord("Andere", source="Andere Liste")),
    ]
    assert of(row(), existing=old).absent == ("gone",)


def test_a_file_of_which_nothing_can_be_read_names_no_place_as_gone():
    old = [ExistingPlace("there", PlaceRecord("Weg", source="Liste"))]
    assert of(row(name=""), existing=old).absent == ()
    assert of(existing=old).absent == ()


def test_districts_and_hours_models_are_those_of_the_city():
    (outcome,) = of(
        row(district="herne mitte", models="25, 50"), districts=["Herne-Mitte"], hours_models={"25", "45"}
    ).outcomes
    assert (outcome.record.district, outcome.record.hours_models) == ("Herne-Mitte", ("25",))
    assert "UNKNOWN_IN_CITY" in reasons(outcome)


def dirty():
    mapping = read_mapping(LISTS / "dirty.toml")
    return planned((LISTS / "dirty.csv").read_bytes(), mapping, boundary=BOUNDARY)


def test_a_dirty_list_is_told_row_by_row():
    expected = {
        2: ("LOADED", "SHARED_POINT"), 3: ("REPORTED", "MISSING_NAME"), 4: ("LOADED", "NO_POINT"),
        5: ("LOADED", "UNREADABLE_HOURS"), 6: ("LOADED", "UNREADABLE_AGE"), 7: ("MERGED", "MERGED_WITH_LINE"),
        8: ("REPORTED", "UNKNOWN_KIND"), 9: ("REPORTED", "EMPTY_ROW"), 10: ("LOADED", "POSTAL_CODE_PADDED"),
        11: ("REPORTED", "UNREADABLE_ROW"), 12: ("REPORTED", "WRONG_WIDTH"), 13: ("LOADED", "SHORT_ROW"),
        14: ("REPORTED", "NOT_A_PLACE"), 15: ("LOADED", ""), 17: ("REPORTED", "OUTSIDE"),
        18: ("LOADED", "GUESSED_ENCODING"), 19: ("LOADED", "CONTROL_CHARACTERS"),
    }  # fmt: skip
    found = {outcome.line: (outcome.kind.name, reasons(outcome)) for outcome in dirty().outcomes}
    assert found.keys() == expected.keys()
    for line, (kind, reason) in expected.items():
        assert found[line][0] == kind, line
        assert not reason or reason in found[line][1], line


def test_the_report_says_every_row_in_words_and_the_summary_adds_up():
    plan = dirty()
    lines, counted = report_lines(plan), summary(plan)
    assert (
        len(lines) == counted.rows == counted.loaded + counted.merged + counted.unchanged + counted.reported
    )
    assert all(line.reason for line in lines if line.outcome != "loaded")
    assert lines[1] == type(lines[1])(3, "reported", "Der Name fehlt.")
    assert not any("{" in line.reason for line in lines)


@pytest.mark.parametrize(
    "path", sorted(CITIES.glob("*/places/*.toml")), ids=lambda path: path.parent.parent.name
)
def test_every_list_of_a_shipped_city_is_loaded_whole(path):
    mapping = read_mapping(path)
    data = path.with_suffix(".geojson" if mapping.source.format == "geojson" else ".csv").read_bytes()
    boundary = path.parent.parent / "boundary.geojson"
    area = json.loads(boundary.read_text()) if boundary.exists() else None
    if area and "coordinates" not in area:
        area = area.get("geometry") or area["features"][0]["geometry"]
    plan = planned(data, mapping, boundary=area)
    assert set(kinds(plan)) == {"LOADED"}
    assert not plan.notices
    assert {name for outcome in plan.outcomes for name in reasons(outcome)} <= {
        "NO_POINT",
        "SHARED_POINT",
        "SAME_ADDRESS",
    }


@given(RANDOM_ROWS, st.sampled_from([None, BOUNDARY]))
@settings(max_examples=100, deadline=None)
def test_the_same_list_a_second_time_changes_nothing(rows, boundary):
    first = of(*rows, boundary=boundary)
    second = of(*rows, boundary=boundary, existing=as_existing(first))
    assert not second.created
    assert not second.updated
    assert {"UNCHANGED" if kind != "REPORTED" else kind for kind in kinds(first)} == set(kinds(second))


@given(RANDOM_ROWS, RANDOM_ROWS)
@settings(max_examples=60, deadline=None)
def test_a_list_over_another_one_settles_too(before, rows):
    other = replace(MAPPING, source=replace(MAPPING.source, name="Andere"))
    existing = as_existing(of(*before, mapping=other))
    first = of(*rows, existing=existing)
    second = of(*rows, existing=as_existing(first, existing))
    assert not second.created
    assert not second.updated


@given(RANDOM_ROWS)
@settings(deadline=None)
def test_nothing_is_planned_that_the_database_would_refuse(rows):
    for record in of(*rows).created:
        assert record.name
        assert (record.lat is None) == (record.lon is None)
        begin, end = record.age_from_months, record.age_until_months
        assert begin is None or end is None or begin < end


@given(
    st.binary(max_size=200) | st.text(max_size=200).map(lambda text: text.encode(errors="replace")),
    st.sampled_from(["csv", "json", "geojson"]),
    st.sampled_from(["utf-8-sig", "latin-1", "utf-16", "utf-7"]),
)
@settings(max_examples=200, deadline=None)  # fmt: skip
def test_whatever_bytes_come_in_every_row_has_one_outcome(data, name, encoding):
    mapping = in_format(name, encoding=encoding)
    rows = list(read_rows(data, mapping))
    plan = planned(data, mapping)
    assert [outcome.line for outcome in plan.outcomes] == [found.line for found in rows]
    assert rows


@given(st.lists(st.text(alphabet='";,\n\r\tab\x00ä', max_size=30), min_size=1, max_size=6))
@settings(deadline=None)
def test_quotes_and_line_ends_anywhere_lose_no_line(parts):
    data = ("name;b\n" + "\n".join(parts)).encode()
    lines = [found.line for found in read_rows(data, MAPPING)]
    assert lines == sorted(set(lines))


JSON_KEYS = [*CELLS, "geometry", "properties", "coordinates"]
JSON_VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=10),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(JSON_KEYS), inner),
    max_leaves=12,
)


@given(st.lists(JSON_VALUES, max_size=5), st.sampled_from(["json", "geojson"]))
@settings(deadline=None)
def test_whatever_json_comes_in_every_entry_has_one_outcome(entries, name):
    data = json.dumps({"features": entries}).encode()
    plan = planned(data, in_format(name, records="features"), boundary=BOUNDARY)
    assert len(plan.outcomes) == max(len(entries), 1)
