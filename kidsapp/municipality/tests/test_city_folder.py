"""A city's folder may hold anything: every mistake is named with file and key, and nothing raises."""

import re
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kidsapp.municipality.city_folder import ThemeRules, read_city

GOOD = Path(__file__).parent / "city"
LAENDER = Path(__file__).parent / "laender"
THEME = ThemeRules(
    roles=frozenset({"action", "sun"}),
    failing_pairs=lambda light, dark: [
        f"{colour} on white" for colour in light.values() if colour > "#aaaaaa"
    ],
)
OPTIONAL = {"valid_until", "confirmed", "findings", "tiles", "latitude", "longitude", "postal_codes"}
SLOTS = {
    "responsible",
    "address",
    "phone",
    "represented_by",
    "controller",
    "officer",
    "authority",
    "retention",
}
SLOTS |= {
    "date",
    "method",
    "enforcement_name",
    "enforcement_url",
    "feedback_email",
    "email",
    "url",
    "title",
    "text",
}
FREE_TABLES = ("hours_names", "theme")
TABLES_OF_SLOTS = {"imprint", "privacy", "accessibility", "sign_language", "easy_language"}
LINES = (GOOD / "city.toml").read_text(encoding="utf-8").splitlines()
ASSIGNMENTS = [number for number, line in enumerate(LINES) if re.match(r"[\w-]+ = ", line)]
TABLES = [number for number, line in enumerate(LINES) if line.startswith("[")]


@pytest.fixture
def folder(tmp_path):
    """A copy of the good city, to be spoilt."""
    copied = tmp_path / "musterstadt"
    copied.mkdir()
    for path in GOOD.iterdir():
        (copied / path.name).write_bytes(path.read_bytes())
    return copied


def found_in(folder, laender=LAENDER):
    return read_city(folder, laender, theme=THEME)[1]


def errors_in(folder):
    return [finding for finding in found_in(folder) if finding.is_error]


def with_lines(folder, lines):
    (folder / "city.toml").write_text("\n".join(lines), encoding="utf-8")
    return folder


def changed(folder, old, new):
    text = (folder / "city.toml").read_text(encoding="utf-8")
    assert old in text
    return with_lines(folder, [text.replace(old, new)])


def key_of(number):
    return LINES[number].split(" = ")[0]


def table_of(number):
    heads = [LINES[table].strip("[]") for table in TABLES if table < number]
    return heads[-1] if heads else ""


def names(findings, key):
    return [finding for finding in findings if key in re.split(r"[.\[]", finding.key.replace("]", ""))]


def test_a_whole_city_is_read_without_any_finding():
    city, findings = read_city(GOOD, LAENDER, theme=THEME)
    assert not findings
    assert (city.slug, city.ags, city.land, city.languages) == ("city", "05999000", "nrw", ("de", "en"))
    assert city.map_extent == {"south": 51.0, "west": 7.0, "north": 51.1, "east": 7.2}
    assert city.profile["map_tiles"]["attribution"] == "© Beispiel"
    assert [district.key for district in city.districts] == ["nord", "sued"]
    assert city.boundary["type"] == "Polygon"


def test_settings_of_the_land_and_of_the_city_stand_side_by_side():
    city, _ = read_city(GOOD, LAENDER, theme=THEME)
    rows = {(row.key, row.valid_from): row for row in city.settings}
    assert rows["childcare.wishes_max", date(2020, 8, 1)].valid_until == date(2026, 7, 31)
    assert rows["childcare.wishes_max", date(2026, 8, 1)].value == 4
    assert rows["childcare.notice_months", date(2020, 8, 1)].value == 6


def test_a_city_calls_the_hours_models_of_its_land_by_its_own_names():
    city, _ = read_city(GOOD, LAENDER, theme=THEME)
    models = next(row.value for row in city.settings if row.key == "childcare.hours_models")
    assert [model["name"]["de"] for model in models] == ["25 Stunden", "45 Stunden (Ganztag)"]


@pytest.mark.parametrize("number", ASSIGNMENTS, ids=lambda number: f"{table_of(number)}:{key_of(number)}")
def test_a_missing_key_is_named(folder, number):
    key = key_of(number)
    findings = found_in(with_lines(folder, [line for n, line in enumerate(LINES) if n != number]))
    if key in OPTIONAL or table_of(number).startswith(FREE_TABLES):
        return
    assert names(findings, key)
    is_slot = key in SLOTS and table_of(number) in TABLES_OF_SLOTS
    assert is_slot or any(finding.is_error for finding in names(findings, key))


@pytest.mark.parametrize(
    "garbage", ["[[]]", "{ x = 1 }", "1979-05-27T07:32:00Z", "inf", "9" * 400, '"\\u0000"']
)
@pytest.mark.parametrize("number", ASSIGNMENTS, ids=lambda number: f"{table_of(number)}:{key_of(number)}")
def test_a_value_of_the_wrong_kind_is_named(folder, number, garbage):
    key = key_of(number)
    lines = [*LINES[:number], f"{key} = {garbage}", *LINES[number + 1 :]]
    assert [finding for finding in names(found_in(with_lines(folder, lines)), key) if finding.is_error]


@pytest.mark.parametrize("number", TABLES, ids=lambda number: LINES[number])
def test_a_lost_head_of_a_table_is_an_error(folder, number):
    assert errors_in(with_lines(folder, [line for n, line in enumerate(LINES) if n != number]))


@pytest.mark.parametrize(
    ("old", "new", "key"),
    [
        ('ags = "05999000"', 'ags = "5999000"', "ags"),
        ('ags = "05999000"', 'ags = "０５９９９０００"', "ags"),
        ('name = "Musterstadt"', 'name = "Muster\\nstadt"', "name"),
        ('land = "nrw"', 'land = "atlantis"', "land"),
        ('land = "nrw"', 'land = "../nrw"', "land"),
        ('"en"]', '"tlh"]', "languages[2]"),
        ('["de", "en"]', '["en"]', "languages"),
        ('["de", "en"]', '["de", "de"]', "languages[2]"),
        ('"muster.localhost"', '"Muster.localhost:80"', "hosts[1]"),
        ("south = 51.0", "south = 51.2", "map.south"),
        ("east = 7.2", "east = 6.9", "map.west"),
        ("north = 51.1", "north = 510", "map.north"),
        ("north = 51.1", "north = nan", "map.north"),
        ("{z}/{y}/{x}", "{z}", "map.tiles"),
        ('"02-01"', '"02-30"', "settings[2].value"),
        ('"02-01"', '"02-29"', "settings[2].value"),
        ("valid_until = 2026-07-31", "valid_until = 2026-08-01", "settings"),
        ("valid_until = 2026-07-31", "valid_until = 2019-07-31", "settings[4].valid_until"),
        ("valid_until = 2026-07-31", "", "settings"),
        ("date = 2026-11-22", 'date = "im Herbst"', "accessibility.date"),
        ("date = 2026-11-22", "date = 2026-11-22T07:00:00", "accessibility.date"),
        ('"childcare.answer_days"', '"childcare.answer_dayz"', "settings[6].key"),
        ('"childcare.answer_days"', '"childcare.notice_months"', "settings[6].key"),
        ("valid_from = 2020-08-01", "valid_from = 2020-08-01T07:00:00", "settings[1].valid_from"),
        ("pl = ", 'fr = "x"\npl = ', "notice.fr"),
        ('email = "kita@muster.example"', 'email = "kita@muster"', "contact.email"),
        ('["mon-fri 08:00-12:00"]', '["Mo-Fr 8-12 Uhr"]', "contact.hours"),
        ('["mon-fri 08:00-12:00"]', '["fri-mon 08:00-12:00"]', "contact.hours"),
        ('action = "#035868"', 'action = "petrol"', "theme.light.action"),
        ('action = "#035868"', 'ink = "#035868"', "theme.light.ink"),
        ('action = "#035868"', 'action = "#fedc54"', "theme"),
        ('["44000"]', '["4400"]', "districts[1].postal_codes[1]"),
        ('key = "sued"', 'key = "nord"', "districts[2].key"),
        ("latitude = 51.04\n", "", "districts[1].latitude"),
        ("[hours_names.45]", "[hours_names.46]", "hours_names.46"),
        ('mapping = "list.toml"', 'mapping = "../list.toml"', "places[1].mapping"),
        ('mapping = "list.toml"', 'mapping = "nothing.toml"', "places[1].mapping"),
        ('mapping = "list.toml"', f'mapping = "{"a" * 300}"', "places[1].mapping"),
    ],
)
def test_a_wrong_value_is_named_with_its_place(folder, old, new, key):
    assert key in [finding.key for finding in errors_in(changed(folder, old, new))]


@pytest.mark.parametrize(
    "key", ["imprint.responsible", "privacy.officer", "sign_language.url", "easy_language.text"]
)
def test_an_empty_slot_is_a_warning_that_names_it_and_holds_nothing_up(folder, key):
    table, name = key.split(".")
    text = re.sub(rf'(\[{table}\][^[]*?\n{name} = )"[^"]*"', r'\1""', "\n".join(LINES))
    city, findings = read_city(with_lines(folder, [text]), LAENDER, theme=THEME)
    assert city
    assert [(finding.key, finding.is_error) for finding in findings] == [(key, False)]


def test_what_nobody_confirmed_is_a_warning_and_says_so_in_its_source(folder):
    changed(folder, 'source = "§ 1 der Satzung"', 'source = "§ 1 der Satzung"\nconfirmed = false')
    city, findings = read_city(folder, LAENDER, theme=THEME)
    assert [finding.is_error for finding in findings] == [False]
    assert any("nicht bestätigt" in row.source for row in city.settings)


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"name = ",
        b"\xff\xfe\x00",
        "name = 'Köln'".encode("latin-1"),
        b"\x00",
        b"a = [" * 5000,
        b"a = " + b"9" * 5000,
    ],
)
def test_a_file_that_is_no_toml_is_named(folder, content):
    (folder / "city.toml").write_bytes(content)
    assert "city.toml" in [finding.file for finding in errors_in(folder)]


def test_a_folder_without_a_city_is_named(tmp_path):
    assert [finding.file for finding in errors_in(tmp_path / "nowhere")] == ["city.toml"]


def test_a_land_without_its_file_is_named(folder, tmp_path):
    assert "nrw.toml" in [finding.file for finding in found_in(folder, tmp_path)]


@pytest.mark.parametrize(
    ("old", "new", "key"),
    [
        ("street,Nordweg", "road,Nordweg", "line 3: kind"),
        ("street,Nordweg,44000,51.05", "street,Nordweg,44000,north", "line 3: latitude"),
        ("street,Nordweg,44000", "street,Nordweg,4400", "line 3: postal_code"),
        ("street,Nordweg", "street,", "line 3: name"),
        ("postal_code,44000,44000,51.05,7.05,", "street,Nordweg,44000,51.05,7.05,nord", "line 3: name"),
        ("kind,name", "art,name", "kind"),
        ("street,Nordweg,44000,51.05", "street,Nordweg,44000,nan", "line 3: latitude"),
        ("7.06,nord", "7.06,Norden", "line 3: district"),
        ("7.06,nord", "7.06,sued", "line 3: district"),
        ("street,Nordweg,44000,", "street,Nordweg,,", "line 3: district"),
        ("7.05,", "7.05,nord", "line 2: district"),
        ("street,Nordweg", 'street,"Nord"weg', "after line 2"),
    ],
)
def test_a_wrong_line_of_the_gazetteer_is_named(folder, old, new, key):
    path = folder / "gazetteer.csv"
    path.write_text(path.read_text(encoding="utf-8").replace(old, new, 1), encoding="utf-8")
    assert ("gazetteer.csv", key) in [(finding.file, finding.key) for finding in errors_in(folder)]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("[7.0, 51.0]]]", "[7.1, 51.0]]]"),
        ("[7.0, 51.0]]]", "[51.0, 700]]]"),
        ("[7.0, 51.0]]]", "[7.0]]]"),
        ('"Polygon"', '"Point"'),
        ('"coordinates"', '"corners"'),
        ("{", "["),
        ("[7.0, 51.0]]]", "[NaN, 51.0]]]"),
        ("[7.0, 51.0]]]", f"[{'9' * 5000}, 51.0]]]"),
        ("[7.0, 51.0]]]", f"[{'9' * 400}, 51.0]]]"),
        ("{", "[" * 100_000),
    ],
)
def test_a_broken_boundary_is_named(folder, old, new):
    path = folder / "boundary.geojson"
    path.write_text(path.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")
    assert "boundary.geojson" in [finding.file for finding in errors_in(folder)]


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.data())
def test_whatever_happens_to_a_file_the_folder_is_answered_for(folder, data):
    name = data.draw(st.sampled_from(["city.toml", "gazetteer.csv", "boundary.geojson"]))
    good = (GOOD / name).read_bytes()
    start, end = sorted(data.draw(st.tuples(*[st.integers(0, len(good))] * 2)))
    (folder / name).write_bytes(good[:start] + data.draw(st.binary(max_size=12)) + good[end:])
    city, findings = read_city(folder, LAENDER, theme=THEME)
    (folder / name).write_bytes(good)
    assert (city is None) == any(finding.is_error for finding in findings)


def test_reading_a_folder_needs_no_framework():
    source = Path(__file__).parent.parent / "city_folder"
    assert not [path for path in source.glob("*.py") if "django" in path.read_text(encoding="utf-8").lower()]


IDENTITY = """
[identity.staff]
name = "Stadt-Anmeldung"
issuer = "https://idp.muster.example/realms/stadt"
client_id = "kidsapp"
second_factor = ["mfa"]
[identity.staff.levels]
"urn:muster:hoch" = "substantial"
"""


def test_where_people_log_in_elsewhere_is_read(folder):
    with_lines(folder, [*LINES, IDENTITY])
    city, findings = read_city(folder, LAENDER, theme=THEME)
    assert not findings
    assert city.profile["identity"]["staff"]["levels"] == {"urn:muster:hoch": "substantial"}


@pytest.mark.parametrize(
    ("old", "new", "key"),
    [
        ("https://idp", "http://idp", "issuer"),
        ("https://idp.muster.example/realms/stadt", "https://x.example/'; script-src *", "issuer"),
        ('client_id = "kidsapp"', "", "client_id"),
        ('"substantial"', '"very"', "levels"),
        ("identity.staff]", "identity.boss]", "boss"),
        ("second_factor", "second_faktor", "second_faktor"),
    ],
)
def test_what_is_wrong_about_it_is_named(folder, old, new, key):
    with_lines(folder, [*LINES, IDENTITY.replace(old, new)])
    assert names(errors_in(folder), key)
