"""One run, by whichever way the document asks for."""

from dataclasses import dataclass

from kidsapp.allocation.assembly import Assembled
from kidsapp.allocation.deferred_acceptance import Outcome, deferred_acceptance
from kidsapp.allocation.rounds import Round, allocate_in_rounds
from kidsapp.allocation.together import allocate_together


@dataclass(frozen=True, slots=True)
class Run:
    """The outcome; how many runs it took; and the rounds, where facilities offer by hand."""

    outcome: Outcome
    runs: int = 1
    rounds: tuple[Round, ...] = ()


def run(market: Assembled) -> Run:
    """Children ask; families ask together; facilities that decide by hand offer in rounds."""
    if market.families:
        together = allocate_together(market.market, market.families)
        return Run(together.outcome, together.runs)
    if market.by_hand.any():
        found = allocate_in_rounds(market.market, market.by_hand)
        return Run(found.outcome, found.runs, found.rounds)
    return Run(deferred_acceptance(market.market))
