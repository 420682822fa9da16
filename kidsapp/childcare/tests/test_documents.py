from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from conftest import MOMENT, TODAY
from kidsapp.audit.acts import NotPermitted
from kidsapp.audit.tests.factories import last_line, lines_after
from kidsapp.childcare import commands
from kidsapp.childcare.models import CaseDocument, Draft, PreRegistration
from kidsapp.childcare.queries.documents import documents_of, may_open_document
from kidsapp.childcare.refusals import ChildcareRefusal as Why
from kidsapp.childcare.rules import MOST_DOCUMENTS
from kidsapp.childcare.tests.factories import case, dated_settings, handed_in, kita
from kidsapp.documents.models import Upload
from kidsapp.documents.tests.factories import pdf
from kidsapp.kernel.actors import Role
from kidsapp.people.models import Custody
from kidsapp.people.tests.factories import (
    actor_for,
    child,
    guardian_of,
    holder_of,
    kita_lead,
    provider_manager,
    signed_in_client,
)

pytestmark = pytest.mark.django_db
Purpose = CaseDocument.Purpose


@pytest.fixture
def made(herne):
    dated_settings()
    return case(child(), kita("Kita Kanalblick"))


@pytest.fixture
def mother(made):
    return guardian_of(made.child)


def draft_of(somebody, origin=PreRegistration.Origin.FAMILY, **values):
    return Draft.objects.create(account=somebody, origin=origin, begun_at=MOMENT, saved_at=MOMENT, **values)


def may_open(somebody, document, **options):
    return may_open_document(actor_for(somebody, **options), document.upload)


def test_a_family_hands_in_documents_for_its_draft_and_its_case(made, mother):
    for home in (draft_of(mother), made):
        document = handed_in(mother, home)
        (line,) = documents_of(actor_for(mother), home, Purpose.HOURS)
        assert (line.public_id, line.name) == (document.upload.public_id, "Arbeitszeit.pdf")
        assert not documents_of(actor_for(mother), home, Purpose.FEE)


def test_the_good_files_are_kept_and_each_bad_one_is_named(made, mother):
    files = [pdf("eins.pdf"), SimpleUploadedFile("zwei.pdf", b""), pdf("drei.pdf")]
    refused = commands.attach_documents(actor_for(mother), made, files, Purpose.FEE, at=MOMENT)
    assert [one.facts["file"] for one in refused] == ["zwei.pdf"]
    assert {line.name for line in documents_of(actor_for(mother), made, Purpose.FEE)} == {
        "eins.pdf",
        "drei.pdf",
    }


def test_ten_documents_of_a_purpose_are_enough(made, mother):
    files = [pdf(f"{number}.pdf") for number in range(MOST_DOCUMENTS + 1)]
    refused = commands.attach_documents(actor_for(mother), made, files, Purpose.FEE, at=MOMENT)
    assert [one.reason for one in refused] == [Why.ENOUGH_DOCUMENTS]
    assert CaseDocument.objects.count() == MOST_DOCUMENTS


def test_handing_in_is_one_line_in_the_audit_log_that_names_the_child(made, mother):
    before = last_line()
    handed_in(mother, made, pdf("a.pdf"), pdf("b.pdf"))
    (line,) = lines_after(before)
    assert (line.act, line.children, line.account_id) == (
        "childcare.attach_document",
        [made.child_id],
        mother.pk,
    )
    assert "pdf" not in str(line.subjects)


def test_the_youth_office_opens_what_was_sent_and_nothing_in_a_draft(made, mother):
    office = holder_of(Role.YOUTH_OFFICE)
    assert may_open(office, handed_in(mother, made, purpose=Purpose.FEE))
    assert not may_open(office, handed_in(mother, draft_of(mother)))


@pytest.mark.parametrize("purpose", Purpose)
def test_no_kita_and_no_provider_opens_any_document(made, mother, purpose):
    document, place = handed_in(mother, made, purpose=purpose), made.wishes.get().facility
    for somebody in (kita_lead(place), provider_manager(place.organisation)):
        assert not may_open(somebody, document)
        assert not documents_of(actor_for(somebody), made, purpose)[0].name
        address = f"/de/dokument/{document.upload.public_id}/"
        assert signed_in_client(somebody).get(address).status_code == 404


def test_one_guardian_does_not_read_the_papers_of_the_other(made, mother):
    document, father = handed_in(mother, made), guardian_of(made.child)
    assert may_open(mother, document) and not may_open(father, document)
    (line,) = documents_of(actor_for(father), made, Purpose.HOURS)
    assert (line.public_id, line.name) == ("", "")


def test_who_lost_custody_opens_not_even_their_own_documents(made, mother):
    document = handed_in(mother, made)
    Custody.objects.filter(account=mother).update(valid_until=TODAY - timedelta(days=1))
    assert not may_open(mother, document)
    with pytest.raises(NotPermitted):
        commands.attach_documents(actor_for(mother), made, [pdf()], Purpose.FEE, at=MOMENT)


def test_a_kita_takes_no_documents_at_its_counter(made):
    lead = kita_lead(made.wishes.get().facility)
    with pytest.raises(NotPermitted):
        handed_in(lead, draft_of(lead, PreRegistration.Origin.KITA))
    with pytest.raises(NotPermitted):
        handed_in(lead, made)
    assert not Upload.objects.exists()


def test_a_sent_draft_hands_its_documents_over_to_the_case(made, mother):
    draft = draft_of(mother)
    document = handed_in(mother, draft)
    commands.hand_over_documents(draft, made)
    document.refresh_from_db()
    assert document.preregistration == made and document.upload.child_id == made.child_id
    assert may_open(mother, document) and may_open(holder_of(Role.YOUTH_OFFICE), document)


def test_a_draft_that_is_given_up_takes_its_files_along(made, mother, django_capture_on_commit_callbacks):
    draft = draft_of(mother)
    path = handed_in(mother, draft).upload.file.path
    with django_capture_on_commit_callbacks(execute=True):
        commands.drop_documents(draft)
        draft.delete()
    assert not Upload.objects.exists() and not CaseDocument.objects.exists()
    with pytest.raises(FileNotFoundError):
        open(path)  # noqa: PTH123, SIM115


def test_nothing_is_handed_in_for_a_withdrawn_case(made, mother):
    commands.withdraw_preregistration(actor_for(mother), made, at=MOMENT)
    (refused,) = commands.attach_documents(actor_for(mother), made, [pdf()], Purpose.FEE, at=MOMENT)
    assert refused.reason is Why.NOT_SUBMITTED


def test_a_document_is_taken_back_by_whom_it_is_from_and_nobody_else(made, mother):
    document = handed_in(mother, made, purpose=Purpose.FEE)
    for somebody in (guardian_of(made.child), holder_of(Role.YOUTH_OFFICE)):
        with pytest.raises(NotPermitted):
            commands.remove_document(actor_for(somebody), document, at=MOMENT)
    assert commands.remove_document(actor_for(mother), document, at=MOMENT) is None
    assert not Upload.objects.exists()


def test_opening_a_document_writes_a_line_that_names_the_child(made, mother):
    document = handed_in(mother, made)
    before = last_line()
    office = holder_of(Role.YOUTH_OFFICE)
    signed_in_client(office).get(f"/de/dokument/{document.upload.public_id}/")
    (line,) = lines_after(before)
    assert (line.act, line.children, line.account_id) == (
        "documents.open_document",
        [made.child_id],
        office.pk,
    )
