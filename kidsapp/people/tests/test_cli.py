import re
from urllib.parse import urlsplit

import pytest
from allauth.usersessions.models import UserSession
from click.testing import CliRunner
from django.test import Client

from kidsapp.audit.models import AuditLine
from kidsapp.kernel.actors import Role
from kidsapp.municipality.scope import municipality_scope
from kidsapp.municipality.tests.factories import municipality
from kidsapp.people.cli import operator
from kidsapp.people.models import Account
from kidsapp.people.tests.factories import account, actor_for
from kidsapp.people.tests.test_devices import is_logged_in, log_in

pytestmark = pytest.mark.django_db


def create(city="herne", email="lena@example.org"):
    return CliRunner().invoke(operator, ["create", "--city", city, "--email", email])


def test_the_first_operator_sets_a_password_by_the_printed_link(herne):
    printed = create()
    assert printed.exit_code == 0
    link = re.search(r"https?://\S+", printed.output).group()
    assert urlsplit(link).hostname == "herne.localhost"
    browser = Client(headers={"host": "herne.localhost"})
    form = browser.get(urlsplit(link).path)
    browser.post(form["location"], {"password1": "Regenschirm-17-Apfel"})
    lena = Account.objects.get(email="lena@example.org")
    assert lena.check_password("Regenschirm-17-Apfel")
    assert actor_for(lena).holds(Role.OPERATOR)


def test_the_printed_link_works_once(herne):
    path = urlsplit(re.search(r"https?://\S+", create().output).group()).path
    browser = Client(headers={"host": "herne.localhost"})
    browser.post(browser.get(path)["location"], {"password1": "Regenschirm-17-Apfel"})
    assert "gilt nicht mehr" in browser.get(path, follow=True).content.decode()


def test_an_unknown_city_is_named_with_those_that_are_known(herne):
    printed = create(city="bochum")
    assert printed.exit_code == 2
    assert "no city is loaded under the name bochum; loaded are: herne" in printed.output


def test_a_bad_address_is_refused_and_makes_no_account(herne):
    printed = create(email="lena")
    assert printed.exit_code == 1
    assert "not an e-mail address" in printed.output
    assert not Account.objects.exists()


def test_an_account_with_a_password_gets_the_role_and_no_link(herne):
    lena = account("lena@example.org")
    printed = create()
    assert "http" not in printed.output
    assert actor_for(lena).holds(Role.OPERATOR)


def test_somebody_is_logged_out_everywhere_and_others_stay(herne):
    lena, other = log_in(account("lena@example.org")), log_in(account())
    ended = CliRunner().invoke(operator, ["end-sessions", "--city", "herne", "--email", "lena@example.org"])
    assert "1 sessions ended" in ended.output
    assert [is_logged_in(browser) for browser in (lena, other)] == [False, True]
    assert AuditLine.objects.get(act="people.end_sessions_of_others").account_id is None


def test_everybody_is_logged_out_and_each_city_notes_it(herne):
    elsewhere = municipality("soest")
    browsers = log_in(account()), log_in(account())
    assert "2 sessions ended" in CliRunner().invoke(operator, ["end-sessions", "--everybody"]).output
    assert not any(is_logged_in(browser) for browser in browsers) and not UserSession.objects.exists()
    for city in (herne, elsewhere):
        with municipality_scope(city.pk):
            assert AuditLine.objects.filter(act="people.end_all_sessions").count() == 1


@pytest.mark.parametrize(
    "asked", [[], ["--city", "herne"], ["--everybody", "--city", "herne", "--email", "x"]]
)
def test_nobody_is_logged_out_by_half_a_command(herne, asked):
    browser = log_in(account())
    assert CliRunner().invoke(operator, ["end-sessions", *asked]).exit_code == 2
    assert is_logged_in(browser)
