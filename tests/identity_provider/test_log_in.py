"""Logging in at a real provider of OpenID Connect: what it opens, and everything that opens nothing."""

import re
from datetime import timedelta
from urllib.parse import parse_qs, urlsplit

import jwt
import pytest
from allauth.account.models import EmailAddress
from allauth.socialaccount.models import SocialAccount, SocialToken
from django.contrib.sessions.models import Session
from django.test import Client
from django.urls import reverse
from requests import Response

from conftest import MOMENT
from kidsapp.audit.models import AuditLine
from kidsapp.kernel.actors import Assurance, Role
from kidsapp.municipality.scope import municipality_scope
from kidsapp.municipality.tests.factories import municipality
from kidsapp.outbox.models import Mail
from kidsapp.people import commands
from kidsapp.people.adapters.identity.configured import STORK, Provider
from kidsapp.people.models import Account, Membership
from kidsapp.people.tests.factories import PASSWORD, account, actor_for, holder_of, signed_in_client
from tests.identity_provider.conftest import Way
from tests.identity_provider.running import TWISTS

pytestmark = pytest.mark.django_db


def refused(why, kind="families"):
    return reverse("identity_refused", kwargs={"kind": kind, "why": why})


def is_in(browser):
    return browser.get(reverse("home")).status_code == 200


def test_a_family_gets_an_account_without_a_password(way, city):
    answer = way.go("erika", next="/de/familie/kinder/neu/")
    erika = Account.objects.get()
    assert answer["Location"] == "/de/familie/kinder/neu/" and is_in(way.browser)
    assert (erika.email, erika.given_name, erika.has_usable_password()) == (
        "erika@example.org",
        "Erika",
        False,
    )
    assert EmailAddress.objects.get().verified
    assert [row.role for row in Membership.objects.all()] == [Role.GUARDIAN]
    assert list(AuditLine.objects.values_list("act", flat=True)) >= ["people.sign_up", "people.log_in"]


def test_nothing_of_what_the_provider_said_is_kept(way):
    way.go("erika")
    kept = SocialAccount.objects.get()
    assert (kept.provider, kept.uid, kept.extra_data) == ("herne-families", "erika", {})
    assert not SocialToken.objects.exists()
    Way().go("erika")
    assert SocialAccount.objects.get().extra_data == {}


def test_the_second_time_it_is_the_same_account(way):
    way.go("erika")
    again = Way()
    again.go("erika-ausweis")
    assert is_in(again.browser) and Account.objects.count() == 1


def test_what_is_asked_is_bound_to_this_log_in(way):
    asked = parse_qs(urlsplit(way.begin(level="3")).query)
    assert asked["code_challenge_method"] == ["S256"] and asked["nonce"] and asked["state"]
    assert asked["acr_values"] == ["STORK-QAA-Level-3 STORK-QAA-Level-4"]
    assert asked["redirect_uri"] == ["http://herne.localhost/anmeldung/families/"]


def test_who_cancels_reads_that_and_may_log_in_otherwise(way):
    way.begin()
    answer = way.browser.get(way.choose(cancel="1"))
    assert answer["Location"] == refused("abgebrochen")
    page = way.browser.get(answer["Location"])
    assert page.status_code == 403 and reverse("account_login") in page.content.decode()
    assert not Account.objects.exists()


def test_an_error_there_is_said_here(way):
    way.begin()
    assert way.browser.get(way.choose(error="server_error"))["Location"] == refused("fehlgeschlagen")
    assert not is_in(way.browser)


@pytest.mark.parametrize("who", ["ohne-adresse", "ungeprueft", "fast-geprueft"])
def test_without_an_address_that_was_checked_there_is_no_account(way, who):
    assert way.go(who)["Location"] == refused("ohne-adresse")
    assert not Account.objects.exists() and not is_in(way.browser)


@pytest.mark.parametrize("twist", TWISTS)
def test_a_token_that_is_not_right_opens_nothing(way, twist):
    assert way.go(twist)["Location"] == refused("fehlgeschlagen")
    assert not Account.objects.exists() and not is_in(way.browser)


def test_a_clock_two_minutes_off_hurts_nobody(way):
    way.go("spaet")
    assert is_in(way.browser)


def test_an_answer_opens_once_and_only_where_it_was_asked_for(way):
    way.go("erika")
    Account.objects.get()
    thief = Client(headers={"host": "herne.localhost"})
    assert thief.get(way.back)["Location"] == refused("fehlgeschlagen")
    way.browser.logout()
    assert way.browser.get(way.back)["Location"] == refused("fehlgeschlagen")
    assert not is_in(way.browser) and not is_in(thief)


def test_a_code_that_was_used_opens_nothing_with_a_fresh_state(way):
    way.go("erika")
    used = parse_qs(urlsplit(way.back).query)["code"][0]
    thief = Way()
    state = parse_qs(urlsplit(thief.begin()).query)["state"][0]
    answer = thief.browser.get(
        reverse("identity_callback", kwargs={"kind": "families"}), {"code": used, "state": state}
    )
    assert answer["Location"] == refused("fehlgeschlagen") and not is_in(thief.browser)


def test_an_answer_for_staff_opens_nothing_for_families(way):
    way.begin("staff")
    other = way.choose(person="erika").replace("/staff/", "/families/")
    assert way.browser.get(other)["Location"] == refused("fehlgeschlagen")


def test_a_known_address_is_linked_only_after_its_owner_logged_in_as_always(way):
    """The word of a city's provider opens no account that is there already."""
    mother = account("erika@example.org")
    led = way.go("erika", next="/de/start/")["Location"]
    assert led.startswith(reverse("account_login")) and not is_in(way.browser)
    assert not SocialAccount.objects.exists()
    entered = way.browser.post(led, {"login": mother.email, "password": PASSWORD})
    assert entered["Location"] == reverse("identity_link")
    assert "Bürgerkonto" in way.browser.get(entered["Location"]).content.decode()
    assert way.browser.post(entered["Location"])["Location"] == "/de/start/"
    assert SocialAccount.objects.get().user == mother
    assert Mail.objects.filter(recipient=mother.email).count() == 1
    again = Way()
    again.go("erika")
    assert is_in(again.browser) and Account.objects.count() == 1


def test_nobody_links_a_log_in_with_the_account_of_somebody_else(way):
    account("erika@example.org")
    other = account("anders@example.org")
    led = way.go("erika")["Location"]
    way.browser.post(led, {"login": other.email, "password": PASSWORD})
    way.browser.post(reverse("identity_link"))
    assert not SocialAccount.objects.exists()


def test_what_one_city_s_provider_says_counts_in_no_other(way, city):
    way.go("erika")
    soest = municipality("soest", profile=city.profile)
    there = Client(headers={"host": "soest.localhost"})
    with municipality_scope(soest.pk):
        assert not SocialAccount.objects.filter(provider="soest-families").exists()
    assert there.get(way.back)["Location"] == refused("fehlgeschlagen")


def test_a_log_in_at_the_city_s_provider_gives_no_role_and_no_account_to_strangers(way):
    assert way.go("amt", "staff")["Location"] == refused("nicht-eingeladen", "staff")
    assert not Account.objects.exists() and not Membership.objects.exists()


def test_who_was_invited_gets_an_account_there_and_the_role_only_by_the_link(way):
    giver = actor_for(holder_of(Role.OPERATOR))
    commands.invite(giver, email="amt@example.org", role=Role.EDITOR, at=MOMENT)
    way.go("amt-zwei", "staff")
    amt = Account.objects.get(email="amt@example.org")
    assert is_in(way.browser) and not Membership.objects.filter(account=amt).exists()
    invitation = Mail.objects.get(recipient=amt.email).body
    link = next(word for word in invitation.split() if "/einladung/" in word)
    way.browser.post(urlsplit(link).path)
    assert Membership.objects.get(account=amt).role == Role.EDITOR


def worker(sub="amt"):
    found = holder_of(Role.EDITOR, email="amt@example.org")
    found.set_unusable_password()
    found.save()
    SocialAccount.objects.create(user=found, provider="herne-staff", uid=sub)
    return found


def test_a_second_factor_of_the_city_s_provider_counts_only_if_it_says_so(way):
    worker()
    way.go("amt", "staff")
    led = way.browser.get(reverse("profiles"))["Location"]
    assert led.startswith(reverse("step_up"))
    strong = Way()
    strong.go("amt-zwei", "staff")
    assert strong.browser.get(reverse("profiles")).status_code == 200


def test_staff_step_up_at_the_provider_and_come_back_to_where_they_were(way):
    worker()
    way.go("amt", "staff")
    led = way.browser.get(way.browser.get(reverse("profiles"))["Location"])["Location"]
    assert led.startswith(reverse("identity_prove", kwargs={"kind": "staff"}))
    posted = {"next": reverse("profiles"), "level": "3", "again": "1"}
    assert way.go("amt", "staff", **posted)["Location"] == refused("zu-schwach", "staff")
    assert way.go("amt-zwei", "staff", **posted)["Location"] == reverse("profiles")
    assert way.browser.get(reverse("profiles")).status_code == 200


def test_somebody_else_cannot_prove_for_who_is_logged_in(way):
    way.go("erika")
    before = dict(way.browser.session)["account_authentication_methods"]
    assert way.go("emil", level="1", again="1")["Location"] == refused("anderes-konto")
    assert dict(way.browser.session)["account_authentication_methods"] == before


def test_an_old_log_in_there_is_no_new_proof_here(way):
    way.go("stale")
    assert way.go("stale", level="1", again="1")["Location"] == refused("nicht-neu")


def test_who_has_only_a_provider_shows_there_again_who_they_are(way):
    way.go("erika")
    erika = Account.objects.get()
    browser = signed_in_client(erika, second_factor=False, ago=timedelta(minutes=20))
    led = browser.get(reverse("account_email"))["Location"]
    page = browser.get(browser.get(led)["Location"])
    assert 'name="again"' in page.content.decode()
    proven = Way(browser)
    asked = parse_qs(urlsplit(proven.begin(next=reverse("account_email"), level="1", again="1")).query)
    assert (asked["prompt"], asked["max_age"]) == (["login"], ["0"])
    before = browser.session.session_key
    assert browser.get(proven.choose(person="erika"))["Location"] == reverse("account_email")
    assert browser.session.session_key != before and not Session.objects.filter(session_key=before).exists()
    assert browser.get(reverse("account_email")).status_code == 200


def test_a_provider_that_is_away_breaks_nothing(way, city):
    city.profile["identity"]["families"]["issuer"] = "http://127.0.0.1:1"
    city.save()
    assert way.begin() == refused("fehlgeschlagen")


def test_pages_may_send_forms_to_the_provider_of_this_city_only(way, city, provider_url):
    municipality("soest")
    here = way.browser.get(reverse("account_login"))["Content-Security-Policy"]
    there = Client(headers={"host": "soest.localhost"}).get(reverse("account_login"))
    assert f"form-action 'self' {provider_url};" in here
    assert "form-action 'self';" in there["Content-Security-Policy"]
    assert "identity_start" not in there.content.decode()


def test_a_city_without_a_provider_has_no_such_address(way, city):
    city.profile = {}
    city.save()
    assert way.browser.post(reverse("identity_start", kwargs={"kind": "families"})).status_code == 404


@pytest.mark.parametrize(
    ("kind", "acr", "amr", "level"),
    [
        ("families", "STORK-QAA-Level-1", (), Assurance.PASSWORD),
        ("families", "STORK-QAA-Level-3", (), Assurance.SUBSTANTIAL),
        ("families", "STORK-QAA-Level-4", (), Assurance.HIGH),
        ("families", "", ("mfa",), Assurance.PASSWORD),
        ("families", "made-up", (), Assurance.PASSWORD),
        ("staff", "", ("pwd", "mfa"), Assurance.SUBSTANTIAL),
        ("staff", "", ("pwd",), Assurance.PASSWORD),
    ],
)
def test_what_a_provider_says_is_one_of_our_levels(kind, acr, amr, level):
    provider = Provider("herne", kind, "", "", "", STORK, ("mfa",))
    assert provider.level_of(acr, amr) is level


def test_the_library_that_reads_tokens_refuses_what_is_not_signed():
    token = jwt.encode({"sub": "x"}, key="", algorithm="none")
    with pytest.raises(jwt.PyJWTError):
        jwt.decode(token, key="", algorithms=["RS256"])


@pytest.mark.parametrize(("said", "ours"), [("", "/"), ("127.0.0.1", "localhost")])
def test_a_provider_that_describes_itself_as_another_one_is_not_asked(way, city, said, ours):
    """The same server answers, with another name for itself than the one in the city's folder."""
    found = city.profile["identity"]["families"]
    found["issuer"] = found["issuer"].replace(said, ours) if said else found["issuer"] + ours
    city.save()
    assert way.begin() == refused("fehlgeschlagen")


def test_a_provider_that_sends_people_elsewhere_to_log_in_is_not_asked(way, monkeypatch):
    answered = Response.json
    evil = {"authorization_endpoint": "https://evil.example/auth"}
    monkeypatch.setattr(Response, "json", lambda answer: answered(answer) | evil)
    assert way.begin() == refused("fehlgeschlagen")


def test_a_log_in_elsewhere_is_seen_and_undone_and_opens_nothing_any_more(way):
    """Whoever got in by it is logged out; the one who undid it goes on."""
    mother = account("erika@example.org")
    SocialAccount.objects.create(user=mother, provider="herne-families", uid="erika")
    way.go("erika")
    here = signed_in_client(mother)
    SocialAccount.objects.create(user=mother, provider="soest-families", uid="erika")
    page = here.get(reverse("identities")).text
    assert "Anmeldung einer anderen Stadt" in page
    chosen = re.search(r'name="identity" value="(\d+)"', page)[1]
    assert "Bürgerkonto" in page
    assert here.post(reverse("identities"), {"identity": chosen})["Location"].endswith("?saved=1")
    assert not SocialAccount.objects.filter(provider="herne-families").exists()
    assert not is_in(way.browser) and is_in(here)
    assert "getrennt" in Mail.objects.get(recipient=mother.email).body
    assert AuditLine.objects.get(act="people.unlink_identity").account_id == mother.pk
    assert Way().go("erika")["Location"].startswith(reverse("account_login"))


def test_the_only_way_in_stays_until_there_is_another(way):
    way.go("erika")
    erika, kept = Account.objects.get(), SocialAccount.objects.get()
    answer = way.browser.post(reverse("identities"), {"identity": kept.pk})
    assert answer.status_code == 409 and reverse("account_set_password") in answer.text
    erika.set_password(PASSWORD)
    erika.save()
    signed_in_client(erika).post(reverse("identities"), {"identity": kept.pk})
    assert not SocialAccount.objects.exists()


def test_nobody_undoes_the_log_in_of_somebody_else(way):
    way.go("erika")
    for chosen in (SocialAccount.objects.get().pk, "x", ""):
        signed_in_client(account()).post(reverse("identities"), {"identity": chosen})
    assert SocialAccount.objects.exists()
