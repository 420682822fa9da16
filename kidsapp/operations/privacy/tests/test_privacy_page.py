"""The privacy page says in every language what the inventory says."""

import pytest
from django.conf import settings
from django.utils import translation

from kidsapp.childcare.tests.factories import dated_settings
from kidsapp.operations.privacy.inventory import TABLES, activities, keepings
from kidsapp.operations.privacy.wording import FIRST, periods_for_families, purposes_for_families

GERMAN = ("de", "de-simple")


@pytest.mark.parametrize("language", [code for code, _ in settings.LANGUAGES])
def test_each_purpose_with_its_law_and_each_period_stand_on_the_page(herne, visitor, language):
    dated_settings()
    text = visitor.get(f"/{language}/datenschutz/").text.replace("&#39;", "'")
    with translation.override(language):
        purposes, periods = purposes_for_families(()), periods_for_families()
    assert len(purposes) == len(FIRST) and len(periods) > 9
    for purpose in purposes:
        assert purpose.name in text and purpose.why in text and purpose.law in text
        assert all(kind in text for kind in purpose.kinds)
    assert all(f"<li>{period}</li>" in text for period in periods)


def test_what_concerns_families_is_translated_and_the_rest_is_not_shown():
    assert {one.key for one in activities() if one.is_for_families} == set(FIRST)
    with translation.override("en"):
        german = {k.retention.text for t in TABLES if t.activity.is_for_families for k in keepings(t)}
        assert not german & set(periods_for_families())


def test_every_table_of_families_has_a_period_on_the_page():
    shown = set(periods_for_families())
    for table in TABLES:
        if table.activity.is_for_families:
            assert {keeping.retention.text for keeping in keepings(table)} <= shown
