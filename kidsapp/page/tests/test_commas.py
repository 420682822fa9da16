"""Arabic has a comma of its own, also in dates with a time."""

from datetime import UTC, datetime

import pytest
from django.utils import translation

from kidsapp.page.jinja import environment, moment
from kidsapp.page.measures import listed

AT = datetime(2026, 11, 22, 9, 30, tzinfo=UTC)


@pytest.mark.parametrize(("language", "comma"), [("de", ", "), ("tr", ", "), ("ar", "، ")])
def test_a_moment_and_a_list_have_the_readers_comma(language, comma):
    with translation.override(language):
        assert moment(AT).endswith(f"{comma}10:30") and moment(AT).count(comma) == 1
        assert listed(["7", "8"]) == f"7{comma}8"
        assert environment().from_string("{{ names|listed }}{{ comma() }}").render(names="ab") == (
            f"a{comma}b{comma}"
        )


def test_a_group_card_has_the_arabic_comma():
    template = "{% import 'page/ui.html' as ui with context %}{{ ui.group_card('Otter', '2', 14, 2, 20) }}"
    from django.template import engines

    with translation.override("ar"):
        page = engines["jinja2"].from_string(template).render({})
    assert "،" in page and ", <span" not in page
