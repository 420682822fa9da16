"""Which courses no child can have both."""

from datetime import datetime, time, timedelta
from enum import StrEnum

import numpy as np

from kidsapp.allocation.courses.programme import Alignment, Course, Programme, Span
from kidsapp.allocation.markets import Truths

A_DAY = timedelta(days=1)


class Clash(StrEnum):
    """Why two courses do not go together."""

    OVERLAP = "overlap"
    MINUTES = "minutes"
    DAY = "day"
    WEEK = "week"
    KIND = "kind"


def clashes(programme: Programme) -> dict[str, int]:
    """For each course all that clash with it, itself too: bits of a number, in the courses' order."""
    courses = list(programme.courses.values())
    gap = timedelta(minutes=programme.minutes_between)
    both = _meeting([course.spans for course in courses], gap)
    if programme.alignment:
        both |= _meeting([_aligned(course, programme.alignment) for course in courses], timedelta())
    kinds = np.array([course.kind for course in courses], dtype=np.str_)
    both |= (kinds[:, None] == kinds) & (kinds != "")
    return {name: _bits(row) for name, row in zip(programme.courses, both, strict=True)}


def _meeting(spans: list[tuple[Span, ...]], gap: timedelta) -> Truths:
    """Whether any two spans meet, or lie closer together than the gap."""
    owner = np.repeat(np.arange(len(spans)), [len(each) for each in spans])
    begin, end = (
        np.array([span[side] for each in spans for span in each], dtype="datetime64[m]") for side in (0, 1)
    )
    until = end + np.timedelta64(int(gap.total_seconds()) // 60, "m")
    both = np.zeros((len(spans), len(spans)), dtype=np.bool_)
    for at in range(len(owner)):
        both[owner[at], owner[(begin[at] < until) & (begin < until[at])]] = True
    return both


def _bits(row: Truths) -> int:
    return int.from_bytes(np.packbits(row, bitorder="little").tobytes(), "little")


def _aligned(course: Course, alignment: Alignment) -> tuple[Span, ...]:
    """Each span widened to whole days or weeks from Monday; each by itself, so days between stay free."""
    return tuple(_widened(span, alignment) for span in course.spans)


def _widened(span: Span, alignment: Alignment) -> Span:
    first = datetime.combine(span[0].date(), time())
    last = datetime.combine((span[1] - timedelta(minutes=1)).date(), time())
    if alignment == Alignment.DAY:
        return first, last + A_DAY
    return first - first.weekday() * A_DAY, last + (7 - last.weekday()) * A_DAY


def why(programme: Programme, one: Course, other: Course) -> Clash | None:
    """Why two courses clash, the plainest reason first."""
    pairs = [(mine, theirs) for mine in one.spans for theirs in other.spans]
    if _any_meet(pairs, timedelta()):
        return Clash.OVERLAP
    if _any_meet(pairs, timedelta(minutes=programme.minutes_between)):
        return Clash.MINUTES
    if programme.alignment:
        wide = [
            (a, b) for a in _aligned(one, programme.alignment) for b in _aligned(other, programme.alignment)
        ]
        if _any_meet(wide, timedelta()):
            return Clash(programme.alignment.value)
    return Clash.KIND if one.kind and one.kind == other.kind else None


def _any_meet(pairs: list[tuple[Span, Span]], gap: timedelta) -> bool:
    return any(mine[0] < theirs[1] + gap and theirs[0] < mine[1] + gap for mine, theirs in pairs)
