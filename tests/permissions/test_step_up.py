"""Sensitive acts: a log-in too weak or too old is asked for more, and comes back with what was typed."""

import re
from datetime import timedelta
from html.parser import HTMLParser
from types import SimpleNamespace
from urllib.parse import parse_qs, urlencode, urlsplit

import pytest
from django.urls import reverse

from conftest import TODAY
from kidsapp.audit.acts import EVERY_ROW, ProofLacking, act
from kidsapp.kernel.actors import Actor, Assurance, HeldRole, Role
from kidsapp.municipality.scope import municipality_scope
from kidsapp.people.adapters.second_factor import asked_at_most
from kidsapp.people.models import Custody, Invitation
from kidsapp.people.tests.factories import PASSWORD, signed_in_client
from tests.house.source import PACKAGE, product_files
from tests.house.test_act_texts import acts
from tests.house.test_acts import patterns
from tests.permissions.test_matrix import EVERYONE, LET_IN, SIGNED_IN, ask
from tests.permissions.world import build

FORM = "application/x-www-form-urlencoded"
TOO_LONG, SHORT = timedelta(minutes=16), timedelta(minutes=14)
SENSITIVE = {name: act for name, act in acts() if act.is_sensitive or act.requires_level}
IN_PAGES = {
    "operations.ask_for_erasure": ("own_data", "mother", {"what": "account"}),
    "people.end_sessions": ("usersessions_list", "mother", {"all": "1"}),
    "people.unlink_identity": ("identities", "mother", {"identity": "1"}),
    "people.block_custody": ("edit_custody", "office", {"action": "block"}),
}
"""Acts that are done on the page of another act."""


def everything(**said):
    """Somebody who holds every role there is, after a log-in of some kind."""
    held = tuple(HeldRole(role, 1, organisation_id=1, facility_id=1) for role in Role)
    return Actor(1, TODAY, 1, held, asks_at_most=Assurance.HIGH, **said)


def test_the_readme_lists_the_sensitive_acts():
    said = (PACKAGE / "audit" / "README.md").read_text().partition("Sensitive are")[2].partition("\n\n")[0]
    assert re.findall(r"`([a-z]+\.[a-z_]+)`", said) == sorted(SENSITIVE)


@pytest.mark.parametrize("name", sorted(SENSITIVE))
def test_every_sensitive_act_refuses_a_log_in_that_is_too_old_or_too_weak(name):
    found = SENSITIVE[name]
    sure = everything(assurance=Assurance.HIGH)
    assert found.is_open_to(sure)
    found.demand(sure)
    with pytest.raises(ProofLacking):
        found.demand(everything(assurance=Assurance.HIGH, is_stale=found.is_sensitive))
    if found.requires_level:
        with pytest.raises(ProofLacking):
            found.demand(everything(assurance=Assurance(found.requires_level - 1)))


@pytest.mark.parametrize("name", sorted(SENSITIVE))
def test_every_sensitive_act_is_asked_by_a_door_or_by_its_command(name):
    at_doors = {entry.callback.act.name for _, entry in patterns() if hasattr(entry.callback, "act")}
    demand = f"policy.{name.partition('.')[2]}.demand("
    in_commands = [p for p in product_files() if "commands" in str(p) and demand in p.read_text()]
    assert name in at_doors or in_commands


@pytest.mark.django_db
def test_every_page_of_a_sensitive_act_leads_to_a_proof_and_opens_after_it():
    world, wrong = build(), {}
    pages = [entry for _, entry in patterns() if getattr(entry.callback, "act", None) in SENSITIVE.values()]
    assert len(pages) > 9
    for entry in pages:
        allowed = LET_IN[entry.name]
        who = "mother" if allowed == SIGNED_IN else min(allowed)
        address = reverse(entry.name, kwargs=world.arguments.get(entry.name))
        stale = ask(signed_in_client(world.people[who], ago=TOO_LONG), "get", address)
        fresh = ask(signed_in_client(world.people[who], ago=SHORT), "get", address)
        is_led = stale.status_code == 302 and stale["Location"].startswith(reverse("step_up"))
        if allowed != EVERYONE and (not is_led or reverse("step_up") in fresh.get("Location", "")):
            wrong[entry.name] = (stale.status_code, fresh.status_code)
    assert not wrong


@pytest.mark.django_db
def test_a_form_sent_after_too_long_is_sent_again_by_a_button_after_the_password():
    """The whole way without JavaScript: refused, password, a page with what was typed, done once."""
    world = build()
    browser = signed_in_client(world.people["operator"], second_factor=False, ago=TOO_LONG)
    typed = {"email": "neue-kraft@example.org", "role": "editor", "facility": "-", "organisation": "-"}
    refused = browser.post(reverse("invite"), urlencode(typed), content_type=FORM)
    with municipality_scope(world.city.pk):
        assert not Invitation.objects.filter(email=typed["email"]).exists()
    proof = browser.get(browser.get(refused["Location"])["Location"])
    answered = browser.post(
        reverse("account_reauthenticate"), {"password": PASSWORD, "next": onward_of(refused)}
    )
    assert proof.status_code == 200 and answered["Location"] == reverse("go_on")
    between = Fields.of(browser.get(answered["Location"]).content.decode())
    assert between.action == reverse("invite") and between.fields.items() >= typed.items()
    sent = browser.post(between.action, urlencode(between.fields), content_type=FORM)
    assert sent["Location"].startswith(reverse("team"))
    with municipality_scope(world.city.pk):
        assert Invitation.objects.filter(email=typed["email"]).count() == 1
    assert browser.get(reverse("go_on"))["Location"] == reverse("home")


@pytest.mark.django_db
def test_passwords_are_never_kept_on_the_way():
    world = build()
    browser = signed_in_client(world.people["mother"], second_factor=False, ago=TOO_LONG)
    typed = {"oldpassword": PASSWORD, "password1": "Zug-Nebel-Kran-9"}
    refused = browser.post(reverse("account_change_password"), typed)
    assert onward_of(refused) == reverse("account_change_password")
    assert not set(typed.values()) & set(str(dict(browser.session)).split("'"))


@pytest.mark.django_db
def test_a_list_as_a_file_is_fetched_by_a_button_after_the_proof():
    world = build()
    browser = signed_in_client(world.people["office"], second_factor=False, ago=TOO_LONG)
    address = f"{reverse('case_export', kwargs={'kind': 'csv'})}?status=open"
    refused = browser.get(address)
    browser.post(reverse("account_reauthenticate"), {"password": PASSWORD, "next": onward_of(refused)})
    between = browser.get(onward_of(refused)).content.decode()
    assert f'href="{address}"' in between
    assert browser.get(address)["Content-Disposition"].startswith("attachment")


@pytest.mark.django_db
@pytest.mark.parametrize("name", IN_PAGES)
def test_an_act_on_the_page_of_another_asks_too(name):
    world = build()
    page, who, fields = IN_PAGES[name]
    browser = signed_in_client(world.people[who], ago=TOO_LONG)
    answer = browser.post(reverse(page, kwargs=world.arguments.get(page)), {**fields, "reason": "Beschluss"})
    assert answer["Location"].startswith(reverse("step_up"))
    with municipality_scope(world.city.pk):
        assert Custody.objects.exclude(blocked_at=None).count() == 1


@pytest.mark.django_db
def test_the_way_on_stays_in_the_city():
    world = build()
    browser = signed_in_client(world.people["mother"])
    answer = browser.get(reverse("step_up"), {"next": "https://boese.example/", "level": "1"})
    assert parse_qs(urlsplit(answer["Location"]).query)["next"] == [reverse("home")]


def test_an_act_may_ask_anybody_for_a_level_but_not_in_a_demonstration():
    income = act("proofs.give_income", lambda _: EVERY_ROW, requires_level=Assurance.SUBSTANTIAL)
    city = SimpleNamespace(is_demonstration=False)
    mother = Actor(
        1, TODAY, 1, (HeldRole(Role.GUARDIAN, 1),), Assurance.PASSWORD, asks_at_most=asked_at_most(city)
    )
    assert income.is_open_to(mother) and not income.is_sure_of(mother)
    assert income.level_for(mother) == Assurance.SUBSTANTIAL
    assert income.is_sure_of(mother.surely())
    city.is_demonstration = True
    assert asked_at_most(city) == Assurance.PASSWORD


def onward_of(answer):
    return parse_qs(urlsplit(answer["Location"]).query)["next"][0]


class Fields(HTMLParser):
    """The form of the page between: where it goes, and what it sends."""

    @classmethod
    def of(cls, html):
        found = cls()
        found.action, found.fields = "", {}
        found.feed(html.partition("<main")[2].partition("</main>")[0])
        return found

    def handle_starttag(self, tag, attrs):
        said = dict(attrs)
        if tag == "form":
            self.action = said.get("action", "")
        if tag == "input":
            self.fields[said["name"]] = said["value"]
