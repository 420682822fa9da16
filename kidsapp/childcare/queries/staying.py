"""Children with a contract that runs on into a kindergarten year."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django.db.models import Prefetch, Q

from kidsapp.childcare import rules
from kidsapp.childcare.models import Contract, ContractTerm
from kidsapp.childcare.rules import GroupTerms, Staying
from kidsapp.places.models import Facility


def staying_in(
    facility: Facility, year: int, groups: Sequence[GroupTerms], *, settings: Mapping[str, Any]
) -> Mapping[str, int]:
    """How many children stay in each of these groups of the year, by name; two statements.

    Who was moved to a group of the year already has a place there and is not counted again.
    """
    begins = date(year, rules.START_MONTH, 1)
    running = Contract.objects.filter(
        Q(ends_on__isnull=True) | Q(ends_on__gte=begins), offer__wish__facility=facility, starts_on__lt=begins
    )
    terms = Prefetch("terms", ContractTerm.objects.select_related("group"), to_attr="all_terms")
    rows = running.select_related("preregistration__child").prefetch_related(terms)
    last = [(row.preregistration.child.born_on, row.all_terms[-1].group) for row in rows if row.all_terms]
    children = [Staying(born_on, group.name) for born_on, group in last if group.year < year]
    return rules.staying_by_group(children, groups, year=year, school=rules.school_age(settings))
