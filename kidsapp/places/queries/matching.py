"""``rules.week_match`` as SQL, for all weeks of a city at once; a test holds the two against each other."""

from collections.abc import Mapping
from typing import Any

from kidsapp.kernel.opening_hours import MINUTES_A_DAY, Span, Week
from kidsapp.places.fields import ranges_of_week
from kidsapp.places.rules import TOLERATED_MINUTES, Match

MATCHES = (Match.FULL, Match.PARTIAL, Match.NONE, Match.UNKNOWN)
"""In the order in which hits are listed; the statement answers with the place in this order."""

_MATCH = """CASE WHEN f.opening_hours IS NULL THEN 3
    WHEN f.opening_hours @> %(wished)s::int4multirange THEN 0
    WHEN NOT f.opening_hours && %(wished)s::int4multirange THEN 2
    WHEN ({some_day_full}) OR ({each_day_tolerable}) THEN 1
    ELSE 2 END"""
_DAY_FULL = "f.opening_hours @> %(day_{day})s::int4range"
_DAY_BEGINS = "f.opening_hours && %(begin_{day})s::int4range"
_DAY_ENDS = "f.opening_hours && %(end_{day})s::int4range"
_DAY_TOLERABLE = """upper(<open>) - lower(<open>) >= %(enough_{day})s AND (<open> @> range_merge(<open>)
    OR (SELECT sum(upper(part) - lower(part)) FROM unnest(<open>) AS part) >= %(enough_{day})s)""".replace(
    "<open>", "(f.opening_hours * int4multirange(%(day_{day})s::int4range))"
)
_TOLERABLE = (_DAY_BEGINS, _DAY_ENDS, _DAY_TOLERABLE)
"""Cheap tests before the exact one: something is open near begin and end; in one piece; summed up."""


def match_sql(wished: Mapping[int, Span]) -> str:
    """The place in ``MATCHES`` of a facility ``f``, as an expression; it names ``match_parameters``."""
    if not wished:
        return "NULL::int"
    long_days = [day for day, span in wished.items() if span.minutes > TOLERATED_MINUTES]
    tests = [test.format(day=day) for test in _TOLERABLE for day in long_days]
    return _MATCH.format(
        some_day_full=" OR ".join(_DAY_FULL.format(day=day) for day in wished),
        each_day_tolerable=" AND ".join(tests) or "true",
    )


def match_parameters(wished: Mapping[int, Span]) -> dict[str, Any]:
    """What ``match_sql`` takes: ranges in minutes since Monday midnight."""
    week = Week({day: (span,) for day, span in wished.items()})
    parameters: dict[str, Any] = {"wished": ranges_of_week(week)}
    for day, span in wished.items():
        opens, closes = day * MINUTES_A_DAY + span.opens, day * MINUTES_A_DAY + span.closes
        parameters |= {
            f"day_{day}": f"[{opens},{closes})",
            f"begin_{day}": f"[{opens},{opens + TOLERATED_MINUTES + 1})",
            f"end_{day}": f"[{closes - TOLERATED_MINUTES - 1},{closes})",
            f"enough_{day}": span.minutes - TOLERATED_MINUTES,
        }
    return parameters
