"""What a provider answers, checked: its configuration, and who it says logged in."""

from dataclasses import dataclass
from typing import Any

import jwt
from allauth.socialaccount.adapter import get_adapter
from allauth.socialaccount.internal import jwtkit
from allauth.socialaccount.models import SocialLogin
from allauth.socialaccount.providers.oauth2.client import OAuth2Error
from allauth.socialaccount.providers.openid_connect.provider import OpenIDConnectProvider
from allauth.socialaccount.providers.openid_connect.views import OpenIDConnectOAuth2Adapter
from django.core.cache import cache
from django.http import HttpRequest
from django.urls import reverse
from requests import RequestException

from kidsapp.kernel.actors import Assurance
from kidsapp.people.adapters.identity.configured import Provider, providers_of

SIGNED_BY = frozenset({"RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "EdDSA"})
"""Never by what both sides know, and never by nothing."""
OTHER_CLOCK_SECONDS = 120
KEPT_SECONDS = 600
ENDPOINTS = ("authorization_endpoint", "token_endpoint", "userinfo_endpoint", "jwks_uri")
UNREADABLE = (AttributeError, IndexError, KeyError, TypeError, ValueError, jwt.PyJWTError)


@dataclass(frozen=True)
class Said:
    """What a provider said of one log-in; nothing of it is kept but ``subject``."""

    subject: str
    level: Assurance
    nonce: str
    logged_in_at: float
    email: str


class CityAdapter(OpenIDConnectOAuth2Adapter):  # type: ignore[misc]
    """Checks more than the library: the signature, who is meant, and that both answers are of one person."""

    @property
    def openid_config(self) -> dict[str, Any]:
        """The provider's own description, which has to be the provider's that we mean; kept for minutes."""
        issuer = self.get_provider().said.issuer
        name = f"identity:{issuer}"
        found: dict[str, Any] | None = cache.get(name)
        if found is None:
            found = self._description(issuer)
            cache.set(name, found, KEPT_SECONDS)
        return found

    def _description(self, issuer: str) -> dict[str, Any]:
        with get_adapter().get_requests_session() as session:
            answer = session.get(self.get_provider().server_url)
            answer.raise_for_status()
            found = answer.json()
        origin = self.get_provider().said.origin
        if found["issuer"] != issuer or not found["authorization_endpoint"].startswith(f"{origin}/"):
            raise OAuth2Error("the provider describes another one")
        methods = "token_endpoint_auth_methods_supported"
        return {name: found[name] for name in ("issuer", *ENDPOINTS)} | {methods: found.get(methods, [])}

    def get_provider(self) -> "CityProvider":
        """The provider, made once."""
        if not hasattr(self, "_city_provider"):
            self._city_provider: CityProvider = super().get_provider()
        return self._city_provider

    def get_callback_url(self, request: HttpRequest, app: Any) -> str:
        """One address for all languages, as the provider knows it."""
        kind = self.get_provider().said.kind
        return request.build_absolute_uri(reverse("identity_callback", kwargs={"kind": kind}))

    def complete_login(self, request: HttpRequest, app: Any, token: Any, **answers: Any) -> SocialLogin:
        """Who logged in; raise ``OAuth2Error`` when anything about it is not as it has to be."""
        try:
            claims = self._decode_id_token(app, answers["response"]["id_token"])
            person = self._fetch_user_info(token.token)
            if person["sub"] != claims["sub"]:
                raise OAuth2Error("two answers about two people")
            return self.get_provider().login_of(request, claims, person)
        except UNREADABLE as unreadable:
            raise OAuth2Error("an answer that cannot be read") from unreadable

    def _decode_id_token(self, app: Any, id_token: str) -> dict[str, Any]:
        config = self.openid_config
        algorithm, key = jwtkit.fetch_key(id_token, config["jwks_uri"], jwtkit.lookup_kid_jwk)
        if algorithm not in SIGNED_BY:
            raise OAuth2Error("signed in no way that counts")
        claims: dict[str, Any] = jwt.decode(
            id_token,
            key=key,
            algorithms=[algorithm],
            issuer=config["issuer"],
            audience=app.client_id,
            leeway=OTHER_CLOCK_SECONDS,
            options={"require": ["iss", "sub", "aud", "exp", "iat"]},
        )
        if claims.get("azp", app.client_id) != app.client_id:
            raise OAuth2Error("meant for somebody else")
        jwtkit.verify_jti(claims)
        return claims


class CityProvider(OpenIDConnectProvider):  # type: ignore[misc]
    """The library's provider, as the city's folder describes it."""

    oauth2_adapter_class = CityAdapter
    pkce_enabled_default = True

    @property
    def said(self) -> Provider:
        """What the folder says."""
        return providers_of(self.request.city.row)[self.app.settings["kind"]]

    def login_of(self, request: HttpRequest, claims: dict[str, Any], person: dict[str, Any]) -> SocialLogin:
        """The log-in, with what was said about it."""
        login = self.sociallogin_from_response(request, {"userinfo": person})
        amr = claims.get("amr") or []
        login.said = Said(
            subject=str(claims["sub"]),
            level=self.said.level_of(str(claims.get("acr", "")), tuple(map(str, amr))),
            nonce=str(claims.get("nonce", "")),
            logged_in_at=float(claims.get("auth_time", 0)),
            email=next((found.email for found in login.email_addresses if found.verified), ""),
        )
        return login

    def extract_extra_data(self, data: dict[str, Any]) -> dict[str, Any]:
        """Nothing of what was said is kept."""
        return {}

    def extract_email_addresses(self, data: dict[str, Any]) -> list[Any]:
        """Only an address that is said to be checked, in so many words."""
        person = data["userinfo"]
        return super().extract_email_addresses(data) if person.get("email_verified") is True else []


FAILURES = (OAuth2Error, RequestException)
