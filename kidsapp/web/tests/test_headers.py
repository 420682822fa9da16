import os
import re
import subprocess
import sys
from types import SimpleNamespace

import pytest
from django.http import HttpResponse
from django.urls import reverse

from kidsapp.childcare.tests.factories import dated_settings
from kidsapp.page.nonce import nonce
from kidsapp.people.tests.factories import guardian, signed_in_client
from kidsapp.web.headers import FOR_FILES, protective_headers

pytestmark = pytest.mark.django_db
OF_THE_BROWSER_TESTS = "DJANGO_ALLOW_ASYNC_UNSAFE"
SCRIPT = re.compile(r"<script(?![^>]*application/json)[^>]*>")


@pytest.fixture(autouse=True)
def season(herne):
    dated_settings()


def policy_of(answer):
    """The directives of an answer's policy by their names."""
    stated = answer["Content-Security-Policy"].split("; ")
    return {name: rest for name, _, rest in (part.partition(" ") for part in stated)}


def test_only_scripts_with_the_word_of_this_answer_run(visitor):
    answer = visitor.get("/de/kita/")
    word = re.fullmatch(r"'nonce-([\w-]{24,})'", policy_of(answer)["script-src"])[1]
    scripts = SCRIPT.findall(answer.text)
    assert scripts and all(f'nonce="{word}"' in script for script in scripts)


def test_every_answer_has_a_word_of_its_own(visitor):
    words = {policy_of(visitor.get("/de/kita/"))["script-src"] for _ in range(3)}
    assert len(words) == 3
    assert nonce() == ""


def test_nothing_is_loaded_from_elsewhere_but_the_citys_tiles(visitor, herne):
    policy = policy_of(visitor.get("/de/kita/"))
    assert policy["img-src"] == "'self' data: https://sgx.geodatenzentrum.de"
    assert {policy.pop("img-src"), policy.pop("script-src")}
    assert set(policy.values()) == {"'self'", "'none'"}
    assert policy["default-src"] == policy["base-uri"] == policy["frame-ancestors"] == "'none'"


def test_numbered_tile_hosts_of_a_city_stand_as_a_star(rf):
    city = SimpleNamespace(
        row=SimpleNamespace(profile={"map_tiles": {"url": "https://{s}.tiles.example/{z}/{x}/{y}.png"}})
    )

    def page(request):
        request.city = city
        return HttpResponse("<p>")

    policy = policy_of(protective_headers(page)(rf.get("/")))
    assert policy["img-src"] == "'self' data: https://*.tiles.example"


def test_what_is_no_page_loads_nothing(visitor):
    for address in ("/theme.css", "/manifest.webmanifest", "/api/v1/openapi.json"):
        assert visitor.get(address)["Content-Security-Policy"] == FOR_FILES, address


def test_a_failure_has_the_headers_too(visitor):
    answer = visitor.get("/de/gibt-es-nicht/")
    assert answer.status_code == 404
    assert policy_of(answer)["script-src"].startswith("'nonce-")
    assert answer["X-Frame-Options"] == "DENY" and answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Cross-Origin-Opener-Policy"] == answer["Cross-Origin-Resource-Policy"] == "same-origin"
    assert "camera=()" in answer["Permissions-Policy"]


def test_a_page_of_somebody_who_is_logged_in_is_kept_by_no_browser(visitor):
    assert signed_in_client(guardian()).get("/de/start/")["Cache-Control"] == "no-store"
    assert "Cache-Control" not in visitor.get("/de/kita/")


@pytest.mark.parametrize(
    "elsewhere", ["https://evil.example/", "//evil.example/", "/\\evil.example", "javascript:alert(1)"]
)
def test_logging_in_leads_to_no_other_site(visitor, elsewhere):
    mother = guardian()
    mother.set_password("ein-langes-Passwort-7")
    mother.save()
    answer = visitor.post(
        reverse("account_login"),
        {"login": mother.email, "password": "ein-langes-Passwort-7", "next": elsewhere},
    )
    assert answer.status_code == 302
    assert "evil" not in answer["Location"] and "javascript" not in answer["Location"]


def test_behind_https_djangos_own_check_for_operation_finds_nothing():
    environment = {
        **{name: value for name, value in os.environ.items() if name != OF_THE_BROWSER_TESTS},
        "KIDSAPP_HTTPS": "1",
        "DJANGO_SETTINGS_MODULE": "kidsapp.web.settings",
        "KIDSAPP_SECRET_KEY": "long enough, and of many different signs: 0123456789",
    }
    command = [sys.executable, "-W", "ignore", "-m", "django", "check", "--deploy", "--fail-level", "WARNING"]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
