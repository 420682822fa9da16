from datetime import timedelta

import pytest
from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.backends.base import UpdateError
from django.contrib.sessions.models import Session

from conftest import MOMENT
from kidsapp.people.tests.factories import account, signed_in_client
from kidsapp.web.sessions import BEGAN, SessionStore

pytestmark = pytest.mark.django_db


def a_session():
    session = SessionStore()
    session["remembered"] = ["a"]
    session.save()
    return session.session_key


def test_what_was_kept_is_found_again():
    assert SessionStore(a_session())["remembered"] == ["a"]


def test_a_session_that_is_over_is_empty_and_gets_a_new_key():
    key = a_session()
    Session.objects.update(expire_date=MOMENT - timedelta(seconds=1))
    session = SessionStore(key)
    assert dict(session.items()) == {}
    session.save()
    assert session.session_key != key


def test_a_known_session_is_written_in_one_statement(django_assert_num_queries):
    session = SessionStore(a_session())
    session["remembered"] = ["b"]
    with django_assert_num_queries(1):
        session.save()
    assert SessionStore(session.session_key)["remembered"] == ["b"]


def test_a_session_that_was_ended_meanwhile_does_not_come_back():
    session = SessionStore(a_session())
    session["remembered"] = ["b"]
    Session.objects.all().delete()
    with pytest.raises(UpdateError):
        session.save()
    assert not Session.objects.exists()


def test_no_log_in_outlives_a_day_however_busy():
    session = SessionStore()
    session[SESSION_KEY] = "1"
    session.save()
    began = session[BEGAN]
    session[BEGAN] = began - timedelta(hours=20).total_seconds()
    session["remembered"] = ["b"]
    session.save()
    ends = Session.objects.get().expire_date.timestamp()
    assert ends == pytest.approx(began + timedelta(hours=4).total_seconds(), abs=1)


def test_a_browser_in_which_nobody_is_logged_in_has_no_such_end():
    session = SessionStore(a_session())
    session.save()
    assert BEGAN not in session


def test_an_answer_to_an_older_key_does_not_take_the_newer_one_away(herne):
    browser = signed_in_client(account())
    browser.cookies["sessionid"] = "a-key-from-before-the-log-in"
    answers = [browser.get(address) for address in ("/sw.js", "/de/kita/", "/de/start/")]
    assert all("sessionid" not in answer.cookies for answer in answers)


def test_a_log_out_makes_the_browser_forget_its_key(herne):
    answer = signed_in_client(account()).post("/de/konto/abmelden/")
    assert answer.cookies["sessionid"].value == ""
