"""What may be wished, accepted and offered, and why not; pure functions on values."""

from kidsapp.childcare.rules.answers import Answers, SecondGuardian, SiblingAnswer
from kidsapp.childcare.rules.evidence import MOST_DOCUMENTS, refusal_to_attach, refusal_to_remove
from kidsapp.childcare.rules.groups import GroupTerms, refusal_to_plan_group, refusal_to_promise
from kidsapp.childcare.rules.offers import answer_until, refusal_to_answer
from kidsapp.childcare.rules.season import (
    FURTHEST_YEARS,
    START_MONTH,
    Season,
    first_start_at_age,
    is_late,
    kindergarten_year,
    refusal_to_change,
    refusal_to_start,
    season_of,
)
from kidsapp.childcare.rules.wishes import (
    SETTLED,
    Need,
    RankedWish,
    Terms,
    WishView,
    is_wish_due,
    live_after_change,
    ranks_after_change,
    refusal_to_decide,
    refusal_to_rank,
    refusal_to_wish,
)

__all__ = [
    "FURTHEST_YEARS",
    "MOST_DOCUMENTS",
    "SETTLED",
    "START_MONTH",
    "Answers",
    "GroupTerms",
    "Need",
    "RankedWish",
    "Season",
    "SecondGuardian",
    "SiblingAnswer",
    "Terms",
    "WishView",
    "answer_until",
    "first_start_at_age",
    "is_late",
    "is_wish_due",
    "kindergarten_year",
    "live_after_change",
    "ranks_after_change",
    "refusal_to_answer",
    "refusal_to_attach",
    "refusal_to_change",
    "refusal_to_decide",
    "refusal_to_plan_group",
    "refusal_to_promise",
    "refusal_to_rank",
    "refusal_to_remove",
    "refusal_to_start",
    "refusal_to_wish",
    "season_of",
]
