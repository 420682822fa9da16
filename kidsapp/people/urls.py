"""Addresses of accounts, children and roles, below the language; django-allauth's keep their names."""

from django.urls import path, re_path

from kidsapp.audit.door import door
from kidsapp.people import office, policy
from kidsapp.people.adapters import account_pages as pages
from kidsapp.people.family import children
from kidsapp.people.family.invitation import invitation
from kidsapp.people.family.profile import profile

_from_key = r"^konto/passwort/neu/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$"
_confirm = r"^konto/bestaetigen/(?P<key>[-:\w]+)/$"

account_urls = [
    path("konto/anmelden/", door(policy.log_in)(pages.LogIn.as_view()), name="account_login"),
    path("konto/abmelden/", door(policy.log_out)(pages.LogOut.as_view()), name="account_logout"),
    path("konto/gesperrt/", door(policy.log_in)(pages.Inactive.as_view()), name="account_inactive"),
    path("konto/anlegen/", door(policy.sign_up)(pages.SignUp.as_view()), name="account_signup"),
    path(
        "konto/bestaetigen/",
        door(policy.sign_up)(pages.EmailSent.as_view()),
        name="account_email_verification_sent",
    ),
    re_path(_confirm, door(policy.confirm_email)(pages.ConfirmEmail.as_view()), name="account_confirm_email"),
    path(
        "konto/passwort-eingeben/",
        door(policy.prove_identity)(pages.ProveIdentity.as_view()),
        name="account_reauthenticate",
    ),
    path("konto/e-mail/", door(policy.change_email)(pages.ChangeEmail.as_view()), name="account_email"),
    path(
        "konto/passwort/",
        door(policy.change_password)(pages.ChangePassword.as_view()),
        name="account_change_password",
    ),
    path(
        "konto/passwort/festlegen/",
        door(policy.change_password)(pages.SetPassword.as_view()),
        name="account_set_password",
    ),
    path(
        "konto/passwort/vergessen/",
        door(policy.reset_password)(pages.ResetPassword.as_view()),
        name="account_reset_password",
    ),
    path(
        "konto/passwort/vergessen/gesendet/",
        door(policy.reset_password)(pages.ResetPasswordSent.as_view()),
        name="account_reset_password_done",
    ),
    path(
        "konto/passwort/neu/fertig/",
        door(policy.reset_password)(pages.ResetPasswordDone.as_view()),
        name="account_reset_password_from_key_done",
    ),
    re_path(
        _from_key,
        door(policy.reset_password)(pages.ResetPasswordFromKey.as_view()),
        name="account_reset_password_from_key",
    ),
]

urlpatterns = [
    path("konto/", profile, name="account_profile"),
    *account_urls,
    path("familie/kinder/neu/", children.new_child, name="new_child"),
    path("familie/kinder/<str:public_id>/", children.child, name="child"),
    path("familie/kinder/<str:public_id>/aendern/", children.edit_child, name="edit_child"),
    path("familie/kinder/<str:public_id>/zeichen/", children.sign, name="child_sign"),
    path("team/", office.team, name="team"),
    path("team/einladen/", office.invite, name="invite"),
    path("team/einladung/<str:public_id>/zuruecknehmen/", office.withdraw, name="withdraw_invitation"),
    path("team/<str:public_id>/vertretung/", office.deputise, name="deputise"),
    path("team/<str:public_id>/beenden/", office.end, name="end_membership"),
    path("einladung/<str:token>/", invitation, name="invitation"),
]
