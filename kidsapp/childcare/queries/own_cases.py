"""The cases that somebody answers for, for statements written by hand about lines of the desk."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from kidsapp.audit.acts import EVERY_ROW
from kidsapp.childcare import policy
from kidsapp.childcare.models import PreRegistration
from kidsapp.kernel.actors import Actor


@dataclass(frozen=True, slots=True)
class OwnCases:
    """What goes into a statement: a first part with the cases, and the test that a line is of one of them."""

    own: str = ""
    of_own: str = ""
    parameters: Mapping[str, Any] = field(default_factory=dict)

    def narrowed(self, statement: str) -> str:
        """The statement for these cases; unchanged for who sees them all."""
        return statement.replace("<own>", self.own).replace("<of_own>", self.of_own)


def own_cases(actor: Actor) -> OwnCases:
    """As ``policy.see_youth_office_desk`` says: nothing is added for the whole city, and no statement."""
    limit = policy.see_youth_office_desk.rows(actor)
    if limit is EVERY_ROW:
        return OwnCases()
    if limit is None:
        return OwnCases(of_own=" AND false")
    sql, values = PreRegistration.objects.filter(limit).order_by().values("pk").query.sql_with_params()
    named = {f"own_{number}": value for number, value in enumerate(values)}
    found = sql % tuple(f"%({name})s" for name in named)
    return OwnCases(
        f"own (id) AS MATERIALIZED ({found}),\n", " AND d.preregistration_id IN (SELECT id FROM own)", named
    )
