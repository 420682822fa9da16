"""What an operator may do with whole cities, and what people ask about their own data."""

from django.db.models import Q

from kidsapp.audit.acts import act, holding, sensitive, signed_in
from kidsapp.kernel.actors import Actor, Role
from kidsapp.people.models import Custody
from kidsapp.people.policy import youth_office_for_child_or_family
from kidsapp.people.queries import in_custody_of


def _guardian(actor: Actor) -> Q | None:
    return in_custody_of(actor.account_id, today=actor.today) if actor.account_id else None


_decides = (
    youth_office_for_child_or_family("child_id", {Custody: {"account": "account"}}),
    holding(Role.DATA_PROTECTION_OFFICER),
)

load_city = act("operations.load_city", holding(Role.OPERATOR))
see_failed_jobs = act("operations.see_failed_jobs", holding(Role.OPERATOR))
try_jobs_again = act("operations.try_jobs_again", holding(Role.OPERATOR))

# About oneself; for a child (rows of Child) whoever has custody asks.
see_own_data = act("operations.see_own_data", signed_in, shows_children=True)
export_own_data = sensitive("operations.export_own_data", signed_in, shows_children=True, is_file=True)
ask_for_erasure = sensitive("operations.ask_for_erasure", signed_in)
ask_to_erase_child = sensitive("operations.ask_to_erase_child", _guardian)

# Acts on rows of ErasureRequest.
see_erasures = act("operations.see_erasures", *_decides, shows_children=True)
decide_erasure = sensitive("operations.decide_erasure", *_decides)

# Nobody does these by themselves: what a restore brought back, a period ended, the command line asked.
erase_person = act("operations.erase_person")
apply_retention = act("operations.apply_retention")
export_affected = act("operations.export_affected")
