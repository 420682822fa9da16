"""Everything that reads about people; what other modules ask for is named here."""

from kidsapp.people.models import in_custody_of
from kidsapp.people.queries.accounts import (
    account_of,
    actor_of,
    child_for,
    children_of,
    confirmed_emails,
    guardians_of,
    leads_of,
    sign_of,
)

__all__ = [
    "account_of",
    "actor_of",
    "child_for",
    "children_of",
    "confirmed_emails",
    "guardians_of",
    "in_custody_of",
    "leads_of",
    "sign_of",
]
