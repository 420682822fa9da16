"""Telling a story: each step is a command of the product, done by whoever would do it, on its day."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from kidsapp.childcare.models import PlaceOffer, PreRegistration, Wish
from kidsapp.childcare.states import PlaceOfferState, WishState
from kidsapp.kernel.actors import Actor, Role
from kidsapp.kernel.clock import german_day
from kidsapp.kernel.refusals import Refused
from kidsapp.operations.commands.demonstration.families import Family
from kidsapp.operations.commands.demonstration.invented import Step, Story
from kidsapp.operations.commands.demonstration.stage import Stage
from kidsapp.people.models import Account

Outcome = Refused | Sequence[Refused] | None


@dataclass
class Telling:
    """One family's story while it is told."""

    stage: Stage
    story: Story
    family: Family
    moments: Sequence[datetime]
    at: datetime
    is_first: bool = False
    case_id: int = 0
    cut_short: str = ""

    @property
    def today(self) -> date:
        """The day of the present step."""
        return german_day(self.at)

    @property
    def guardian(self) -> Actor:
        """Who sent the form."""
        return self.actor(self.family.guardian)

    @property
    def office(self) -> Actor:
        """Somebody at the youth office."""
        return self.actor(self.stage.by_role[Role.YOUTH_OFFICE])

    def actor(self, account: Account | None) -> Actor:
        """An account, or a visitor, on the day of the present step."""
        return self.stage.actor(account, self.today)

    def lead(self, wish: Wish) -> Actor:
        """Who leads the Kita of a wish."""
        return self.actor(self.stage.leads[wish.facility_id])

    @property
    def case(self) -> PreRegistration:
        """The case as it stands now."""
        found: PreRegistration = PreRegistration.objects.select_related("child").get(pk=self.case_id)
        return found

    def wish(self, *states: WishState) -> Wish:
        """The best wish in one of these states, the first state first."""
        rows = list(Wish.objects.filter(preregistration=self.case_id, state__in=states))
        found: Wish = min(rows, key=lambda wish: (states.index(WishState(wish.state)), wish.rank))
        return found

    def offer(self) -> PlaceOffer:
        """The open offer of the case; of two, that of the better wish."""
        rows = PlaceOffer.objects.select_related("wish__preregistration__child", "wish__facility", "group")
        rows = rows.filter(wish__preregistration=self.case_id, state=PlaceOfferState.OFFERED)
        found: PlaceOffer = rows.order_by("wish__rank")[0]
        return found

    def sent(self, outcome: PreRegistration | Sequence[Refused]) -> Outcome:
        """Go on with the case that was made; the first one is the story's."""
        if not isinstance(outcome, PreRegistration):
            return outcome
        self.case_id = outcome.pk
        return None


Act = Callable[[Telling, str], Outcome]


def moments_of(story: Story, stage: Stage) -> list[datetime]:
    """When the steps happen: each later than the one before, none after the demonstration's own moment."""
    found: list[datetime] = []
    for step in story.steps:
        wanted = stage.moment(_day(step, story, stage, found))
        least = found[-1] + timedelta(minutes=20) if found else wanted
        found.append(min(max(wanted, least), stage.at))
    return found


def _day(step: Step, story: Story, stage: Stage, before: list[datetime]) -> date:
    offset = stage.random.randint(step.first, step.last)
    if step.is_after:
        return german_day(before[-1]) + timedelta(round(offset * stage.season.scale))
    return stage.season.day(offset, years_ago=1 if story.year == "last" and not step.is_this_year else 0)


def tell(telling: Telling, acts: dict[str, Act]) -> None:
    """Do the steps one after the other; a refusal ends the story there and is kept."""
    telling.stage.draw_anew(-telling.family.number)
    for step, at in zip(telling.story.steps, telling.moments, strict=True):
        telling.at = at
        if refused := acts[step.act](telling, step.word):
            telling.cut_short = f"{telling.story.name}: {step.act}: {refused}"
            return
