"""What an operator may do with whole cities."""

from kidsapp.audit.acts import act, holding
from kidsapp.kernel.actors import Role

load_city = act("operations.load_city", holding(Role.OPERATOR))

# Nobody does these by themselves: what a restore brought back, a period ended, the command line asked.
erase_person = act("operations.erase_person")
apply_retention = act("operations.apply_retention")
export_affected = act("operations.export_affected")
