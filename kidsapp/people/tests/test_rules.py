import re
from dataclasses import replace
from datetime import date, timedelta
from itertools import product
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kidsapp.kernel.actors import HeldRole, Role
from kidsapp.kernel.periods import Period
from kidsapp.page.signs import ChildSign
from kidsapp.people import rules
from kidsapp.people.refusals import PeopleRefusal as Why
from kidsapp.people.rules import ChildRecord, Grant, InvitationTerms, OwnRole

TODAY = date(2026, 11, 22)
EVE, MORROW = TODAY - timedelta(days=1), TODAY + timedelta(days=1)
CITY, OWN, OTHER = 1, 10, 20


def reason(refused):
    return refused.reason if refused else None


def refusal_to_name(name):
    return reason(rules.refusal_to_name(rules.tidy(name), at_field="given_name"))


@pytest.mark.parametrize(
    "name",
    [
        "Mia",
        "Groß",
        "Oʼneill",
        "D'Angelo",
        "Anna-Lena Sophie",
        "Дани́ло",
        "Ганна Їжакевич",
        "محمد",
        "علی‌رضا",
        "阮",
        "Øystein",
        "Ng",
        "Jean·Luc",
        "Karl-Heinz (Heinz)",
    ],
)
def test_a_name_may_be_of_any_script(name):
    assert refusal_to_name(name) is None


@pytest.mark.parametrize(
    ("name", "why"),
    [
        ("", Why.NAME_MISSING),
        ("   \t\n ", Why.NAME_MISSING),
        ("M" * 121, Why.NAME_TOO_LONG),
        ("Mia" * 3_500_000, Why.NAME_TOO_LONG),
        ("Mia 🦄", Why.NAME_WITH_SIGNS),
        ("<b>Mia</b>", Why.NAME_WITH_SIGNS),
        ("Mia\x00", Why.NAME_WITH_SIGNS),
        ("Mia\u202eaiM", Why.NAME_WITH_SIGNS),
        ("-", Why.NAME_WITHOUT_LETTERS),
        ("12", Why.NAME_WITHOUT_LETTERS),
    ],
)
def test_what_is_no_name_is_refused_with_its_reason(name, why):
    assert refusal_to_name(name) is why


def test_a_name_of_the_longest_length_fits():
    assert refusal_to_name("M" * 120) is None


def test_signs_that_nobody_sees_are_named_by_their_number():
    refused = rules.refusal_to_name("Mia\u202e🦄", at_field="given_name")
    assert refused.facts == {"signs": "U+202E 🦄"}


def test_the_same_name_typed_in_two_ways_is_kept_in_one():
    assert rules.tidy("  Zoe\u0308   Müller ") == "Zoë Müller"


@given(st.text(max_size=200))
def test_tidying_twice_changes_nothing_more(text):
    assert rules.tidy(rules.tidy(text)) == rules.tidy(text)


@pytest.mark.parametrize("phone", ["", "02323 123456", "+49 (0)2323/12-34", "٠٢٣٢٣ ١٢٣٤٥٦"])
def test_a_phone_number_is_read_in_digits_of_any_script(phone):
    assert rules.refusal_to_phone(rules.tidy_phone(phone)) is None


@pytest.mark.parametrize("phone", ["abc", "12", "0" * 41, "02323 <b>", "0171 📞 123456"])
def test_what_is_no_phone_number_is_refused(phone):
    assert reason(rules.refusal_to_phone(rules.tidy_phone(phone))) is Why.PHONE_UNREADABLE


def test_digits_of_another_script_are_kept_as_ours():
    assert rules.tidy_phone("٠٢٣٢٣ ١٢") == "02323 12"


@pytest.mark.parametrize("email", ["a@b.de", "müller@straße.example", "x+y@sub.host.org"])
def test_an_address_may_be_international(email):
    assert rules.refusal_to_email(email) is None


@pytest.mark.parametrize(
    "email", ["", "a", "@b.de", "a@b", "a b@c.de", "a@b.de\n", "a@.", f"{'a' * 250}@b.de"]
)
def test_what_is_no_address_is_refused(email):
    assert reason(rules.refusal_to_email(email)) is Why.EMAIL_UNREADABLE


def refusal_to_birth(born_on, today=TODAY):
    return reason(rules.refusal_to_birth(born_on, today=today))


def test_a_child_may_be_born_today():
    assert refusal_to_birth(TODAY) is None


def test_a_child_that_is_not_born_yet_is_refused():
    assert refusal_to_birth(MORROW) is Why.BORN_IN_FUTURE


def test_the_eighteenth_birthday_ends_childhood():
    assert refusal_to_birth(date(2008, 11, 23)) is None
    assert refusal_to_birth(date(2008, 11, 22)) is Why.GROWN_UP


def test_who_is_born_on_29_february_comes_of_age_on_1_march():
    born_on = date(2008, 2, 29)
    assert refusal_to_birth(born_on, today=date(2026, 2, 28)) is None
    assert refusal_to_birth(born_on, today=date(2026, 3, 1)) is Why.GROWN_UP


@given(st.dates(date(1900, 1, 1), date(2100, 1, 1)), st.dates(date(1950, 1, 1), date(2090, 1, 1)))
def test_whoever_is_refused_today_for_age_is_refused_tomorrow_too(born_on, today):
    if refusal_to_birth(born_on, today) is Why.GROWN_UP:
        assert refusal_to_birth(born_on, today + timedelta(days=1)) is Why.GROWN_UP


def test_everything_that_is_wrong_with_a_child_is_said_at_once():
    record = ChildRecord("", "🦄", MORROW)
    refused = rules.refusals_to_child(record, today=TODAY)
    assert [each.at_field for each in refused] == ["given_name", "family_name", "born_on"]


def test_siblings_differ_in_every_part_of_their_sign_while_there_are_parts():
    signs: list[ChildSign] = []
    for _ in range(5):
        signs.append(rules.next_sign(signs))
    assert len({sign.shape for sign in signs}) == 5
    assert len({sign.colour for sign in signs}) == 5
    assert len({sign.picture for sign in signs}) == 5


@given(st.integers(0, 30))
def test_there_is_a_first_sign_however_many_siblings_there_are(siblings):
    signs: list[ChildSign] = []
    for _ in range(siblings + 1):
        signs.append(rules.next_sign(signs))
    assert signs[-1] == rules.next_sign(signs[:-1])


# Who may grant what: the table of the README, written once more by hand.
CITY_ROLES = {Role.OPERATOR, Role.YOUTH_OFFICE, Role.EDITOR, Role.DATA_PROTECTION_OFFICER}
PLACES = (None, OWN, OTHER)


def may_grant(holder: Role, given: Role, *, is_own: bool) -> bool:
    if holder is Role.OPERATOR:
        return given in CITY_ROLES | {Role.PROVIDER_MANAGER, Role.KITA_LEAD}
    if holder is Role.PROVIDER_MANAGER:
        return given in {Role.PROVIDER_MANAGER, Role.KITA_LEAD} and is_own
    return False


def test_the_readme_says_who_grants_what():
    readme = (Path(__file__).parent.parent / "README.md").read_text()
    rows = re.findall(r"^\| (\w+) \| ([\w, ]+) \| the (?:city|own organisation) \|$", readme, re.MULTILINE)
    table = {Role(holder): {Role(role) for role in roles.split(", ")} for holder, roles in rows}
    assert table == rules.GRANTABLE


def held(role: Role, organisation: int | None) -> HeldRole:
    facility = 100 if role is Role.KITA_LEAD else None
    return HeldRole(role, CITY, organisation if role is Role.PROVIDER_MANAGER else None, facility)


def grant(role: Role, organisation: int | None) -> Grant:
    facility = organisation and organisation + 100
    return Grant(role, organisation, facility if role is Role.KITA_LEAD else None)


@pytest.mark.parametrize(("holder", "given", "place"), product(Role, Role, PLACES))
def test_nobody_grants_what_they_do_not_hold(holder, given, place):
    refused = rules.refusal_to_grant(grant(given, place), held=[held(holder, OWN)], today=TODAY)
    lacks_place = given in {Role.KITA_LEAD, Role.PROVIDER_MANAGER} and place is None
    expected = may_grant(holder, given, is_own=place == OWN) and not lacks_place
    assert (refused is None) is expected


def test_somebody_without_a_role_grants_nothing():
    for role, place in product(Role, PLACES):
        assert rules.refusal_to_grant(grant(role, place), held=[], today=TODAY)


roles_held = st.builds(held, st.sampled_from(Role), st.sampled_from([OWN, OTHER]))
grants = st.builds(grant, st.sampled_from(Role), st.sampled_from(PLACES))


@given(st.lists(roles_held, max_size=4), grants, grants)
def test_whoever_is_given_a_role_can_grant_nothing_that_the_giver_could_not(giver, first, second):
    if rules.refusal_to_grant(first, held=giver, today=TODAY):
        return
    taker = [HeldRole(first.role, CITY, first.organisation_id, first.facility_id)]
    if rules.refusal_to_grant(second, held=taker, today=TODAY) is None:
        assert rules.refusal_to_grant(second, held=giver, today=TODAY) is None


def test_a_role_whose_last_day_is_over_is_not_granted():
    past = replace(grant(Role.EDITOR, None), last_day=EVE)
    operator = [held(Role.OPERATOR, None)]
    assert reason(rules.refusal_to_grant(past, held=operator, today=TODAY)) is Why.ENDS_IN_PAST
    assert rules.refusal_to_grant(replace(past, last_day=TODAY), held=operator, today=TODAY) is None


LEAD = OwnRole(Role.KITA_LEAD, last_day=None, is_deputy=False)


def refusal_to_deputise(own=LEAD, first_day=TODAY, last_day=MORROW):
    return reason(rules.refusal_to_deputise(own, first_day=first_day, last_day=last_day, today=TODAY))


def test_a_kita_lead_is_deputised_for_days():
    assert refusal_to_deputise() is None
    assert refusal_to_deputise(first_day=TODAY, last_day=TODAY) is None


@pytest.mark.parametrize("role", sorted(set(Role) - {Role.KITA_LEAD}))
def test_no_other_role_is_deputised(role):
    assert refusal_to_deputise(replace(LEAD, role=role)) is Why.NO_DEPUTY_HERE


def test_a_deputy_names_no_deputy():
    assert refusal_to_deputise(replace(LEAD, is_deputy=True)) is Why.DEPUTY_OF_DEPUTY


def test_a_deputy_starts_today_or_later_and_ends_after_the_start():
    assert refusal_to_deputise(first_day=EVE) is Why.STARTS_IN_PAST
    assert refusal_to_deputise(first_day=MORROW, last_day=TODAY) is Why.ENDS_BEFORE_START


def test_a_deputy_stays_within_the_own_time():
    own = replace(LEAD, last_day=MORROW)
    assert refusal_to_deputise(own) is None
    assert refusal_to_deputise(own, last_day=MORROW + timedelta(days=1)) is Why.DEPUTY_BEYOND_OWN_TIME


def refusal_to_end(role=Role.EDITOR, period=None, last_day=None, others=0):
    period = period or Period(EVE, None)
    return reason(rules.refusal_to_end(role, period=period, last_day=last_day, others=others, today=TODAY))


def test_a_city_keeps_one_operator():
    assert refusal_to_end(Role.OPERATOR) is Why.LAST_OPERATOR
    assert refusal_to_end(Role.OPERATOR, others=1) is None
    assert refusal_to_end(Role.EDITOR) is None


def test_an_end_is_never_in_the_past_nor_later_than_agreed():
    assert refusal_to_end(last_day=EVE) is Why.ENDS_IN_PAST
    assert refusal_to_end(last_day=TODAY) is None
    agreed = Period(EVE, MORROW)
    assert refusal_to_end(period=agreed, last_day=MORROW) is None
    assert refusal_to_end(period=agreed, last_day=MORROW + timedelta(days=1)) is Why.ENDS_SOONER


TERMS = InvitationTerms("Lena@Example.org", valid_until=TODAY)


def refusal_to_accept(terms=TERMS, emails=("lena@example.org",)):
    return reason(rules.refusal_to_accept(terms, confirmed_emails=emails, today=TODAY))


def test_an_invitation_is_for_the_address_it_went_to():
    assert refusal_to_accept() is None
    assert refusal_to_accept(emails=["paul@example.org"]) is Why.INVITATION_FOR_OTHER
    assert refusal_to_accept(emails=[]) is Why.INVITATION_FOR_OTHER


def test_an_invitation_is_accepted_once_in_time_and_while_it_stands():
    assert refusal_to_accept(replace(TERMS, valid_until=EVE)) is Why.INVITATION_OVER
    assert refusal_to_accept(replace(TERMS, is_withdrawn=True)) is Why.INVITATION_OVER
    assert refusal_to_accept(replace(TERMS, is_taken=True)) is Why.INVITATION_TAKEN
