"""The second factor: how sure a log-in makes us, who needs one, and how its secrets are kept."""

import base64
import re
from datetime import datetime
from typing import Any

from allauth.account import app_settings
from allauth.account.authentication import get_authentication_records
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from cryptography.fernet import Fernet, MultiFernet
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from kidsapp.kernel.actors import Assurance
from kidsapp.municipality.models import Municipality
from kidsapp.people.models import Account

PURPOSE = b"kidsapp second factor"
STRONG = "mfa"
"""How django-allauth calls a proof by code or key in the session's list of proofs."""


def assurance_of(request: HttpRequest, account: Account) -> Assurance:
    """How sure the proofs of this session make us; an own code or key counts as substantial."""
    proofs = get_authentication_records(request, account)
    return max((_shown_by(proof) for proof in proofs), default=Assurance.PASSWORD)


def _shown_by(proof: dict[str, Any]) -> Assurance:
    """What a proof shows: of a provider's log-in, what the provider said."""
    of_own = Assurance.SUBSTANTIAL if proof.get("method") == STRONG else Assurance.PASSWORD
    return max(of_own, Assurance(proof.get("level", 0)))


def is_stale(request: HttpRequest, account: Account, *, at: datetime) -> bool:
    """Whether the newest proof of this session is too old for what is sensitive."""
    proofs = get_authentication_records(request, account)
    newest = max((float(proof.get("at", 0)) for proof in proofs), default=0.0)
    return at.timestamp() - newest > float(app_settings.REAUTHENTICATION_TIMEOUT)


def asked_at_most(city: Municipality) -> Assurance:
    """The level above which no act asks in this city: in an invented one there is nothing to guard."""
    return Assurance.PASSWORD if city.is_demonstration else Assurance.HIGH


def needed_by_staff(city: Municipality) -> Assurance:
    """What the roles of staff ask for; an invented city, whose passwords are public, asks for nothing."""
    return Assurance.PASSWORD if city.is_demonstration else Assurance.SUBSTANTIAL


def box() -> MultiFernet:
    """Locks with the installation's secret, and opens what an earlier one locked."""
    return MultiFernet([_lock(secret) for secret in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)])


def _lock(secret: str) -> Fernet:
    key = HKDF(SHA256(), length=32, salt=None, info=PURPOSE).derive(secret.encode())
    return Fernet(base64.urlsafe_b64encode(key))


class SecondFactorAdapter(DefaultMFAAdapter):  # type: ignore[misc]
    """Our words, secrets that are locked in the database, and a code to scan without styles of its own."""

    error_messages = DefaultMFAAdapter.error_messages | {
        "incorrect_code": _("Dieser Code stimmt nicht. Nehmen Sie den neuesten aus der App."),
    }

    def get_totp_issuer(self) -> str:
        """What the app writes beside the code: ours, and whose city it is."""
        return f"KidsApp {self._get_site_name()}"

    def build_totp_svg(self, url: str) -> str:
        """The picture alone, sized by our stylesheet."""
        drawn = str(super().build_totp_svg(url))
        return re.sub(r'\s(?:width|height)="[^"]*mm"', "", drawn[drawn.index("<svg") :])

    def generate_authenticator_name(self, user: Account, type: str) -> str:
        """Whoever gives a passkey no name gets one with a number."""
        return f"Passkey {Authenticator.objects.filter(user=user, type=type).count() + 1}"

    def encrypt(self, text: str) -> str:
        """As it is kept in the database."""
        return box().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        """What was kept; raise ``InvalidToken`` when no secret of the installation fits."""
        return box().decrypt(encrypted_text.encode()).decode()
