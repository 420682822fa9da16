"""Reads a holiday programme strictly: what is wrong is refused with its path in the document."""

import re
from collections.abc import Mapping
from datetime import date, datetime
from enum import StrEnum
from itertools import pairwise
from typing import Any, TypeVar

from kidsapp.allocation.courses.programme import RULE, Alignment, Child, Course, Group, Mode, Programme, Span
from kidsapp.allocation.courses.turns import turns
from kidsapp.allocation.reading.faults import InputRefused, Path
from kidsapp.allocation.reading.values import count, items, members, named, text, thousandths
from kidsapp.allocation.reading.whole import seed

PROGRAMME = frozenset(
    [
        "rule",
        "mode",
        "seed",
        "children",
        "courses",
        "groups",
        "limit",
        "minutes_between",
        "alignment",
        "wishes_at_least",
        "note",
    ]
)
CHILD = frozenset({"wishes", "born", "class", "points", "limit"})
COURSE = frozenset({"capacity", "dates", "ages", "kind"})
GROUP = frozenset({"children", "wishes"})
DAY = re.compile(r"(19|20|21)[0-9]{2}-[0-9]{2}-[0-9]{2}")
MOMENT = re.compile(r"(19|20|21)[0-9]{2}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}")
A_DAY, ENDS, OLDEST = 24 * 60, 2, 150

Choice = TypeVar("Choice", bound=StrEnum)


def programme(value: Any, path: Path) -> Programme:
    """The checked input; raises ``InputRefused`` with the path of the first fault."""
    members(value, path, known=PROGRAMME)
    for needed in ("rule", "mode", "children", "courses"):
        if needed not in value:
            raise InputRefused(path / needed, "is missing")
    if text(value["rule"], path / "rule") != RULE:
        raise InputRefused(path / "rule", f"must be {RULE}, is {value['rule']}")
    courses = {name: _course(each, at) for name, each, at in named(value["courses"], path / "courses")}
    children = {
        name: _child(each, at, courses) for name, each, at in named(value["children"], path / "children")
    }
    found = Programme(
        mode=_choice(Mode, value["mode"], path / "mode"),
        children=dict(sorted(children.items())),
        courses=dict(sorted(courses.items())),
        groups=_groups(value.get("groups", ()), path / "groups", children, courses),
        seed=seed(value.get("seed"), path / "seed"),
        limit=_limit(value, path),
        minutes_between=_minutes(value.get("minutes_between", 0), path / "minutes_between"),
        alignment=_choice(Alignment, value["alignment"], path / "alignment")
        if "alignment" in value
        else None,
        wishes_at_least=_at_least(value, path),
        note=text(value["note"], path / "note") if "note" in value else "",
    )
    _refuse_unknown_ages(found, path)
    _refuse_short_lists(found, path)
    _refuse_ties(found, path)
    return found


def _choice(kind: type[Choice], value: Any, path: Path) -> Choice:
    found = text(value, path)
    if found not in list(kind):
        raise InputRefused(path, f"must be one of {', '.join(kind)}, is {found}")
    return kind(found)


def _minutes(value: Any, path: Path) -> int:
    found = count(value, path)
    if found > A_DAY:
        raise InputRefused(path, f"must be {A_DAY} at most; for whole days there is $.alignment")
    return found


def _at_least(value: Mapping[str, Any], path: Path) -> int:
    """Named where short lists pay, and only there."""
    where, is_named = path / "wishes_at_least", "wishes_at_least" in value
    if is_named != (value["mode"] == Mode.FIRST_PLACE_FOR_ALL):
        raise InputRefused(
            where, f"{'belongs' if is_named else 'is missing; it belongs'} to {Mode.FIRST_PLACE_FOR_ALL}"
        )
    return count(value["wishes_at_least"], where, least=1) if is_named else 0


def _limit(value: Mapping[str, Any], path: Path) -> int | None:
    return count(value["limit"], path / "limit") if "limit" in value else None


def _child(value: Any, path: Path, courses: Mapping[str, Course]) -> Child:
    if not isinstance(value, dict):
        return Child(_wishes(value, path, courses))
    members(value, path, known=CHILD)
    return Child(
        _wishes(value.get("wishes", ()), path / "wishes", courses),
        _day(value["born"], path / "born") if "born" in value else None,
        count(value.get("class", 0), path / "class"),
        thousandths(value.get("points", 0), path / "points"),
        _limit(value, path),
    )


def _wishes(value: Any, path: Path, courses: Mapping[str, Course]) -> tuple[str, ...]:
    found: dict[str, None] = {}
    for each, at in items(value, path):
        name = text(each, at)
        if name not in courses:
            raise InputRefused(at, f"names a course that is not listed: {name}")
        if name in found:
            raise InputRefused(at, f"wishes for {name} a second time")
        found[name] = None
    return tuple(found)


def _course(value: Any, path: Path) -> Course:
    members(value, path, known=COURSE)
    for needed in ("capacity", "dates"):
        if needed not in value:
            raise InputRefused(path / needed, "is missing")
    spans = sorted(_span(each, at) for each, at in items(value["dates"], path / "dates"))
    if not spans:
        raise InputRefused(path / "dates", "must be one date at least")
    for earlier, later in pairwise(spans):
        if later[0] < earlier[1]:
            raise InputRefused(path / "dates", f"overlap one another at {later[0]:%Y-%m-%dT%H:%M}")
    return Course(
        count(value["capacity"], path / "capacity"),
        tuple(spans),
        _ages(value["ages"], path / "ages") if "ages" in value else None,
        text(value["kind"], path / "kind") if "kind" in value else "",
    )


def _span(value: Any, path: Path) -> Span:
    ends = [_moment(each, at) for each, at in items(value, path)]
    if len(ends) != ENDS:
        raise InputRefused(path, "must be two moments: from, until")
    if ends[0] >= ends[1]:
        raise InputRefused(path, "ends before it has begun")
    return ends[0], ends[1]


def _moment(value: Any, path: Path) -> datetime:
    found = text(value, path)
    if not MOMENT.fullmatch(found):
        raise InputRefused(path, "must be a moment like 2027-07-19T09:00, in local time")
    try:
        return datetime.fromisoformat(found)
    except ValueError as fault:
        raise InputRefused(path, f"is no moment: {found}") from fault


def _day(value: Any, path: Path) -> date:
    found = text(value, path)
    if not DAY.fullmatch(found):
        raise InputRefused(path, "must be a day like 2018-05-03")
    try:
        return date.fromisoformat(found)
    except ValueError as fault:
        raise InputRefused(path, f"is no day: {found}") from fault


def _ages(value: Any, path: Path) -> tuple[int, int]:
    ends = [count(each, at) for each, at in items(value, path)]
    if len(ends) != ENDS or not ends[0] <= ends[1] <= OLDEST:
        raise InputRefused(path, "must be two ages, the lower first, like [6, 10]")
    return ends[0], ends[1]


def _groups(
    value: Any, path: Path, children: Mapping[str, Child], courses: Mapping[str, Course]
) -> tuple[Group, ...]:
    found, taken = [], set[str]()
    for each, at in items(value, path):
        members(each, at, known=GROUP)
        names = _names(each.get("children"), at / "children", children, taken)
        wishes = _wishes(each.get("wishes"), at / "wishes", courses)
        for index, course in enumerate(wishes):
            twice = [name for name in names if course in children[name].wishes]
            if twice:
                raise InputRefused((at / "wishes")[index], f"{twice[0]} wishes for {course} alone as well")
        taken.update(names)
        found.append(Group(tuple(sorted(names)), wishes))
    return tuple(sorted(found, key=lambda group: group.children))


def _names(value: Any, path: Path, children: Mapping[str, Child], taken: set[str]) -> list[str]:
    names: list[str] = []
    for each, at in items(value, path):
        name = text(each, at)
        if name not in children:
            raise InputRefused(at, f"{name} is no child of the list")
        if name in names or name in taken:
            raise InputRefused(at, f"{name} is in a group already")
        names.append(name)
    if len(names) < 2:
        raise InputRefused(path, "must be two children or more")
    return names


def _refuse_unknown_ages(found: Programme, path: Path) -> None:
    joint = [(child, group.wishes) for group in found.groups for child in group.children]
    own = [(name, child.wishes) for name, child in found.children.items()]
    for name, wishes in own + joint:
        asking = [course for course in wishes if found.courses[course].ages]
        if asking and found.children[name].born is None:
            raise InputRefused(
                path / "children" / name / "born", f"is missing, and {asking[0]} asks for ages"
            )


def _refuse_short_lists(found: Programme, path: Path) -> None:
    """Who wishes for anything wishes for enough, or for all courses of its age; decision 0025."""
    joint = {child: group.wishes for group in found.groups for child in group.children}
    for name, child in found.children.items():
        wished = len(child.wishes) + len(joint.get(name, ()))
        if not 0 < wished < found.wishes_at_least:
            continue
        least = min(found.wishes_at_least, sum(found.may_have(name, course) for course in found.courses))
        if wished < least:
            raise InputRefused(path / "children" / name, f"wishes for {wished}, {least} is the least number")


def _refuse_ties(found: Programme, path: Path) -> None:
    """Without a draw the order has to be strict by itself: nothing else may decide between two children."""
    if found.seed:
        return
    if found.groups:
        raise InputRefused(path / "seed", "is missing; groups need a draw among their children")
    seen: dict[tuple[int, int], str] = {}
    for turn in turns(found, dict.fromkeys(found.children, "")):
        standing = (turn.standing.priority_class, turn.standing.negative_thousandths)
        if standing in seen:
            both = f"{seen[standing]} and {turn.children[0]}"
            raise InputRefused(path / "children", f"{both} stand equal, so $.seed is needed for the draw")
        seen[standing] = turn.children[0]
