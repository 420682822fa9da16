"""What a sent case holds, as the answers of the form: for the confirmation, and to change it."""

from collections.abc import Mapping

from kidsapp.childcare.models import HoursEvidence, PreRegistration
from kidsapp.childcare.rules import SecondGuardian, SiblingAnswer
from kidsapp.childcare.states import WishState
from kidsapp.kernel.opening_hours import Week, clock_text
from kidsapp.people.models import NamedGuardian
from kidsapp.people.rules import Contact
from kidsapp.places.forms.fields import WEEKDAY_KEYS, day_text

CONTACT = ("given_name", "family_name", "phone", "street", "postal_code", "town")
SECOND = (*CONTACT, "kind", "email", "language")
TypedSteps = dict[str, dict[str, list[str]]]


def siblings_of(case: PreRegistration) -> tuple[SiblingAnswer, ...]:
    """Brothers and sisters as answered."""
    rows = case.siblings.select_related("facility", "together_with")
    return tuple(
        SiblingAnswer(
            row.given_name,
            row.facility.public_id if row.facility else "",
            row.together_with.public_id if row.together_with else "",
        )
        for row in rows
    )


def second_guardian_of(case: PreRegistration) -> SecondGuardian | None:
    """The other guardian whom the sender named, if there is one."""
    row = NamedGuardian.objects.filter(child_id=case.child_id, named_by_id=case.submitted_by_id).last()
    return SecondGuardian(**{name: getattr(row, name) for name in SECOND}) if row else None


def contact_of(case: PreRegistration) -> Contact | None:
    """How the guardian who sent it is reached."""
    account = case.submitted_by
    return Contact(**{name: getattr(account, name) for name in CONTACT}) if account else None


def ground_of(case: PreRegistration) -> str:
    """Why many hours are needed, if asked."""
    found = HoursEvidence.objects.filter(preregistration=case).values_list("ground", flat=True).first()
    return str(found or "")


def typed_of(case: PreRegistration) -> TypedSteps:
    """The case as if it had been typed into the steps; the version tells what the change began from."""
    ended = WishState.ENDED
    rows = case.wishes.exclude(state=ended).values_list("facility__public_id", "warning").order_by("rank")
    wishes = list(rows)
    return {
        "base": {"version": [str(case.version)]},
        "zeiten": _need(case),
        "kitas": {
            "wish": [public_id for public_id, _warning in wishes],
            "anyway": [public_id for public_id, warning in wishes if warning],
        },
        "familie": _family(case),
        "nachweise": {"ground": [ground_of(case)]},
    }


def _need(case: PreRegistration) -> dict[str, list[str]]:
    typed = {"starts_on": [day_text(case.starts_on)], "hours": [case.hours], **_times(case.times)}
    if case.moves_in_on:
        typed["moves_in_on"] = [day_text(case.moves_in_on)]
    if case.is_urgent:
        typed |= {"is_urgent": ["on"], "urgent_reason": [case.urgent_reason]}
    return typed


def _times(week: Week | None) -> dict[str, list[str]]:
    typed = {}
    for weekday, key in enumerate(WEEKDAY_KEYS):
        for span in week.on(weekday) if week else ():
            typed[f"{key}_from"], typed[f"{key}_until"] = [clock_text(span.opens)], [clock_text(span.closes)]
    return typed


def _family(case: PreRegistration) -> dict[str, list[str]]:
    second, contact = second_guardian_of(case), contact_of(case)
    typed = {
        "second": ["yes" if second else "no"],
        "present_place": [case.present_place],
        "home_language": [case.home_language],
        "food": list(case.food),
        "food_note": [case.food_note],
        "remark": [case.remark],
        **_prefixed("own_", vars_of(contact)),
        **_prefixed("second_", vars_of(second)),
    }
    for number, sibling in enumerate(siblings_of(case), start=1):
        where = f"child:{sibling.together_with}" if sibling.together_with else sibling.facility
        typed |= {f"sibling_{number}_name": [sibling.given_name], f"sibling_{number}_where": [where]}
    return typed


def vars_of(person: Contact | SecondGuardian | None) -> dict[str, str]:
    """The fields of a person, none for nobody."""
    names = SECOND if isinstance(person, SecondGuardian) else CONTACT
    return {name: getattr(person, name) for name in names} if person else {}


def _prefixed(prefix: str, values: Mapping[str, str]) -> dict[str, list[str]]:
    return {f"{prefix}{name}": [value] for name, value in values.items()}
