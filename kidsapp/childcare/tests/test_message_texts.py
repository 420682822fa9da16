"""Every text that is told, in every language, in the inbox, as mail and as letter."""

import re

import pytest
from django.conf import settings
from django.utils import translation

from conftest import MOMENT, TODAY
from kidsapp.childcare.paper_texts import LETTER_KINDS
from kidsapp.childcare.queries.message_texts import EXAMPLE_NUMBER, facts_of, samples
from kidsapp.childcare.tests.factories import dated_settings
from kidsapp.childcare.texts import MESSAGES
from kidsapp.kernel.actors import Role
from kidsapp.messaging.commands import tell
from kidsapp.messaging.ports import TEXTS
from kidsapp.municipality.queries import city_of
from kidsapp.outbox.models import Mail
from kidsapp.people.tests.factories import guardian, holder_of, signed_in_client

LANGUAGES = [code for code, _name in settings.LANGUAGES]
TO_STAFF = {
    "childcare.emergency",
    "childcare.place_taken",
    "childcare.place_freed",
    "childcare.no_answer",
    "childcare.child_leaves",
    "childcare.custody_unsettled",
    *(kind for kind in MESSAGES if kind.endswith("_for_office")),
}


@pytest.fixture(autouse=True)
def settings_of_city(herne):
    dated_settings()


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_text_reads_whole_in_the_inbox_and_as_letter(herne, language):
    with translation.override(language):
        found = samples(city_of(herne, on=TODAY))
    assert {sample.kind for sample in found} == set(MESSAGES) == set(TEXTS)
    for sample in found:
        for text in (sample.said.title, sample.said.body, sample.letter.title, *sample.letter.body):
            assert text.strip() and not re.search(r"[{}]|%\(", text), (sample.kind, text)
        assert sample.letter.address == ("Ayşe Beispiel", "Beispielweg 1", "44623 Herne")
        assert sample.letter.sender == "Stadt Herne, Jugendamt"


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_mail_bears_the_citys_sender_and_nothing_personal(herne, language):
    reader = guardian(language=language, given_name="Zäzilie", family_name="Namenlos")
    city = city_of(herne, on=TODAY)
    for kind in MESSAGES:
        tell([reader], kind, facts=facts_of(kind, city), at=MOMENT)
    mails = list(Mail.objects.all())
    assert len(mails) == len(MESSAGES) and {mail.language for mail in mails} == {language}
    assert {mail.sender for mail in mails} == {herne.sender}
    for mail in mails:
        text = f"{mail.subject}\n{mail.body}"
        for secret in ("Mia", "Kanalblick", EXAMPLE_NUMBER, "0042", "Zäzilie", "Namenlos", "2027"):
            assert secret not in text, (mail.subject, secret)
        assert f"/{language}/post/" in text and "Herne" in text


def test_every_text_for_families_has_a_name_on_the_desk():
    assert set(MESSAGES) - TO_STAFF == set(LETTER_KINDS)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_office_reads_every_text_in_every_language(herne, language):
    browser = signed_in_client(holder_of(Role.YOUTH_OFFICE))
    answer = browser.get(f"/de/jugendamt/texte/?sprache={language}")
    assert answer.status_code == 200 and answer.text.count("Als Brief") == len(MESSAGES)
    with translation.override(language):
        assert all(translation.gettext(name) for name in LETTER_KINDS.values())
    assert ('dir="rtl"' in answer.text) is (language == "ar")


def test_one_text_can_be_chosen(herne):
    browser = signed_in_client(holder_of(Role.YOUTH_OFFICE))
    answer = browser.get("/de/jugendamt/texte/?text=childcare.place_offered&sprache=de")
    assert answer.text.count("Als Brief") == 1 and "Kita Kanalblick bietet Mia einen Platz an" in answer.text
    assert "Abschnitt zum Zurückschicken" in answer.text
