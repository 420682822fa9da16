"""What every answer says to the browser, whatever it answers: headers, cookies, methods, hosts."""

import json
import os
import re
import subprocess
import sys
from urllib.parse import urlsplit

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from whitenoise.middleware import WhiteNoiseMiddleware

from kidsapp.childcare.tests.factories import dated_settings
from kidsapp.outbox.models import Mail
from kidsapp.page.jinja import url
from kidsapp.people.tests.factories import PASSWORD, account, guardian, signed_in_client
from tests.house.test_acts import names, patterns

pytestmark = pytest.mark.django_db
OPEN = sorted(
    name
    for name in names()
    if not re.search(r"<|\(\?P", dict((e.name, a) for a, e in patterns()).get(name, ""))
)
"""Every address that needs nothing filled in."""
MOST_LIKELY_LEFT_BEHIND = (
    ".git/config",
    ".env",
    "var/secret_key",
    "uv.lock",
    "static/",
    "static/page/",
    "media/",
)


@pytest.fixture(autouse=True)
def season(herne):
    cache.clear()
    dated_settings()


def addresses():
    for name in OPEN:
        if ":" not in name:
            yield reverse(name)
    yield from (
        "/de/gibt-es-nicht/",
        "/static/page/page.css",
        "/static/page/sprite.svg",
        "/api/v1/facilities",
    )


def settings_behind_https():
    environment = {**os.environ, "KIDSAPP_HTTPS": "1", "DJANGO_SETTINGS_MODULE": "kidsapp.web.settings"}
    script = (
        "import json; from kidsapp.web import settings as s; "
        "print(json.dumps({n: v for n, v in vars(s).items() if n.isupper() and isinstance(v, (str, int))}))"
    )
    done = subprocess.run([sys.executable, "-c", script], env=environment, capture_output=True, check=True)
    return json.loads(done.stdout)


def test_every_answer_is_protected_pages_failures_and_static_files_alike(visitor):
    wrong = {}
    for address in addresses():
        answer = visitor.get(address)
        policy = answer.headers.get("Content-Security-Policy", "")
        kind = answer.headers.get("Content-Type", "")
        lacks = [
            text
            for text in ("default-src 'none'", "base-uri 'none'", "frame-ancestors 'none'")
            if text not in policy
        ]
        lacks += [] if answer.headers.get("X-Content-Type-Options") == "nosniff" else ["nosniff"]
        lacks += [] if answer.headers.get("Referrer-Policy") == "same-origin" else ["referrer"]
        lacks += ["charset"] if kind.startswith("text/") and "charset=" not in kind else []
        lacks += [] if kind or not _body(answer) else ["content type"]
        if lacks:
            wrong[address] = lacks
    assert not wrong


def _body(answer):
    return b"".join(answer.streaming_content) if answer.streaming else answer.content


def test_no_answer_lets_another_origin_read_it(visitor):
    for address in addresses():
        answer = visitor.get(address, headers={"origin": "https://evil.example"})
        assert not [name for name in answer.headers if name.lower().startswith("access-control")], address


def test_no_address_answers_trace_or_an_invented_method(visitor):
    answered = [
        f"{method} {address}"
        for address in addresses()
        for method in ("TRACE", "TRACK", "CONNECT", "JEFF")
        if visitor.generic(method, address).status_code < 400
    ]
    assert not answered


def test_nothing_that_lies_beside_the_application_is_served(visitor):
    for path in MOST_LIKELY_LEFT_BEHIND:
        for start in ("/", "/static/", "/static/../../", "/static/%2e%2e/%2e%2e/", "/de/"):
            assert visitor.get(start + path).status_code in {400, 404}, start + path


def test_behind_https_cookies_belong_to_this_host_and_browsers_come_back_by_https_only():
    found = settings_behind_https()
    for kind in ("SESSION", "CSRF", "LANGUAGE"):
        assert found[f"{kind}_COOKIE_NAME"].startswith("__Host-")
    assert found["SESSION_COOKIE_SECURE"] and found["CSRF_COOKIE_SECURE"]
    assert found["SECURE_SSL_REDIRECT"] and found["SECURE_HSTS_INCLUDE_SUBDOMAINS"]
    assert found["SECURE_HSTS_SECONDS"] >= 365 * 24 * 60 * 60
    assert not found["DEBUG"]


def test_behind_https_every_answer_says_so_and_plain_http_is_led_there(settings, herne):
    settings.SECURE_HSTS_SECONDS, settings.SECURE_HSTS_INCLUDE_SUBDOMAINS = 31536000, True
    settings.SECURE_SSL_REDIRECT = True
    browser = Client(headers={"host": "herne.localhost"})
    for address in ("/de/", "/de/gibt-es-nicht/", "/static/page/page.css", "/api/v1/facilities"):
        answer = browser.get(address, secure=True)
        assert answer["Strict-Transport-Security"] == "max-age=31536000; includeSubDomains", address
    assert browser.get("/de/")["Location"] == "https://herne.localhost/de/"


def test_cookies_are_out_of_reach_of_scripts_and_of_other_sites(herne):
    account("lea@example.org")
    browser = Client(headers={"host": "herne.localhost"})
    browser.get("/de/konto/anmelden/")
    browser.post("/de/konto/anmelden/", {"login": "lea@example.org", "password": PASSWORD})
    assert {"sessionid", "csrftoken", "language"} == set(browser.cookies)
    for cookie in browser.cookies.values():
        assert cookie["httponly"] and cookie["samesite"] == "Lax" and not cookie["domain"]
        assert cookie["path"] == "/"


def test_leaving_tells_the_browser_to_forget():
    answer = signed_in_client(guardian()).post("/de/konto/abmelden/")
    assert answer["Clear-Site-Data"] == '"cache", "storage"'


@pytest.mark.parametrize(
    "name", ["x-forwarded-host", "x-host", "forwarded", "x-original-url", "x-rewrite-url"]
)
def test_no_header_that_anybody_can_send_changes_host_or_address(visitor, name):
    plain = visitor.get("/de/impressum/").status_code
    answer = visitor.get("/de/impressum/", headers={name: "evil.example"})
    assert answer.status_code == plain and "evil.example" not in answer.text


@pytest.mark.parametrize("named", ["herne.localhost:1337", "other.localhost", "127.0.0.1"])
@pytest.mark.parametrize("page", ["passwort/vergessen", "anlegen"])
@pytest.mark.parametrize("is_known", [True, False])
def test_a_link_in_a_mail_leads_to_the_city_whatever_host_was_asked(herne, settings, named, page, is_known):
    settings.DEFAULT_CITY = herne.slug
    email = account().email if is_known else "neu@example.org"
    Client(headers={"host": named}).post(f"/de/konto/{page}/", {"email": email, "password1": PASSWORD})
    links = re.findall(r"https?://\S+", Mail.objects.get(recipient=email).body)
    assert {urlsplit(link).netloc for link in links} == {"herne.localhost"}


@pytest.mark.parametrize(("proxies", "counted"), [(0, "198.51.100.1"), (1, "203.0.113.9")])
def test_the_network_that_is_counted_is_no_invention_of_the_visitor(rf, settings, proxies, counted):
    from kidsapp.people.adapters.limits import from_where

    settings.ALLAUTH_TRUSTED_PROXY_COUNT = proxies
    request = rf.get("/", REMOTE_ADDR="198.51.100.1", HTTP_X_FORWARDED_FOR="192.0.2.66, 203.0.113.9")
    assert from_where(request) == counted


def test_static_files_are_public_files_and_no_list(visitor):
    assert visitor.get("/static/page/page.css").status_code == 200
    assert WhiteNoiseMiddleware.__module__ == "whitenoise.middleware"
    for folder in ("/static", "/static/", "/static/page", "/static/page/", "/static/page/fonts/"):
        assert visitor.get(folder, follow=True).status_code == 404


def test_a_line_in_the_log_cannot_be_invented(visitor, caplog):
    visitor.get("/de/x%0a2026-11-22 ERROR alles geloescht/")
    visitor.get("/de/y/", headers={"user-agent": "a\r\nERROR b"})
    assert caplog.records and not [
        r for r in caplog.records if "\n" in r.getMessage() or "\r" in r.getMessage()
    ]


def test_one_parameter_sent_twice_is_one_and_never_a_mistake(visitor):
    for address in ("/de/kita/?radius=3&radius=99", "/api/v1/facilities?page=1&page=2", "/de/?a=1&a=2"):
        assert visitor.get(address).status_code == 200, address
    kitas = visitor.get("/api/v1/facilities?page=2&page=1").json()
    assert kitas["page"] == 1


def test_all_links_to_pages_are_addresses_of_our_own():
    assert url("landing").startswith("/")
