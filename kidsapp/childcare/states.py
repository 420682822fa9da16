"""The lives of a pre-registration, a wish and a place offer."""

from enum import StrEnum

from kidsapp.kernel.actors import Role
from kidsapp.kernel.states import Move, StateTable

FAMILY = frozenset({Role.GUARDIAN})
KITA = frozenset({Role.KITA_LEAD, Role.PROVIDER_MANAGER})
OFFICE = frozenset({Role.YOUTH_OFFICE})


class PreRegistrationState(StrEnum):
    """Where a pre-registration stands."""

    SUBMITTED = "submitted"
    PLACED = "placed"
    WITHDRAWN = "withdrawn"


class WishState(StrEnum):
    """Where one wish stands."""

    OPEN = "open"
    OFFERED = "offered"
    DECLINED = "declined"
    FULFILLED = "fulfilled"
    ENDED = "ended"


class PlaceOfferState(StrEnum):
    """Where a place offer stands."""

    OFFERED = "offered"
    ACCEPTED = "accepted"
    DECLINED = "declined"
    RELEASED = "released"


_P, _W, _O = PreRegistrationState, WishState, PlaceOfferState

PRE_REGISTRATION_LIFE = StateTable(
    Move("submit_preregistration", frozenset(), _P.SUBMITTED, FAMILY),
    Move("accept_place_offer", frozenset({_P.SUBMITTED}), _P.PLACED, FAMILY),
    Move("withdraw_preregistration", frozenset({_P.SUBMITTED}), _P.WITHDRAWN, FAMILY),
)

WISH_LIFE = StateTable(
    Move("submit_preregistration", frozenset(), _W.OPEN, FAMILY),
    Move("accept_child", frozenset({_W.OPEN}), _W.OFFERED, KITA),
    Move("decline_child", frozenset({_W.OPEN}), _W.DECLINED, KITA),
    Move("accept_place_offer", frozenset({_W.OFFERED}), _W.FULFILLED, FAMILY),
    Move("decline_place_offer", frozenset({_W.OFFERED}), _W.ENDED, FAMILY),
    Move("end_wish", frozenset({_W.OPEN, _W.OFFERED}), _W.ENDED, FAMILY),
)

PLACE_OFFER_LIFE = StateTable(
    Move("accept_child", frozenset(), _O.OFFERED, KITA),
    Move("accept_place_offer", frozenset({_O.OFFERED}), _O.ACCEPTED, FAMILY),
    Move("decline_place_offer", frozenset({_O.OFFERED}), _O.DECLINED, FAMILY),
    Move("release_place", frozenset({_O.OFFERED}), _O.RELEASED, FAMILY),
)
