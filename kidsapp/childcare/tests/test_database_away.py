"""The database ends every connection again and again, as a restart does, while families answer."""

from concurrent.futures import ThreadPoolExecutor
from threading import Event

import psycopg
import pytest
from django.db import close_old_connections, connection, connections
from django.test import Client

from conftest import MOMENT
from kidsapp.childcare import commands
from kidsapp.childcare.models import CaseEvent, Contract, Group
from kidsapp.childcare.tests.factories import case, dated_settings, group, kita
from kidsapp.messaging.models import Message
from kidsapp.municipality.scope import municipality_scope
from kidsapp.municipality.tests.factories import municipality
from kidsapp.people.tests.factories import actor_for, child, guardian_of, kita_lead, signed_in_client
from tests.killed import empty_queue

pytestmark = pytest.mark.django_db(transaction=True)
FAMILIES, RESTARTS, PRESSES = 6, 12, 200
AS_A_FORM = "application/x-www-form-urlencoded"
CONFIRMED, TOO_LATE, AWAY = 302, 409, 503
END_ALL = """
    SELECT pg_terminate_backend(pid) FROM pg_stat_activity
    WHERE datname = current_database() AND pid <> pg_backend_pid()
"""
IN_THE_MIDDLE = f"{END_ALL} AND state = 'idle in transaction'"


@pytest.fixture
def herne(transactional_db):
    empty_queue()
    city = municipality("herne")
    with municipality_scope(city.pk):
        dated_settings()
        yield city
    empty_queue()


def families():
    """As many families, each with an offer of the same group."""
    home = group(kita(), places=FAMILIES)
    lead = actor_for(kita_lead(home.facility))
    for _ in range(FAMILIES):
        mia = child()
        mother = guardian_of(mia)
        offer = commands.accept_child(lead, case(mia, home.facility).wishes.get(), home.public_id, at=MOMENT)
        browser = Client(headers={"host": "herne.localhost"}, raise_request_exception=False)
        browser.cookies = signed_in_client(mother).cookies
        yield browser, f"/de/angebot/{offer.public_id}/"


def press_until_confirmed(family, begin):
    """What the family read, each time; it stops when it read that it has the place."""
    browser, address = family
    begin.wait()
    seen = []
    try:
        while (not seen or seen[-1].status_code == AWAY) and len(seen) < PRESSES:
            close_old_connections()  # as the web server does; the test's browser leaves it out
            seen.append(browser.post(address, "answer=accept", content_type=AS_A_FORM))
    finally:
        connections.close_all()
    return seen


def restart_again_and_again(begin):
    known = ("dbname", "host", "port", "user", "password")
    at = {name: value for name, value in connection.get_connection_params().items() if name in known}
    with psycopg.connect(**at, autocommit=True) as outside:
        begin.set()
        for _ in range(RESTARTS):
            while not outside.execute(IN_THE_MIDDLE).fetchall():
                pass
            outside.execute(END_ALL)


def test_no_confirmed_answer_is_lost_and_none_counts_twice_while_the_database_restarts(herne):
    waiting, begin = list(families()), Event()
    told = Message.objects.count()
    with ThreadPoolExecutor(FAMILIES) as pool:
        pressing = [pool.submit(press_until_confirmed, family, begin) for family in waiting]
        restart_again_and_again(begin)
        answers = [each.result() for each in pressing]
    connection.close()
    away = [answer for seen in answers for answer in seen[:-1]]
    assert away and {answer.status_code for answer in away} == {AWAY}
    assert all("an uns lag es" in answer.text and "Noch einmal senden" in answer.text for answer in away)
    assert {seen[-1].status_code for seen in answers} <= {CONFIRMED, TOO_LATE}
    assert Contract.objects.count() == Group.objects.get().promised == FAMILIES
    assert CaseEvent.objects.filter(act="accept_place_offer").count() == FAMILIES
    assert Message.objects.count() == told + 2 * FAMILIES
