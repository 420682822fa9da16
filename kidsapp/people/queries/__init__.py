"""Everything that reads about people; what other modules ask for is named here."""

from kidsapp.people.models import in_custody_of
from kidsapp.people.queries.accounts import (
    account_of,
    account_with_roles,
    actor_of,
    child_for,
    children_among,
    children_of,
    children_of_account,
    confirmed_emails,
    guardians_of,
    holders_of,
    leads_of,
    sign_of,
    workers_for,
)
from kidsapp.people.queries.custody import (
    address_of,
    custodies_of,
    custody_events,
    custody_for,
    guardians_seen_by,
    is_blocked_for,
    not_blocked,
)
from kidsapp.people.queries.team import own_districts

__all__ = [
    "account_of",
    "account_with_roles",
    "actor_of",
    "address_of",
    "child_for",
    "children_among",
    "children_of",
    "children_of_account",
    "confirmed_emails",
    "custodies_of",
    "custody_events",
    "custody_for",
    "guardians_of",
    "guardians_seen_by",
    "holders_of",
    "in_custody_of",
    "is_blocked_for",
    "leads_of",
    "not_blocked",
    "own_districts",
    "sign_of",
    "workers_for",
]
