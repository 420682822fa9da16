import json
import threading
import time
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import ClassVar
from urllib.parse import parse_qs, urlsplit

import pytest

from kidsapp.kernel.folding import folded
from kidsapp.municipality.models import GazetteerEntry
from kidsapp.places.adapters.gazetteer import find_in_gazetteer
from kidsapp.places.adapters.geocoder import GeocoderService
from kidsapp.places.ports import GEOCODER, Hit
from kidsapp.places.queries.addresses import located
from kidsapp.places.tests.factories import facility
from kidsapp.web.wiring import wire

EXTENT = {"south": 51.5, "west": 7.1, "north": 51.6, "east": 7.3}
TOWN_HALL = {"display_name": "Rathaus, Herne", "lat": "51.5386", "lon": "7.2255"}


class Service(BaseHTTPRequestHandler):
    answer: object = [TOWN_HALL]
    status = 200
    delay_seconds = 0.0
    asked: ClassVar[list[dict]] = []

    def do_GET(self):
        type(self).asked.append(parse_qs(urlsplit(self.path).query))
        time.sleep(self.delay_seconds)
        self.send_response(self.status)
        self.end_headers()
        self.wfile.write(self.answer if isinstance(self.answer, bytes) else json.dumps(self.answer).encode())

    def log_message(self, *arguments):
        pass


@pytest.fixture
def service():
    kind = type("Fresh", (Service,), {"asked": []})
    server = HTTPServer(("127.0.0.1", 0), kind)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield kind, f"http://127.0.0.1:{server.server_port}"
    server.shutdown()


@pytest.fixture(autouse=True)
def as_before(monkeypatch):
    monkeypatch.setattr(GEOCODER, "find", GEOCODER.find)


def nobody(text):
    return [Hit("aus der Liste", 51.0, 7.0)]


def test_the_service_answers_with_points(service):
    kind, url = service
    assert list(GeocoderService(url, nobody, lambda: EXTENT)("Rathaus")) == [
        Hit("Rathaus, Herne", 51.5386, 7.2255)
    ]
    assert kind.asked[0]["q"] == ["Rathaus"]


def test_the_service_is_asked_for_places_in_the_city_alone(service):
    kind, url = service
    GeocoderService(url, nobody, lambda: EXTENT)("Rathaus")
    assert kind.asked[0]["viewbox"] == ["7.1,51.5,7.3,51.6"] and kind.asked[0]["bounded"] == ["1"]


@pytest.mark.django_db
def test_the_environment_names_the_service_and_the_search_asks_it(service, settings, streets):
    _kind, url = service
    settings.GEOCODER_URL = url
    wire()
    assert located("Lindenallee 12", latitude=None, longitude=None, at="").name == "Rathaus, Herne"


@pytest.mark.django_db
def test_without_a_service_the_search_asks_the_citys_own_lists(settings, streets):
    settings.GEOCODER_URL = ""
    wire()
    assert located("Lindenallee 12", latitude=None, longitude=None, at="").name == "Lindenallee, 44623"


@pytest.mark.parametrize("answer", [b"no json", {"error": "x"}, [{"lat": "x"}], [None], []])
def test_when_the_service_says_nothing_of_use_the_local_list_answers(service, answer):
    kind, url = service
    kind.answer = answer
    assert [hit.name for hit in GeocoderService(url, nobody, lambda: EXTENT)("Rathaus")] == ["aus der Liste"]


def test_when_the_service_fails_or_is_away_the_local_list_answers(service):
    kind, url = service
    kind.status = 500
    assert GeocoderService(url, nobody, lambda: EXTENT)("Rathaus")[0].name == "aus der Liste"
    assert GeocoderService("http://127.0.0.1:1", nobody, lambda: EXTENT)("Rathaus")[0].name == "aus der Liste"


def test_a_slow_service_does_not_hold_the_page(service):
    kind, url = service
    kind.delay_seconds = 1.0
    begin = time.monotonic()
    assert (
        GeocoderService(url, nobody, lambda: EXTENT, timeout_seconds=0.1)("Rathaus")[0].name
        == "aus der Liste"
    )
    assert time.monotonic() - begin < 0.8


def test_only_addresses_of_the_web_are_taken():
    with pytest.raises(ValueError, match="geocoder"):
        GeocoderService("file:///etc/passwd", nobody, lambda: EXTENT)


@pytest.fixture
def streets(herne):
    herne.map_extent = EXTENT
    herne.save()
    known = [("Lindenweg", "44623"), ("Lindenallee", "44623"), ("Lindenweg", "44627"), ("44623", "44623")]
    for name, code in known:
        GazetteerEntry.objects.create(
            kind="postal_code" if name == code else "street",
            name=name,
            folded=folded(name),
            postal_code=code,
            latitude=51.5,
            longitude=7.2,
        )


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("lindenallee", ["Lindenallee, 44623"]),
        ("Lindenallee 12 a", ["Lindenallee, 44623"]),
        ("Lindenallee 12, 44623 Herne", ["Lindenallee, 44623"]),
        ("LINDENWEG", ["Lindenweg, 44623", "Lindenweg, 44627"]),
        ("Unbekannte Straße 3, 44623 Herne", ["44623"]),
        ("Nirgendwo", []),
        ("  ,,, ", []),
    ],
)
@pytest.mark.django_db
def test_the_gazetteer_passes_over_what_it_does_not_know(streets, text, names):
    assert sorted(hit.name for hit in find_in_gazetteer(text)) == sorted(names)


def test_an_address_that_was_typed_is_led_to_no_other_server(service):
    kind, url = service
    elsewhere = []

    def lead_away(self):
        elsewhere.append(self.path)
        self.send_response(302)
        self.send_header("Location", f"{url}/elsewhere")
        self.end_headers()

    kind.do_GET = lead_away
    assert GeocoderService(url, nobody, lambda: EXTENT)("Rathaus") == nobody("Rathaus")
    assert len(elsewhere) == 1


def test_a_street_in_which_a_kita_lies_is_known_by_the_list_that_brought_it_and_no_hidden_place_is_told(
    herne,
):
    facility(street="Am Papierboot", postal_code="44653", latitude=51.52, longitude=7.15)
    facility(street="Am Papierboot", postal_code="44653", latitude=51.54, longitude=7.17)
    facility(street="Stiller Winkel", shows_house_number=False, kind="child_minder")
    (hit,) = find_in_gazetteer("am papierboot 3, 44653 Herne")
    assert (hit.name, round(hit.latitude, 5), round(hit.longitude, 5)) == (
        "Am Papierboot, 44653",
        51.53,
        7.16,
    )
    assert find_in_gazetteer("Stiller Winkel") == []
