from datetime import date, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from hypothesis import given
from hypothesis import strategies as st

from conftest import MOMENT, TODAY
from kidsapp.audit.acts import NotPermitted
from kidsapp.audit.models import AuditLine
from kidsapp.audit.tests.factories import last_line, lines_after
from kidsapp.childcare import commands, rules
from kidsapp.childcare.commands import Reason
from kidsapp.childcare.models import CaseDocument, CaseEvent, HoursEvidence
from kidsapp.childcare.queries.evidence import evidence_queue, hours_at_kita
from kidsapp.childcare.refusals import ChildcareRefusal as Why
from kidsapp.childcare.states import EvidenceState, PreRegistrationState
from kidsapp.childcare.tests.factories import case, dated_settings, handed_in, kita
from kidsapp.documents.tests.factories import pdf
from kidsapp.kernel.actors import Role
from kidsapp.messaging.models import Message
from kidsapp.messaging.queries import letter_of
from kidsapp.people.tests.factories import actor_for, child, guardian_of, holder_of, kita_lead

NEEDING = ["45"]
UNREADABLE = Reason("unreadable", "Seite 2 fehlt.")
NEXT_MONTH = TODAY + timedelta(days=30)


@pytest.fixture
def made(herne):
    dated_settings()
    return case(child(), kita("Kita Kanalblick"), hours="45")


@pytest.fixture
def mother(made):
    return guardian_of(made.child)


@pytest.fixture
def office(made):
    return actor_for(holder_of(Role.YOUTH_OFFICE))


def give(somebody, made, ground="work", files=None):
    files = [pdf()] if files is None else files
    return commands.give_hours_evidence(actor_for(somebody), made, ground, files, at=MOMENT)


def state_of(made):
    return HoursEvidence.objects.get(preregistration=made).state


def version_of(made):
    return HoursEvidence.objects.get(preregistration=made).version


@pytest.mark.django_db
class TestGiving:
    def test_a_ground_with_a_document_goes_to_the_youth_office(self, made, mother):
        assert give(mother, made) == []
        found = HoursEvidence.objects.get()
        assert (found.state, found.ground, found.given_at) == (EvidenceState.OPEN, "work", MOMENT)
        assert CaseEvent.objects.get(act="give_hours_evidence").account_id == mother.pk

    def test_it_is_one_audit_line_that_names_the_child(self, made, mother):
        before = last_line()
        give(mother, made)
        (line,) = lines_after(before)
        assert (line.act, line.children) == ("childcare.give_hours_evidence", [made.child_id])

    def test_without_a_document_nothing_is_given(self, made, mother):
        (refused,) = give(mother, made, files=[])
        assert refused.reason is Why.NO_EVIDENCE
        assert not CaseEvent.objects.exists() and not Message.objects.exists()

    def test_for_the_well_being_of_a_child_nobody_asks_for_papers(self, made, mother):
        assert give(mother, made, "well_being", []) == []
        assert state_of(made) == EvidenceState.OPEN

    def test_a_bad_file_beside_a_good_one_is_named_and_the_good_one_counts(self, made, mother):
        (refused,) = give(mother, made, files=[pdf(), SimpleUploadedFile("leer.jpg", b"")])
        assert refused.facts["file"] == "leer.jpg" and state_of(made) == EvidenceState.OPEN

    def test_a_bad_file_alone_gives_its_own_reason_and_no_evidence(self, made, mother):
        (refused,) = give(mother, made, files=[SimpleUploadedFile("leer.jpg", b"")])
        assert refused.facts["file"] == "leer.jpg" and not CaseEvent.objects.exists()

    def test_for_35_hours_no_evidence_is_taken(self, made, mother):
        made.hours = "35-block"
        made.save()
        (refused,) = give(mother, made)
        assert refused.reason is Why.HOURS_NEED_NO_EVIDENCE and not CaseDocument.objects.exists()

    def test_neither_a_stranger_nor_the_kita_gives_it(self, made, mother):
        for somebody in (guardian_of(child(given_name="Emir")), kita_lead(made.wishes.get().facility)):
            with pytest.raises(NotPermitted):
                give(somebody, made)


@pytest.mark.django_db
class TestBeginning:
    def begin(self, made, mother, ground):
        commands.begin_hours_evidence(actor_for(mother), made, ground=ground, at=MOMENT)
        return HoursEvidence.objects.get()

    def test_a_case_sent_with_ground_and_document_waits_for_the_office(self, made, mother):
        handed_in(mother, made)
        found = self.begin(made, mother, "work")
        assert (found.state, found.given_at, found.due_on) == (EvidenceState.OPEN, MOMENT, None)

    def test_a_case_sent_without_is_asked_until_the_cut_off(self, made, mother):
        made.starts_on = date(2027, 8, 1)
        found = self.begin(made, mother, "work")
        assert (found.state, found.due_on) == (EvidenceState.ASKED, date(2027, 2, 1))

    def test_a_case_without_45_hours_has_no_evidence(self, made, mother):
        made.hours = "25"
        commands.begin_hours_evidence(actor_for(mother), made, ground="work", at=MOMENT)
        assert not HoursEvidence.objects.exists()

    def test_a_change_does_not_touch_what_is_approved(self, made, mother, office):
        give(mother, made)
        commands.approve_hours(office, made, seen=version_of(made), at=MOMENT)
        assert self.begin(made, mother, "").state == EvidenceState.APPROVED

    def test_a_change_leaves_a_refusal_until_there_is_something_new(self, made, mother, office):
        give(mother, made)
        commands.refuse_hours(office, made, UNREADABLE, seen=version_of(made), at=MOMENT)
        assert self.begin(made, mother, "work").state == EvidenceState.REFUSED
        handed_in(mother, made, at=MOMENT + timedelta(hours=1))
        assert self.begin(made, mother, "work").state == EvidenceState.OPEN


@pytest.mark.django_db
class TestAnswering:
    def test_approved_hours_are_told_without_ground_or_documents(self, made, mother, office):
        give(mother, made)
        assert commands.approve_hours(office, made, seen=version_of(made), at=MOMENT) is None
        assert state_of(made) == EvidenceState.APPROVED
        told = letter_of(Message.objects.get(kind="childcare.hours_approved"))
        assert told.title == "Mia: 45 Stunden sind genehmigt" and "Arbeit" not in told.body
        assert told.link.endswith("/nachweis/")

    def test_a_refusal_is_told_with_its_reason_in_the_readers_words(self, made, mother, office):
        give(mother, made)
        commands.refuse_hours(office, made, UNREADABLE, seen=version_of(made), at=MOMENT)
        told = letter_of(Message.objects.get(kind="childcare.hours_refused"))
        assert "nicht gut zu lesen. Seite 2 fehlt." in told.body and "gilt weiter" in told.body

    def test_asking_again_names_the_day_and_the_family_can_give_more(self, made, mother, office):
        give(mother, made)
        commands.ask_again_for_hours(office, made, UNREADABLE, NEXT_MONTH, seen=version_of(made), at=MOMENT)
        found = HoursEvidence.objects.get()
        assert (found.state, found.due_on) == (EvidenceState.ASKED, NEXT_MONTH)
        assert "22. Dezember 2026" in letter_of(Message.objects.get(kind="childcare.hours_asked")).body
        assert give(mother, made) == [] and state_of(made) == EvidenceState.OPEN

    def test_after_a_refusal_a_new_proof_is_looked_at_again(self, made, mother, office):
        give(mother, made)
        commands.refuse_hours(office, made, UNREADABLE, seen=version_of(made), at=MOMENT)
        assert give(mother, made, "training") == [] and state_of(made) == EvidenceState.OPEN

    @pytest.mark.parametrize(
        ("why", "reason"),
        [(Reason(""), Why.NO_HOURS_REASON), (Reason("other", "  "), Why.NO_HOURS_NOTE)],
    )
    def test_the_office_says_why(self, made, mother, office, why, reason):
        give(mother, made)
        refused = commands.refuse_hours(office, made, why, seen=version_of(made), at=MOMENT)
        assert refused.reason is reason and state_of(made) == EvidenceState.OPEN

    def test_nobody_is_asked_until_a_day_that_is_over(self, made, mother, office):
        give(mother, made)
        refused = commands.ask_again_for_hours(
            office, made, UNREADABLE, TODAY, seen=version_of(made), at=MOMENT
        )
        assert refused.reason is Why.DUE_IN_PAST

    def test_of_two_workers_at_one_case_the_second_is_told_and_changes_nothing(self, made, mother, office):
        give(mother, made)
        seen, second = version_of(made), actor_for(holder_of(Role.YOUTH_OFFICE))
        assert commands.approve_hours(office, made, seen=seen, at=MOMENT) is None
        refused = commands.refuse_hours(second, made, UNREADABLE, seen=seen, at=MOMENT)
        assert refused.reason is Why.EVIDENCE_CHANGED
        assert state_of(made) == EvidenceState.APPROVED
        assert not Message.objects.filter(kind="childcare.hours_refused").exists()

    def test_a_new_proof_while_the_office_reads_is_not_passed_over(self, made, mother, office):
        give(mother, made)
        seen = version_of(made)
        give(mother, made, files=[pdf("neu.pdf")])
        refused = commands.refuse_hours(office, made, UNREADABLE, seen=seen, at=MOMENT)
        assert refused.reason is Why.EVIDENCE_CHANGED

    def test_a_proof_taken_back_while_the_office_reads_is_not_passed_over(self, made, mother, office):
        give(mother, made)
        seen = version_of(made)
        commands.remove_document(actor_for(mother), CaseDocument.objects.get(), at=MOMENT)
        refused = commands.approve_hours(office, made, seen=seen, at=MOMENT)
        assert refused.reason is Why.EVIDENCE_CHANGED

    def test_a_proof_stays_once_something_was_decided_by_it(self, made, mother, office):
        give(mother, made)
        commands.approve_hours(office, made, seen=version_of(made), at=MOMENT)
        refused = commands.remove_document(actor_for(mother), CaseDocument.objects.get(), at=MOMENT)
        assert refused.reason is Why.DOCUMENT_IN_USE and CaseDocument.objects.exists()

    def test_only_the_youth_office_answers(self, made, mother):
        give(mother, made)
        for somebody in (mother, kita_lead(made.wishes.get().facility)):
            with pytest.raises(NotPermitted):
                commands.approve_hours(actor_for(somebody), made, seen=version_of(made), at=MOMENT)

    def test_every_answer_is_one_audit_line_and_one_line_of_history(self, made, mother, office):
        give(mother, made)
        before = last_line()
        commands.ask_again_for_hours(office, made, UNREADABLE, NEXT_MONTH, seen=version_of(made), at=MOMENT)
        commands.refuse_hours(office, made, UNREADABLE, seen=version_of(made), at=MOMENT)
        acts = ["childcare.ask_again_for_hours", "childcare.refuse_hours"]
        assert [line.act for line in lines_after(before)] == acts
        assert "Seite 2" not in str(list(AuditLine.objects.values()))
        assert list(CaseEvent.objects.order_by("pk").values_list("act", flat=True))[1:] == [
            "ask_again_for_hours",
            "refuse_hours",
        ]


@pytest.mark.django_db
class TestTheKita:
    def test_it_reads_one_of_three_words(self, made, mother, office):
        give(mother, made)
        assert hours_at_kita(made, today=TODAY).state_text == "noch nicht entschieden"
        commands.ask_again_for_hours(office, made, UNREADABLE, NEXT_MONTH, seen=version_of(made), at=MOMENT)
        assert hours_at_kita(made, today=TODAY).state_text == "noch nicht entschieden"
        commands.refuse_hours(office, made, UNREADABLE, seen=version_of(made), at=MOMENT)
        assert hours_at_kita(made, today=TODAY).state_text == "nicht genehmigt"
        give(mother, made)
        commands.approve_hours(office, made, seen=version_of(made), at=MOMENT)
        assert hours_at_kita(made, today=TODAY).state_text == "genehmigt"

    def test_it_reads_nothing_where_no_evidence_is_needed(self, made):
        assert hours_at_kita(made, today=TODAY).state_text == ""


@pytest.mark.django_db
class TestTheQueue:
    def given(self, at, state=EvidenceState.OPEN, **values):
        made = case(child(), kita(), hours="45")
        HoursEvidence.objects.create(preregistration=made, ground="work", state=state, given_at=at, **values)
        return made.public_id

    def test_open_comes_first_and_what_waits_longest_on_top(self, made, office):
        late = self.given(MOMENT)
        asked = self.given(MOMENT - timedelta(days=9), EvidenceState.ASKED, due_on=TODAY - timedelta(days=1))
        early = self.given(MOMENT - timedelta(days=5))
        self.given(MOMENT - timedelta(days=20), EvidenceState.APPROVED)
        queue = evidence_queue(office, needing=NEEDING)
        assert [row.public_id for row in queue.rows] == [early, late, asked]
        assert [row.is_overdue for row in queue.rows] == [False, False, True]
        assert queue.figures == {"open": 2, "asked": 1, "approved": 1, "refused": 0}

    def test_withdrawn_cases_and_fewer_hours_are_not_in_it(self, made, office):
        for values in ({"state": PreRegistrationState.WITHDRAWN, "hours": "45"}, {"hours": "35-block"}):
            other = case(child(), kita(), **values)
            HoursEvidence.objects.create(preregistration=other, ground="work", given_at=MOMENT)
        assert evidence_queue(office, needing=NEEDING).total == 0

    def test_nobody_else_has_one(self, made, mother):
        self.given(MOMENT)
        for somebody in (mother, kita_lead(made.wishes.get().facility)):
            assert evidence_queue(actor_for(somebody), needing=NEEDING).rows == []


@given(st.dates(date(2024, 1, 1), date(2030, 1, 1)), st.dates(date(2024, 1, 1), date(2030, 1, 1)))
def test_a_family_has_two_weeks_and_at_least_until_the_cut_off(today, cut_off):
    due_on = rules.evidence_due_on(today, cut_off_on=cut_off)
    assert due_on >= cut_off and due_on >= today + timedelta(days=14)
    assert due_on in {cut_off, today + timedelta(days=14)}


@given(
    st.sampled_from(["work", "training", "job_search", "family_care", "well_being", "", "x"]),
    st.integers(0, 10),
)
def test_a_ground_needs_a_document_but_for_the_well_being_of_the_child(ground, documents):
    refused = rules.refusal_of_evidence(ground, grounds=commands.GROUNDS, documents=documents)
    is_enough = ground in commands.GROUNDS and (documents > 0 or ground == "well_being")
    assert (refused is None) == is_enough
