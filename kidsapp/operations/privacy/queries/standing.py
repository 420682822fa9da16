"""How it stands with somebody who wants to be erased, and who wants to be."""

from collections.abc import Collection
from datetime import date
from typing import Any

from django.db.models import Q

from kidsapp.audit.acts import Act
from kidsapp.childcare.models import Contract, PreRegistration
from kidsapp.childcare.states import PreRegistrationState
from kidsapp.kernel.actors import STAFF, Actor
from kidsapp.operations.models import ErasureRequest
from kidsapp.operations.privacy.rules import Standing
from kidsapp.people.models import Account, Child, Custody, Membership, in_force


def standing_of(request: ErasureRequest, *, today: date) -> Standing:
    """The standing of the child, or of the account with the children that have nobody else."""
    if request.child_id:
        return _of_children([request.child_id], today)
    children = [child.pk for child in children_of_nobody_else(request.account)]
    found = _of_children(children, today)
    roles = Membership.objects.filter(in_force(today), account=request.account, role__in=STAFF)
    blocked = Custody.objects.filter(account=request.account, blocked_at__isnull=False)
    return Standing(
        found.has_open_case, found.is_in_care, found.care_ended_on, blocked.exists(), roles.exists()
    )


def children_of_nobody_else(account: Account) -> list[Child]:
    """The children that only this account has custody of, today or ever; they go with it."""
    own = Child.objects.filter(custodies__account=account).distinct()
    others = Custody.objects.exclude(account=account)
    return list(own.exclude(pk__in=others.values("child_id")).order_by("pk"))


def _of_children(children: Collection[int], today: date) -> Standing:
    cases = PreRegistration.objects.filter(child__in=children)
    contracts = Contract.objects.filter(preregistration__child__in=children)
    running = contracts.filter(Q(ends_on=None) | Q(ends_on__gte=today))
    ended = contracts.filter(ends_on__lt=today).order_by("-ends_on").values_list("ends_on", flat=True).first()
    is_open = cases.filter(state=PreRegistrationState.SUBMITTED).exists()
    return Standing(has_open_case=is_open, is_in_care=running.exists(), care_ended_on=ended)


def own_requests(actor: Actor) -> list[ErasureRequest]:
    """What the actor asked for and what became of it; what was granted is gone."""
    rows = ErasureRequest.objects.filter(account_id=actor.account_id).select_related("child")
    return list(rows.order_by("-asked_at", "-pk"))


def open_requests(actor: Actor, act: Act) -> list[ErasureRequest]:
    """What waits for a decision, oldest first."""
    rows: Any = ErasureRequest.objects.filter(state=ErasureRequest.State.ASKED)
    return list(act.permitted(actor, rows).select_related("account", "child").order_by("asked_at", "pk"))
