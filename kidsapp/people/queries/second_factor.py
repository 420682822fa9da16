"""Reading what an account logs in with besides its password."""

from dataclasses import dataclass
from datetime import datetime

from allauth.mfa.models import Authenticator

Kind = Authenticator.Type


@dataclass(frozen=True)
class Passkey:
    """A key by the name that its owner gave it."""

    id: int
    name: str
    since: datetime


@dataclass(frozen=True)
class SecondFactors:
    """The app and since when it is set up, passkeys, and how many recovery codes are left."""

    app_since: datetime | None = None
    codes_left: int | None = None
    keys: tuple[Passkey, ...] = ()

    @property
    def is_set_up(self) -> bool:
        """Whether there is a second factor; recovery codes alone are none."""
        return self.app_since is not None or bool(self.keys)


def second_factors_of(account_id: int) -> SecondFactors:
    """What the account has; one statement, and no secret is opened."""
    rows = list(Authenticator.objects.filter(user_id=account_id).order_by("pk"))
    kept = {row.type: row for row in rows}
    app, codes = kept.get(Kind.TOTP), kept.get(Kind.RECOVERY_CODES)
    keys = tuple(
        Passkey(row.pk, row.data["name"], row.created_at) for row in rows if row.type == Kind.WEBAUTHN
    )
    return SecondFactors(app.created_at if app else None, _left(codes) if codes else None, keys)


def _left(codes: Authenticator) -> int:
    return sum(map(bool, codes.data["hashes"]))
