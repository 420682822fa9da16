"""A plan in words: how many rows became what, why, and each row that somebody should look at."""

from collections import Counter
from dataclasses import dataclass

from kidsapp.kernel.refusals import Refusal
from kidsapp.places.importing.plan import ImportPlan, Outcome, OutcomeKind


@dataclass(frozen=True, slots=True)
class Summary:
    """Rows by outcome; ``reasons`` counts the rows with each reason, the most frequent first."""

    rows: int
    loaded: int
    merged: int
    unchanged: int
    reported: int
    reasons: tuple[tuple[Refusal, int], ...]


@dataclass(frozen=True, slots=True)
class ReportLine:
    """One row of the list: its line, what becomes of it, and why, in words."""

    line: int
    outcome: str
    reason: str


def summary(plan: ImportPlan) -> Summary:
    """The plan in numbers."""
    kinds = Counter(outcome.kind for outcome in plan.outcomes)
    reasons = Counter(
        reason for outcome in plan.outcomes for reason in {refused.reason for refused in outcome.reasons}
    )
    return Summary(
        rows=len(plan.outcomes),
        loaded=kinds[OutcomeKind.LOADED],
        merged=kinds[OutcomeKind.MERGED],
        unchanged=kinds[OutcomeKind.UNCHANGED],
        reported=kinds[OutcomeKind.REPORTED],
        reasons=tuple(sorted(reasons.items(), key=lambda pair: (-pair[1], pair[0].name))),
    )


def report_lines(plan: ImportPlan) -> list[ReportLine]:
    """A line for each row, in the order of the list; the reason is empty where all went well."""
    return [_line(outcome) for outcome in plan.outcomes]


def _line(outcome: Outcome) -> ReportLine:
    reason = " ".join(refused.text() for refused in outcome.reasons)
    return ReportLine(outcome.line, outcome.kind.value, reason)
