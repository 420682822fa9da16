"""What families do in a story."""

from dataclasses import replace

from django.core.files.uploadedfile import SimpleUploadedFile

from kidsapp.childcare import commands
from kidsapp.childcare.commands import Answers, WholeForm
from kidsapp.childcare.models import Agreement, PreRegistration
from kidsapp.childcare.rules import SecondGuardian, SiblingAnswer
from kidsapp.kernel.actors import Actor
from kidsapp.kernel.refusals import Refused
from kidsapp.operations.commands.demonstration.families import Family, Needed, wishes_for
from kidsapp.operations.commands.demonstration.stage import MARK
from kidsapp.operations.commands.demonstration.telling import Act, Outcome, Telling
from kidsapp.page.signs import ChildSign
from kidsapp.page.tokens import CHILD_COLOURS, CHILD_PICTURES, CHILD_SHAPES
from kidsapp.people.commands import choose_sign
from kidsapp.people.models import Account
from kidsapp.people.rules import Contact

PROOF = b"""%PDF-1.4
1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj
2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj
3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F 5 0 R>>>>>>endobj
4 0 obj<</Length 66>>stream
BT /F 20 Tf 60 760 Td (Erfundener Nachweis: 39 Stunden Arbeit) Tj ET
endstream endobj
5 0 obj<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>endobj
trailer<</Root 1 0 R>>
%%EOF
"""
CONTACT = ("given_name", "family_name", "phone", "street", "postal_code", "town", "language")


def contact_of(account: Account) -> Contact:
    """How an invented person is reached."""
    return Contact(**{name: getattr(account, name) for name in CONTACT})


def form_key(family: Family) -> str:
    """The form that a family sends first."""
    return f"demo-{family.number}"


def answers_of(telling: Telling, *, again: bool = False) -> Answers:
    """The whole form as the family fills it in."""
    family, story = telling.family, telling.story
    return Answers(
        form_key(family) + ("-again" if again else ""),
        family.starts_on,
        family.hours,
        tuple(kita.public_id for kita in family.wishes),
        times=family.times,
        home_language=family.language if family.language in {"ar", "en", "pl", "tr", "uk"} else "de",
        food=family.food,
        is_urgent=family.is_urgent,
        urgent_reason="Der Platz bei der Tagesmutter fällt weg (erfunden)." if family.is_urgent else "",
        moves_in_on=family.starts_on if story.moves else None,
        siblings=_siblings(telling),
        second_guardian=_second(family.second),
        ground=family.ground if family.hours == "45" else "",
    )


def _siblings(telling: Telling) -> tuple[SiblingAnswer, ...]:
    if not telling.family.siblings_there:
        return ()
    return (SiblingAnswer("Kim", facility=telling.family.wishes[0].public_id),)


def _second(account: Account | None) -> SecondGuardian | None:
    if account is None:
        return None
    values = {name: getattr(account, name) for name in CONTACT}
    return SecondGuardian(**values, kind="joint", email=account.email or "")


def draft(telling: Telling, _word: str) -> Outcome:
    """Begin a form and leave it."""
    family = telling.family
    child = {
        "child": ["new"],
        "given_name": [family.child.given_name],
        "family_name": [family.child.family_name],
        "born_on": [f"{family.child.born_on:%-d.%-m.%Y}"],
        "custody": ["joint"],
    }
    need = {"starts_on": [f"{family.starts_on:%-d.%-m.%Y}"], "hours": [family.hours]}
    kitas = {"wish": [kita.public_id for kita in family.wishes[:2]]}
    typed = {"kind": child, "zeiten": need, "kitas": kitas}
    commands.begin_draft(telling.guardian, "", typed, go_on="kitas", at=telling.at)
    return None


def send(telling: Telling, _word: str) -> Outcome:
    """Send the form for a new child."""
    kind = "sole" if telling.family.number % 9 == 0 and telling.family.second is None else "joint"
    answers = answers_of(telling)
    made = commands.submit_for_new_child(
        telling.guardian, telling.family.child, answers, kind=kind, at=telling.at
    )
    return telling.sent(made)


def choose(telling: Telling, _word: str) -> Outcome:
    """The child chooses its sign."""
    chance = telling.stage.random
    sign = ChildSign(*(chance.choice(list(part)) for part in (CHILD_SHAPES, CHILD_COLOURS, CHILD_PICTURES)))
    choose_sign(telling.guardian, telling.case.child, sign, at=telling.at)
    return None


def send_again(telling: Telling, _word: str) -> Outcome:
    """Wish for another Kita than the one that the child goes to."""
    family, former = telling.family, telling.case
    there = former.contract.offer.wish.facility
    family.starts_on = telling.stage.season.starts_on
    need = Needed(family.child.born_on, family.starts_on, family.hours, family.guardian.postal_code)
    family.wishes = wishes_for(telling.stage, need, without=there)
    answers = replace(answers_of(telling, again=True), present_place=there.name)
    made = commands.submit_preregistration(telling.guardian, former.child, answers, at=telling.at)
    return telling.sent(made)


def sibling(telling: Telling, _word: str) -> Outcome:
    """Send a form for the twin, who wants a place in the same Kita; the story goes on with the first."""
    first, family = telling.case, telling.family
    twin = replace(family.child, given_name="Toni")
    together = SiblingAnswer(family.child.given_name, together_with=first.child.public_id)
    answers = replace(answers_of(telling, again=True), siblings=(together,))
    made = commands.submit_for_new_child(telling.guardian, twin, answers, at=telling.at)
    return made if not isinstance(made, PreRegistration) else None


def double(telling: Telling, _word: str) -> Outcome:
    """Somebody else sends the same child once more."""
    account = telling.family.helper
    actor = telling.actor(account)
    answers = answers_of(telling, again=True)
    made = commands.submit_for_new_child(actor, telling.family.child, answers, at=telling.at)
    return made if not isinstance(made, PreRegistration) else None


def change(telling: Telling, _word: str) -> Outcome:
    """Change the times and add a remark."""
    case = telling.case
    form = commands.begin_change(telling.guardian, case, go_on="pruefen", at=telling.at)
    answers = replace(answers_of(telling), remark="Die Großeltern holen an zwei Tagen ab (erfunden).")
    made = commands.change_preregistration(telling.guardian, form, WholeForm(answers), at=telling.at)
    return telling.sent(made)


def prove(telling: Telling, _word: str) -> Outcome:
    """Hand in a ground and a paper."""
    paper = SimpleUploadedFile(f"Arbeitszeit {MARK}.pdf", PROOF, "application/pdf")
    case, ground = telling.case, telling.family.ground
    return commands.give_hours_evidence(telling.guardian, case, ground, [paper], at=telling.at)


def take(telling: Telling, _word: str) -> Outcome:
    """Take the offered place."""
    answer = commands.accept_place_offer(telling.guardian, telling.offer(), at=telling.at)
    return answer if isinstance(answer, Refused) else None


def refuse(telling: Telling, _word: str) -> Outcome:
    """Turn the offered place down."""
    return commands.decline_place_offer(telling.guardian, telling.offer(), at=telling.at)


def withdraw(telling: Telling, _word: str) -> Outcome:
    """Take the pre-registration back."""
    return commands.withdraw_preregistration(telling.guardian, telling.case, at=telling.at)


def _agreement(telling: Telling) -> Agreement:
    found: Agreement = Agreement.objects.get(preregistration=telling.case_id)
    return found


def _second_actor(telling: Telling) -> Actor:
    has_joined = Agreement.objects.filter(preregistration=telling.case_id, guardian__account__isnull=False)
    return telling.actor(telling.family.second if has_joined.exists() else None)


def agree(telling: Telling, _word: str) -> Outcome:
    """The second guardian agrees."""
    return _answer(telling, agrees=True, remark="")


def object_to_it(telling: Telling, _word: str) -> Outcome:
    """The second guardian objects, and the youth office has to settle it."""
    return _answer(telling, agrees=False, remark="Wir sind uns über die Kita nicht einig (erfunden).")


def _answer(telling: Telling, *, agrees: bool, remark: str) -> Outcome:
    actor, asked = _second_actor(telling), _agreement(telling)
    answer = commands.answer_agreement(actor, asked, agrees=agrees, remark=remark, at=telling.at)
    return answer if isinstance(answer, Refused) else None


def join(telling: Telling, _word: str) -> Outcome:
    """The second guardian opens the link with an own account."""
    actor = telling.actor(telling.family.second)
    answer = commands.take_up_link(actor, _agreement(telling), at=telling.at)
    return answer if isinstance(answer, Refused) else None


ACTS: dict[str, Act] = {
    "draft": draft,
    "send": send,
    "choose": choose,
    "send_again": send_again,
    "sibling": sibling,
    "double": double,
    "change": change,
    "prove": prove,
    "take": take,
    "refuse": refuse,
    "withdraw": withdraw,
    "agree": agree,
    "object": object_to_it,
    "join": join,
}
