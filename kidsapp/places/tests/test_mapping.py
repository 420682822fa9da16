"""A mapping names everything that is wrong with it."""

from pathlib import Path

import pytest

from kidsapp.places.importing.mapping import Mapping, read_mapping

ROOT = Path(__file__).resolve().parents[3]
SHIPPED = sorted([*ROOT.glob("cities/*/places/*.toml"), *ROOT.glob("docs/mappings/*.toml")])
LEAST = '[source]\nname = "Liste"\nformat = "csv"\n[columns]\nname = "Name"\n[constants]\nkind = "kita"\n'


def read(tmp_path, text):
    path = tmp_path / "list.toml"
    path.write_text(text, encoding="utf-8")
    return read_mapping(path)


def keys(found):
    assert isinstance(found, list)
    return {error.key for error in found}


def test_there_are_mappings_to_learn_from():
    assert len(SHIPPED) > 10


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: f"{path.parent.parent.name}-{path.stem}")
def test_every_mapping_that_we_ship_is_sound(path):
    assert isinstance(read_mapping(path), Mapping)


def test_the_least_mapping_has_a_name_and_a_kind(tmp_path):
    mapping = read(tmp_path, LEAST)
    assert isinstance(mapping, Mapping)
    assert mapping.columns == {"name": ("Name",)}
    assert mapping.source.encoding == "utf-8-sig"
    assert mapping.hours is None


def test_what_is_missing_is_named(tmp_path):
    assert keys(read(tmp_path, "")) == {
        "source", "columns", "source.name", "source.format", "columns.name", "columns.kind",
    }  # fmt: skip


def test_unknown_keys_and_targets_are_named(tmp_path):
    text = (
        '[source]\nname = "Liste"\nformat = "csv"\nfarbe = "rot"\n'
        '[columns]\nname = "Name"\nnmae = "x"\n[constants]\nkind = "kita"\nhuas = "x"\n'
        '[units]\nage = "years"\n[values.knid]\na = "b"\n[sonst]\n'
    )
    assert keys(read(tmp_path, text)) == {
        "source.farbe", "columns.nmae", "constants.huas", "units.age", "values.knid", "sonst",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ('[source]\nname = "L"\nformat = "xlsx"', "source.format"),
        ('[source]\nname = "L"\nformat = "csv"\nencoding = "utf-9"', "source.encoding"),
        ('[source]\nname = "L"\nformat = "csv"\ndelimiter = ";;"', "source.delimiter"),
        ("[source]\nname = 7", "source.name"),
        ('[constants]\nkind = "zoo"', "constants.kind"),
        ('[constants]\nwheelchair = "ja"', "constants.wheelchair"),
        ('[units]\ncoordinates = "gk3"', "units.coordinates"),
        ('[hours]\nwritten = "by_hand"', "hours.written"),
        ('[hours]\nwritten = "per_weekday"\nmon = "Mo"', "hours.fri"),
        ('[hours]\nwritten = "one_column"\ncolumn = "Zeiten"\ndays = [0, 7]', "hours.days"),
        ('[hours]\nwritten = "opens_closes"\nopens = "von"', "hours.closes"),
        ('[groups]\nwritten = "text"', "groups.column"),
        ('[groups]\nwritten = "columns"\n[[groups.columns]]\nname = "U3"', "groups.columns[1].from_months"),
        ("[only]\nOrt = [1]", "only.Ort[1]"),
        ('[without]\nOrt = ""', "without.Ort"),
        ('[ticked.town]\na = "b"', "ticked.town"),
        ("not = [toml", ""),
    ],
)
def test_a_mistake_is_named_with_its_key(tmp_path, text, key):
    assert key in keys(read(tmp_path, text))


def test_a_file_that_is_not_there_or_not_text_is_an_error_and_no_crash(tmp_path):
    assert isinstance(read_mapping(tmp_path / "nowhere.toml"), list)
    (tmp_path / "bytes.toml").write_bytes(b"\xff\xfe\x00")
    assert isinstance(read_mapping(tmp_path / "bytes.toml"), list)


def test_flags_and_numbers_serve_as_meanings(tmp_path):
    mapping = read(tmp_path, LEAST + '[values.wheelchair]\n"Teils" = false\n"Voll" = true\n"?" = ""\n')
    assert isinstance(mapping, Mapping)
    assert mapping.values["wheelchair"] == {"teils": "false", "voll": "true", "?": ""}


def test_every_column_used_is_known_once(tmp_path):
    text = LEAST + (
        '[ticked.hours_models]\nh25 = "25"\n[hours]\nwritten = "one_column"\ncolumn = "Name"\n'
        '[groups]\nwritten = "text"\ncolumn = "Gruppen"\n'
    )
    mapping = read(tmp_path, text)
    assert isinstance(mapping, Mapping)
    assert mapping.columns_used == ("Name", "h25", "Gruppen")


def test_a_day_that_is_the_same_for_all_is_written_without_quotes(tmp_path):
    mapping = read(tmp_path, LEAST + "opens_on = 2027-08-01\n")
    assert isinstance(mapping, Mapping)
    assert mapping.constants["opens_on"] == "2027-08-01"
    assert keys(read(tmp_path, LEAST + 'opens_on = "bald"\n')) == {"constants.opens_on"}
