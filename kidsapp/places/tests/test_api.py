import pytest

from kidsapp.places.tests.factories import CENTRE, facility

pytestmark = pytest.mark.django_db
URL = "/api/v1/facilities"


def test_the_search_of_the_page_answers_as_json(visitor):
    facility("Kita Kanalblick", hours="mon-thu 06:30-17:00, fri 08:00-16:00", hours_models=["45"])
    answer = visitor.get(
        URL, {"lat": CENTRE[0], "lon": CENTRE[1], "weekdays_from": "07:00", "weekdays_until": "15:00"}
    )
    assert answer.status_code == 200
    found = answer.json()
    assert (found["total"], found["full_matches"], found["pages"]) == (1, 0, 1)
    (hit,) = found["hits"]
    assert (hit["number"], hit["distance_km"], hit["match"]) == (1, 0.0, "partial")
    assert hit["missing"] == [{"weekday": "fri", "opens": "07:00", "closes": "08:00"}]
    assert hit["facility"]["name"] == "Kita Kanalblick"
    assert hit["facility"]["opening_hours"][0] == {"weekday": "mon", "opens": "06:30", "closes": "17:00"}


def test_the_first_and_the_last_day_of_a_facility_are_published_and_sought_by(visitor):
    facility("Kita Neubau", opens_on="2027-10-01")
    facility("Kita Altbau", closes_on="2027-07-31")
    (hit,) = visitor.get(URL, {"starts_on": "2027-08-01"}).json()["hits"]
    assert (hit["facility"]["opens_on"], hit["facility"]["closes_on"]) == ("2027-10-01", None)
    earlier = visitor.get(URL, {"starts_on": "2027-02-01"}).json()["hits"]
    assert [found["facility"]["name"] for found in earlier] == ["Kita Altbau", "Kita Neubau"]


def test_one_facility_answers_as_json_and_unknown_stays_unknown(visitor):
    made = facility("Kita Kanalblick")
    found = visitor.get(f"{URL}/{made.public_id}").json()
    assert found["opening_hours"] is None
    assert found["is_wheelchair_accessible"] is None
    assert found["street"] == "Lindenweg 12"
    assert found["page"].endswith(f"/de/kita/{made.public_id}/")


def test_a_child_minders_house_number_and_exact_place_are_not_published(visitor):
    made = facility(
        shows_house_number=False, house_number="7a", latitude=51.53847, longitude=7.22561, kind="child_minder"
    )
    for text in (visitor.get(URL).content.decode(), visitor.get(f"{URL}/{made.public_id}").content.decode()):
        assert "Lindenweg" in text
        for secret in ("7a", "51.53847", "7.22561"):
            assert secret not in text


@pytest.mark.parametrize(
    ("query", "field"),
    [
        ({"radius_km": "0"}, "radius_km"),
        ({"radius_km": "fünf"}, "radius_km"),
        ({"opens_by": "25:00"}, "opens_by"),
        ({"mon_from": "16:00", "mon_until": "08:00"}, "mon_until"),
        ({"mon_from": "08:00"}, "mon_until"),
        ({"starts_on": "2020-01-01"}, "starts_on"),
        ({"starts_on": "2027-02-29"}, "starts_on"),
        ({"hours": "99"}, "hours"),
        ({"address": "Nirgendwo"}, "address"),
        ({"address": "x" * 200}, "address"),
        ({"page": "0"}, "page"),
        ({"kind": "school"}, "kind"),
    ],
)
def test_a_bad_parameter_is_named_with_a_reason(visitor, query, field):
    answer = visitor.get(URL, query)
    assert answer.status_code == 422
    assert answer["Content-Type"] == "application/problem+json"
    body = answer.json()
    assert body["status"] == 422
    assert field in [error["field"] for error in body["errors"]]
    assert all(error["message"] for error in body["errors"])


def test_the_reasons_come_in_the_callers_language(visitor):
    query = {"mon_from": "08:00"}
    assert "bis wann" in visitor.get(URL, query, headers={"accept-language": "de"}).content.decode()


def test_what_is_not_there_is_a_problem_too(visitor):
    answer = visitor.get(f"{URL}/gibtesnicht")
    assert (answer.status_code, answer["Content-Type"]) == (404, "application/problem+json")


def test_the_description_names_every_operation(visitor):
    described = visitor.get("/api/v1/openapi.json").json()
    assert set(described["paths"]) == {"/api/v1/facilities", "/api/v1/facilities/{public_id}"}
    parameters = described["paths"]["/api/v1/facilities"]["get"]["parameters"]
    assert {"address", "radius_km", "mon_from", "sun_until", "page"} <= {
        found["name"] for found in parameters
    }


def test_nothing_can_be_written(visitor):
    assert visitor.post(URL, {}).status_code == 405
