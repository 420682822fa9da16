"""Reading lists as they come: bytes, lines, quotes, encodings, JSON."""

import json

import pytest

from kidsapp.places.adapters.lists import MOST_MEGABYTES, read_rows
from kidsapp.places.importing.rows import BadRow, RawRow
from kidsapp.places.tests.import_makers import MAPPING, in_format, planned, reasons


def read(text, mapping=MAPPING):
    return list(read_rows(text if isinstance(text, bytes) else text.encode(), mapping))


def names(rows):
    return [row.values["name"] if isinstance(row, RawRow) else row.reason.reason.name for row in rows]


def test_rows_know_their_physical_line():
    rows = read('\nname;note\nA;"zwei\nZeilen"\n\nB;x\n')
    assert [(row.line, row.values["name"]) for row in rows] == [(3, "A"), (6, "B")]


@pytest.mark.parametrize("delimiter", [";", ",", "\t", "|"])
def test_the_delimiter_is_found_out(delimiter):
    text = f'name{delimiter}"Straße, Nr.; alt"\nA{delimiter}B\n'
    assert read(text)[0].values == {"name": "A", "Straße, Nr.; alt": "B"}


def test_excels_line_with_the_delimiter_is_no_header():
    assert names(read("sep=;\nname;b\nA,x;1\n")) == ["A,x"]


def test_lines_above_the_header_are_skipped():
    assert names(read("Stadt Herne\nStand 2026\nname;b\nA;1\n", in_format("csv", skip_lines=2))) == ["A"]


def test_a_quote_left_open_costs_one_row_only():
    rows = read('name;b\nA;1\n"B;2\nC;3\nD;4\n')
    assert names(rows) == ["A", "UNREADABLE_ROW", "C", "D"]


def test_two_quotes_left_open_do_not_swallow_the_rows_between():
    rows = read('name;b\n"A;1\nB;2\nC;3\nD";4\nE;5\n')
    assert [row.line for row in rows] == [2, 3, 4, 5, 6]
    assert names(rows) == ["UNREADABLE_ROW", "B", "C", 'D"', "E"]


def test_an_inch_sign_in_a_text_is_a_text():
    assert names(read('name;b\nRohr 5" breit;1\nB;2\n')) == ['Rohr 5" breit', "B"]


def test_long_rows_are_reported_and_short_ones_are_loaded_with_a_word():
    rows = read("name;b;c\nA;1;2;3\nB;1\nC;1;2;;\nD\n")
    assert names(rows) == ["WRONG_WIDTH", "B", "C", "WRONG_WIDTH"]
    assert [w.reason.name for w in rows[1].warnings] == ["SHORT_ROW"]
    assert not rows[2].warnings


def test_one_line_in_another_encoding_spoils_only_itself():
    rows = read("name\nSüd\n".encode() + "Köln\n".encode("latin-1") + "Öd\n".encode())
    assert names(rows) == ["Süd", "Köln", "Öd"]
    assert [len(row.warnings) for row in rows] == [0, 1, 0]


def test_a_list_in_latin_1_is_read_as_the_mapping_says():
    rows = read("name\nSüd\n".encode("latin-1"), in_format("csv", encoding="latin-1"))
    assert names(rows) == ["Süd"]
    assert not rows[0].warnings


def test_utf_16_with_its_mark_is_known():
    assert names(read("name;b\nSüd;1\n".encode("utf-16"))) == ["Süd"]


def test_control_characters_are_taken_out_with_a_word():
    (row,) = read(b"name\nA\x00B\n")
    assert row.values["name"] == "AB"
    assert row.warnings


def test_a_second_column_of_a_name_does_not_hide_the_first():
    plan = planned(b"name;town;street;street\nA;Herne;Am Markt 1;Am Anger 2\n")
    assert plan.outcomes[0].record.street == "Am Markt"
    assert "DOUBLED_COLUMN" in {notice.reason.name for notice in plan.notices}


def test_a_column_of_the_mapping_that_the_list_lacks_is_named():
    plan = planned(b"name;town\nA;Herne\n")
    assert {"column": "street"} in [notice.facts for notice in plan.notices]


@pytest.mark.parametrize("name", ["csv", "json", "geojson"])
@pytest.mark.parametrize(
    "data", [b"", b"\n", b"\xef\xbb\xbf", b"\xff", b"\x00", b"{", b"[]", b"null", b"[" * 99999]
)
def test_a_file_without_rows_says_so(name, data):
    plan = planned(data, in_format(name))
    assert len(plan.outcomes) == 1
    assert plan.outcomes[0].kind == "reported"
    assert plan.outcomes[0].reasons


def test_a_file_of_more_than_20_megabytes_is_not_read():
    (row,) = read(b"x" * (MOST_MEGABYTES * 1_000_000 + 1))
    assert isinstance(row, BadRow)
    assert row.reason.reason.name == "TOO_LARGE"


def test_a_header_beyond_all_measure_is_reported_and_not_raised():
    assert names(read(b"x" * 200_000 + b";name\n1;Kita\n")) == ["UNREADABLE_ROW"]


def test_json_is_read_from_where_the_mapping_says():
    text = json.dumps({"result": {"items": [{"name": "A"}, 7, {"name": "C"}]}})
    rows = read(text, in_format("json", records="result.items"))
    assert [row.line for row in rows] == [1, 2, 3]
    assert names(rows) == ["A", "NOT_A_RECORD", "C"]
    assert names(read(text, in_format("json", records="result"))) == ["NO_RECORDS"]


def test_json_has_paths_and_numbers_and_half_characters():
    entry = {"name": "A\ud800B", "street": "Am Markt", "plz": 44623, "from": 4, "town": {"name": "Herne"}}
    mapping = in_format("json")
    mapping.columns["town"] = ("town.name",)
    try:
        record = planned(json.dumps([entry]).encode(), mapping).outcomes[0].record
    finally:
        mapping.columns["town"] = ("town",)
    assert (record.name, record.postal_code, record.age_from_months, record.town) == (
        "AB",
        "44623",
        4,
        "Herne",
    )


@pytest.mark.parametrize(
    ("geometry", "point"),
    [
        ({"type": "Point", "coordinates": [7.2, 51.5]}, (7.2, 51.5)),
        ({"type": "Point", "coordinates": [7.2, 51.5, 60]}, (7.2, 51.5)),
        ({"type": "Polygon", "coordinates": [[[7, 51], [8, 51], [8, 52], [7, 51]]]}, (7.5, 51.5)),
        ({"type": "Point", "coordinates": []}, None),
        ({"type": "Point", "coordinates": [None, "x"]}, None),
        ({"type": "Point", "coordinates": [10**400, 1]}, None),
        ({"type": "Point"}, None),
        (None, None),
        ([], None),
    ],
)
def test_geojson_has_its_point_beside_the_properties(geometry, point):
    feature = {"type": "Feature", "id": 7, "properties": {"name": "A"}, "geometry": geometry}
    (row,) = read(json.dumps({"features": [feature]}), in_format("geojson"))
    assert row.point == point
    assert row.values == {"id": 7, "name": "A"}


def test_a_feature_without_properties_lacks_a_name():
    plan = planned(b'{"features": [{"geometry": null}]}', in_format("geojson"))
    assert reasons(plan.outcomes[0]) == {"MISSING_NAME"}
