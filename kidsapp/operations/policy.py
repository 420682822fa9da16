"""What an operator may do with whole cities."""

from kidsapp.audit.acts import act, holding
from kidsapp.kernel.actors import Role

load_city = act("operations.load_city", holding(Role.OPERATOR))

# Nobody does these by themselves: what the youth office granted, a restore brought back, or a period ended.
erase_person = act("operations.erase_person")
apply_retention = act("operations.apply_retention")
