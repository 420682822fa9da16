from datetime import timedelta

import page as pdf_checker
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext

from conftest import MOMENT, TODAY
from kidsapp.childcare import commands
from kidsapp.childcare.models import CaseDocument, HoursEvidence
from kidsapp.childcare.states import EvidenceState
from kidsapp.childcare.tests.factories import case, dated_settings, kita
from kidsapp.documents.tests.factories import pdf, photo
from kidsapp.kernel.actors import Role
from kidsapp.people.tests.factories import (
    actor_for,
    child,
    guardian_of,
    holder_of,
    kita_lead,
    signed_in_client,
)

pytestmark = pytest.mark.django_db
SECRETS = ("Pflege in der Familie", "Pflegekasse-Brief", "nachweis/")


@pytest.fixture
def made(herne):
    dated_settings()
    return case(child(), kita("Kita Kanalblick"), hours="45")


@pytest.fixture
def mother(made):
    return guardian_of(made.child)


@pytest.fixture
def office(made):
    return signed_in_client(holder_of(Role.YOUTH_OFFICE))


def own_page(made):
    return f"/de/vormerkung/{made.public_id}/nachweis/"


def office_page(made):
    return f"/de/jugendamt/{made.public_id}/nachweis/"


def given(made, mother, ground="work", *files):
    commands.give_hours_evidence(actor_for(mother), made, ground, files or [pdf()], at=MOMENT)
    return HoursEvidence.objects.get(preregistration=made)


def statements_of(browser, address):
    browser.get(address)
    with CaptureQueriesContext(connection) as found:
        assert browser.get(address).status_code == 200
    return len(found)


def test_a_family_gives_ground_and_two_files_in_one_form_without_javascript(made, mother):
    browser = signed_in_client(mother)
    form = browser.get(own_page(made)).text
    assert 'enctype="multipart/form-data"' in form and 'type="file" multiple' in form
    files = [pdf("Arbeit Mutter.pdf"), photo("Arbeit Vater.jpeg")]
    answer = browser.post(own_page(made), {"ground": "work", "documents-hours": files}, follow=True)
    assert "Ihr Nachweis ist angekommen" in answer.text
    assert "Arbeit Mutter.pdf" in answer.text and "Arbeit Vater.jpg" in answer.text


def test_what_is_wrong_with_a_file_stands_at_the_field_and_the_ground_stays(made, mother):
    sent = {"ground": "training", "documents-hours": [SimpleUploadedFile("leer.pdf", b"")]}
    answer = signed_in_client(mother).post(own_page(made), sent)
    assert answer.status_code == 422 and "„leer.pdf“ ist leer" in answer.text
    assert 'value="training" checked' in answer.text


def test_without_a_ground_the_chosen_files_are_kept_all_the_same(made, mother):
    answer = signed_in_client(mother).post(own_page(made), {"documents-hours": [pdf()]})
    assert answer.status_code == 422
    assert "wählen Sie einen Grund" in answer.text
    assert CaseDocument.objects.get().upload.name in answer.text


def test_a_family_takes_a_proof_back(made, mother):
    given(made, mother)
    public_id = CaseDocument.objects.get().upload.public_id
    answer = signed_in_client(mother).post(own_page(made), {"remove-document": public_id}, follow=True)
    assert answer.status_code == 200 and not CaseDocument.objects.exists()


def test_documents_for_the_fee_are_handed_in_on_their_own_page(made, mother, office):
    address = f"/de/vormerkung/{made.public_id}/unterlagen/"
    browser = signed_in_client(mother)
    answer = browser.post(
        address, {"attach": "fee", "documents-fee": [pdf("Steuerbescheid.pdf")]}, follow=True
    )
    assert "Steuerbescheid.pdf" in answer.text
    assert CaseDocument.objects.get().purpose == "fee"
    assert "Steuerbescheid" not in office.get(office_page(made)).text


def test_asked_for_evidence_is_a_task_with_its_day_on_the_familys_home(made, mother):
    browser = signed_in_client(mother)
    HoursEvidence.objects.create(
        preregistration=made, state=EvidenceState.ASKED, due_on=TODAY + timedelta(days=10)
    )
    home = browser.get("/de/start/").text
    assert "Nachweis für 45 Stunden fehlt" in home and "2. Dezember 2026" in home and own_page(made) in home
    given(made, mother)
    assert "Nachweis für 45 Stunden fehlt" not in browser.get("/de/start/").text


def test_the_youth_office_goes_from_the_queue_to_the_document_and_the_decision(made, mother, office):
    given(made, mother)
    queue = office.get("/de/jugendamt/nachweise/").text
    assert "Mia Beispiel" in queue and office_page(made) in queue
    shown = office.get(office_page(made)).text
    document = CaseDocument.objects.get().upload
    assert "Arbeitszeit.pdf" in shown and document.public_id in shown
    assert office.get(f"/de/dokument/{document.public_id}/").status_code == 200
    seen = HoursEvidence.objects.get().version
    answer = office.post(office_page(made), {"seen": seen, "answer": "approve"}, follow=True)
    assert "genehmigt" in answer.text and HoursEvidence.objects.get().state == EvidenceState.APPROVED


def test_the_second_of_two_workers_keeps_what_they_wrote_and_sees_the_new_state(made, mother, office):
    seen = given(made, mother).version
    signed_in_client(holder_of(Role.YOUTH_OFFICE)).post(
        office_page(made), {"seen": seen, "answer": "approve"}
    )
    typed = {"seen": seen, "answer": "refuse", "reason": "too_old", "note": "Bitte einen von diesem Jahr."}
    answer = office.post(office_page(made), typed)
    assert answer.status_code == 409 and "war schneller" in answer.text
    assert "Bitte einen von diesem Jahr." in answer.text and 'value="too_old" selected' in answer.text
    assert HoursEvidence.objects.get().state == EvidenceState.APPROVED
    again = office.post(office_page(made), {**typed, "seen": HoursEvidence.objects.get().version})
    assert again.status_code == 302 and HoursEvidence.objects.get().state == EvidenceState.REFUSED


def test_a_refusal_without_a_reason_is_asked_for_one(made, mother, office):
    seen = given(made, mother).version
    answer = office.post(office_page(made), {"seen": seen, "answer": "refuse", "note": "Nein."})
    assert answer.status_code == 422 and "Die Familie liest ihn" in answer.text and "Nein." in answer.text


def test_hours_are_approved_without_a_reason_and_without_a_day(made, mother, office):
    typed = {"seen": given(made, mother).version, "answer": "approve", "reason": "", "due_on": ""}
    office.post(office_page(made), typed)
    assert HoursEvidence.objects.get().state == EvidenceState.APPROVED


def test_the_queue_costs_the_same_for_two_rows_and_for_twenty(made, office):
    counts = []
    for rows in (2, 18):
        for _ in range(rows):
            other = case(child(), kita(), hours="45")
            HoursEvidence.objects.create(preregistration=other, ground="work", given_at=MOMENT)
        counts.append(statements_of(office, "/de/jugendamt/nachweise/"))
    assert counts[0] == counts[1] <= 10


def test_a_page_costs_the_same_for_one_document_and_for_six(made, mother, office):
    given(made, mother)
    counts = [
        statements_of(office, office_page(made)),
        statements_of(signed_in_client(mother), own_page(made)),
    ]
    given(made, mother, "work", *(pdf(f"{n}.pdf") for n in range(5)))
    assert counts == [
        statements_of(office, office_page(made)),
        statements_of(signed_in_client(mother), own_page(made)),
    ]


def test_a_kita_reads_only_the_state_neither_ground_nor_documents_nor_pages(made, mother):
    given(made, mother, "family_care", pdf("Pflegekasse-Brief.pdf"))
    wish = made.wishes.get()
    browser = signed_in_client(kita_lead(wish.facility))
    pages = [
        browser.get(f"/de/leitung/wunsch/{wish.public_id}/"),
        browser.get(f"/de/leitung/{wish.facility.public_id}/vormerkungen/?jahr=2026"),
    ]
    for shown in pages:
        assert shown.status_code == 200 and "noch nicht entschieden" in shown.text
        assert not [secret for secret in SECRETS if secret in shown.text]
    upload = CaseDocument.objects.get().upload
    for address in (
        own_page(made),
        office_page(made),
        f"/de/vormerkung/{made.public_id}/unterlagen/",
        "/de/jugendamt/nachweise/",
        f"/de/dokument/{upload.public_id}/",
    ):
        assert browser.get(address).status_code in {403, 404}, address
        assert browser.post(address).status_code in {403, 404, 405}, address


def test_a_kitas_list_costs_no_statement_more_for_the_state_of_each_row(made, mother):
    facility = made.wishes.get().facility
    browser, address = (
        signed_in_client(kita_lead(facility)),
        f"/de/leitung/{facility.public_id}/vormerkungen/?jahr=2026",
    )
    counts = [statements_of(browser, address)]
    for _ in range(6):
        other = case(child(), facility, hours="45")
        HoursEvidence.objects.create(preregistration=other, ground="work", given_at=MOMENT)
    assert counts == [statements_of(browser, address)]


@pytest.mark.parametrize("name", ["arbeitszeit", "antrag-45-stunden"])
@pytest.mark.parametrize("language", ["de", "de-simple", "en", "tr", "ar", "uk", "pl"])
def test_blank_forms_are_accessible_in_every_language(visitor, herne, name, language):
    answer = visitor.get(f"/{language}/vordruck/{name}.pdf")
    content = b"".join(answer.streaming_content) if answer.streaming else answer.content
    assert answer["Content-Type"] == "application/pdf"
    assert b"/Type/Pages/Count 1/" in content, "more than one sheet"
    for profile in ("ua1", "2a"):
        checked = pdf_checker.validate_pdf_bytes(content, profile=profile)
        assert [failure.message for failure in checked.failures] == []


def test_an_unknown_blank_form_is_not_found(visitor, herne):
    assert visitor.get("/de/vordruck/geheim.pdf").status_code == 404


def test_the_desk_leads_to_the_evidence_that_waits_and_says_how_much(made, mother, office):
    assert "Nachweis zu prüfen" not in office.get("/de/jugendamt/").text.replace(">Nachweis zu prüfen<", "")
    given(made, mother)
    page = office.get("/de/jugendamt/").text
    assert "1 Nachweis zu prüfen" in page and "/de/jugendamt/nachweise/?stand=open" in page
