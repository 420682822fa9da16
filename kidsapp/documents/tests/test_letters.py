from datetime import UTC, datetime

import page
import pytest

from kidsapp.documents.letters import Letter, Section, pdf_of
from kidsapp.documents.tests.checker import failures_of

AT = datetime(2026, 11, 3, 19, 14, tzinfo=UTC)
NAMES = {
    "de": "Zoë Weiß-Łukasiewicz",
    "tr": "Işıl Çağrı Öğüt",
    "uk": "Марʼяна Ґонта-Їжакевич",
    "pl": "Żaneta Gżegżółka",
    "ar": "ليلى عبد الرحمن",
    "en": "Mia O’Connor",
}


def letter(language, name=None):
    rows = (("Name", name or NAMES[language]),)
    sections = (Section("Ihr Kind", rows), Section("Wie geht es weiter?", text="Ab 1. Februar."))
    return Letter(language, "Stadt Herne, Jugendamt", "Bestätigung", "3.11.2026", "Danke.", sections, "Ende.")


@pytest.mark.parametrize("language", NAMES)
@pytest.mark.parametrize("profile", ["ua1", "2a"])
def test_a_letter_is_accessible_and_archivable_in_every_script(language, profile):
    assert failures_of(pdf_of(letter(language), at=AT), profile=profile) == []


def test_the_checker_would_notice_a_letter_without_structure():
    broken = pdf_of(letter("de"), at=AT).replace(b"/StructTreeRoot", b"/NoStructTreeRt")
    assert page.validate_pdf_bytes(broken, profile="ua1").failures


def test_the_same_letter_gives_the_same_bytes():
    assert pdf_of(letter("ar"), at=AT) == pdf_of(letter("ar"), at=AT)


def test_markup_in_a_name_stays_text():
    pdf_of(letter("de", "#panic() *fett* $x$ \\ `code`"), at=AT)


def test_a_sign_that_our_fonts_lack_does_not_stop_the_letter():
    assert pdf_of(letter("de", "Mia 🚀 漢字"), at=AT)
