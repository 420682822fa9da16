"""Letters on paper as the youth office's desk lists them, each with its case."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Count

from kidsapp.childcare.models import PreRegistration
from kidsapp.childcare.paper_texts import LETTER_SLIPS
from kidsapp.childcare.post import Post, reader_of, window_of
from kidsapp.kernel.actors import Actor
from kidsapp.messaging import policy
from kidsapp.messaging.models import Letter, Message
from kidsapp.messaging.queries import letter_of
from kidsapp.messaging.states import LetterState

PAGE_LENGTH = 50
READER = (
    "message__account",
    "asking__agreement__guardian",
    "asking__agreement__preregistration__submitted_by",
)
"""Where a letter's reader and address stand."""
COMPLETE = 3
"""Lines of an address: name, street, town."""


@dataclass(frozen=True)
class CaseOfLetter:
    """The case that a message is about, by its link."""

    public_id: str
    number: str


@dataclass(frozen=True)
class LetterRow:
    """A letter on the desk."""

    public_id: str
    reader: str
    address: str
    is_addressed: bool
    language: str
    title: str
    case: CaseOfLetter | None
    child_id: int | None
    state: str
    made_at: datetime
    printed_at: datetime | None
    sent_at: datetime | None
    who: str
    return_reason: str
    answer_until: date | None


@dataclass(frozen=True)
class LetterDesk:
    """Letters of one state, how many there are of each, and the kinds among them."""

    rows: list[LetterRow]
    figures: Mapping[str, int]
    kinds: list[str]
    total: int


def letter_desk(actor: Actor, *, state: str, kind: str = "", page: int = 1) -> LetterDesk:
    """The oldest first, those that wait for an answer before the others; a fixed number of statements."""
    rows = policy.see_letters.permitted(actor, Letter.objects.all())
    counted = dict(rows.order_by().values_list("state").annotate(count=Count("pk")))
    here = rows.filter(state=state)
    kinds = sorted(here.order_by().values_list("message__kind", flat=True).distinct())
    if kind in kinds:
        here = here.filter(message__kind=kind)
    total = here.count() if kind in kinds else counted.get(state, 0)
    start = (page - 1) * PAGE_LENGTH
    related = here.select_related(*READER, "sent_by", "printed_by")
    found = list(related.order_by("made_at", "pk")[start : start + PAGE_LENGTH])
    cases = cases_of_messages(letter.message for letter in found)
    return LetterDesk(
        [_row(letter, cases.get(letter.message.link)) for letter in found],
        {each.value: counted.get(each, 0) for each in LetterState},
        kinds,
        total,
    )


def _row(letter: Letter, case: CaseOfLetter | None) -> LetterRow:
    message, reader, address = letter.message, reader_of(letter), window_of(letter)
    until = message.facts.get("date") if message.kind in LETTER_SLIPS else None
    return LetterRow(
        public_id=letter.public_id,
        reader=str(reader),
        address=", ".join(address[1:]),
        is_addressed=len(address) == COMPLETE,
        language=reader.language,
        title=letter_of(message).title,
        case=case,
        child_id=message.child_id,
        state=letter.state,
        made_at=letter.made_at,
        printed_at=letter.printed_at,
        sent_at=letter.sent_at,
        who=str(letter.sent_by or letter.printed_by or ""),
        return_reason=letter.return_reason,
        answer_until=date.fromisoformat(until) if until else None,
    )


def cases_of_messages(messages: Iterable[Message]) -> dict[str, CaseOfLetter]:
    """The cases that messages lead to, by the messages' links; one statement."""
    ids = {message.link: _case_id(message.link) for message in messages}
    rows = PreRegistration.objects.filter(public_id__in=set(filter(None, ids.values())))
    found = {
        row.public_id: CaseOfLetter(row.public_id, row.number) for row in rows.only("public_id", "number")
    }
    return {link: found[public_id] for link, public_id in ids.items() if public_id in found}


def _case_id(link: str) -> str:
    """``/vormerkung/abc/nachweis/`` is about the case abc."""
    parts = link.split("/")
    return parts[2] if len(parts) > 2 and parts[1] == "vormerkung" else ""


def chosen_letters(actor: Actor, public_ids: Collection[str]) -> list[Letter]:
    """The letters with these public ids that the actor may print, oldest first."""
    rows = policy.see_letters.permitted(actor, Letter.objects.filter(public_id__in=public_ids))
    return list(rows.select_related(*READER).order_by("made_at", "pk"))


def letter_for(actor: Actor, public_id: str) -> Letter | None:
    """One letter, if the actor may see it."""
    return next(iter(chosen_letters(actor, [public_id])), None)


def posts_of(letters: Sequence[Letter], links: Mapping[int, str] | None = None) -> list[Post]:
    """The letters with the numbers of their cases; ``links`` are those of second guardians, by letter."""
    cases = cases_of_messages(letter.message for letter in letters)
    known = links or {}
    return [
        Post(letter, _number(letter.message, cases.get(letter.message.link)), known.get(letter.pk, ""))
        for letter in letters
    ]


def _number(message: Message, case: CaseOfLetter | None) -> str:
    return case.number if case else str(message.facts.get("number", ""))


def letters_in(actor: Actor, *, state: str, kind: str, most: int) -> list[Letter]:
    """The oldest letters of one state and, if named, one kind."""
    rows = policy.see_letters.permitted(actor, Letter.objects.filter(state=state))
    if kind:
        rows = rows.filter(message__kind=kind)
    return list(rows.select_related(*READER).order_by("made_at", "pk")[:most])


def is_addressed(letter: Letter) -> bool:
    """Whether name, street and town are known."""
    return len(window_of(letter)) == COMPLETE


def title_of(letter: Letter) -> str:
    """What the letter says, in the office's language."""
    return letter_of(letter.message).title
