"""What an operator may do with whole cities."""

from kidsapp.audit.acts import act, holding
from kidsapp.kernel.actors import Role

load_city = act("operations.load_city", holding(Role.OPERATOR))
