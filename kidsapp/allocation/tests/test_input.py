"""Bad input is refused with its path in the document."""

import json

import pytest

from kidsapp.allocation.reading.faults import InputRefused
from kidsapp.allocation.reading.whole import read
from kidsapp.allocation.reading.writing import as_written

GOOD = {
    "rule": "deferred-acceptance",
    "seed": "5eed",
    "children": {"a": ["K1", "K2"], "b": ["K2"]},
    "facilities": {
        "K1": {"capacity": 1, "priorities": {"a": {"class": 0, "points": 70}}},
        "K2": {"capacity": 2, "priorities": ["b", "a"]},
    },
}


def changed(path, value):
    """The good document with one value put elsewhere."""
    content = json.loads(json.dumps(GOOD))
    *way, last = path
    inner = content
    for step in way:
        inner = inner[step]
    inner[last] = value
    return json.dumps(content)


K1, K2 = ("facilities", "K1"), ("facilities", "K2")
ONE = {"facility": "K1", "hours": "45"}
FAULTS = [
    (("rule",), "immediate", "$.rule"),
    (("seed",), "no hex", "$.seed"),
    (("seed",), 5, "$.seed"),
    (("seeed",), "00", "$.seeed"),
    (("children",), ["a"], "$.children"),
    (("children", "a"), "K1", "$.children.a"),
    (("children", "a"), ["K1", "K1"], "$.children.a[1]"),
    (("children", "a"), ["K1", "K9"], "$.children.a[1]"),
    (("children", "a"), ["K1", None], "$.children.a[1]"),
    (("children", "a"), [ONE, ONE], "$.children.a[1]"),
    (("children", "a"), {"wishes": ["K1"], "present": "K1"}, "$.children.a.wishes"),
    (("children", "a"), [{"hours": "45"}], "$.children.a[0].facility"),
    (("children", ""), [], "$.children['']"),
    (("children", "a\u0000"), [], r"$.children['a\x00']"),
    (("children", "\ud800"), [], r"$.children['\ud800']"),
    ((*K1, "capacity"), -1, "$.facilities.K1.capacity"),
    ((*K1, "capacity"), True, "$.facilities.K1.capacity"),
    ((*K1, "capacity"), 1.0, "$.facilities.K1.capacity"),
    ((*K1, "capacity"), "1", "$.facilities.K1.capacity"),
    ((*K1, "capacity"), 10**400, "$.facilities.K1.capacity"),
    ((*K1, "capacity"), float("nan"), "$.facilities.K1.capacity"),
    ((*K1, "capasity"), 1, "$.facilities.K1.capasity"),
    ((*K1, "priorities"), 3, "$.facilities.K1.priorities"),
    ((*K1, "priorities", "a", "points"), float("nan"), "$.facilities.K1.priorities.a.points"),
    ((*K1, "priorities", "a", "points"), float("inf"), "$.facilities.K1.priorities.a.points"),
    ((*K1, "priorities", "a", "points"), True, "$.facilities.K1.priorities.a.points"),
    ((*K1, "priorities", "a", "points"), 1e300, "$.facilities.K1.priorities.a.points"),
    ((*K1, "priorities", "a", "points"), 0.0001, "$.facilities.K1.priorities.a.points"),
    ((*K1, "priorities", "a", "class"), -1, "$.facilities.K1.priorities.a.class"),
    ((*K1, "priorities", "a", "class"), 0.5, "$.facilities.K1.priorities.a.class"),
    ((*K1, "priorities", "a", "reserve"), "x", "$.facilities.K1.priorities.a.reserve"),
    ((*K1, "priorities", "z"), {"class": 0}, "$.facilities.K1.priorities.z"),
    ((*K1, "reserves"), {"need": 2}, "$.facilities.K1.reserves"),
    ((*K1, "contracts"), {"25": 1}, "$.children.a[0].hours"),
    (
        (*K1, "contracts"),
        {"25": {"capacity": 1, "starts": {"2027-13": 1}}},
        "$.facilities.K1.contracts.25.starts.2027-13",
    ),
    ((*K2, "priorities"), ["b", "a", "b"], "$.facilities.K2.priorities[2]"),
    ((*K2, "priorities"), ["b", "z"], "$.facilities.K2.priorities[1]"),
    (("signed",), {"z": "K1"}, "$.signed.z"),
    (("late",), "somehow", "$.late"),
    (("families",), [{"children": ["a", "b"], "wishes": []}], "$.families[0].children[0]"),
]


@pytest.mark.parametrize(("path", "value", "where"), FAULTS, ids=[f"{f[2]} {str(f[1])[:20]}" for f in FAULTS])
def test_a_fault_is_refused_with_its_path(path, value, where):
    with pytest.raises(InputRefused) as refused:
        read(changed(path, value).encode())
    assert refused.value.path == where


@pytest.mark.parametrize(
    ("text", "where"),
    [
        ('{"rule":"deferred-acceptance","children":{"a":[],"a":[]},"facilities":{}}', "$.children.a"),
        ('{"rule":"deferred-acceptance","rule":"x","children":{},"facilities":{}}', "$.rule"),
        ('{"rule":"deferred-acceptance","facilities":{}}', "$.children"),
        ('{"rule":"deferred-acceptance",', "$"),
        ("[]", "$"),
        ("null", "$"),
        ("", "$"),
        ("[" * 100_000, "$"),
    ],
)
def test_what_is_no_document_is_refused(text, where):
    with pytest.raises(InputRefused) as refused:
        read(text.encode())
    assert refused.value.path == where


def test_bytes_that_are_no_text_are_refused():
    with pytest.raises(InputRefused):
        read(b"\xff\xfe{")


def test_children_who_stand_equal_need_a_seed():
    equal = {"a": {"class": 1, "points": 5}, "b": {"class": 1, "points": 5}}
    content = json.loads(changed((*K1, "priorities"), equal))
    assert read(json.dumps(content).encode()).seed
    del content["seed"]
    with pytest.raises(InputRefused) as refused:
        read(json.dumps(content).encode())
    assert refused.value.path == "$.facilities.K1.priorities"


def test_what_is_written_reads_as_the_same():
    document = read(json.dumps(GOOD).encode())
    again = read(json.dumps(as_written(document)).encode())
    assert again == document and as_written(again) == as_written(document)


def test_points_with_up_to_three_decimals_are_exact():
    document = read(changed((*K1, "priorities", "a", "points"), 70.125).encode())
    assert document.facilities["K1"].priorities["a"].thousandths == 70125
    assert as_written(document)["facilities"]["K1"]["priorities"]["a"]["points"] == 70.125
