"""A holiday programme in its one canonical form, whatever order or shorthand it came in."""

from typing import Any

from kidsapp.allocation.courses.programme import RULE, Child, Course, Programme
from kidsapp.allocation.reading.values import points


def as_written(programme: Programme) -> dict[str, Any]:
    """The document with the least that says the same; what is empty is left out."""
    full = {
        "rule": RULE,
        "mode": programme.mode.value,
        "seed": programme.seed,
        "children": {name: _child(child) for name, child in programme.children.items()},
        "courses": {name: _course(course) for name, course in programme.courses.items()},
        "groups": [
            {"children": list(group.children), "wishes": list(group.wishes)} for group in programme.groups
        ],
        "minutes_between": programme.minutes_between,
        "alignment": programme.alignment.value if programme.alignment else "",
        "wishes_at_least": programme.wishes_at_least,
        "note": programme.note,
    }
    written = {key: value for key, value in full.items() if value or key in {"children", "courses"}}
    return {**written, **({} if programme.limit is None else {"limit": programme.limit})}


def _child(child: Child) -> Any:
    more = {
        "born": child.born.isoformat() if child.born else None,
        "class": child.priority_class or None,
        "points": points(child.thousandths) or None,
        "limit": child.limit,
    }
    told = {key: value for key, value in more.items() if value is not None}
    return {"wishes": list(child.wishes), **told} if told else list(child.wishes)


def _course(course: Course) -> dict[str, Any]:
    dates = [[end.isoformat(timespec="minutes") for end in span] for span in course.spans]
    ages = {"ages": list(course.ages)} if course.ages else {}
    return {
        "capacity": course.capacity,
        "dates": dates,
        **ages,
        **({"kind": course.kind} if course.kind else {}),
    }
