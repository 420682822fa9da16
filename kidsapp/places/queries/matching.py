"""``rules.week_match`` as SQL, for all weeks of a city at once; a test holds the two against each other."""

from collections.abc import Iterable, Mapping
from typing import Any

from kidsapp.kernel.opening_hours import MINUTES_A_DAY, Span, Week
from kidsapp.places.fields import ranges_of_week
from kidsapp.places.rules import TOLERATED_MINUTES, Match

MATCHES = (Match.FULL, Match.PARTIAL, Match.NONE, Match.UNKNOWN)
"""In the order in which hits are listed; the statement answers with the place in this order."""

_MATCH = """CASE WHEN f.opens_later THEN 2
    WHEN f.opening_hours IS NULL THEN 3
    WHEN f.opening_hours @> %(wished)s::int4multirange THEN 0
    WHEN {some_day_full} OR ({each_day_tolerable}) THEN 1
    ELSE 2 END"""
_SOME_DAY = """f.opening_hours && %(first_minutes)s::int4multirange
    AND f.opening_hours && %(last_minutes)s::int4multirange"""
_DAY_FULL = "f.opening_hours @> %(day_{day})s::int4range"
_DAY_NEAR = """f.opening_hours && %(begin_{day})s::int4range
    AND f.opening_hours && %(end_{day})s::int4range"""
_DAY_TOLERABLE = """upper(<open>) - lower(<open>) >= %(enough_{day})s AND (<open> @> range_merge(<open>)
    OR (SELECT sum(upper(part) - lower(part)) FROM unnest(<open>) AS part) >= %(enough_{day})s)""".replace(
    "<open>", "(f.opening_hours * int4multirange(%(day_{day})s::int4range))"
)
_ANYTHING_OPEN = "f.opening_hours && %(wished)s::int4multirange"
_ALIKE = "f.opening_hours @> %(alike_{late})s::int4multirange"
_LATE = tuple(range(0, TOLERATED_MINUTES + 1, 30))
"""So many minutes late every day, and the rest of what is tolerated early: most weeks are alike every day."""


def match_sql(wished: Mapping[int, Span]) -> str:
    """The place in ``MATCHES`` of a facility ``f``, as an expression; it names ``match_parameters``.

    What opens after the first day never matches; else there is none without times. What most weeks fail
    comes first: no full day without a first and a last minute that is open.
    """
    if not wished:
        return "CASE WHEN f.opens_later THEN 2 END"
    full = " OR ".join(_DAY_FULL.format(day=day) for day in wished)
    return _MATCH.format(some_day_full=f"{_SOME_DAY} AND ({full})", each_day_tolerable=_tolerable(wished))


def _tolerable(wished: Mapping[int, Span]) -> str:
    """Cheap tests before the exact one.

    Open near begin and end on the first day and the last, which is often short; alike every day; all days.
    """
    days = _long_days(wished)
    if not days:
        return _ANYTHING_OPEN
    first, last = (_DAY_NEAR.format(day=day) for day in (days[0], days[-1]))
    alike = " OR ".join(_ALIKE.format(late=late) for late in _LATE)
    near = [_DAY_NEAR.format(day=day) for day in days[1:-1]]
    exact = [_DAY_TOLERABLE.format(day=day) for day in days]
    return f"{first} AND {last} AND ({alike} OR {' AND '.join([*near, *exact])})"


def _long_days(wished: Mapping[int, Span]) -> list[int]:
    """The days of which not all may be missing."""
    return [day for day, span in wished.items() if span.minutes > TOLERATED_MINUTES]


def match_parameters(wished: Mapping[int, Span]) -> dict[str, Any]:
    """What ``match_sql`` takes: ranges in minutes since Monday midnight."""
    week = Week({day: (span,) for day, span in wished.items()})
    spans = {day: (day * MINUTES_A_DAY + span.opens, span.minutes) for day, span in wished.items()}
    parameters: dict[str, Any] = {
        "wished": ranges_of_week(week),
        "first_minutes": _minutes(opens for opens, _length in spans.values()),
        "last_minutes": _minutes(opens + length - 1 for opens, length in spans.values()),
    }
    days = _long_days(wished)
    for late in _LATE:
        early = TOLERATED_MINUTES - late
        shorter = ((day, wished[day].opens + late, wished[day].closes - early) for day in days)
        parameters[f"alike_{late}"] = ranges_of_week(Week.of(shorter))
    for day, (opens, length) in spans.items():
        closes = opens + length
        parameters |= {
            f"day_{day}": f"[{opens},{closes})",
            f"begin_{day}": f"[{opens},{opens + TOLERATED_MINUTES + 1})",
            f"end_{day}": f"[{closes - TOLERATED_MINUTES - 1},{closes})",
            f"enough_{day}": length - TOLERATED_MINUTES,
        }
    return parameters


def _minutes(starts: Iterable[int]) -> str:
    return "{" + ",".join(f"[{start},{start + 1})" for start in starts) + "}"
