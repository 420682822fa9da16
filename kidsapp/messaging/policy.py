"""Who may read which message: whoever it was sent to."""

from django.db.models import Q

from kidsapp.audit.acts import act, holding
from kidsapp.kernel.actors import Actor, Role
from kidsapp.people.models import Custody, NamedGuardian
from kidsapp.people.policy import youth_office_for_child_or_family, youth_office_for_family
from kidsapp.people.queries import not_blocked


def _own(actor: Actor) -> Q | None:
    """One's own, but for those about a child for whom one is blocked."""
    own = Q(account_id=actor.account_id) if actor.account_id else None
    return own & not_blocked(account="account_id", child="child_id") if own else None


def _of_nobody_blocked(actor: Actor) -> Q | None:
    """The youth office prints no letter to somebody who must not see the child any more."""
    own = _of_its_child(actor)
    return own & not_blocked(account="message__account_id", child="message__child_id") if own else None


_of_its_child = youth_office_for_child_or_family(
    "message__child_id", {Custody: {"account": "message__account"}}
)
_to_its_families = youth_office_for_family(
    {Custody: {"account__email__iexact": "recipient"}, NamedGuardian: {"email__iexact": "recipient"}}
)


read_inbox = act("messaging.read_inbox", _own, shows_children=True)
read_message = act("messaging.read_message", _own, shows_children=True)
make_letter = act("messaging.make_letter")
print_letter = act("messaging.print_letter", _of_nobody_blocked, shows_children=True)
send_letter = act("messaging.send_letter", _of_its_child)
hand_over_letter = act(
    "messaging.hand_over_letter", holding(Role.YOUTH_OFFICE, Role.KITA_LEAD, Role.PROVIDER_MANAGER)
)
return_letter = act("messaging.return_letter", _of_its_child, shows_children=True)
settle_letter = act("messaging.settle_letter", _of_its_child, shows_children=True)

# Rows of Letter that the desk lists, and of Mail that reached nobody.
see_letters = act("messaging.see_letters", _of_nobody_blocked, shows_children=True)
see_delivery = act("messaging.see_delivery", _to_its_families, shows_children=True)
settle_delivery = act("messaging.settle_delivery", _to_its_families, shows_children=True)

# Acts on rows of Account.
write_letters_instead = act(
    "messaging.write_letters_instead",
    youth_office_for_family({Custody: {"account": "pk"}}),
    shows_children=True,
)
preview_texts = act("messaging.preview_texts", holding(Role.YOUTH_OFFICE))
