"""What Kitas do in a story, and the system when a day has passed."""

from datetime import timedelta

from kidsapp.childcare import commands
from kidsapp.childcare.commands import GroupPlan
from kidsapp.childcare.commands.offers import nobody
from kidsapp.childcare.models import Contract, Criterion, Group, PlaceOffer, Wish
from kidsapp.childcare.rules import ContractChange, kindergarten_year
from kidsapp.childcare.states import WishState
from kidsapp.kernel.periods import age_in_months
from kidsapp.kernel.refusals import Refused
from kidsapp.operations.commands.demonstration.telling import Act, Outcome, Telling


def offer(telling: Telling, word: str) -> Outcome:
    """Offer a place in a group for the child's age; a Kita that has none left opens one more.

    Who waits comes first, unless the ``next`` wish is named.
    """
    wish = telling.wish(WishState.OPEN) if word == "next" else telling.wish(WishState.WAITING, WishState.OPEN)
    group = _group(telling, wish)
    if group.promised == group.places:
        _open_one_more(telling, wish, group)
    made = commands.accept_child(telling.lead(wish), wish, group.public_id, at=telling.at)
    return made if isinstance(made, Refused) else None


def _group(telling: Telling, wish: Wish) -> Group:
    """The group for the child's age that has most places left."""
    case = telling.case
    months = age_in_months(case.child.born_on, on=case.starts_on)
    rows = Group.objects.filter(facility=wish.facility_id, year=kindergarten_year(case.starts_on))
    fitting = rows.filter(age_from_months__lte=months, age_until_months__gt=months).order_by("name")
    found: Group = max(fitting, key=lambda group: int(group.places - group.promised))
    return found


def _open_one_more(telling: Telling, wish: Wish, group: Group) -> None:
    ages = (group.age_from_months, group.age_until_months)
    plan = GroupPlan(group.year, group.name, *ages, group.places + 1)
    commands.plan_group(telling.lead(wish), wish.facility, plan, at=telling.at)


def decline(telling: Telling, word: str) -> Outcome:
    """Decline for one of the listed reasons."""
    wish = telling.wish(WishState.OPEN)
    return commands.decline_child(telling.lead(wish), wish, word, at=telling.at)


def wait(telling: Telling, _word: str) -> Outcome:
    """Put the child on the waiting list."""
    wish = telling.wish(WishState.OPEN)
    return commands.put_on_waiting_list(telling.lead(wish), wish, at=telling.at)


def extend(telling: Telling, word: str) -> Outcome:
    """Give the family so many days from now."""
    found = telling.offer()
    until = telling.today + timedelta(days=int(word))
    return commands.extend_place_offer(telling.lead(found.wish), found, until, at=telling.at)


def retract(telling: Telling, word: str) -> Outcome:
    """Take the offer back on one of the listed grounds."""
    found = telling.offer()
    return commands.retract_place_offer(telling.lead(found.wish), found, word, at=telling.at)


def remind(telling: Telling, _word: str) -> Outcome:
    """The system reminds the family of its last days."""
    commands.remind_family(nobody(telling.today), telling.offer(), at=telling.at)
    return None


def expire(telling: Telling, _word: str) -> Outcome:
    """The last day has passed without an answer."""
    commands.expire_place_offer(nobody(telling.today), telling.offer(), at=telling.at)
    return None


def _contract(telling: Telling) -> tuple[Contract, Wish]:
    found: PlaceOffer = PlaceOffer.objects.select_related("wish__facility", "contract").get(
        contract__preregistration=telling.case_id
    )
    return found.contract, found.wish


def hours(telling: Telling, _word: str) -> Outcome:
    """Other hours, of those that the Kita offers, some weeks later."""
    contract, wish = _contract(telling)
    others = [key for key in wish.facility.hours_models if key not in {contract.hours, "45"}]
    change = ContractChange(max(contract.starts_on, telling.today) + timedelta(days=20), others[0])
    return commands.change_contract_hours(telling.lead(wish), contract, change, at=telling.at)


def end(telling: Telling, word: str) -> Outcome:
    """The child leaves."""
    contract, wish = _contract(telling)
    last_day = max(contract.starts_on, telling.today) + timedelta(days=40)
    return commands.end_contract(telling.lead(wish), contract, last_day, word, at=telling.at)


def tick(telling: Telling, _word: str) -> Outcome:
    """Tick which of the Kita's own criteria hold for the child."""
    wish = telling.wish(WishState.OPEN)
    own = Criterion.objects.filter(facility=wish.facility_id).values_list("public_id", flat=True)
    wanted = [each for each in own if telling.stage.random.random() < 0.25]
    return commands.tick_criteria(telling.lead(wish), wish, wanted=wanted, before=(), at=telling.at)


ACTS: dict[str, Act] = {
    "tick": tick,
    "offer": offer,
    "decline": decline,
    "wait": wait,
    "extend": extend,
    "retract": retract,
    "remind": remind,
    "expire": expire,
    "hours": hours,
    "end": end,
}
