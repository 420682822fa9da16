"""What places are decided by, on values alone: how well hours fit, how far it is, what a profile may say."""

from kidsapp.places.rules.distance import EARTH_RADIUS_KM, Box, bounding_box, haversine_km
from kidsapp.places.rules.match import (
    TOLERATED_MINUTES,
    DayMatch,
    Match,
    WeekMatch,
    match,
    week_match,
)
from kidsapp.places.rules.missing import (
    DayGroup,
    Missing,
    MissingKind,
    equal_days_merged,
    what_is_missing,
)
from kidsapp.places.rules.names import Fit, name_test
from kidsapp.places.rules.profile import (
    OLDEST_MONTHS,
    refusal_to_ages,
    refusal_to_days,
    refusal_to_hours,
)

__all__ = [
    "EARTH_RADIUS_KM",
    "OLDEST_MONTHS",
    "TOLERATED_MINUTES",
    "Box",
    "DayGroup",
    "DayMatch",
    "Fit",
    "Match",
    "Missing",
    "MissingKind",
    "WeekMatch",
    "bounding_box",
    "equal_days_merged",
    "haversine_km",
    "match",
    "name_test",
    "refusal_to_ages",
    "refusal_to_days",
    "refusal_to_hours",
    "week_match",
    "what_is_missing",
]
