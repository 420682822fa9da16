"""What a name, a birth, a child's sign and a granted role have to be; pure."""

import unicodedata
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import chain

from kidsapp.kernel.actors import STAFF, HeldRole, Role
from kidsapp.kernel.periods import Period, age_in_years
from kidsapp.kernel.refusals import Refused
from kidsapp.page.signs import ChildSign
from kidsapp.page.tokens import CHILD_COLOURS, CHILD_PICTURES, CHILD_SHAPES
from kidsapp.people.refusals import PeopleRefusal as Why

LONGEST_NAME = 120
OF_AGE = 18
FEWEST_DIGITS = 4
LONGEST_PHONE = 40
LONGEST_EMAIL = 254
PARENTS = 2
DAYS_TO_TAKE_OVER = 180
"""From the first pre-registrations to the answers of the Kitas."""

_APOSTROPHES = "'ʼ’‘`´ʻʹ"
_JOINERS = "\u200c\u200d"
"""Persian and Indian names are written with them."""
_ELSEWHERE_IN_NAMES = " -‐‑.,·()/" + _APOSTROPHES + _JOINERS


def tidy(text: str) -> str:
    """Composed characters (NFC), single spaces, none at the ends."""
    return " ".join(unicodedata.normalize("NFC", text).split())


def refusal_to_name(name: str, *, at_field: str) -> Refused | None:
    """A name has letters of any script, at most 120 characters, and no pictures or signs of programming."""
    if not name:
        return Refused(Why.NAME_MISSING, at_field=at_field)
    if len(name) > LONGEST_NAME:
        return Refused(Why.NAME_TOO_LONG, {"most": LONGEST_NAME}, at_field)
    if signs := [_visible(sign) for sign in dict.fromkeys(name) if not _is_of_names(sign)]:
        return Refused(Why.NAME_WITH_SIGNS, {"signs": " ".join(signs)}, at_field)
    if not any(sign.isalpha() for sign in name):
        return Refused(Why.NAME_WITHOUT_LETTERS, at_field=at_field)
    return None


def _is_of_names(sign: str) -> bool:
    return unicodedata.category(sign)[0] in "LMN" or sign in _ELSEWHERE_IN_NAMES


def _visible(sign: str) -> str:
    return sign if sign.isprintable() else f"U+{ord(sign):04X}"


def with_our_digits(text: str) -> str:
    """The text with digits of any script written as 0 to 9."""
    return "".join(str(unicodedata.digit(sign, sign)) for sign in text)


def tidy_phone(text: str) -> str:
    """A number with single spaces and digits 0 to 9."""
    return with_our_digits(tidy(text))


def refusal_to_email(email: str) -> Refused | None:
    """Something before an @, a domain with a dot after it, and short enough to be kept."""
    name, _, domain = email.rpartition("@")
    is_whole = name and "." in domain.strip(".") and email.isprintable() and " " not in email
    if is_whole and len(email) <= LONGEST_EMAIL:
        return None
    return Refused(Why.EMAIL_UNREADABLE, at_field="email")


def refusal_to_language(language: str, *, known: Collection[str]) -> Refused | None:
    """One of the languages that the pages speak."""
    return None if language in known else Refused(Why.UNKNOWN_LANGUAGE, at_field="language")


def refusal_to_phone(phone: str) -> Refused | None:
    """None at all is fine; else digits with the usual signs between them."""
    digits = sum(sign.isdigit() for sign in phone)
    readable = digits >= FEWEST_DIGITS and len(phone) <= LONGEST_PHONE
    if phone and not (readable and set(phone) <= set("0123456789 +-/().")):
        return Refused(Why.PHONE_UNREADABLE, at_field="phone")
    return None


def refusal_to_birth(born_on: date, *, today: date) -> Refused | None:
    """Born already, and not yet of age (§ 2 BGB; on 29 February see ``age_in_years``)."""
    if born_on > today:
        return Refused(Why.BORN_IN_FUTURE, at_field="born_on")
    if age_in_years(born_on, on=today) >= OF_AGE:
        return Refused(Why.GROWN_UP, {"date": born_on}, "born_on")
    return None


@dataclass(frozen=True, slots=True)
class ChildRecord:
    """What a guardian says about a child."""

    given_name: str
    family_name: str
    born_on: date

    def tidied(self) -> "ChildRecord":
        """The same with tidy names."""
        return ChildRecord(tidy(self.given_name), tidy(self.family_name), self.born_on)


def refusals_to_child(record: ChildRecord, *, today: date) -> list[Refused]:
    """Everything that is wrong with the record of a child, each at its field."""
    reasons = (
        refusal_to_name(record.given_name, at_field="given_name"),
        refusal_to_name(record.family_name, at_field="family_name"),
        refusal_to_birth(record.born_on, today=today),
    )
    return [reason for reason in reasons if reason]


def next_sign(taken: Sequence[ChildSign]) -> ChildSign:
    """A first sign for one more child: in each part the one that the siblings use least."""
    return ChildSign(
        _least_used(CHILD_SHAPES, [sign.shape for sign in taken]),
        _least_used(CHILD_COLOURS, [sign.colour for sign in taken]),
        _least_used(CHILD_PICTURES, [sign.picture for sign in taken]),
    )


def _least_used(parts: Sequence[str], taken: Sequence[str]) -> str:
    return min(parts, key=taken.count)


GRANTABLE: Mapping[Role, frozenset[Role]] = {
    Role.OPERATOR: STAFF,
    Role.PROVIDER_MANAGER: frozenset({Role.PROVIDER_MANAGER, Role.KITA_LEAD}),
}
"""What each role holds for giving on; a provider manager's gifts stay within the own organisation."""

DEPUTISED = frozenset({Role.KITA_LEAD})


@dataclass(frozen=True, slots=True)
class Grant:
    """A role to be given, where (a facility comes with its organisation), until when, for which districts."""

    role: Role
    organisation_id: int | None = None
    facility_id: int | None = None
    last_day: date | None = None
    districts: tuple[str, ...] = ()


def grantable_roles(held: Iterable[HeldRole]) -> frozenset[Role]:
    """The roles that somebody with these roles may give, somewhere."""
    return frozenset(chain.from_iterable(GRANTABLE.get(each.role, ()) for each in held))


def refusal_to_grant(grant: Grant, *, held: Iterable[HeldRole], today: date) -> Refused | None:
    """Nobody grants what they do not hold; ``held`` are the roles in force in this city today."""
    if grant.role is Role.KITA_LEAD and grant.facility_id is None:
        return Refused(Why.NEEDS_FACILITY, at_field="facility")
    if grant.role is Role.PROVIDER_MANAGER and grant.organisation_id is None:
        return Refused(Why.NEEDS_ORGANISATION, at_field="organisation")
    if not any(_may_grant(each, grant) for each in held):
        return Refused(Why.NOT_YOURS_TO_GRANT, at_field="role")
    if grant.last_day and grant.last_day < today:
        return Refused(Why.ENDS_IN_PAST, at_field="last_day")
    return None


def _may_grant(held: HeldRole, grant: Grant) -> bool:
    if grant.role not in GRANTABLE.get(held.role, frozenset()):
        return False
    if held.districts and not (grant.districts and set(grant.districts) <= set(held.districts)):
        return False
    own = held.organisation_id is not None and held.organisation_id == grant.organisation_id
    return held.role is Role.OPERATOR or own


@dataclass(frozen=True, slots=True)
class OwnRole:
    """A role of the one who names a deputy."""

    role: Role
    last_day: date | None
    is_deputy: bool


def refusal_to_deputise(own: OwnRole, *, first_day: date, last_day: date, today: date) -> Refused | None:
    """A Kita lead may be deputised for days within the own time, and a deputy not again."""
    if own.role not in DEPUTISED:
        return Refused(Why.NO_DEPUTY_HERE)
    if own.is_deputy:
        return Refused(Why.DEPUTY_OF_DEPUTY)
    if first_day < today:
        return Refused(Why.STARTS_IN_PAST, at_field="first_day")
    if last_day < first_day:
        return Refused(Why.ENDS_BEFORE_START, at_field="last_day")
    if own.last_day and last_day > own.last_day:
        return Refused(Why.DEPUTY_BEYOND_OWN_TIME, {"date": own.last_day}, "last_day")
    return None


def refusal_to_end(
    role: Role, *, period: Period, last_day: date | None, others: int, today: date
) -> Refused | None:
    """A role may end at once or on a day before its own last one; ``others`` have the same role today."""
    if role is Role.OPERATOR and not others:
        return Refused(Why.LAST_OPERATOR)
    if last_day and last_day < max(today, period.first or today):
        return Refused(Why.ENDS_IN_PAST, at_field="last_day")
    if last_day and period.last and last_day > period.last:
        return Refused(Why.ENDS_SOONER, {"date": period.last}, "last_day")
    return None


@dataclass(frozen=True, slots=True)
class InvitationTerms:
    """What an invitation says about itself."""

    email: str
    valid_until: date
    is_taken: bool = False
    is_withdrawn: bool = False


def refusal_to_accept(
    terms: InvitationTerms, *, confirmed_emails: Iterable[str], today: date
) -> Refused | None:
    """Once, in time, and by somebody to whom the address belongs."""
    if terms.is_withdrawn or terms.valid_until < today:
        return Refused(Why.INVITATION_OVER)
    if terms.is_taken:
        return Refused(Why.INVITATION_TAKEN)
    if terms.email.casefold() not in {email.casefold() for email in confirmed_emails}:
        return Refused(Why.INVITATION_FOR_OTHER)
    return None


@dataclass(frozen=True, slots=True)
class Contact:
    """How a guardian is reached."""

    given_name: str
    family_name: str
    phone: str = ""
    street: str = ""
    postal_code: str = ""
    town: str = ""
    language: str = "de"

    def tidied(self) -> "Contact":
        """The same with single spaces and our digits."""
        return Contact(
            tidy(self.given_name),
            tidy(self.family_name),
            tidy_phone(self.phone),
            tidy(self.street),
            with_our_digits(tidy(self.postal_code)),
            tidy(self.town),
            self.language,
        )


POSTAL_CODE_DIGITS = 5


@dataclass(frozen=True)
class CodeTerms:
    """What is known of a code with which a paper family takes its account over."""

    valid_until: date
    is_used: bool = False
    is_replaced: bool = False
    is_blocked: bool = False
    is_made_by_actor: bool = False


def refusal_to_take_over(code: CodeTerms, *, today: date) -> Refused | None:
    """Why a code that fits its number does not open the account (any more)."""
    reasons = (
        Refused(Why.CODE_BLOCKED) if code.is_blocked else None,
        Refused(Why.CODE_USED) if code.is_used else None,
        Refused(Why.CODE_REPLACED) if code.is_replaced else None,
        Refused(Why.CODE_OVER, {"date": code.valid_until}) if code.valid_until < today else None,
        Refused(Why.CODE_MADE_BY_YOU) if code.is_made_by_actor else None,
    )
    return next((reason for reason in reasons if reason), None)


def refusal_to_postal_code(postal_code: str) -> Refused | None:
    """None at all is fine; else the five digits of a German one."""
    if postal_code and not (len(postal_code) == POSTAL_CODE_DIGITS and postal_code.isdecimal()):
        return Refused(Why.POSTAL_CODE_UNREADABLE, at_field="postal_code")
    return None


def refusals_to_contact(contact: Contact, *, languages: Collection[str]) -> list[Refused]:
    """Everything that is wrong with how a guardian is reached, each at its field."""
    reasons = (
        refusal_to_name(contact.given_name, at_field="given_name"),
        refusal_to_name(contact.family_name, at_field="family_name"),
        refusal_to_phone(contact.phone),
        refusal_to_postal_code(contact.postal_code),
        refusal_to_language(contact.language, known=languages),
    )
    return [reason for reason in reasons if reason]


def refusal_without_reason(reason: str) -> Refused | None:
    """What is done about custody has a reason that others can read later."""
    return None if reason.strip() else Refused(Why.REASON_MISSING, at_field="reason")


def refusal_to_overlap(days: Period, own_others: Iterable[Period]) -> Refused | None:
    """One account has custody of one child once at a time."""
    if any(days.overlaps(other) for other in own_others):
        return Refused(Why.CUSTODY_OVERLAPS, at_field="valid_from")
    return None


def refusal_to_end_custody(
    days: Period, *, last_day: date, others: Iterable[Period], today: date
) -> Refused | None:
    """From today on, within its days, and never so that the child is left without anybody.

    ``others`` are the days of other accounts that are not blocked.
    """
    if last_day < max(today, days.first or today):
        return Refused(Why.ENDS_IN_PAST, at_field="last_day")
    if days.last and last_day > days.last:
        return Refused(Why.CUSTODY_ENDS_SOONER, {"date": days.last}, "last_day")
    return refusal_to_leave_alone(days, Period(days.first, last_day), others)


def refusal_to_leave_alone(before: Period, after: Period, others: Iterable[Period]) -> Refused | None:
    """Why days may not be cut: on one of those given up nobody else would have custody."""
    for given_up in _given_up(before, after):
        if alone_on := _first_day_without(given_up, others):
            return Refused(Why.LAST_GUARDIAN, {"date": alone_on})
    return None


def _given_up(before: Period, after: Period) -> Iterable[Period]:
    """What a period loses at its beginning and at its end; both begin on a day."""
    first = before.first or date.min
    if after.first and after.first > first:
        yield Period(first, min(after.first - timedelta(days=1), before.last or date.max))
    if after.last and (before.last is None or before.last > after.last):
        yield Period(max(after.last + timedelta(days=1), first), before.last)


def _first_day_without(days: Period, others: Iterable[Period]) -> date | None:
    """The first of the days that lies in none of the others."""
    day = days.first or date.min
    for other in sorted(others, key=lambda period: period.first or date.min):
        if other.contains(day):
            if other.last is None or other.last == date.max:
                return None
            day = other.last + timedelta(days=1)
    return day if days.contains(day) else None


def doubts_about_custody(kinds: Sequence[str]) -> list[str]:
    """What does not go together among those who have custody on one day; for a person to judge."""
    alone, joint = kinds.count("sole"), kinds.count("joint")
    found = {
        "nobody": not kinds,
        "sole_and_others": bool(alone) and len(kinds) > 1,
        "joint_alone": joint == 1 and len(kinds) == 1,
        "more_than_two": joint > PARENTS,
    }
    return [doubt for doubt, is_so in found.items() if is_so]
