"""Fuzzing of the published search: whatever is asked, the answer is never a server error."""

import pytest
import schemathesis
from hypothesis import HealthCheck, given, settings

from kidsapp.childcare.tests.factories import dated_settings, kita
from kidsapp.municipality.scope import municipality_scope
from kidsapp.municipality.tests.factories import municipality
from kidsapp.web.wsgi import application

pytestmark = [pytest.mark.sweep, pytest.mark.django_db(transaction=True)]


HEADERS = {"Host": "herne.localhost"}
EASY = settings(max_examples=200, deadline=None, suppress_health_check=list(HealthCheck), database=None)


def test_the_published_search_withstands_any_question():
    city = municipality("herne")
    with municipality_scope(city.pk):
        dated_settings()
        kita("Kita Kanalblick")
    schema = schemathesis.openapi.from_wsgi("/api/v1/openapi.json", application, headers=HEADERS)
    operations = [found.ok() for found in schema.get_all_operations()]
    assert len(operations) >= 2
    for operation in operations:
        ask_anything(operation)


def ask_anything(operation):
    @EASY
    @given(case=operation.as_strategy())
    def ask(case):
        assert case.call(headers=HEADERS).status_code < 500, case.as_curl_command()

    ask()
