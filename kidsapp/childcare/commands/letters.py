"""Printing letters: a second guardian's letter gets its link only now, since we keep no secret of a link."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from kidsapp.audit.commands import writing
from kidsapp.childcare.commands.agreements import new_link
from kidsapp.childcare.commands.locks import locked_cases
from kidsapp.childcare.models import Agreement, AgreementLetter
from kidsapp.childcare.states import AgreementState, PreRegistrationState
from kidsapp.kernel.actors import Actor
from kidsapp.messaging import commands as messaging
from kidsapp.messaging import policy as messaging_policy
from kidsapp.messaging.models import Letter


@dataclass(frozen=True)
class Printed:
    """What is to be set in type, and the links by letter."""

    letters: Sequence[Letter]
    links: Mapping[int, str] = field(default_factory=dict)


def print_letters_of(actor: Actor, letters: Sequence[Letter], *, at: datetime) -> Printed:
    """Note that letters were printed; who was asked to agree gets a new link, an earlier one is over.

    A letter that asks for what is answered or ended meanwhile is taken off the desk instead.
    """
    with writing(actor, messaging_policy.print_letter, at=at):
        asking = _asking(letters)
        over = {letter_id for letter_id, agreement in asking.items() if not _is_open(agreement)}
        for letter in letters:
            if letter.pk in over:
                messaging.drop_letter(letter)
        wanted = [letter for letter in letters if letter.pk not in over]
        ids = {letter.pk for letter in messaging.print_letters(actor, wanted, at=at)} if wanted else set()
        links = {letter_id: new_link(actor, row) for letter_id, row in asking.items() if letter_id in ids}
        printed = [letter for letter in wanted if letter.pk in ids]
        for letter in printed:
            if letter.pk in links:
                letter.message.refresh_from_db(fields=["facts"])
        return Printed(printed, links)


def _asking(letters: Sequence[Letter]) -> dict[int, Agreement]:
    """What the letters among them ask second guardians, with the cases locked first."""
    rows = AgreementLetter.objects.filter(letter__in=[letter.pk for letter in letters])
    locked_cases(rows.values_list("agreement__preregistration_id", flat=True))
    related = rows.select_related("agreement__preregistration", "agreement__guardian", "agreement__account")
    return {row.letter_id: row.agreement for row in related}


def _is_open(agreement: Agreement) -> bool:
    is_live = agreement.preregistration.state != PreRegistrationState.WITHDRAWN
    return is_live and agreement.state == AgreementState.ASKED
