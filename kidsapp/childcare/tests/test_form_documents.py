"""Documents handed in with the form of a pre-registration."""

import re
from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from kidsapp.childcare.models import CaseDocument, HoursEvidence, PreRegistration
from kidsapp.childcare.states import EvidenceState
from kidsapp.childcare.tests.factories import dated_settings, kita
from kidsapp.childcare.tests.steps import at, filled
from kidsapp.documents.tests.factories import pdf
from kidsapp.people.tests.factories import guardian, signed_in_client

pytestmark = pytest.mark.django_db


@pytest.fixture
def browser(herne):
    dated_settings()
    return signed_in_client(guardian())


@pytest.fixture
def draft(browser):
    return filled(browser, kita(), need={"hours": "45"})


def test_a_proof_chosen_in_the_step_goes_along_with_the_button_that_goes_on(browser, draft):
    answer = browser.post(
        at(draft, "nachweise"), {"ground": "work", "documents-hours": [pdf(), pdf("b.pdf")]}
    )
    assert answer["Location"].endswith("/pruefen/")
    browser.post(at(draft, "pruefen"))
    case = PreRegistration.objects.get()
    found = HoursEvidence.objects.get(preregistration=case)
    assert (found.state, found.ground) == (EvidenceState.OPEN, "work")
    assert {document.upload.child_id for document in case.documents.all()} == {case.child_id}
    assert case.documents.count() == 2


def test_the_last_step_names_what_was_handed_in(browser, draft):
    browser.post(at(draft, "nachweise"), {"ground": "work"})
    assert browser.get(at(draft, "pruefen")).text.count("<dd>noch keine</dd>") == 2
    browser.post(at(draft, "nachweise"), {"ground": "work", "documents-hours": [pdf(), pdf("b.pdf")]})
    page = browser.get(at(draft, "pruefen")).text
    assert "b.pdf</dd>" in page and page.count("<dd>noch keine</dd>") == 1


def test_the_button_of_the_list_stays_in_the_step_and_keeps_what_was_typed(browser, draft):
    typed = {"ground": "training", "attach": "fee", "documents-fee": [pdf("Steuer.pdf")]}
    shown = browser.post(at(draft, "nachweise"), typed, follow=True).text
    assert "Steuer.pdf" in shown and 'value="training" checked' in shown
    assert CaseDocument.objects.get().purpose == "fee"
    public_id = CaseDocument.objects.get().upload.public_id
    shown = browser.post(at(draft, "nachweise"), {"remove-document": public_id}, follow=True).text
    assert "Steuer.pdf" not in shown and not CaseDocument.objects.exists()


def test_files_chosen_on_a_page_that_is_stale_are_kept_and_named(browser, draft):
    seen = re.search(r'name="seen" value="(\w+)"', browser.get(at(draft, "nachweise")).text)[1]
    browser.post(at(draft, "nachweise"), {"ground": "training"})
    typed = {"ground": "work", "seen": seen, "documents-hours": [pdf("Zeiten.pdf")]}
    answer = browser.post(at(draft, "nachweise"), typed)
    assert answer.status_code == 409
    assert "Ihre Dateien sind gespeichert" in answer.text and "Zeiten.pdf" in answer.text
    assert CaseDocument.objects.get().upload.name == "Zeiten.pdf"


def test_a_file_that_cannot_be_kept_is_named_in_the_step(browser, draft):
    typed = {"ground": "work", "documents-hours": [SimpleUploadedFile("leer.pdf", b"")]}
    answer = browser.post(at(draft, "nachweise"), typed)
    assert answer.status_code == 422 and "„leer.pdf“ ist leer" in answer.text
    assert 'value="work" checked' in answer.text


def test_sent_without_a_proof_the_family_is_asked_until_the_cut_off(browser, draft):
    browser.post(at(draft, "nachweise"), {"ground": "work"})
    browser.post(at(draft, "pruefen"))
    found = HoursEvidence.objects.get()
    assert (found.state, found.due_on) == (EvidenceState.ASKED, date(2027, 2, 1))
    assert "Nachweis für 45 Stunden fehlt" in browser.get("/de/start/").text


def test_the_step_offers_the_blank_forms(browser, draft):
    shown = browser.get(at(draft, "nachweise")).text
    assert "/vordruck/arbeitszeit.pdf" in shown and "/vordruck/antrag-45-stunden.pdf" in shown


def test_a_draft_that_is_discarded_leaves_no_document(browser, draft):
    browser.post(at(draft, "nachweise"), {"ground": "work", "documents-hours": [pdf()]})
    browser.post(f"/de/vormerkung/entwurf/{draft.public_id}/verwerfen/")
    assert not CaseDocument.objects.exists()
