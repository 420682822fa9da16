"""What the youth office does in a story, at its desk and at its counter."""

from datetime import timedelta

from kidsapp.childcare import commands
from kidsapp.childcare.commands import Reason, Settlement
from kidsapp.childcare.commands.office import add_note, confirm_need
from kidsapp.childcare.models import CaseConcern, HoursEvidence, PreRegistration
from kidsapp.kernel.refusals import Refused
from kidsapp.operations.commands.demonstration.acts_family import answers_of, contact_of
from kidsapp.operations.commands.demonstration.telling import Act, Outcome, Telling
from kidsapp.people.models import Custody


def counter(telling: Telling, word: str) -> Outcome:
    """Type in what a family says at the counter, of the office or (``kita``) of the Kita wished first."""
    family = telling.family
    origin = PreRegistration.Origin.KITA if word == "kita" else PreRegistration.Origin.YOUTH_OFFICE
    lead = telling.actor(telling.stage.leads[family.wishes[0].pk])
    actor = lead if word == "kita" else telling.office
    made = commands.enter_at_counter(
        actor,
        contact_of(family.guardian),
        family.child,
        answers_of(telling),
        origin=origin,
        at=telling.at,
    )
    if isinstance(made, PreRegistration) and made.submitted_by:
        family.guardian = made.submitted_by
    return telling.sent(made)


def confirm(telling: Telling, _word: str) -> Outcome:
    """Confirm the need (§ 5 KiBiz)."""
    return confirm_need(telling.office, telling.case, at=telling.at)


def note(telling: Telling, _word: str) -> Outcome:
    """Write down what was said on the telephone."""
    case, text = telling.case, "Mit beiden Eltern telefoniert, Termin am Dienstag (erfunden)."
    answer = add_note(telling.office, case, text, seen_version=case.version, at=telling.at)
    return answer if isinstance(answer, Refused) else None


def _seen(telling: Telling) -> int:
    found = HoursEvidence.objects.filter(preregistration=telling.case_id)
    return int(found.values_list("version", flat=True).get())


def approve(telling: Telling, _word: str) -> Outcome:
    """Approve the hours."""
    return commands.approve_hours(telling.office, telling.case, seen=_seen(telling), at=telling.at)


def refuse_hours(telling: Telling, word: str) -> Outcome:
    """Refuse the hours for a listed reason."""
    case, why = telling.case, Reason(word)
    return commands.refuse_hours(telling.office, case, why, seen=_seen(telling), at=telling.at)


def ask_again(telling: Telling, word: str) -> Outcome:
    """Ask for another paper, for a reason and with so many days."""
    key, _, days = word.partition(" ")
    due_on = telling.today + timedelta(days=int(days))
    case, seen = telling.case, _seen(telling)
    return commands.ask_again_for_hours(telling.office, case, Reason(key), due_on, seen=seen, at=telling.at)


def block(telling: Telling, _word: str) -> Outcome:
    """Block the second guardian, whom a court has forbidden contact."""
    custody = Custody.objects.get(child=telling.case.child, account=telling.family.second)
    reason = "Beschluss des Familiengerichts (erfunden)"
    return commands.block_custody(telling.office, custody, reason=reason, at=telling.at)


def settle(telling: Telling, _word: str) -> Outcome:
    """Of two cases of one child the first goes on."""
    concern = CaseConcern.objects.get(other=telling.case_id)
    settlement = Settlement("Ein Kind, zwei Formulare (erfunden).", keep=telling.case.public_id)
    answer = commands.settle_concern(telling.office, concern, settlement, at=telling.at)
    return answer if isinstance(answer, Refused) else None


ACTS: dict[str, Act] = {
    "counter": counter,
    "confirm": confirm,
    "note": note,
    "approve": approve,
    "refuse_hours": refuse_hours,
    "ask_again": ask_again,
    "block": block,
    "settle": settle,
}
