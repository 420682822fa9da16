"""The settings of the product, with plain static files, mails in memory, and uploads in a passing folder."""

import tempfile
from pathlib import Path

from kidsapp.web.settings import *  # noqa: F403

STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
_media = tempfile.TemporaryDirectory(prefix="kidsapp-media-")
MEDIA_ROOT = _media.name
ERASURES = Path(_media.name) / "erasures.jsonl"
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = True
DATABASES["default"]["CONN_MAX_AGE"] = 0  # noqa: F405
MFA_TOTP_TOLERANCE = 1
"""So that no test depends on the second in which it runs; one looks at the product's own."""
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
