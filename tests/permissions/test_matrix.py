"""Every address × everybody: refused unless this table, which reads like the policy, lets them in."""

from copy import copy

import pytest
from django.db import transaction
from django.urls import reverse

from tests.house.test_acts import names
from tests.permissions.world import PEOPLE, build

EVERYONE = {"*"}
SIGNED_IN = {"signed in"}
FAMILY = {"mother"}
AT_THE_KITA = {"lead", "manager"}
AT_ANY_KITA = {*AT_THE_KITA, "lead elsewhere", "manager elsewhere"}
OFFICE = {"office"}

OPEN_TO_ALL = (
    "theme manifest service_worker offline health ready landing imprint privacy accessibility report_barrier "
    "sign_language easy_language account_login account_logout account_inactive account_signup "
    "identity_start identity_callback identity_refused "
    "account_email_verification_sent account_confirm_email account_reset_password "
    "account_reset_password_done account_reset_password_from_key_done account_reset_password_from_key "
    "api-1:openapi-json api-1:api-root api-1:api_facilities api-1:api_facility "
    "blank_form invitation agreement finder compare remember forget facility facility_picture"
)
LET_IN = {
    **dict.fromkeys(OPEN_TO_ALL.split(), EVERYONE),
    "home": SIGNED_IN,
    "desk": SIGNED_IN,
    "inbox": SIGNED_IN,
    "message": FAMILY,
    "preregister": SIGNED_IN,
    "draft_step": FAMILY,
    "draft_sent": FAMILY,
    "draft_confirmation": FAMILY,
    "discard_draft": FAMILY,
    "change_preregistration": FAMILY | OFFICE,
    "preregistration": FAMILY | OFFICE,
    "confirmation": FAMILY | OFFICE,
    "withdraw": FAMILY | OFFICE,
    "place_offer": FAMILY | OFFICE,
    "kita_desks": AT_ANY_KITA,
    "kita_desk": AT_THE_KITA,
    "emergency": AT_ANY_KITA,
    "emergency_contacts": {"lead elsewhere"},
    "groups": AT_THE_KITA,
    "wish": AT_THE_KITA,
    "criteria": {"lead"},
    "decide_several": AT_THE_KITA,
    "provider_desk": {"manager", "manager elsewhere"},
    "contracts": AT_THE_KITA,
    "contract": AT_THE_KITA | OFFICE,
    "contracts_of_month": OFFICE,
    "office_counter": OFFICE,
    "kita_counter": AT_THE_KITA,
    "print_code": OFFICE,
    "letters": OFFICE,
    "print_letters": OFFICE,
    "send_letters": OFFICE,
    "return_letter": OFFICE,
    "paper_answer": OFFICE,
    "settle_letter": OFFICE,
    "delivery": OFFICE,
    "send_mails_again": OFFICE,
    "settle_mail": OFFICE,
    "metrics": set(),
    "security_txt": set(),
    "message_texts": OFFICE,
    "take_over": EVERYONE,
    "survey": EVERYONE,
    "survey_thanks": EVERYONE,
    "survey_result": OFFICE,
    "survey_csv": OFFICE,
    "youth_office": OFFICE,
    "office_case": OFFICE,
    "document": FAMILY | OFFICE,
    "hours_evidence": FAMILY | OFFICE,
    "fee_documents": FAMILY | OFFICE,
    "evidence_queue": OFFICE,
    "office_evidence": OFFICE,
    "custody": OFFICE,
    "edit_custody": OFFICE,
    "ask_again": OFFICE,
    "concerns": OFFICE,
    "concern": OFFICE,
    "confirm_need": OFFICE,
    "confirm_needs": OFFICE,
    "add_note": OFFICE,
    "case_export": OFFICE,
    "demand": OFFICE,
    "demand_export": OFFICE,
    "without_place": OFFICE,
    "account_profile": SIGNED_IN,
    "own_data": SIGNED_IN,
    "own_data_json": SIGNED_IN,
    "own_data_pdf": SIGNED_IN,
    "erasures": OFFICE | {"officer"},
    "failed_jobs": {"operator"},
    "step_up": SIGNED_IN,
    "identity_prove": SIGNED_IN,
    "identity_link": SIGNED_IN,
    "go_on": SIGNED_IN,
    "account_reauthenticate": SIGNED_IN,
    "account_email": SIGNED_IN,
    "account_change_password": SIGNED_IN,
    "account_set_password": SIGNED_IN,
    "usersessions_list": SIGNED_IN,
    "identities": SIGNED_IN,
    "mfa_index": SIGNED_IN,
    "mfa_activate_totp": SIGNED_IN,
    "mfa_deactivate_totp": SIGNED_IN,
    "mfa_generate_recovery_codes": SIGNED_IN,
    "mfa_add_webauthn": SIGNED_IN,
    "mfa_remove_webauthn": SIGNED_IN,
    "mfa_reauthenticate_webauthn": SIGNED_IN,
    "mfa_login_webauthn": EVERYONE,
    "mfa_authenticate": EVERYONE,
    "mfa_reauthenticate": SIGNED_IN,
    "new_child": SIGNED_IN,
    "child": FAMILY | OFFICE,
    "edit_child": FAMILY,
    "child_sign": FAMILY,
    "child_audit": FAMILY,
    "audit_search": {"officer"},
    "team": AT_ANY_KITA | OFFICE | {"operator", "officer"},
    "invite": {"operator", "manager", "manager elsewhere"},
    "withdraw_invitation": {"operator", "manager"},
    "deputise": {"lead"} | OFFICE,
    "end_membership": {"operator", "manager", "lead"},
    "limit_membership": {"operator"},
    "profiles": AT_ANY_KITA | {"editor", "operator"},
    "profile": AT_THE_KITA | {"editor", "operator"},
    "profile_pictures": AT_THE_KITA | {"editor", "operator"},
}
MAY_BE_MISSING = {
    "identity_start",
    "identity_callback",
    "identity_refused",
    "identity_prove",
    "mfa_login_webauthn",
    "mfa_remove_webauthn",
    "mfa_authenticate",
    "mfa_deactivate_totp",
    "draft_confirmation",
    "api-1:api-root",
    "remember",
    "facility_picture",
    "account_confirm_email",
    "account_reset_password_from_key",
    "invitation",
    "agreement",
    "ask_again",
}
NAMES = sorted(name for name in names() if name != "start")

pytestmark = pytest.mark.django_db


def is_let_in(who, name):
    allowed = LET_IN[name]
    return allowed == EVERYONE or (allowed == SIGNED_IN and who != "visitor") or who in allowed


def ask(browser, method, address):
    """The answer, with whatever it wrote taken back."""
    with transaction.atomic():
        answer = getattr(browser, method)(address)
        transaction.set_rollback(True)
    return answer


def was_refused(answer, name):
    if answer.status_code == 302:
        return name != "account_login" and "/konto/anmelden/" in answer["Location"]
    return answer.status_code in {403, 404}


def test_the_table_names_every_address():
    assert set(NAMES) == set(LET_IN)


def test_the_people_of_the_world_are_these():
    assert tuple(build().people) == PEOPLE


@pytest.mark.parametrize("who", PEOPLE)
def test_everybody_is_refused_unless_the_policy_lets_them_in(who):
    """One person at every address by both methods; the person stays logged in whatever an address did."""
    world = build()
    browser = world.browser(who)
    cookies, wrong = copy(browser.cookies), {}
    for name in NAMES:
        address = reverse(name, kwargs=world.arguments.get(name))
        for method in ("get", "post"):
            browser.cookies = copy(cookies)
            if problem := problem_of(ask(browser, method, address), who, name):
                wrong[f"{method} {name}"] = problem
    assert not wrong


def problem_of(answer, who, name):
    if answer.status_code >= 500:
        return f"broken: {answer.status_code}"
    refused = was_refused(answer, name)
    if is_let_in(who, name):
        return "refused" if refused and name not in MAY_BE_MISSING else ""
    return "" if refused or answer.status_code == 405 else f"let in: {answer.status_code}"
