"""The guided tour: its pages say what its table says, its pictures are there, and its addresses exist."""

import pytest
from django.urls import resolve
from django.utils import translation

from tests import tour
from tests.house.test_acts import names

MOST_BYTES = 2_000_000
STEPS = [(walk, step) for walk in tour.walks() for step in walk.steps]


@pytest.mark.parametrize("language", tour.LANGUAGES)
def test_every_step_has_its_picture_and_no_picture_is_left_over(language):
    wanted = {tour.picture_of(walk, step, language) for walk, step in STEPS}
    assert wanted == set((tour.FOLDER / "pictures").glob(f"*.{language}.webp"))


def test_the_whole_tour_is_small():
    assert sum(path.stat().st_size for path in tour.FOLDER.rglob("*") if path.is_file()) < MOST_BYTES


@pytest.mark.parametrize("language", tour.LANGUAGES)
def test_the_pages_are_written_from_the_table(language):
    for walk in tour.walks():
        page = tour.FOLDER / walk.file[language]
        assert page.read_text(encoding="utf-8") == tour.page_of(walk, language)


def test_every_page_of_the_tour_is_one_of_the_product():
    assert not {step.page for _walk, step in STEPS} - set(names())


@pytest.mark.parametrize("address", sorted({step.address for _walk, step in STEPS if step.address}))
def test_every_address_of_the_tour_leads_somewhere(address):
    with translation.override("de"):
        assert resolve(f"/de{address.partition('?')[0]}")
