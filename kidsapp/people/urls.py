"""Addresses of accounts, children and roles, below the language; django-allauth's keep their names."""

from typing import Any

from django.urls import URLPattern, path, re_path

from kidsapp.audit.acts import Act
from kidsapp.audit.door import door
from kidsapp.people import policy
from kidsapp.people.adapters import account_pages as pages
from kidsapp.people.adapters import passkey_pages as passkey
from kidsapp.people.adapters import second_factor_pages as factor
from kidsapp.people.adapters.identity import pages as identity
from kidsapp.people.adapters.step_up import go_on, step_up
from kidsapp.people.family import children
from kidsapp.people.family.devices import devices
from kidsapp.people.family.identities import identities
from kidsapp.people.family.invitation import invitation
from kidsapp.people.family.looks import looks
from kidsapp.people.family.profile import profile
from kidsapp.people.office import team
from kidsapp.people.office.audit_search import audit_search


def _page(address: str, act: Act, view: Any, name: str) -> URLPattern:
    """A page of django-allauth behind the door of an act."""
    return path(address, door(act)(view.as_view()), name=name)


_from_key = r"^konto/passwort/neu/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$"
_confirm = r"^konto/bestaetigen/(?P<key>[-:\w]+)/$"

account_urls = [
    _page("konto/anmelden/", policy.log_in, pages.LogIn, "account_login"),
    _page("konto/abmelden/", policy.log_out, pages.LogOut, "account_logout"),
    _page("konto/gesperrt/", policy.log_in, pages.Inactive, "account_inactive"),
    _page("konto/anlegen/", policy.sign_up, pages.SignUp, "account_signup"),
    _page("konto/bestaetigen/", policy.sign_up, pages.EmailSent, "account_email_verification_sent"),
    re_path(_confirm, door(policy.confirm_email)(pages.ConfirmEmail.as_view()), name="account_confirm_email"),
    _page("konto/passwort-eingeben/", policy.prove_identity, pages.ProveIdentity, "account_reauthenticate"),
    _page("konto/e-mail/", policy.change_email, pages.ChangeEmail, "account_email"),
    _page("konto/passwort/", policy.change_password, pages.ChangePassword, "account_change_password"),
    _page("konto/passwort/festlegen/", policy.change_password, pages.SetPassword, "account_set_password"),
    _page("konto/passwort/vergessen/", policy.reset_password, pages.ResetPassword, "account_reset_password"),
    _page(
        "konto/passwort/vergessen/gesendet/",
        policy.reset_password,
        pages.ResetPasswordSent,
        "account_reset_password_done",
    ),
    _page(
        "konto/passwort/neu/fertig/",
        policy.reset_password,
        pages.ResetPasswordDone,
        "account_reset_password_from_key_done",
    ),
    re_path(
        _from_key,
        door(policy.reset_password)(pages.ResetPasswordFromKey.as_view()),
        name="account_reset_password_from_key",
    ),
]

_factor = "konto/zwei-schritte/"

second_factor_urls = [
    path(_factor, factor.second_factor, name="mfa_index"),
    _page(f"{_factor}app/", policy.add_second_factor, factor.SetUpApp, "mfa_activate_totp"),
    _page(f"{_factor}app/entfernen/", policy.remove_second_factor, factor.RemoveApp, "mfa_deactivate_totp"),
    path(f"{_factor}codes/neu/", factor.new_codes, name="mfa_generate_recovery_codes"),
    _page(f"{_factor}passkey/", policy.add_second_factor, passkey.AddPasskey, "mfa_add_webauthn"),
    _page(
        f"{_factor}passkey/<int:pk>/entfernen/",
        policy.remove_second_factor,
        passkey.RemovePasskey,
        "mfa_remove_webauthn",
    ),
    _page("konto/anmelden/passkey/", policy.log_in, passkey.LogInByPasskey, "mfa_login_webauthn"),
    _page(
        "konto/passkey-zeigen/", policy.prove_identity, passkey.ProveByPasskey, "mfa_reauthenticate_webauthn"
    ),
    _page("konto/anmelden/code/", policy.log_in, factor.SecondStep, "mfa_authenticate"),
    _page("konto/code-eingeben/", policy.prove_identity, factor.ProveByCode, "mfa_reauthenticate"),
]

identity_urls = [
    path("konto/anmelden/bei/<str:kind>/", identity.start, name="identity_start"),
    path("konto/anmelden/bei/<str:kind>/<str:why>/", identity.refused, name="identity_refused"),
    path("konto/zeigen/<str:kind>/", identity.prove, name="identity_prove"),
    path("konto/verbinden/", identity.link, name="identity_link"),
]

urlpatterns = [
    path("konto/", profile, name="account_profile"),
    path("konto/geraete/", devices, name="usersessions_list"),
    path("konto/andere-anmeldungen/", identities, name="identities"),
    path("konto/nachweis/", step_up, name="step_up"),
    path("konto/weiter/", go_on, name="go_on"),
    *account_urls,
    *second_factor_urls,
    *identity_urls,
    path("familie/kinder/neu/", children.new_child, name="new_child"),
    path("familie/kinder/<str:public_id>/", children.child, name="child"),
    path("familie/kinder/<str:public_id>/aendern/", children.edit_child, name="edit_child"),
    path("familie/kinder/<str:public_id>/protokoll/", looks, name="child_audit"),
    path("familie/kinder/<str:public_id>/zeichen/", children.sign, name="child_sign"),
    path("datenschutz/protokoll/", audit_search, name="audit_search"),
    path("team/", team.team, name="team"),
    path("team/einladen/", team.invite, name="invite"),
    path("team/einladung/<str:public_id>/zuruecknehmen/", team.withdraw, name="withdraw_invitation"),
    path("team/<str:public_id>/vertretung/", team.deputise, name="deputise"),
    path("team/<str:public_id>/ortsteile/", team.limit, name="limit_membership"),
    path("team/<str:public_id>/beenden/", team.end, name="end_membership"),
    path("einladung/<str:token>/", invitation, name="invitation"),
]
