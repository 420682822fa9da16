import re
from urllib.parse import urlsplit

import pytest
from click.testing import CliRunner
from django.test import Client

from kidsapp.kernel.actors import Role
from kidsapp.people.cli import operator
from kidsapp.people.models import Account
from kidsapp.people.tests.factories import account, actor_for

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
