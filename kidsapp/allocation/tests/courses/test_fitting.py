"""What goes together: hours, minutes between, limits, days and weeks, one of a kind, ages, groups."""

import pytest

from kidsapp.allocation.tests.courses.programmes import course, in_order, run


def got(children, courses, **more):
    """Who has which courses; what the rule gives is always proved."""
    made = run(children, courses, **more)
    assert made["verdict"]["is_proved"], made["verdict"]
    return made["assignment"]


def one(wishes, courses, **more):
    """The courses of one child that is alone."""
    return got({"a": wishes}, courses, **more)["a"]


def test_courses_at_the_same_time_are_not_both_given():
    courses = {"A": course("19 9-12"), "B": course("19 11-13"), "C": course("19 12-14")}
    assert one(["A", "B", "C"], courses) == ["A", "C"]


def test_between_two_courses_lie_the_minutes_that_were_asked_for():
    courses = {"A": course("19 9-12"), "B": course("19 12:29-14"), "C": course("19 14:30-16")}
    assert one(["A", "B"], courses) == ["A", "B"]
    assert one(["A", "B", "C"], courses, minutes_between=30) == ["A", "C"]
    assert set(one(["B", "A"], courses, minutes_between=29)) == {"A", "B"}


def test_the_minutes_count_across_midnight():
    courses = {"A": course("19 20-23:50"), "B": course("20 0:10-8")}
    assert one(["A", "B"], courses, minutes_between=20) == ["A", "B"]
    assert one(["A", "B"], courses, minutes_between=21) == ["A"]


@pytest.mark.parametrize(("limits", "expected"), [({}, 3), ({"limit": 2}, 2), ({"limit": 0}, 0)])
def test_nobody_gets_more_courses_than_the_limit(limits, expected):
    courses = {name: course(f"{day} 9-12") for name, day in (("A", 19), ("B", 20), ("C", 21))}
    assert one(["A", "B", "C"], courses, **limits) == ["A", "B", "C"][:expected]


def test_a_child_may_set_itself_a_lower_limit_and_no_higher_one():
    courses = {name: course(f"{day} 9-12") for name, day in (("A", 19), ("B", 20), ("C", 21))}
    assert one({"wishes": ["A", "B", "C"], "limit": 1}, courses, limit=2) == ["A"]
    assert one({"wishes": ["A", "B", "C"], "limit": 3}, courses, limit=2) == ["A", "B"]


def test_one_course_a_day_where_days_are_aligned():
    courses = {"A": course("19 9-12"), "B": course("19 15-17"), "C": course("20 9-12")}
    assert one(["A", "B", "C"], courses) == ["A", "B", "C"]
    assert one(["A", "B", "C"], courses, alignment="day") == ["A", "C"]


def test_one_course_a_week_where_weeks_are_aligned():
    courses = {"Mo": course("19 9-12"), "So": course("25 9-12"), "Mo after": course("26 9-12")}
    assert one(["Mo", "So", "Mo after"], courses, alignment="week") == ["Mo", "Mo after"]


def test_a_course_until_midnight_leaves_the_next_day_free():
    courses = {
        "A": {"capacity": 1, "dates": [["2027-07-19T20:00", "2027-07-20T00:00"]]},
        "B": course("20 9-12"),
    }
    assert one(["A", "B"], courses, alignment="day") == ["A", "B"]


def test_days_between_the_parts_of_a_course_stay_free():
    """Split alignment: each date is widened to its day by itself."""
    courses = {"A": course("19 9-12", "21 9-12"), "B": course("20 9-12"), "C": course("21 15-17")}
    assert one(["A", "B", "C"], courses, alignment="day") == ["A", "B"]


def test_each_week_that_a_course_touches_is_taken_and_no_other():
    courses = {"A": course("5 9-12", "19 9-12"), "B": course("12 9-12"), "C": course("23 9-12")}
    assert one(["A", "B", "C"], courses, alignment="week") == ["A", "B"]


def test_a_course_of_several_days_clashes_on_each_of_them():
    courses = {"A": course("19 9-12", "20 9-12", "21 9-12"), "B": course("21 10-11"), "C": course("22 9-12")}
    assert one(["A", "B", "C"], courses) == ["A", "C"]


def test_a_camp_over_night_takes_all_hours_between():
    camp = {"capacity": 1, "dates": [["2027-07-19T15:00", "2027-07-21T11:00"]]}
    courses = {"Camp": camp, "B": course("20 9-12"), "C": course("21 11-12")}
    assert one(["Camp", "B", "C"], courses) == ["Camp", "C"]


def test_of_one_kind_a_child_gets_one():
    courses = {"A1": course("19 9-12", kind="A"), "A2": course("20 9-12", kind="A"), "B": course("21 9-12")}
    assert one(["A1", "A2", "B"], courses) == ["A1", "B"]


def test_who_misses_the_dearest_of_a_kind_gets_the_next_one():
    courses = {"A1": course("19 9-12", kind="A"), "A2": course("20 9-12", kind="A")}
    found = got(in_order(a=["A1"], b=["A1", "A2"]), courses)
    assert found == {"a": ["A1"], "b": ["A2"]}


def test_courses_without_a_kind_are_not_of_the_same_one():
    assert one(["A", "B"], {"A": course("19 9-12"), "B": course("20 9-12")}) == ["A", "B"]


@pytest.mark.parametrize(
    ("born", "may"),
    [("2021-07-20", False), ("2021-07-19", True), ("2016-07-20", True), ("2016-07-19", False)],
)
def test_the_age_on_the_first_day_decides(born, may):
    courses = {"A": course("19 9-12", "23 9-12", ages=[6, 10])}
    assert one({"born": born, "wishes": ["A"]}, courses) == (["A"] if may else [])


def test_a_birthday_on_the_29th_of_february_is_on_the_1st_of_march_in_other_years():
    winter = {"capacity": 1, "ages": [7, 9], "dates": [["2027-02-28T09:00", "2027-02-28T12:00"]]}
    spring = {"capacity": 1, "ages": [7, 9], "dates": [["2027-03-01T09:00", "2027-03-01T12:00"]]}
    child = {"born": "2020-02-29", "wishes": ["winter", "spring"]}
    assert one(child, {"winter": winter, "spring": spring}) == ["spring"]


def test_the_number_of_wishes_does_not_help():
    """A child that wishes for much comes no earlier anywhere than one that wishes for one course."""
    courses = {name: course(f"{day} 9-12") for name, day in (("A", 19), ("B", 20), ("C", 21))}
    children = in_order("b", "a", a=["A", "B", "C"], b=["A"])
    assert got(children, courses) == {"b": ["A"], "a": ["B", "C"]}
    children["b"]["wishes"] = ["A", "B"]
    assert got(children, courses)["a"] == ["C"]


def test_a_lower_wish_never_displaces_a_higher_one():
    """The free course lies across two dearer ones; it does not push them out, however late they are asked."""
    courses = {"A": course("19 9-12"), "B": course("19 13-15"), "Long": course("19 9-15", capacity=9)}
    assert one(["A", "B", "Long"], courses) == ["A", "B"]
    assert one(["Long", "A", "B"], courses) == ["Long"]
    found = got(in_order(z=["A"], a=["A", "B", "Long"]), courses)
    assert found["a"] == ["B"]


def test_friends_get_a_joint_wish_together_or_not_at_all():
    courses = {"A": course("19 9-12", capacity=2), "B": course("20 9-12", capacity=2)}
    children = in_order("z", "a", "b", z=["A"], a=[], b=[])
    found = got(children, courses, groups=[{"children": ["a", "b"], "wishes": ["A", "B"]}])
    assert found == {"z": ["A"], "a": ["B"], "b": ["B"]}


def test_a_seat_that_a_group_cannot_use_goes_to_whoever_comes_next():
    courses = {"A": course("19 9-12", capacity=1)}
    children = in_order("a", "b", "z", a=[], b=[], z=["A"])
    found = got(children, courses, groups=[{"children": ["a", "b"], "wishes": ["A"]}])
    assert found == {"a": [], "b": [], "z": ["A"]}


def test_a_joint_wish_has_to_suit_every_child_of_the_group():
    courses = {"A": course("19 9-12", capacity=2, ages=[6, 10]), "B": course("20 9-12", capacity=2)}
    children = {"a": {"born": "2019-01-01"}, "b": {"born": "2010-01-01"}}
    found = got(children, courses, groups=[{"children": ["a", "b"], "wishes": ["A", "B"]}])
    assert found == {"a": ["B"], "b": ["B"]}


def test_children_of_a_group_have_wishes_of_their_own_beside_the_joint_ones():
    courses = {"A": course("19 9-12", capacity=2), "B": course("19 11-13"), "C": course("20 9-12")}
    children = in_order(a=["B"], b=["C"])
    found = got(children, courses, groups=[{"children": ["a", "b"], "wishes": ["A"]}])
    assert found == {"a": ["A"], "b": ["A", "C"]}


def test_nobody_comes_earlier_by_joining_a_group():
    """The group stands where its last child stands, so the child before it keeps its place."""
    courses = {"A": course("19 9-12", capacity=2)}
    children = in_order("a", "z", "b", a=[], z=["A"], b=[])
    found = got(children, courses, groups=[{"children": ["a", "b"], "wishes": ["A"]}])
    assert found == {"a": [], "z": ["A"], "b": []}
