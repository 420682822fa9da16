"""What happens on paper in a story: letters are printed, sent, come back; answers and codes are brought."""

from dataclasses import replace
from typing import Any

from kidsapp.childcare import commands
from kidsapp.childcare.commands.take_over import issue_code, take_over_case
from kidsapp.childcare.models import PlaceOffer, PreRegistration
from kidsapp.childcare.queries.families import known_families
from kidsapp.childcare.states import PlaceOfferState
from kidsapp.kernel.clock import german_day
from kidsapp.kernel.refusals import Refused
from kidsapp.messaging.commands import (
    mark_read,
    print_letters,
    return_letter,
    send_letters,
    settle_letter,
    settle_mail,
    write_letters_instead,
)
from kidsapp.messaging.models import Letter, Message
from kidsapp.operations.commands.demonstration.acts_family import answers_of
from kidsapp.operations.commands.demonstration.telling import Act, Outcome, Telling
from kidsapp.outbox.models import Mail
from kidsapp.people.queries import account_of


def _letters(telling: Telling) -> Any:
    return Letter.objects.filter(message__account=telling.family.guardian)


def print_all(telling: Telling, _word: str) -> Outcome:
    """The office prints what waits for the family."""
    print_letters(telling.office, list(_letters(telling).filter(state="made")), at=telling.at)
    return None


def post(telling: Telling, _word: str) -> Outcome:
    """The office hands it to the post."""
    printed = list(_letters(telling).filter(state="printed"))
    send_letters(telling.office, printed, on=telling.today, at=telling.at)
    return None


def come_back(telling: Telling, word: str) -> Outcome:
    """The post brings the last letter back."""
    return_letter(telling.office, _letters(telling).filter(state="sent").latest("pk"), word, at=telling.at)
    return None


def lay_aside(telling: Telling, _word: str) -> Outcome:
    """The family was reached another way."""
    for letter in _letters(telling).filter(state="returned"):
        settle_letter(telling.office, letter, at=telling.at)
    return None


def take_on_paper(telling: Telling, _word: str) -> Outcome:
    """The family brings its answer to the office: it takes the place."""
    answer = commands.accept_place_offer(
        telling.office, telling.offer(), at=telling.at, received_on=german_day(telling.at)
    )
    return answer if isinstance(answer, Refused) else None


def take_late(telling: Telling, _word: str) -> Outcome:
    """The family's answer lay in the office in time; it is entered after the offer expired."""
    offers = PlaceOffer.objects.filter(wish__preregistration=telling.case, state=PlaceOfferState.EXPIRED)
    offer = offers.select_related("wish").latest("pk")
    on = offer.answer_until
    answer = commands.enter_timely_answer(telling.office, offer, received_on=on, at=telling.at)
    return answer if isinstance(answer, Refused) else None


def counter_sibling(telling: Telling, _word: str) -> Outcome:
    """The family comes again with a second child, which joins the account that is there."""
    number = telling.case.number
    known = next(each for each in known_families(telling.office, None) if number in each.terms.numbers)
    twin = replace(telling.family.child, given_name="Toni")
    answers = answers_of(telling, again=True)
    made = commands.enter_at_counter(telling.office, known, twin, answers, at=telling.at)
    return made if not isinstance(made, PreRegistration) else None


def take_over(telling: Telling, _word: str) -> Outcome:
    """The family goes on with an account of its own, by the code on a paper."""
    code = issue_code(telling.office, telling.case, at=telling.at)
    if isinstance(code, Refused):
        return code
    heir = telling.actor(telling.family.helper)
    answer = take_over_case(heir, telling.case.number, code, at=telling.at)
    telling.family.guardian = account_of(heir)
    return answer if isinstance(answer, Refused) else None


def letters_instead(telling: Telling, _word: str) -> Outcome:
    """Mails come back, so the family gets letters from now on."""
    write_letters_instead(telling.office, telling.family.guardian, at=telling.at)
    return None


def settle_mails(telling: Telling, _word: str) -> Outcome:
    """The office has called the family about the mails that came back."""
    for mail in Mail.objects.filter(recipient=telling.family.guardian.email, state=Mail.State.FAILED):
        settle_mail(telling.office, mail, at=telling.at)
    return None


def read(telling: Telling, _word: str) -> Outcome:
    """The family reads its post."""
    for message in Message.objects.filter(account=telling.family.guardian, read_at=None):
        mark_read(telling.guardian, message, at=telling.at)
    return None


ACTS: dict[str, Act] = {
    "print": print_all,
    "post": post,
    "come_back": come_back,
    "lay_aside": lay_aside,
    "take_on_paper": take_on_paper,
    "take_late": take_late,
    "counter_sibling": counter_sibling,
    "take_over": take_over,
    "letters_instead": letters_instead,
    "settle_mails": settle_mails,
    "read": read,
}
