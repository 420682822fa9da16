"""Which case and which code somebody means who takes over what a counter entered."""

from datetime import date

from kidsapp.childcare.models import Draft, PreRegistration
from kidsapp.kernel.clock import german_day


class NotOfToday(PermissionError):
    """A counter asks for what it entered on another day: it is the family's and the youth office's alone."""


def case_of_draft(draft: Draft, *, today: date) -> PreRegistration:
    """What was sent from a counter today."""
    if draft.sent is None or not is_open_at_counter(draft, today=today):
        raise NotOfToday(draft.public_id)
    return draft.sent


def is_open_at_counter(draft: Draft, *, today: date) -> bool:
    """Whether a counter may still open what it sent: on that day only."""
    is_at_counter = draft.origin != PreRegistration.Origin.FAMILY
    return is_at_counter and german_day(draft.saved_at) == today


def case_by_number(number: str) -> PreRegistration | None:
    """The case with this number, as somebody types it."""
    rows = PreRegistration.objects.filter(number=tidy_number(number))
    found: PreRegistration | None = rows.select_related("child").first()
    return found


def tidy_number(number: str) -> str:
    """Capitals, no spaces, and the plain hyphen."""
    return "".join(number.upper().replace("–", "-").replace("‑", "-").split())[:20]
