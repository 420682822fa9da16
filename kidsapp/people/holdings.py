"""What is held about accounts, children, custody and roles."""

from allauth.account.models import EmailAddress, EmailConfirmation
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.db.models import DateTimeField, Max, Q
from django.db.models.functions import Cast, Coalesce, TruncDate

from kidsapp.kernel.actors import STAFF as STAFF_ROLES
from kidsapp.kernel.clock import GERMAN_TIME
from kidsapp.kernel.holdings import Activity, Keeping, Kind, Retention, Table
from kidsapp.kernel.texts import message
from kidsapp.people.models import (
    Account,
    Child,
    Custody,
    CustodyEvent,
    EmergencyAccess,
    Invitation,
    Membership,
    NamedGuardian,
    TakeOverCode,
)

ACCOUNT = Activity(
    key="account",
    name=message("Konto und Anmeldung"),
    why=message("Damit nur Sie in Ihr Konto kommen und wir Ihnen in Ihrer Sprache schreiben."),
    law=("Art. 6 Abs. 1 Buchst. e DSGVO", "§ 36a SGB I", "Art. 32 DSGVO"),
    subjects="alle mit Konto",
    recipients="nur die Person selbst; der Betrieb technisch",
)
FAMILY = Activity(
    key="family",
    name=message("Kind und Sorgerecht"),
    why=message("Damit nur die richtigen Erwachsenen für ein Kind handeln."),
    law=("§§ 1626 bis 1629 BGB", "§ 62 SGB VIII", "§ 67a SGB X"),
    subjects="Kinder, Sorgeberechtigte",
    recipients="die Sorgeberechtigten, Jugendamt; Kitas auf der Wunschliste nur Name und Geburtstag",
)
STAFF = Activity(
    key="staff",
    name="Aufgaben von Mitarbeitenden",
    why="Damit nur sieht und entscheidet, wer dafür zuständig ist.",
    law=("§ 26 BDSG und Landesrecht", "§ 78 SGB X", "Art. 32 DSGVO"),
    subjects="Beschäftigte von Stadt, Trägern und Kitas",
    recipients="Betrieb, Leitung, Datenschutzbeauftragte",
    is_for_families=False,
)

LOGGED_IN_LAST = Coalesce("last_login", "joined_at")
FAMILY_SEEN_LAST = Coalesce(
    Max(Coalesce("custodies__account__last_login", "custodies__account__joined_at")),
    Cast("born_on", DateTimeField()),
)
IS_STAFF = Q(role__in=STAFF_ROLES)

ACCOUNT_IS_IDLE = Retention(
    message("Konto: 24 Monate nach der letzten Anmeldung, wenn kein Kind mehr eingetragen ist"),
    24,
    "§ 84 Abs. 2 SGB X; Art. 5 Abs. 1 Buchst. e DSGVO",
)
CHILD_IS_IDLE = Retention(
    message("Kind: 24 Monate nach der letzten Anmeldung der Familie, wenn nichts mehr läuft"),
    24,
    "§ 84 Abs. 2 SGB X; § 63 SGB VIII",
)
CHILD_IS_GROWN = Retention(
    message("Kind: spätestens am 18. Geburtstag"), 216, "§ 7 Abs. 1 Nr. 1 SGB VIII: kein Kind mehr"
)
SESSION_IS_OVER = Retention(
    message("Anmeldung im Browser: sofort, wenn sie abgelaufen ist"), 0, "Art. 5 Abs. 1 Buchst. e DSGVO"
)
DEVICE_IS_OLD = Retention(
    message("Liste Ihrer Geräte: 1 Monat, nachdem ein Gerät zuletzt da war"),
    1,
    "Art. 5 Abs. 1 Buchst. e DSGVO",
)
CODE_IS_OVER = Retention(
    message("Code auf einem Brief: 3 Monate, nachdem er abgelaufen ist"), 3, "Art. 5 Abs. 1 Buchst. e DSGVO"
)
ROLE_IS_OVER = Retention(
    "36 Monate nach dem letzten Tag der Aufgabe", 36, "§ 195 BGB: wer durfte was, solange danach gefragt wird"
)
INVITATION_IS_OVER = Retention(
    "12 Monate nach dem letzten Tag der Einladung", 12, "Art. 5 Abs. 1 Buchst. e DSGVO"
)

HOLDINGS = (
    Table(
        Account,
        ACCOUNT,
        {
            Kind.NAME: "given_name family_name",
            Kind.CONTACT: "email phone",
            Kind.ADDRESS: "street postal_code town",
            Kind.LANGUAGE: "language",
            Kind.DECISION: "by_letter is_active",
            Kind.MOMENT: "last_login joined_at",
            Kind.SECRET: "password",
        },
        ends=(Keeping(ACCOUNT_IS_IDLE, LOGGED_IN_LAST),),
        account=("pk",),
    ),
    Table(
        EmailAddress,
        ACCOUNT,
        {Kind.CONTACT: "email", Kind.DECISION: "verified primary", Kind.WHO: "user"},
        ends="people.Account",
        account=("user",),
    ),
    Table(
        EmailConfirmation,
        ACCOUNT,
        {Kind.KEY: "email_address", Kind.MOMENT: "created sent", Kind.SECRET: "key"},
        ends="people.Account",
        account=("email_address__user",),
    ),
    Table(
        Authenticator,
        ACCOUNT,
        {
            Kind.SECRET: "data",
            Kind.DECISION: "type",
            Kind.MOMENT: "created_at last_used_at",
            Kind.WHO: "user",
        },
        ends="people.Account",
        account=("user",),
    ),
    Table(
        SocialAccount,
        ACCOUNT,
        {
            Kind.SECRET: "uid",
            Kind.DECISION: "provider",
            Kind.MOMENT: "last_login date_joined",
            Kind.KEY: "extra_data",
            Kind.WHO: "user",
        },
        ends="people.Account",
        account=("user",),
    ),
    Table(
        UserSession,
        ACCOUNT,
        {
            Kind.DEVICE: "user_agent",
            Kind.KEY: "ip",
            Kind.MOMENT: "created_at last_seen_at",
            Kind.SECRET: "session_key data",
            Kind.WHO: "user",
        },
        ends=(Keeping(DEVICE_IS_OLD, "last_seen_at"),),
        account=("user",),
    ),
    Table(
        Session,
        ACCOUNT,
        {Kind.SECRET: "session_key session_data", Kind.KEY: "expire_date"},
        ends=(Keeping(SESSION_IS_OVER, "expire_date"),),
    ),
    Table(
        Child,
        FAMILY,
        {
            Kind.NAME: "given_name family_name",
            Kind.BIRTH: "born_on",
            Kind.SIGN: "sign_shape sign_colour sign_picture",
        },
        ends=(Keeping(CHILD_IS_IDLE, FAMILY_SEEN_LAST), Keeping(CHILD_IS_GROWN, "born_on")),
        child=("pk",),
    ),
    Table(
        Custody,
        FAMILY,
        {
            Kind.CUSTODY: "kind shown_by checked_on blocked_at valid_from valid_until",
            Kind.WHO: "child account checked_by",
        },
        ends="people.Child",
        child=("child",),
        account=("account",),
        own="account",
        shared="kind valid_from valid_until",
        holds=("account", Q()),
    ),
    Table(
        CustodyEvent,
        FAMILY,
        {Kind.KEY: "custody", Kind.CUSTODY: "act", Kind.WORDS: "reason", Kind.WHO: "by", Kind.MOMENT: "at"},
        ends="people.Child",
        child=("custody__child",),
        account=("custody__account",),
        own="custody__account",
        withheld="betrifft oft auch andere Sorgeberechtigte; das Jugendamt prüft vorher",
    ),
    Table(
        EmergencyAccess,
        FAMILY,
        {
            Kind.WORDS: "reason",
            Kind.MOMENT: "valid_on opened_at ended_at",
            Kind.WHO: "child account",
        },
        ends="people.Child",
        child=("child",),
    ),
    Table(
        NamedGuardian,
        FAMILY,
        {
            Kind.NAME: "given_name family_name",
            Kind.CUSTODY: "kind",
            Kind.CONTACT: "email phone",
            Kind.ADDRESS: "street postal_code town",
            Kind.LANGUAGE: "language",
            Kind.WHO: "child named_by account",
        },
        ends="people.Child",
        child=("child",),
        account=("account",),
        own="named_by",
        shared="given_name family_name kind",
    ),
    Table(
        TakeOverCode,
        ACCOUNT,
        {
            Kind.SECRET: "code_hash",
            Kind.WHO: "account child made_by",
            Kind.MOMENT: "made_at valid_until used_at replaced_at",
        },
        ends=(Keeping(CODE_IS_OVER, "valid_until"),),
        child=("child",),
        account=("account",),
        own="account",
    ),
    Table(
        Membership,
        STAFF,
        {
            Kind.ROLE: "role organisation facility districts valid_from valid_until ended_at",
            Kind.WHO: "account granted_by",
            Kind.KEY: "deputy_for",
        },
        ends=(
            Keeping(
                ROLE_IS_OVER, Coalesce(TruncDate("ended_at", tzinfo=GERMAN_TIME), "valid_until"), IS_STAFF
            ),
        ),
        account=("account",),
        holds=("account", IS_STAFF),
    ),
    Table(
        Invitation,
        STAFF,
        {
            Kind.CONTACT: "email",
            Kind.ROLE: "role organisation facility districts membership_from membership_until",
            Kind.SECRET: "token_hash",
            Kind.WHO: "invited_by",
            Kind.MOMENT: "valid_until invited_at taken_at withdrawn_at",
            Kind.KEY: "deputy_for",
        },
        ends=(Keeping(INVITATION_IS_OVER, "valid_until"),),
        address="email",
    ),
)
