"""The hand-over folder: what it takes from the guided tour is what the tour shows now."""

import re

import pytest

from tests import handover, tour

LINKS = re.compile(r"\]\(([^)#]+)")


def test_protocol_and_training_are_written_from_the_table_of_the_tour():
    for page, text in ((handover.PROTOCOL, handover.protocol()), (handover.TRAINING, handover.training())):
        assert page.read_text(encoding="utf-8") == text, "python -m tests.handover"


def test_every_walk_of_the_tour_is_a_journey_of_the_protocol():
    assert handover.WHO.keys() == {walk.key for walk in tour.walks()}


def test_every_step_of_every_journey_is_tried():
    text = handover.protocol()
    assert all(
        f"| {step.title['de']} | {step.text['de']} |" in text for w in tour.walks() for step in w.steps
    )


@pytest.mark.parametrize("page", sorted(handover.FOLDER.glob("*.md")), ids=lambda page: page.name)
def test_every_link_of_the_folder_leads_somewhere(page):
    links = LINKS.findall(page.read_text(encoding="utf-8"))
    assert all((page.parent / link).exists() for link in links if "://" not in link)


def test_the_folder_names_each_of_its_pages():
    index = (handover.FOLDER / "README.md").read_text(encoding="utf-8")
    assert all(f"({page.name})" in index for page in handover.FOLDER.glob("[0-9]*.md"))
