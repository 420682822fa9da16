"""Letters for window envelopes: many in one paper, in every script, and what the checker mistakes."""

import re
from dataclasses import replace
from datetime import UTC, datetime

import page
import pytest

from kidsapp.documents.blank import Words
from kidsapp.documents.post import PostalLetter, Slip, post_pdf
from kidsapp.documents.tests.checker import WRONG_LENGTH, failures_of

AT = datetime(2026, 11, 22, 9, 30, tzinfo=UTC)
SLIP = Slip(
    Words("Antwort", "جواب"), Words("Mia"), (Words("Ja", "نعم"), Words("Nein")), (Words("Datum"),), "An"
)


def letter(language="de", title="Ein Platz für Mia", **values):
    made = PostalLetter(
        language=language,
        sender="Stadt Herne, Jugendamt",
        sender_line="Stadt Herne, Jugendamt · Beispielplatz 1 · 44623 Herne",
        address=("Halyna Bondar", "Musterweg 1", "44623 Herne"),
        reference=(("Nummer", "HER-27-0001"),),
        title=title,
        greeting="Guten Tag",
        body=("Bitte antworten Sie.",),
        closing=("Danke.",),
        slip=SLIP,
    )
    return replace(made, **values)


@pytest.mark.parametrize("profile", ["ua1", "2a"])
def test_letters_in_several_languages_are_one_accessible_and_archivable_paper(profile):
    letters = [letter(), letter("ar", "مكان لميا"), letter("uk", "Місце", slip=None), letter("tr", "Bir yer")]
    content = post_pdf(letters, title="Briefe", at=AT)
    assert failures_of(content, profile=profile) == []


def test_the_same_letters_give_the_same_bytes():
    assert post_pdf([letter()], title="Briefe", at=AT) == post_pdf([letter()], title="Briefe", at=AT)


def test_markup_in_a_name_stays_text():
    post_pdf(
        [letter(greeting="#panic() *fett* $x$ \\ `code`", address=("#import", "$", "[x]"))], title="B", at=AT
    )


def test_a_stream_that_ends_with_a_carriage_return_is_no_failure_and_a_wrong_length_is():
    papers = (post_pdf([letter(title=f"Platz {number}")], title="B", at=AT) for number in range(200))
    mistaken = next(
        content
        for content in papers
        if WRONG_LENGTH in [each.message for each in page.validate_pdf_bytes(content, profile="2a").failures]
    )
    assert failures_of(mistaken, profile="2a") == []
    broken = re.sub(
        rb"/Length (\d{3,})", lambda found: b"/Length %d" % (int(found[1]) - 9), mistaken, count=1
    )
    assert WRONG_LENGTH in failures_of(broken, profile="2a")
