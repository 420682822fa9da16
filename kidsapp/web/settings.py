"""Settings; everything an operator may change comes from the environment (see docs/operating.md)."""

import os
import secrets
from pathlib import Path
from typing import Any

import dj_database_url
from django.conf import locale
from django.core.exceptions import ImproperlyConfigured

from kidsapp.documents.keys import cipher_from, first_key, keys_from
from kidsapp.web import folders
from kidsapp.web.environment import as_it_should_be, day, networks, number
from kidsapp.web.telemetry.logs import configuration

CITIES, PACKAGE, STATE = folders.CITIES, folders.PACKAGE, folders.STATE

DEFAULT_CITY = os.environ.get("KIDSAPP_DEFAULT_CITY", "herne")

SECRET_KEY = os.environ.get("KIDSAPP_SECRET_KEY") or folders.kept_secret(
    "secret_key", lambda: secrets.token_urlsafe(50)
)
SECRET_KEY_FALLBACKS = [key for key in os.environ.get("KIDSAPP_OLD_SECRET_KEYS", "").split(",") if key]
DEBUG = False
ALLOWED_HOSTS = os.environ.get("KIDSAPP_HOSTS", "localhost,.localhost,127.0.0.1,testserver").split(",")
ROOT_URLCONF = "kidsapp.web.urls"
WSGI_APPLICATION = "kidsapp.web.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.postgres",
    "django.contrib.sessions",
    "django.contrib.staticfiles",
    "django_htmx",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "allauth.usersessions",
    "procrastinate.contrib.django",
    "kidsapp.page",
    "kidsapp.municipality",
    "kidsapp.outbox",
    "kidsapp.audit",
    "kidsapp.places",
    "kidsapp.people",
    "kidsapp.documents",
    "kidsapp.messaging",
    "kidsapp.childcare",
    "kidsapp.operations",
    "kidsapp.web",
]

MIDDLEWARE = [
    "kidsapp.web.telemetry.measuring.measured",
    "django.middleware.security.SecurityMiddleware",
    "kidsapp.web.headers.protective_headers",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "kidsapp.web.storms.calm",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "kidsapp.web.middleware.city_of_host",
    "django.middleware.locale.LocaleMiddleware",
    "kidsapp.web.middleware.remembered_language",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "kidsapp.web.middleware.actor_of_account",
    "kidsapp.web.middleware.known_methods",
    "kidsapp.web.middleware.address_without_nul",
    "kidsapp.web.middleware.size_of_request",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
]

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.jinja2.Jinja2",
        "DIRS": sorted(str(folder) for folder in PACKAGE.glob("*/templates")),
        "OPTIONS": {
            "environment": "kidsapp.page.jinja.environment",
            "context_processors": [],
            "auto_reload": False,
        },
    },
]

ENGINE = "kidsapp.municipality.postgresql"
DATABASE_URL = (
    "The address of a database (KIDSAPP_..._URL) reads like postgresql://name:password@host:5432/database."
)
_PREPARED = {"server_side_binding": True, "prepare_threshold": 3}


def _database(url: str) -> dict[str, Any]:
    try:
        found: dict[str, Any] = dict(dj_database_url.parse(url, engine=ENGINE))
    except ValueError:
        raise ImproperlyConfigured(DATABASE_URL) from None
    return {**found, "OPTIONS": {**found.get("OPTIONS", {}), **_PREPARED}}


_url = os.environ.get("KIDSAPP_DATABASE_URL", "postgresql:///kidsapp")
_owner_url = os.environ.get("KIDSAPP_OWNER_URL", _url)
_owner, _backup = _database(_owner_url), _database(os.environ.get("KIDSAPP_BACKUP_URL", _owner_url))
_LOGIN = ("USER", "PASSWORD", "HOST", "PORT", "OPTIONS")
DATABASES: dict[str, Any] = {
    "default": {
        **_database(_url),
        "OWNER": {name: _owner[name] for name in _LOGIN},
        "BACKUP": {name: _backup[name] for name in _LOGIN},
        "CONN_MAX_AGE": None,
        "CONN_HEALTH_CHECKS": True,
        "TEST": {"NAME": os.environ.get("KIDSAPP_TEST_DATABASE", "test_kidsapp")},
    }
}

AUTH_USER_MODEL = "people.Account"
AUTHENTICATION_BACKENDS = ["kidsapp.people.adapters.logged_in.AccountBackend"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    *(
        {"NAME": f"django.contrib.auth.password_validation.{name}"}
        for name in ("UserAttributeSimilarityValidator", "MinimumLengthValidator", "CommonPasswordValidator")
    ),
    {"NAME": "kidsapp.people.adapters.passwords.NoWordsOfThisPlace"},
]
ACCOUNT_ADAPTER = "kidsapp.people.adapters.accounts.AccountAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_CONFIRM_EMAIL_ON_GET = False
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_CHANGE_EMAIL = True
ACCOUNT_LOGIN_ON_EMAIL_CONFIRMATION = True
ACCOUNT_REAUTHENTICATION_REQUIRED = True
ACCOUNT_REAUTHENTICATION_TIMEOUT = 15 * 60
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_RATE_LIMITS = {"reset_password": "20/m/ip"}
MFA_ADAPTER = "kidsapp.people.adapters.second_factor.SecondFactorAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn"]
"""Recovery codes are ours: the library keeps what they are made from, we keep their hashes."""
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_WEBAUTHN_USER_VERIFICATION = "required"
MFA_TOTP_TOLERANCE = number("KIDSAPP_CODE_GRACE", 0)
MFA_ALLOW_UNVERIFIED_EMAIL = True
"""Nobody logs in with an address that is not confirmed; who changes theirs may keep the second factor."""
SOCIALACCOUNT_ADAPTER = "kidsapp.people.adapters.identity.accounts.IdentityAdapter"
SOCIALACCOUNT_PROVIDERS = {
    "openid_connect": {"provider_class": "kidsapp.people.adapters.identity.tokens.CityProvider"}
}
SOCIALACCOUNT_STORE_TOKENS = False
SOCIALACCOUNT_REQUESTS_TIMEOUT = 5
_IDENTITY = "KIDSAPP_IDENTITY_SECRET_"
IDENTITY_SECRETS = {name: value for name, value in os.environ.items() if name.startswith(_IDENTITY)}
ALLAUTH_TRUSTED_PROXY_COUNT = number("KIDSAPP_PROXIES", 0)
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "home"
ACCOUNT_LOGOUT_REDIRECT_URL = "landing"

SESSION_ENGINE = "kidsapp.web.sessions"
SESSION_COOKIE_AGE = 60 * 60 * 12
_HTTPS = os.environ.get("KIDSAPP_HTTPS") == "1"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = _HTTPS
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
if _HTTPS:
    SESSION_COOKIE_NAME, CSRF_COOKIE_NAME = "__Host-sessionid", "__Host-csrftoken"
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    SECURE_SSL_REDIRECT, SECURE_REDIRECT_EXEMPT = True, [r"^(health|ready|metrics)$"]
    SECURE_HSTS_SECONDS, SECURE_HSTS_INCLUDE_SUBDOMAINS = 365 * 24 * 60 * 60, True
SILENCED_SYSTEM_CHECKS = ["security.W021"]
"""Whether browsers carry the name in their own list of HTTPS sites is the operator's to ask for, not ours."""
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CSRF_FAILURE_VIEW = "kidsapp.web.failures.stale_form"
DATA_UPLOAD_MAX_MEMORY_SIZE = 2_500_000
MOST_BYTES_OF_REQUEST = 55_000_000
with as_it_should_be():
    DOCUMENT_KEYS = keys_from(
        os.environ.get("KIDSAPP_DOCUMENT_KEYS") or folders.kept_secret("document_keys", first_key)
    )
    DOCUMENT_CIPHER = cipher_from(os.environ.get("KIDSAPP_DOCUMENT_CIPHER", "1"))
ERASURES = Path(os.environ.get("KIDSAPP_ERASURES", STATE / "erasures.jsonl"))
"""Outside the database and every backup of it: what was erased after a backup is erased again from here."""
RETENTION_LIMIT = number("KIDSAPP_RETENTION_LIMIT", 2000)
CLAMD_SOCKET = os.environ.get("KIDSAPP_CLAMD_SOCKET", "")
FILE_UPLOAD_PERMISSIONS, FILE_UPLOAD_DIRECTORY_PERMISSIONS = 0o600, 0o700

LANGUAGE_CODE = "de"
LANGUAGES = [
    ("de", "Deutsch"),
    ("de-simple", "Einfache Sprache"),
    ("en", "English"),
    ("tr", "Türkçe"),
    ("ar", "العربية"),
    ("uk", "Українська"),
    ("pl", "Polski"),
]
locale.LANG_INFO["de-simple"] = {
    "bidi": False,
    "code": "de-simple",
    "name": "Plain German",
    "name_local": "Einfache Sprache",
}
LANGUAGES_BIDI = ["ar"]
LOCALE_PATHS = [PACKAGE / "locale"]
LANGUAGE_COOKIE_NAME = "__Host-language" if _HTTPS else "language"
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Europe/Berlin"

STATIC_URL = "/static/"
STATIC_ROOT = STATE / "static"
MEDIA_ROOT = STATE / "media"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
WHITENOISE_KEEP_ONLY_HASHED_FILES = False
WHITENOISE_ALLOW_ALL_ORIGINS = False

EMAIL_URL = os.environ.get("KIDSAPP_SMTP_HOST", "")
EMAIL_BACKEND = (
    "kidsapp.outbox.adapters.smtp.EmailBackend"
    if EMAIL_URL
    else "django.core.mail.backends.filebased.EmailBackend"
)
EMAIL_HOST = EMAIL_URL
EMAIL_PORT = number("KIDSAPP_SMTP_PORT", 25)
EMAIL_HOST_USER = os.environ.get("KIDSAPP_SMTP_USER", "")
EMAIL_HOST_PASSWORD = os.environ.get("KIDSAPP_SMTP_PASSWORD", "")
EMAIL_USE_TLS = os.environ.get("KIDSAPP_SMTP_TLS", "") == "1"
EMAIL_TIMEOUT = 20
EMAIL_FILE_PATH = STATE / "mail"
PUBLIC_ADDRESS = os.environ.get("KIDSAPP_PUBLIC_ADDRESS", "https://{host}")
GEOCODER_URL = os.environ.get("KIDSAPP_GEOCODER", "")

CACHES = {
    "default": {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "web_cache"},
}
PROCRASTINATE_AUTODISCOVER_MODULE_NAME = "jobs"

LOGGING = configuration(os.environ.get("KIDSAPP_LOGS", "plain"))
SECURITY_CONTACT = os.environ.get("KIDSAPP_SECURITY_CONTACT", "")
SECURITY_UNTIL = day("KIDSAPP_SECURITY_UNTIL")
METRICS_FROM = networks("KIDSAPP_METRICS_FROM")
