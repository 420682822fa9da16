"""What families may rely on."""

import json
import random

from hypothesis import given, settings
from hypothesis import strategies as st

from kidsapp.allocation.canonical import canonical
from kidsapp.allocation.explanations import Explanations
from kidsapp.allocation.reading.whole import read
from kidsapp.allocation.records import record, record_bytes
from kidsapp.allocation.tests.markets import document, run, strict

EQUAL = {"class": 0, "points": 0}


def everyone(children, **standing):
    """All children stand equal, but for those named."""
    return {child: standing.get(child, EQUAL) for child in children}


@st.composite
def documents(draw):
    """Cities with classes, points, hours, months, groups, present places and reserves."""
    children = [f"c{n}" for n in range(draw(st.integers(1, 9)))]
    names = [f"K{n}" for n in range(draw(st.integers(1, 4)))]
    dice = random.Random(draw(st.integers(0, 2**32)))  # noqa: S311
    facilities = {name: _facility(dice, children) for name in names}
    content = {"rule": "deferred-acceptance", "seed": "5eed", "facilities": facilities}
    content["children"] = {child: _child(dice, names) for child in children}
    _keep_present_places_possible(content)
    return content


def _facility(dice, children):
    listed = {
        child: {"class": dice.randint(0, 1), "points": dice.choice([0, 0, 5, 7.5])}
        for child in children
        if dice.random() < 0.9
    }
    made = {"capacity": dice.randint(0, 4), "priorities": listed}
    contracts = {
        "25": dice.randint(0, 2),
        "45": {"capacity": dice.randint(0, 3), "starts": {"2027-08": 1, "2028-01": 2}},
    }
    kind = dice.randint(0, 3)
    if kind == 1:
        made["contracts"] = contracts
    if kind == 2:
        made["groups"] = {
            "U3": {"capacity": dice.randint(0, 2), "contracts": contracts},
            "UE3": dice.randint(0, 2),
        }
        made["groups"]["UE3"] = {
            "capacity": 2,
            "contracts": {"25": 2, "45": {"capacity": 1, "starts": {"2027-08": 1, "2028-01": 1}}},
        }
    if kind == 3:
        made["reserves"] = {"need": dice.randint(0, made["capacity"]), "near": 0}
        for each in listed.values():
            if dice.random() < 0.4:
                each["reserve"] = dice.choice(["need", "near"])
    return made


def _child(dice, names):
    wishes = [
        {"facility": name, "hours": hours, "start": start}
        for name in names
        for hours in ("25", "45")
        for start in ("2027-08", "2028-01")
        if dice.random() < 0.6
    ]
    dice.shuffle(wishes)
    return {"wishes": wishes, "group": dice.choice(["U3", "UE3"])}


def _keep_present_places_possible(content):
    """The first child holds its present place at a facility without parts that has a seat for it."""
    plain = [
        n
        for n, each in content["facilities"].items()
        if each["capacity"] and not {"groups", "contracts"} & set(each)
    ]
    if plain:
        content["children"]["c0"]["present"] = plain[0]


@settings(max_examples=150)
@given(documents())
def test_every_result_is_proved_and_every_wish_of_every_child_is_explained(content):
    """Feasible, stable, nobody envied with reason, no present place lost; and a reason for each wish."""
    found = read(json.dumps(content).encode())
    made = record(found)
    assert made["verdict"]["is_proved"], made["verdict"]
    explained = Explanations(made, found)
    for child in found.children:
        answers = list(explained.answers(child))
        assert len(answers) == len(found.children[child].wishes) + (found.children[child].present is not None)
        assert (explained.got(child) is None) == all("placed" != a.key != "present-kept" for a in answers)


@settings(max_examples=60)
@given(documents(), st.randoms())
def test_the_order_in_which_things_are_written_changes_no_byte(content, dice):
    def shuffled(value):
        if not isinstance(value, dict):
            return value
        keys = list(value)
        dice.shuffle(keys)
        return {key: shuffled(value[key]) for key in keys}

    one, other = (read(json.dumps(each).encode()) for each in (content, shuffled(content)))
    assert record_bytes(one) == record_bytes(other)


def test_a_record_run_again_gives_the_same_bytes():
    children = {"a": ["K1", "K2"], "b": ["K1"]}
    made = run(children, {"K1": {"capacity": 1, "priorities": everyone("ab")}, "K2": strict(1, "a")})
    assert record_bytes(read(canonical(made["input"]))) == canonical(made)


def test_a_lower_class_comes_before_any_points():
    listed = {"a": {"class": 0, "points": 0}, "b": {"class": 1, "points": 99}}
    made = run({"a": ["K1"], "b": ["K1"]}, {"K1": {"capacity": 1, "priorities": listed}})
    assert made["assignment"] == {"a": "K1", "b": None}


def test_more_points_come_first_within_a_class():
    listed = {"a": {"class": 1, "points": 69.5}, "b": {"class": 1, "points": 70}}
    made = run({"a": ["K1"], "b": ["K1"]}, {"K1": {"capacity": 1, "priorities": listed}})
    assert made["assignment"] == {"a": None, "b": "K1"}


def test_between_equals_the_lower_draw_number_comes_first_at_every_facility():
    children = {name: ["K1", "K2"] for name in "abcdef"}
    facilities = {name: {"capacity": 2, "priorities": everyone(children)} for name in ("K1", "K2")}
    made = run(children, facilities)
    in_order = sorted(children, key=made["draw"]["numbers"].__getitem__)
    assert [made["assignment"][child] for child in in_order] == ["K1", "K1", "K2", "K2", None, None]


def test_more_wishes_give_no_better_chance_at_the_first():
    children = {name: ["K1", "K2"] for name in "abcd"}
    facilities = {name: {"capacity": 1, "priorities": everyone(children)} for name in ("K1", "K2")}
    with_two = run(children, facilities)["assignment"]
    with_one = run(children | {"a": ["K1"]}, facilities)["assignment"]
    assert (with_two["a"] == "K1") == (with_one["a"] == "K1")


def test_each_family_orders_hours_for_itself():
    """Muenster 2023 sorted hours for all from the smallest up; here one wants 45 first, the other 25."""
    places = {"K1": {"capacity": 2, "contracts": {"25": 1, "45": 1}, "priorities": ["a", "b"]}}
    long, short = {"facility": "K1", "hours": "45"}, {"facility": "K1", "hours": "25"}
    made = run({"a": [long, short], "b": [short, long]}, places)
    assert made["contracts"] == {"a": long, "b": short}


def test_no_child_gets_hours_that_its_family_did_not_wish_for():
    places = {"K1": {"capacity": 2, "contracts": {"25": 2, "45": 1}, "priorities": ["a", "b"]}}
    long = {"facility": "K1", "hours": "45"}
    assert run({"a": [long], "b": [long]}, places)["assignment"] == {"a": "K1", "b": None}


def test_a_child_that_changes_keeps_its_place_until_a_better_one_is_sure():
    facilities = {"K1": strict(1, "new", "old"), "K2": strict(1, "new")}
    made = run({"old": {"wishes": ["K1"], "present": "K2"}, "new": ["K1", "K2"]}, facilities)
    assert made["assignment"] == {"old": "K2", "new": "K1"}


def test_a_place_that_is_left_goes_to_the_next_child_in_the_same_run():
    facilities = {"K1": strict(1, "old"), "K2": strict(1, "new")}
    made = run({"old": {"wishes": ["K1"], "present": "K2"}, "new": ["K2"]}, facilities)
    assert made["assignment"] == {"old": "K1", "new": "K2"}


def test_a_reserve_lets_some_go_first_and_leaves_no_seat_empty():
    listed = {"a": {"points": 9}, "b": {"points": 8}, "c": {"points": 1, "reserve": "need"}}
    place = {"capacity": 2, "reserves": {"need": 1}, "priorities": listed}
    assert run({n: ["K1"] for n in "abc"}, {"K1": place})["assignment"] == {"a": "K1", "b": None, "c": "K1"}
    del listed["c"]["reserve"]
    assert run({n: ["K1"] for n in "abc"}, {"K1": place})["assignment"] == {"a": "K1", "b": "K1", "c": None}


def test_an_explanation_names_no_other_child():
    children = {f"child-{n}": ["K1", "K2"] for n in range(9)}
    facilities = {name: {"capacity": 2, "priorities": everyone(children)} for name in ("K1", "K2")}
    made = run(children, facilities)
    explained = Explanations(made, document(children, facilities))
    said = {child: repr(list(explained.answers(child))) for child in children}
    assert not [
        child for child, text in said.items() if any(other in text for other in set(children) - {child})
    ]


def test_the_numbers_of_an_explanation_are_those_of_the_cutoff_and_of_the_child():
    listed = {"a": {"class": 0, "points": 70}, "b": {"class": 0, "points": 80}}
    children, facilities = {"a": ["K1"], "b": ["K1"]}, {"K1": {"capacity": 1, "priorities": listed}}
    made = run(children, facilities)
    (answer,) = Explanations(made, document(children, facilities)).answers("a")
    assert answer.key == "full-points"
    assert answer.facts == {"seats": ("K1",), "last": 80, "own": 70, "class": 0}
    assert made["cutoffs"]["K1"]["points"] == 80
