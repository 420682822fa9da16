"""Pytest plugin: one provider of OpenID Connect for all tests of a process, with invented people."""

import json
import os
import socket
import subprocess
from collections.abc import Iterator

import pytest

from tests.identity_provider.install import HERE, NODE

SECRET = "only-for-the-tests-of-this-machine"
CLIENT = "kidsapp-herne"


def person(email: str | None = "erika@example.org", *, verified: object = True, **said) -> dict:
    claims = {"given_name": "Erika", "family_name": "Beispiel", "email_verified": verified}
    return {"claims": {**claims, **({"email": email} if email else {})}, "acr": "STORK-QAA-Level-1", **said}


TWISTS = ("audience", "expired", "nonce", "issuer", "person", "signature", "unsigned")
PEOPLE = {
    "erika": person(),
    "erika-ausweis": person(sub="erika", acr="STORK-QAA-Level-4"),
    "emil": person("emil@example.org"),
    "ohne-adresse": person(None),
    "ungeprueft": person(verified=False),
    "fast-geprueft": person(verified="true"),
    "alt": person(sub="erika", acr="STORK-QAA-Level-4", twist="stale"),
    "spaet": person("spaet@example.org", twist="late"),
    "amt": person("amt@example.org"),
    "amt-zwei": person("amt@example.org", sub="amt", amr=["pwd", "mfa"]),
    **{twist: person(f"{twist}@example.org", twist=twist) for twist in TWISTS},
}
PEOPLE["stale"] = PEOPLE.pop("alt") | {"sub": "stale"}


@pytest.fixture(scope="session")
def provider_url() -> Iterator[str]:
    """The address of a provider that runs as long as the tests of this process."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    client = {
        "client_id": CLIENT,
        "client_secret": SECRET,
        "redirect_uris": ["http://herne.localhost/anmeldung/families/"],
        "token_endpoint_auth_method": "client_secret_basic",
    }
    told = json.dumps({"port": port, "people": PEOPLE, "clients": [client]})
    command = [str(NODE / "node"), str(HERE / "provider.mjs"), told]
    env = {**os.environ, "NODE_ENV": "test"}
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env=env) as process:
        assert process.stdout
        while process.stdout.readline().strip() != b"ready":
            assert process.poll() is None, "the provider did not start: make .venv/.identity_provider"
        yield f"http://127.0.0.1:{port}"
        process.terminate()
