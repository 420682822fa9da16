"""The life of letters on paper: printed, handed to the post or over a counter, come back, settled."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, time
from typing import Any

from kidsapp.audit.commands import Line, writing
from kidsapp.kernel.actors import Actor
from kidsapp.kernel.clock import GERMAN_TIME, german_day
from kidsapp.messaging import policy
from kidsapp.messaging.models import Letter, Message
from kidsapp.messaging.states import LETTER_LIFE, LetterState
from kidsapp.people.models import Account

WAITING = frozenset({LetterState.MADE, LetterState.PRINTED})
"""Letters that never left the desk."""
MOST_AT_ONCE = 300
NOON = time(12)


def print_letters(actor: Actor, letters: Sequence[Letter], *, at: datetime) -> list[Letter]:
    """Note that these letters were printed; again is possible, what lay in the post already stays so."""
    with writing(actor, policy.print_letter, at=at) as line:
        rows = policy.print_letter.permitted(actor, _locked(letters))
        moved = [letter for letter in rows if _move(letter, "print_letter")]
        for letter in moved:
            letter.printed_at, letter.printed_by_id = at, actor.account_id
            letter.save(update_fields=["state", "printed_at", "printed_by"])
        _name(line, moved)
        return moved


def send_letters(actor: Actor, letters: Sequence[Letter], *, on: date, at: datetime) -> list[Letter]:
    """Note on which day printed letters were handed to the post, and by whom."""
    with writing(actor, policy.send_letter, at=at) as line:
        rows = policy.send_letter.permitted(actor, _locked(letters))
        moved = [letter for letter in rows if _move(letter, "send_letter")]
        for letter in moved:
            letter.sent_at, letter.sent_by_id = _moment_on(on, at), actor.account_id
            letter.save(update_fields=["state", "sent_at", "sent_by"])
        _name(line, moved)
        return moved


def _moment_on(day: date, at: datetime) -> datetime:
    """An earlier day is kept as its noon, today as the moment."""
    return at if day == german_day(at) else datetime.combine(day, NOON, tzinfo=GERMAN_TIME)


def return_letter(actor: Actor, letter: Letter, reason: str, *, at: datetime) -> bool:
    """Note that the post brought a letter back; ``False`` when it was not in the post."""
    with writing(actor, policy.return_letter, at=at) as line:
        policy.return_letter.demand(actor, letter)
        letter = _locked([letter]).get()
        if not _move(letter, "return_letter"):
            return False
        letter.returned_at, letter.return_reason = at, reason
        letter.save(update_fields=["state", "returned_at", "return_reason"])
        _name(line, [letter])
        return True


def settle_letter(actor: Actor, letter: Letter, *, at: datetime) -> bool:
    """Lay a returned letter aside: the family was reached another way."""
    with writing(actor, policy.settle_letter, at=at) as line:
        policy.settle_letter.demand(actor, letter)
        letter = _locked([letter]).get()
        if not _move(letter, "settle_letter"):
            return False
        letter.save(update_fields=["state"])
        _name(line, [letter])
        return True


def make_letter(
    reader: Account | None, kind: str, *, facts: Mapping[str, Any], link: str, child_id: int, at: datetime
) -> Letter:
    """A letter by itself, also to somebody without an account; part of an act of the module above."""
    message = Message.objects.create(
        account=reader, kind=kind, facts=dict(facts), link=link, child_id=child_id, sent_at=at
    )
    letter: Letter = Letter.objects.create(message=message, made_at=at)
    return letter


def change_facts(letter: Letter, facts: Mapping[str, Any]) -> None:
    """Let a letter that still lies here say something newer; part of an act of the module above."""
    letter.message.facts = {**letter.message.facts, **facts}
    letter.message.save(update_fields=["facts"])


def drop_letter(letter: Letter) -> None:
    """Take a letter off the desk that never left it; part of an act of the module above."""
    if letter.state in WAITING:
        letter.message.delete()


def _locked(letters: Iterable[Letter]) -> Any:
    rows = Letter.objects.select_for_update(of=("self",)).filter(pk__in=[letter.pk for letter in letters])
    return rows.select_related("message__account").order_by("pk")


def _move(letter: Letter, act: str) -> bool:
    target = LETTER_LIFE.target(act, source=LetterState(letter.state))
    letter.state = target or letter.state
    return target is not None


def _name(line: Line, letters: Sequence[Letter]) -> None:
    line.about(*(letter.message.child_id for letter in letters if letter.message.child_id))
    if letters:
        line.about(letters=len(letters), letter=letters[0].pk)


def hand_over_messages(giver: Account, account_id: int | None) -> None:
    """Let another account read what was told this one so far, waiting letters too; part of an act."""
    Message.objects.filter(account=giver).update(account_id=account_id)


def hand_over_letter(actor: Actor, reader: Account, kind: str, *, child_id: int, at: datetime) -> None:
    """Note that what a waiting letter says was given to its reader on paper at a counter; part of an act."""
    policy.hand_over_letter.demand(actor)
    rows = Letter.objects.select_for_update(of=("self",)).filter(
        message__account=reader, message__kind__startswith=kind, message__child_id=child_id
    )
    for letter in rows:
        if (target := LETTER_LIFE.target("hand_over_letter", source=LetterState(letter.state))) is None:
            continue
        letter.state, letter.printed_at, letter.sent_at = target, at, at
        letter.sent_by_id = actor.account_id
        letter.save(update_fields=["state", "printed_at", "sent_at", "sent_by"])
