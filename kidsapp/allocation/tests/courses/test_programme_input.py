"""A faulty programme is refused with its path in the document."""

import json

import pytest

from kidsapp.allocation.courses.writing import as_written
from kidsapp.allocation.reading.faults import InputRefused
from kidsapp.allocation.tests.courses.programmes import course, document, read

GOOD = document(
    {"a": ["A", "B"], "b": {"wishes": ["B"], "born": "2018-05-03", "points": 1.5, "limit": 1}, "c": []},
    {"A": course("19 9-12", kind="k"), "B": course("20 9-12", "21 9-12")},
    groups=[{"children": ["b", "c"], "wishes": ["A"]}],
    limit=3,
    minutes_between=15,
    alignment="day",
)
A, B = ("courses", "A"), ("children", "b")
GROUP = ("groups", 0)
FAULTS = [
    (("mode",), "fair", "$.mode"),
    (("rule",), "course", "$.rule"),
    (("seed",), "no hex", "$.seed"),
    (("limits",), 3, "$.limits"),
    (("limit",), -1, "$.limit"),
    (("minutes_between",), 1441, "$.minutes_between"),
    (("minutes_between",), 1.5, "$.minutes_between"),
    (("alignment",), "month", "$.alignment"),
    (("wishes_at_least",), 2, "$.wishes_at_least"),
    (("children", "a"), ["A", "A"], "$.children.a[1]"),
    (("children", "a"), ["Z"], "$.children.a[0]"),
    ((*B, "born"), "2018-02-30", "$.children.b.born"),
    ((*B, "born"), "3.5.2018", "$.children.b.born"),
    ((*B, "born"), "0018-05-03", "$.children.b.born"),
    ((*B, "class"), -1, "$.children.b.class"),
    ((*B, "points"), 0.0001, "$.children.b.points"),
    ((*B, "limit"), True, "$.children.b.limit"),
    ((*B, "wish"), [], "$.children.b.wish"),
    ((*A, "capacity"), -1, "$.courses.A.capacity"),
    ((*A, "dates"), [], "$.courses.A.dates"),
    ((*A, "dates"), [["2027-07-19T09:00"]], "$.courses.A.dates[0]"),
    ((*A, "dates"), [["2027-07-19T09:00", "2027-07-19T09:00"]], "$.courses.A.dates[0]"),
    ((*A, "dates"), [["2027-07-19T09:00", "2027-07-19 12:00"]], "$.courses.A.dates[0][1]"),
    ((*A, "dates"), [["2027-07-19T09:00", "2027-07-19T25:00"]], "$.courses.A.dates[0][1]"),
    ((*A, "dates"), [["2027-07-19T09:00+02:00", "2027-07-19T12:00"]], "$.courses.A.dates[0][0]"),
    (
        (*A, "dates"),
        [["2027-07-19T09:00", "2027-07-19T12:00"], ["2027-07-19T11:00", "2027-07-19T13:00"]],
        "$.courses.A.dates",
    ),
    ((*A, "ages"), [10, 6], "$.courses.A.ages"),
    ((*A, "ages"), [6], "$.courses.A.ages"),
    ((*A, "ages"), [6, 10], "$.children.a.born"),
    ((*A, "kind"), "", "$.courses.A.kind"),
    ((*GROUP, "children"), ["b"], "$.groups[0].children"),
    ((*GROUP, "children"), ["b", "b"], "$.groups[0].children[1]"),
    ((*GROUP, "children"), ["b", "z"], "$.groups[0].children[1]"),
    ((*GROUP, "wishes"), ["B"], "$.groups[0].wishes[0]"),
    (("groups",), [{"children": ["a", "b"], "wishes": []}, {"children": ["b", "c"], "wishes": []}],
     "$.groups[1].children[0]"),
]  # fmt: skip


def changed(path, value):
    content = json.loads(json.dumps(GOOD))
    *way, last = path
    inner = content
    for step in way:
        inner = inner[step]
    inner[last] = value
    return content


@pytest.mark.parametrize(("path", "value", "where"), FAULTS, ids=[f"{f[2]} {str(f[1])[:20]}" for f in FAULTS])
def test_a_fault_is_refused_with_its_path(path, value, where):
    with pytest.raises(InputRefused) as refused:
        read(changed(path, value))
    assert refused.value.path == where


@pytest.mark.parametrize("name", ["rule", "mode", "children", "courses"])
def test_what_is_missing_is_named(name):
    with pytest.raises(InputRefused) as refused:
        read({key: value for key, value in GOOD.items() if key != name})
    assert refused.value.path == f"$.{name}"


def test_children_who_stand_equal_need_a_seed():
    content = document({"a": ["A"], "b": ["A"]}, {"A": course("19 9-12")})
    del content["seed"]
    with pytest.raises(InputRefused) as refused:
        read(content)
    assert refused.value.path == "$.children"
    content["children"] = {"a": ["A"], "b": {"wishes": ["A"], "points": 1}}
    assert read(content).seed == ""


def test_what_is_written_reads_as_the_same():
    programme = read(GOOD)
    again = read(as_written(programme))
    assert again == programme and as_written(again) == as_written(programme)


def test_where_all_have_a_first_place_first_every_list_has_the_least_number_of_wishes():
    """Short lists are what pays there; whoever has fewer courses of its age names these."""
    courses = {
        "A": course("19 9-12"),
        "B": course("20 9-12", ages=[6, 8]),
        "C": course("21 9-12", ages=[6, 8]),
    }
    old, young = {"born": "2010-01-01"}, {"born": "2020-01-01"}
    content = document({}, courses, "first-place-for-all", wishes_at_least=2)
    content["children"] = {"old": {**old, "wishes": ["A"]}, "out": {**young, "wishes": []}}
    assert read(content).wishes_at_least == 2
    content["children"]["short"] = {**young, "wishes": ["B"]}
    with pytest.raises(InputRefused) as refused:
        read(content)
    assert refused.value.path == "$.children.short"
    del content["wishes_at_least"]
    with pytest.raises(InputRefused) as refused:
        read(content)
    assert refused.value.path == "$.wishes_at_least"
