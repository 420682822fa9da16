"""The lives of a pre-registration, a wish, a place offer, the evidence for 45 hours, and an agreement."""

from enum import StrEnum

from kidsapp.kernel.actors import Role
from kidsapp.kernel.states import Move, StateTable

FAMILY = frozenset({Role.GUARDIAN})
KITA = frozenset({Role.KITA_LEAD, Role.PROVIDER_MANAGER})
OFFICE = frozenset({Role.YOUTH_OFFICE})
FAMILY_OR_OFFICE = FAMILY | OFFICE
COUNTER = KITA | OFFICE
SYSTEM: frozenset[Role] = frozenset()


class PreRegistrationState(StrEnum):
    """Where a pre-registration stands."""

    SUBMITTED = "submitted"
    PLACED = "placed"
    WITHDRAWN = "withdrawn"


class WishState(StrEnum):
    """Where one wish stands."""

    OPEN = "open"
    WAITING = "waiting"
    OFFERED = "offered"
    DECLINED = "declined"
    FULFILLED = "fulfilled"
    ENDED = "ended"


LIVE_WISHES = (WishState.OPEN, WishState.WAITING, WishState.OFFERED)
"""Such a wish can still become a place."""


class PlaceOfferState(StrEnum):
    """Where a place offer stands."""

    OFFERED = "offered"
    ACCEPTED = "accepted"
    DECLINED = "declined"
    RELEASED = "released"
    EXPIRED = "expired"
    RETRACTED = "retracted"


class EvidenceState(StrEnum):
    """Where the evidence for 45 hours stands."""

    OPEN = "open"
    ASKED = "asked"
    APPROVED = "approved"
    REFUSED = "refused"


class AgreementState(StrEnum):
    """What the second guardian says."""

    ASKED = "asked"
    AGREED = "agreed"
    OBJECTED = "objected"


_P, _W, _O, _E, _A = PreRegistrationState, WishState, PlaceOfferState, EvidenceState, AgreementState

PRE_REGISTRATION_LIFE = StateTable(
    Move("submit_preregistration", frozenset(), _P.SUBMITTED, FAMILY),
    Move("enter_at_counter", frozenset(), _P.SUBMITTED, COUNTER),
    Move("change_preregistration", frozenset({_P.SUBMITTED}), _P.SUBMITTED, FAMILY_OR_OFFICE),
    Move("accept_place_offer", frozenset({_P.SUBMITTED}), _P.PLACED, FAMILY_OR_OFFICE),
    Move("enter_timely_answer", frozenset({_P.SUBMITTED}), _P.PLACED, OFFICE),
    Move("withdraw_preregistration", frozenset({_P.SUBMITTED}), _P.WITHDRAWN, FAMILY_OR_OFFICE),
)

WISH_LIFE = StateTable(
    Move("submit_preregistration", frozenset(), _W.OPEN, FAMILY),
    Move("enter_at_counter", frozenset(), _W.OPEN, COUNTER),
    Move("change_preregistration", frozenset({_W.ENDED}), _W.OPEN, FAMILY_OR_OFFICE),
    Move("accept_child", frozenset({_W.OPEN, _W.WAITING}), _W.OFFERED, KITA),
    Move("decline_child", frozenset({_W.OPEN, _W.WAITING}), _W.DECLINED, KITA),
    Move("put_on_waiting_list", frozenset({_W.OPEN}), _W.WAITING, KITA),
    Move("retract_place_offer", frozenset({_W.OFFERED}), _W.WAITING, KITA),
    Move("expire_place_offer", frozenset({_W.OFFERED}), _W.ENDED, SYSTEM),
    Move("accept_place_offer", frozenset({_W.OFFERED}), _W.FULFILLED, FAMILY_OR_OFFICE),
    Move("enter_timely_answer", frozenset({_W.ENDED}), _W.FULFILLED, OFFICE),
    Move("decline_place_offer", frozenset({_W.OFFERED}), _W.ENDED, FAMILY_OR_OFFICE),
    Move("end_wish", frozenset(LIVE_WISHES), _W.ENDED, FAMILY_OR_OFFICE),
)

PLACE_OFFER_LIFE = StateTable(
    Move("accept_child", frozenset(), _O.OFFERED, KITA),
    Move("extend_place_offer", frozenset({_O.OFFERED}), _O.OFFERED, KITA),
    Move("accept_place_offer", frozenset({_O.OFFERED}), _O.ACCEPTED, FAMILY_OR_OFFICE),
    Move("enter_timely_answer", frozenset({_O.EXPIRED}), _O.ACCEPTED, OFFICE),
    Move("decline_place_offer", frozenset({_O.OFFERED}), _O.DECLINED, FAMILY_OR_OFFICE),
    Move("release_place", frozenset({_O.OFFERED}), _O.RELEASED, FAMILY_OR_OFFICE),
    Move("retract_place_offer", frozenset({_O.OFFERED}), _O.RETRACTED, KITA),
    Move("expire_place_offer", frozenset({_O.OFFERED}), _O.EXPIRED, SYSTEM),
)

EVIDENCE_LIFE = StateTable(
    Move("submit_preregistration", frozenset(), _E.ASKED, FAMILY),
    Move("enter_at_counter", frozenset(), _E.ASKED, COUNTER),
    Move("give_hours_evidence", frozenset({_E.ASKED, _E.OPEN, _E.REFUSED}), _E.OPEN, FAMILY_OR_OFFICE),
    Move("approve_hours", frozenset({_E.OPEN, _E.ASKED}), _E.APPROVED, OFFICE),
    Move("refuse_hours", frozenset({_E.OPEN, _E.ASKED, _E.APPROVED}), _E.REFUSED, OFFICE),
    Move("ask_again_for_hours", frozenset({_E.ASKED, _E.OPEN, _E.REFUSED}), _E.ASKED, OFFICE),
)

AGREEMENT_LIFE = StateTable(
    Move("ask_guardian", frozenset(), _A.ASKED, FAMILY_OR_OFFICE),
    Move("agree", frozenset({_A.ASKED, _A.OBJECTED}), _A.AGREED, FAMILY_OR_OFFICE),
    Move("object", frozenset({_A.ASKED, _A.AGREED}), _A.OBJECTED, FAMILY_OR_OFFICE),
)
