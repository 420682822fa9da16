"""Settings that are read once say the same as those read for each day."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from kidsapp.municipality.models import DatedSetting
from kidsapp.municipality.queries import settings_on, settings_read_once

DAYS = [date(2026, 7, 31), date(2026, 8, 1), date(2026, 12, 31), date(2027, 1, 1)]


@pytest.fixture
def dated(herne):
    values = {"key": "childcare.wishes_max", "source": "test"}
    DatedSetting.objects.create(
        value=2, valid_from=date(2026, 8, 1), valid_until=date(2026, 12, 31), **values
    )
    DatedSetting.objects.create(value=3, valid_from=date(2026, 12, 31), **values)


def test_read_once_they_are_those_of_the_day_in_one_statement(dated):
    each = [settings_on(day) for day in DAYS]
    with CaptureQueriesContext(connection) as statements, settings_read_once():
        assert [settings_on(day) for day in DAYS] == each
    assert len(statements) == 1


def test_what_a_reader_does_to_them_stays_its_own(dated):
    with settings_read_once():
        settings_on(DAYS[1]).clear()
        assert settings_on(DAYS[1])
