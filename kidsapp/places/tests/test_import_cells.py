"""What a cell means: hours, ages, addresses, points, flags, languages."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kidsapp.kernel.opening_hours import Span, Week
from kidsapp.places.importing.geometry import degrees_of_utm32, is_inside
from kidsapp.places.importing.hours_text import minute_in, spans_of, week_of_text
from kidsapp.places.importing.mapping import GroupRule, GroupsRule, HoursRule
from kidsapp.places.importing.reading import split_street
from kidsapp.places.tests.import_makers import (
    DAYS,
    MAPPING,
    PER_WEEKDAY,
    in_units,
    of,
    only_record,
    reasons,
    row,
)

SQUARE = [[0, 0], [10, 0], [10, 10], [0, 10], [0, 0]]
HOLE = [[4, 4], [6, 4], [6, 6], [4, 6], [4, 4]]


@pytest.mark.parametrize(
    ("text", "spans"),
    [
        ("07:00-16:30", [(420, 990)]),
        ("07:00-17.00", [(420, 1020)]),
        ("7-16 Uhr", [(420, 960)]),
        ("7 Uhr bis 16.30 Uhr", [(420, 990)]),
        ("von 7:00 bis 16:00 Uhr", [(420, 960)]),
        ("7.00h–16.00h", [(420, 960)]),
        ("0700-1600", [(420, 960)]),
        ("07:00:00-16:00:00", [(420, 960)]),
        ("07:00 – 12:00, 14:00–16:30", [(420, 720), (840, 990)]),
        ("7-12 und 14-16", [(420, 720), (840, 960)]),
        ("7-12 / 14-16 Uhr", [(420, 720), (840, 960)]),
        ("0-24", [(0, 1440)]),
        ("geschlossen", []),
        ("Ruhetag", []),
    ],
)
def test_hours_are_read_as_people_write_them(text, spans):
    assert spans_of(text) == tuple(Span(*span) for span in spans)


@pytest.mark.parametrize(
    "text",
    ["", "nach Vereinbarung", "ab 7 Uhr", "16-7", "7-7", "7-25", "7:60-9", "7-16 außer freitags",
     "7-16 Tel. 5-6 x", "00:00-00:00", "7--16", "-"],
)  # fmt: skip
def test_what_cannot_be_read_is_not_closed(text):
    assert spans_of(text) is None


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("07:00-16:00", {0: 1, 1: 1, 2: 1, 3: 1, 4: 1}),
        ("Mo-Fr 7:00-16:00", {0: 1, 1: 1, 2: 1, 3: 1, 4: 1}),
        ("Mo. bis Do.: 7-16 Uhr, Fr 7-14 Uhr", {0: 1, 1: 1, 2: 1, 3: 1, 4: 1}),
        ("Mo-Do 7-12, 14-16; Fr 7-14", {0: 2, 1: 2, 2: 2, 3: 2, 4: 1}),
        ("Mo, Mi und Fr 7-16", {0: 1, 2: 1, 4: 1}),
        ("montags 7-16 dienstags geschlossen", {0: 1}),
        ("Mo-Fr 06:00-18:00; Sa,Su off", {0: 1, 1: 1, 2: 1, 3: 1, 4: 1}),
        ("Sa-Mo 8-12", {5: 1, 6: 1, 0: 1}),
        ("täglich 8-12", dict.fromkeys(range(7), 1)),
    ],
)
def test_a_text_may_name_its_weekdays(text, days):
    week = week_of_text(text, (0, 1, 2, 3, 4))
    assert week is not None
    assert {day: len(spans) for day, spans in week.days.items()} == days


@pytest.mark.parametrize("text", ["Mo-Fr", "bitte anrufen Mo 7-16", "Mo 7-16 Di ?", "Mo 16-7"])
def test_a_week_that_cannot_be_read_whole_is_unknown(text):
    assert week_of_text(text, (0,)) is None


@given(st.text(alphabet="0123456789:.-–, /MoDiFrbis Uhrgeschlossen?", max_size=30))
@settings(deadline=None)
def test_no_text_breaks_the_reading_of_hours(text):
    spans_of(text)
    week_of_text(text, (0, 1))
    minute_in(text, "HH:MM")
    minute_in(text, "milliseconds")


@pytest.mark.parametrize(
    ("text", "unit", "minute"),
    [
        ("25200000", "milliseconds", 420), ("25200001", "milliseconds", None), ("420", "minutes", 420),
        ("1441", "minutes", None), ("7:30", "HH:MM", 450), ("24:00", "HH:MM", 1440), ("24:01", "HH:MM", None),
        ("", "minutes", None), ("-5", "minutes", None),
    ],
)  # fmt: skip
def test_a_time_of_day_is_read_in_its_unit(text, unit, minute):
    assert minute_in(text, unit) == minute


def week_cells(*cells):
    return dict(zip(DAYS, cells, strict=False))


def test_a_working_day_without_hours_makes_the_week_unknown_not_closed():
    (outcome,) = of(row(**week_cells("7-16", "7-16", "", "7-16", "7-16"))).outcomes
    assert outcome.record.opening is None
    assert "INCOMPLETE_HOURS" in reasons(outcome)


def test_one_day_that_cannot_be_read_makes_the_week_unknown():
    (outcome,) = of(row(**week_cells("7-16", "7-16", "?!", "7-16", "7-16"))).outcomes
    assert outcome.record.opening is None
    assert "UNREADABLE_HOURS" in reasons(outcome)


def test_a_novel_is_no_opening_hours():
    (outcome,) = of(row(**week_cells(*["7-16, " * 10_000] * 5))).outcomes
    assert outcome.record.opening is None


def test_no_hours_at_all_are_unknown_without_a_word():
    (outcome,) = of(row(mon="", sat="-")).outcomes
    assert outcome.record.opening is None
    assert reasons(outcome) == {"NO_POINT"}


def test_a_weekend_that_says_nothing_is_closed_and_a_closed_day_is_closed():
    record = only_record(**week_cells("7-16", "7-16", "geschlossen", "7-16", "7-14"))
    assert record.opening == Week.of([(0, 420, 960), (1, 420, 960), (3, 420, 960), (4, 420, 840)])


def test_opening_and_closing_may_stand_in_two_columns():
    rule = HoursRule("opens_closes", ("opens", "closes"), (0, 1), "milliseconds")
    good, bad, empty = of(
        row(opens="25200000", closes="57600000"),
        row(name="B", opens="57600000", closes="25200000"),
        row(name="C"),
        mapping=replace(MAPPING, hours=rule),
    ).outcomes
    assert good.record.opening == Week.of([(0, 420, 960), (1, 420, 960)])
    assert bad.record.opening is None
    assert "UNREADABLE_HOURS" in reasons(bad)
    assert "UNREADABLE_HOURS" not in reasons(empty)


@given(
    st.lists(st.sampled_from(["", "-", "?", "7-16", "geschlossen", "k. A.", "Uhr"]), min_size=7, max_size=7)
)
@settings(deadline=None)
def test_unknown_hours_never_become_closed(cells):
    (outcome,) = of(row(**week_cells(*cells)), mapping=replace(MAPPING, hours=PER_WEEKDAY)).outcomes
    week = outcome.record.opening
    for day, cell in enumerate(cells):
        if week is not None and not week.on(day):
            assert cell == "geschlossen" or (day > 4 and cell in ("", "-"))


@pytest.mark.parametrize("word", ["?", "unbekannt", "k. A.", "Keine Angabe"])
def test_a_saturday_said_to_be_unknown_is_not_closed(word):
    cells = week_cells(*["7-16"] * 5, word, "")
    plan = of(row(**cells), mapping=replace(MAPPING, hours=PER_WEEKDAY))
    assert plan.outcomes[0].record.opening is None
    assert "INCOMPLETE_HOURS" in reasons(plan.outcomes[0])


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("Auf der Borg 20a", ("Auf der Borg", "20a")),
        ("Preesterbarg 20 a", ("Preesterbarg", "20a")),
        ("Travestr. 4-6", ("Travestr.", "4-6")),
        ("Stuhrsallee 16/18", ("Stuhrsallee", "16/18")),
        ("Straße des 17. Juni 5", ("Straße des 17. Juni", "5")),
        ("Straße des 17. Juni", ("Straße des 17. Juni", "")),
        ("Am Markt 1, 44623 Herne", ("Am Markt 1, 44623 Herne", "")),
        ("Am Markt", ("Am Markt", "")),
        ("C 4, 12", ("C 4", "12")),
        ("12", ("12", "")),
        ("", ("", "")),
    ],
)
def test_street_and_house_number_are_told_apart(text, parts):
    assert split_street(text) == parts


def test_a_whole_address_in_one_column_is_taken_apart():
    record = only_record(street="Auf der Borg 20a, 59494 Soest", number="", plz="", town="")
    assert (record.street, record.house_number, record.postal_code, record.town) == (
        "Auf der Borg", "20a", "59494", "Soest",
    )  # fmt: skip


def test_a_postal_code_gets_back_the_zero_that_excel_took():
    assert only_record(plz="1067").postal_code == "01067"
    assert only_record(plz="4462").postal_code == "04462"
    assert only_record(plz="446").postal_code == ""


@pytest.mark.parametrize(
    ("utm", "degrees"),
    [
        ((500_000, 0), (0.0, 9.0)),
        ((378_180, 5_701_853), (51.45473382, 7.24666617)),
        ((500_000, 5_538_630.702), (49.99999999, 9.0)),
        ((280_000, 5_240_000), (47.2765385, 6.09109664)),
        ((830_000, 6_050_000), (54.48998118, 14.09656057)),
    ],
)
def test_utm_32_gives_the_degrees_that_proj_gives(utm, degrees):
    assert degrees_of_utm32(*utm) == pytest.approx(degrees, abs=2e-8)


@given(st.floats(-3e6, 3e6), st.floats(-1e7, 1e7))
@settings(deadline=None)
def test_no_pair_of_numbers_breaks_the_conversion(easting, northing):
    degrees_of_utm32(easting, northing)


def test_points_are_read_in_either_system_and_either_order():
    assert (only_record(lat="51,5384", lon="7,221").lat, only_record(lat="7.221", lon="51.5384").lat) == (
        51.5384,
    ) * 2
    (outcome,) = of(row(lon="378.180,0", lat="5701853"), mapping=in_units(coordinates="utm32")).outcomes
    assert outcome.record.lat == pytest.approx(51.4547338)


@pytest.mark.parametrize(
    ("lat", "lon"), [("0", "0"), ("51.5", ""), ("abc", "7"), ("1e9", "7"), ("nan", "7"), ("٥١", "٧")]
)
def test_what_is_no_point_in_germany_stays_off_the_map(lat, lon):
    (outcome,) = of(row(lat=lat, lon=lon)).outcomes
    assert outcome.record.lat is outcome.record.lon is None
    assert "BAD_POINT" in reasons(outcome)


@pytest.mark.parametrize(
    ("boundary", "lat", "lon", "inside"),
    [
        ({"type": "Polygon", "coordinates": [SQUARE]}, 5, 5, True),
        ({"type": "Polygon", "coordinates": [SQUARE]}, 5, 11, False),
        ({"type": "Polygon", "coordinates": [SQUARE, HOLE]}, 5, 5, False),
        ({"type": "Polygon", "coordinates": [SQUARE, HOLE]}, 3, 5, True),
        ({"type": "MultiPolygon", "coordinates": [[HOLE], [SQUARE, HOLE]]}, 5, 5, True),
        ({"type": "MultiPolygon", "coordinates": [[HOLE]]}, 3, 5, False),
    ],
)
def test_a_point_is_inside_a_boundary_and_not_in_its_holes(boundary, lat, lon, inside):
    assert is_inside(boundary, lat=lat, lon=lon) is inside


@pytest.mark.parametrize(
    ("cells", "unit", "ages"),
    [
        ({"from": "4", "until": "72"}, "months", (4, 72)),
        ({"from": "0,5", "until": "6"}, "years", (6, 72)),
        ({"from": "4 Monate", "until": "6 Jahre"}, "years", (4, 72)),
        ({"from": "72", "until": "4"}, "months", (None, None)),
        ({"from": "drei", "until": "72"}, "months", (None, 72)),
        ({"from": "9999", "until": ""}, "months", (None, None)),
    ],
)
def test_ages_are_read_in_their_unit(cells, unit, ages):
    (outcome,) = of(row(**cells), mapping=in_units(age_from=unit, age_until=unit)).outcomes
    assert (outcome.record.age_from_months, outcome.record.age_until_months) == ages


def test_groups_in_a_text_keep_apart_and_give_the_ages():
    record = only_record(groups="Nest|4|36|10; Gruppe|24|72|20; Gruppe|36|72|; Unsinn")
    assert [tuple(group) for group in record.groups] == [
        ("Nest", 4, 36, 10), ("Gruppe", 24, 72, 20), ("Gruppe (2)", 36, 72, None),
    ]  # fmt: skip
    assert (record.age_from_months, record.age_until_months) == (4, 72)


def test_groups_in_columns_are_counted_and_share_their_places():
    rules = (GroupRule("U3", 0, 36, "u3", "u3_places"), GroupRule("Hort", 72, 168, "hort"))
    mapping = replace(MAPPING, groups=GroupsRule(kinds=rules))
    (outcome,) = of(row(u3="2", u3_places="21", hort="0"), mapping=mapping).outcomes
    assert [tuple(group) for group in outcome.record.groups] == [("U3 (1)", 0, 36, 11), ("U3 (2)", 0, 36, 10)]


def test_languages_are_kept_by_code():
    assert only_record(languages="Deutsch, Türkisch / arabic; uk und pl").languages == (
        "de",
        "tr",
        "ar",
        "uk",
        "pl",
    )
    assert only_record(languages="Vogonisch").languages == ()


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ("ja", True),
        ("Nein", False),
        ("x", True),
        ("0", False),
        ("3", True),
        ("", None),
        ("teils", None),
        ("k. A.", None),
    ],
)
def test_flags_are_yes_no_or_unknown(text, answer):
    assert only_record(wheelchair=text).wheelchair is answer


@pytest.mark.parametrize(
    "text",
    ["1.8.2027", "01.08.2027", "01. 08. 2027", "1/8/2027", "01-08-2027", "01.08.2027 00:00:00", "2027-08-01",
     "2027-08-01T00:00:00", "2027-08-01 00:00:00+02:00", "2027-07-31T22:00:00Z", "1. August 2027",
     "1 Aug. 2027", "1817071200000"],
)  # fmt: skip
def test_a_first_day_is_read_as_people_and_machines_write_it(text):
    assert only_record(opens=text).opens_on == date(2027, 8, 1)


@pytest.mark.parametrize(
    "text",
    ["31.2.2027", "29.02.2027", "8/13/2027", "Sommer 2027", "2027", "1.8.27", "1. Ju 2027", "1. Ma 2027",
     "31.12.9999", "0001-01-01", "2027-08-01T99:00:00", "99999999999999", "46600", "1.8.2027 oder später"],
)  # fmt: skip
def test_a_day_that_cannot_be_read_is_told_and_stays_empty(text):
    (outcome,) = of(row(opens=text)).outcomes
    assert (outcome.record.opens_on, reasons(outcome)) == (None, {"UNREADABLE_DAY", "NO_POINT"})
    assert (outcome.reasons[-1].facts, outcome.reasons[-1].at_field) == ({"found": text}, "opens_on")


def test_a_last_day_that_does_not_follow_the_first_leaves_both_empty():
    (outcome,) = of(row(opens="1.8.2027", closes="2027-08-01")).outcomes
    assert (outcome.record.opens_on, outcome.record.closes_on) == (None, None)
    assert "DAYS_IN_DISORDER" in reasons(outcome)
    assert "(2027-08-01)" in outcome.reasons[-1].text()
