"""Whatever programme is drawn: it is feasible, proved, explained, and the same bytes in any order."""

import itertools
import random
from datetime import datetime, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from kidsapp.allocation.canonical import canonical
from kidsapp.allocation.courses.explanations import CourseExplanations
from kidsapp.allocation.courses.records import record
from kidsapp.allocation.tests.courses.programmes import course, document, read


@st.composite
def programmes(draw):
    """Children of all ages, courses of all kinds, groups, limits, both modes."""
    dice = random.Random(draw(st.integers(0, 2**32)))  # noqa: S311
    courses = {f"C{n}": _course(dice) for n in range(draw(st.integers(1, 7)))}
    children = {f"kid{n}": _child(dice, courses) for n in range(draw(st.integers(1, 9)))}
    mode = draw(st.sampled_from(["stable", "first-place-for-all"]))
    more = {"wishes_at_least": 1} if mode != "stable" else {}
    more["groups"] = _groups(dice, children, courses)
    if dice.random() < 0.4:
        more["alignment"] = dice.choice(["day", "week"])
    if dice.random() < 0.7:
        more |= {"limit": dice.randint(0, 3), "minutes_between": dice.choice([0, 30, 90])}
    return document(children, courses, mode, **more)


def _course(dice):
    day, hour = dice.randint(1, 14), dice.choice([8, 9, 10, 13])
    dates = [f"{day} {hour}-{hour + dice.randint(1, 4)}"]
    dates += [f"{day + dice.randint(1, 8)} 9-12"] if dice.random() < 0.3 else []
    more = {"ages": [6, 9]} if dice.random() < 0.4 else {}
    more |= {"kind": dice.choice("kl")} if dice.random() < 0.4 else {}
    return course(*dates, capacity=dice.choice([0, 1, 1, 2, 3]), **more)


def _child(dice, courses):
    child = {
        "wishes": dice.sample(list(courses), dice.randint(0, len(courses))),
        "born": f"{dice.randint(2016, 2022)}-07-03",
        "class": dice.randint(0, 1),
        "points": dice.choice([0, 0, 2.5]),
    }
    return child | ({"limit": dice.randint(0, 2)} if dice.random() < 0.2 else {})


def _groups(dice, children, courses):
    names, found = dice.sample(list(children), len(children)), []
    while len(names) > 3 and dice.random() < 0.6:
        together = [names.pop() for _ in range(dice.choice([2, 2, 3]))]
        free = [each for each in courses if not any(each in children[child]["wishes"] for child in together)]
        found.append({"children": together, "wishes": dice.sample(free, dice.randint(0, len(free)))})
    return found


@settings(max_examples=60, deadline=None)
@given(programmes())
def test_every_programme_is_feasible_and_proved_and_explained(content):
    programme = read(content)
    made = record(programme)
    assert made["verdict"]["is_proved"], made["verdict"]
    for child, courses in made["assignment"].items():
        _is_feasible(content, child, courses)
        explained = list(CourseExplanations(made, programme).answers(child))
        assert sum(each.key in {"course-placed", "course-first"} for each in explained) == len(courses)
        assert not any(other in str(each.facts) for each in explained for other in content["children"])
    for name, each in content["courses"].items():
        assert sum(name in courses for courses in made["assignment"].values()) <= each["capacity"]
    for group in content["groups"]:
        for wish in group["wishes"]:
            assert len({wish in made["assignment"][child] for child in group["children"]}) == 1


def _is_feasible(content, child, names):
    """From the input alone, with no code of engine or checker."""
    told = content["children"][child]
    courses = [content["courses"][name] for name in names]
    assert len(courses) <= min(told.get("limit", 99), content.get("limit", 99))
    pause = timedelta(minutes=content.get("minutes_between", 0))
    for one, other in itertools.combinations(courses, 2):
        assert not one.get("kind") or one.get("kind") != other.get("kind")
        for spans in itertools.product(one["dates"], other["dates"]):
            a, b, c, d = (datetime.fromisoformat(end) for span in spans for end in span)
            assert b + pause <= c or d + pause <= a
            if content.get("alignment") == "day":
                assert not _days(a, b) & _days(c, d)
            if content.get("alignment") == "week":
                assert not {day.isocalendar()[1] for day in _days(a, b)} & {
                    day.isocalendar()[1] for day in _days(c, d)
                }
    for each in courses:
        if "ages" in each:
            day = min(begin for begin, _ in each["dates"])[:10]
            age = int(day[:4]) - int(told["born"][:4]) - (day[5:] < told["born"][5:])
            assert each["ages"][0] <= age <= each["ages"][1]


def _days(begin, end):
    return {(begin + timedelta(days=n)).date() for n in range((end.date() - begin.date()).days + 1)}


@settings(max_examples=25, deadline=None)
@given(programmes(), st.randoms(use_true_random=False))
def test_the_same_programme_in_another_order_gives_the_same_bytes(content, dice):
    def shuffled(named):
        return dict(dice.sample(list(named.items()), len(named)))

    other = shuffled(content) | {
        "children": shuffled(content["children"]),
        "courses": shuffled(
            {k: each | {"dates": each["dates"][::-1]} for k, each in content["courses"].items()}
        ),
        "groups": [
            group | {"children": group["children"][::-1]}
            for group in dice.sample(content["groups"], len(content["groups"]))
        ],
    }
    assert canonical(record(read(content))) == canonical(record(read(other)))


@settings(max_examples=25, deadline=None)
@given(programmes())
def test_in_the_stable_mode_another_order_of_wishes_changes_nobodys_place_in_the_queue(content):
    """What a course looks at is class, points and draw; the record's cut-offs are made of nothing else."""
    content["mode"] = "stable"
    content.pop("wishes_at_least", None)
    before = record(read(content))
    for child in content["children"].values():
        child["wishes"] = child["wishes"][::-1]
    after = record(read(content))
    assert before["draw"]["numbers"] == after["draw"]["numbers"]
    for made in (before, after):
        for cutoff in filter(None, made["cutoffs"].values()):
            assert set(cutoff) <= {"class", "points", "draw", "own_draw"}
