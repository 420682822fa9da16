"""Who may read which message: whoever it was sent to."""

from django.db.models import Q

from kidsapp.audit.acts import act, holding
from kidsapp.kernel.actors import Actor, Role


def _own(actor: Actor) -> Q | None:
    return Q(account_id=actor.account_id) if actor.account_id else None


read_inbox = act("messaging.read_inbox", _own, shows_children=True)
read_message = act("messaging.read_message", _own, shows_children=True)
make_letter = act("messaging.make_letter")
print_letter = act("messaging.print_letter", holding(Role.YOUTH_OFFICE), shows_children=True)
send_letter = act("messaging.send_letter", holding(Role.YOUTH_OFFICE))
