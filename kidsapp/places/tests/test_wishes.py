import re

import pytest
from django.test import Client

from kidsapp.municipality.models import DatedSetting
from kidsapp.places import basket
from kidsapp.places.tests.factories import facility

pytestmark = pytest.mark.django_db
REMEMBER, FORGET = "/de/kita/merken/", "/de/kita/vergessen/"


@pytest.fixture(autouse=True)
def three_wishes(herne):
    DatedSetting.objects.create(key="childcare.wishes_max", value=3, valid_from="2020-08-01", source="test")


def remember(client, kita, **more):
    return client.post(REMEMBER, {"facility": kita.public_id, "next": "/de/kita/?page=2", **more})


def test_a_wish_is_remembered_before_any_login_and_leads_back_to_its_place(visitor):
    kita = facility("Kita Kanalblick")
    answer = remember(visitor, kita)
    assert (answer.status_code, answer["Location"]) == (302, f"/de/kita/?page=2#k-{kita.public_id}")
    page = visitor.get("/de/kita/").content.decode()
    assert "Ihre Wünsche: 1 von 3" in page
    assert "Gemerkt. Entfernen" in page
    assert basket.remembered_ids(visitor.session) == (kita.public_id,)


def test_a_wish_remembered_twice_counts_once(visitor):
    kita = facility()
    remember(visitor, kita)
    remember(visitor, kita)
    assert basket.remembered_ids(visitor.session) == (kita.public_id,)


def test_a_forgotten_wish_is_gone_and_forgetting_twice_is_no_error(visitor):
    kita = facility()
    remember(visitor, kita)
    for _ in range(2):
        assert visitor.post(FORGET, {"facility": kita.public_id}).status_code == 302
    assert basket.remembered_ids(visitor.session) == ()


def test_a_fourth_wish_may_take_the_place_of_another(visitor):
    kitas = [facility(f"Kita {n}") for n in range(4)]
    for kita in kitas[:3]:
        remember(visitor, kita)
    answer = remember(visitor, kitas[3])
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "Sie haben schon 3 Wünsche gemerkt." in page
    assert all(kita.name in page for kita in kitas)
    assert "<bdi>Kita 0</bdi> ersetzen" in page
    visitor.post(FORGET, {"facility": kitas[0].public_id, "instead": kitas[3].public_id})
    assert basket.remembered_ids(visitor.session) == tuple(kita.public_id for kita in kitas[1:])


def test_a_name_stands_where_the_language_wants_it(visitor):
    for n in range(4):
        page = visitor.post(REMEMBER.replace("/de/", "/en/"), {"facility": facility(f"Kita {n}").public_id})
    assert "Replace <bdi>Kita 0</bdi>" in page.text


def test_what_does_not_exist_is_not_remembered(visitor):
    assert visitor.post(REMEMBER, {"facility": "gibtesnicht"}).status_code == 404
    assert visitor.post(REMEMBER, {}).status_code == 404


@pytest.mark.parametrize("away", ["https://evil.example/", "//evil.example/", "javascript:alert(1)"])
def test_nobody_is_sent_to_another_site(visitor, away):
    kita = facility()
    answer = remember(visitor, kita, next=away)
    assert answer["Location"] == f"/de/kita/#k-{kita.public_id}"


def test_a_form_without_its_token_is_refused(herne):
    strict = Client(enforce_csrf_checks=True, headers={"host": "herne.localhost"})
    assert remember(strict, facility()).status_code == 403


def test_the_button_on_the_page_carries_the_token(herne):
    strict = Client(enforce_csrf_checks=True, headers={"host": "herne.localhost"})
    kita = facility()
    page = strict.get("/de/kita/").content.decode()
    token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page)[1]
    assert remember(strict, kita, csrfmiddlewaretoken=token).status_code == 302


def test_looking_does_not_remember(visitor):
    kita = facility()
    assert visitor.get(REMEMBER, {"facility": kita.public_id}).status_code == 405
    assert "sessionid" not in visitor.cookies


def test_the_remembered_kitas_can_be_compared(visitor):
    kita = facility("Kita Kanalblick")
    remember(visitor, kita)
    assert "Kita Kanalblick" in visitor.get("/de/kita/vergleich/").content.decode()
