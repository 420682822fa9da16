"""Moving states by their tables, appending to the history, and telling everybody concerned."""

from datetime import date, datetime
from typing import Any, TypeVar

from kidsapp.audit.commands import at_the_end
from kidsapp.childcare.commands.desk import draw_line
from kidsapp.childcare.models import CaseEvent, PlaceOffer, PreRegistration, Wish
from kidsapp.childcare.states import (
    PLACE_OFFER_LIFE,
    PRE_REGISTRATION_LIFE,
    WISH_LIFE,
    PlaceOfferState,
    PreRegistrationState,
    WishState,
)
from kidsapp.kernel.actors import Actor
from kidsapp.messaging.commands import tell
from kidsapp.people.queries import guardians_of

State = TypeVar("State", PreRegistrationState, WishState, PlaceOfferState)


class WrongMove(RuntimeError):
    """A command tried a move that the state table does not have: our mistake, never the user's."""


def move_case(case: PreRegistration, act: str) -> None:
    """Move a pre-registration."""
    case.state = _target(PRE_REGISTRATION_LIFE.target(act, source=PreRegistrationState(case.state)), act)
    case.save(update_fields=["state"])


def move_wish(wish: Wish, act: str) -> None:
    """Move a wish."""
    wish.state = _target(WISH_LIFE.target(act, source=WishState(wish.state)), act)
    wish.save(update_fields=["state", "decline_reason", "decided_at"])


def move_offer(offer: PlaceOffer, act: str) -> None:
    """Move a place offer."""
    offer.state = _target(PLACE_OFFER_LIFE.target(act, source=PlaceOfferState(offer.state)), act)
    offer.save(update_fields=["state", "ended_at", "withdraw_reason"])


def _target(found: State | None, act: str) -> State:
    if found is None:
        raise WrongMove(act)
    return found


def remember(
    case: PreRegistration,
    act: str,
    actor: Actor,
    *,
    at: datetime,
    wish: Wish | None = None,
    received_on: date | None = None,
) -> None:
    """Append one line to the history of the case; its line on the youth office's desk follows at the end.

    ``received_on`` is the day on which a paper came in that the office enters.
    """
    CaseEvent.objects.create(
        preregistration=case,
        wish=wish,
        act=act,
        account_id=actor.account_id,
        on_paper=received_on is not None,
        received_on=received_on,
        at=at,
    )
    at_the_end(("childcare.desk", case.pk), lambda: draw_line(case.pk, today=actor.today))


def tell_family(
    case: PreRegistration, kind: str, *, actor: Actor, at: datetime, below: str = "", **facts: Any
) -> None:
    """Tell every guardian of the child, in the inbox and by mail; ``below`` names a page of the case."""
    accounts = guardians_of([case.child_id], today=actor.today)
    facts = {"child": case.child.given_name, **facts}
    link = f"/vormerkung/{case.public_id}/{below}"
    tell(accounts, f"childcare.{kind}", facts=facts, at=at, link=link, child_id=case.child_id)
