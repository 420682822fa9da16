"""A family with a row in every table that can hold something about it; all invented."""

from datetime import UTC, date, datetime, timedelta

from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session

from kidsapp.childcare.models import (
    Agreement,
    AgreementLetter,
    CaseConcern,
    CaseEvent,
    CaseNote,
    Contract,
    ContractTerm,
    Criterion,
    Draft,
    HoursEvidence,
    PlaceOffer,
    Sibling,
    WishCriterion,
)
from kidsapp.childcare.states import PlaceOfferState
from kidsapp.childcare.tests.factories import case, group, handed_in, kita
from kidsapp.documents.models import Upload
from kidsapp.messaging.models import Letter, Message
from kidsapp.municipality.queries import city_in_scope
from kidsapp.outbox.commands import plan_mail
from kidsapp.people.models import CustodyEvent, EmergencyAccess, NamedGuardian, TakeOverCode
from kidsapp.people.tests.factories import child, guardian_of

MOMENT = datetime(2026, 11, 22, 9, 30, tzinfo=UTC)
DAY = MOMENT.date()
CANARY = "Zaunkönigin"
"""Stands in every personal text of the family and nowhere else."""


class Family:
    """A mother, her child, and a case with a place; ``word`` stands in every text about them."""

    def __init__(self, word=CANARY, *, ends_on=date(2026, 10, 31), state="placed"):
        self.word = word
        self.child = child(given_name=word, family_name=word)
        self.mother = guardian_of(
            self.child,
            email=f"{word.lower().replace('ö', 'oe')}@example.org",
            given_name=word,
            family_name=word,
            phone=word,
            street=word,
            town=word,
        )
        self.kita = kita()
        self.case = case(
            self.child,
            self.kita,
            submitted_by=self.mother,
            food_note=word,
            remark=word,
            urgent_reason=word,
            present_place=word,
            state=state,
        )
        self._place(ends_on)
        self._people()
        self._office()
        self._post()
        self._log_in()

    def files(self):
        """What lies on the disk for this family."""
        return {upload.file.path for upload in Upload.objects.filter(uploaded_by=self.mother)}

    def _place(self, ends_on):
        self.wish = self.case.wishes.get()
        self.group = group(self.kita, promised=0)
        self.offer = PlaceOffer.objects.create(
            wish=self.wish,
            group=self.group,
            state=PlaceOfferState.ACCEPTED,
            answer_until=DAY,
            offered_at=MOMENT,
        )
        self.contract = Contract.objects.create(
            preregistration=self.case,
            offer=self.offer,
            starts_on=date(2026, 8, 1),
            hours="35-block",
            ends_on=ends_on,
            concluded_at=MOMENT,
        )
        ContractTerm.objects.create(
            contract=self.contract,
            valid_from=date(2026, 8, 1),
            hours="35-block",
            group=self.group,
            recorded_at=MOMENT,
            place_until=ends_on,
        )

    def _people(self):
        word, custody = self.word, self.child.custodies.get()
        CustodyEvent.objects.create(custody=custody, act="set", reason=word, at=MOMENT)
        self.named = NamedGuardian.objects.create(
            child=self.child,
            given_name=word,
            family_name=word,
            email=f"named-{self.mother.email}",
            street=word,
            town=word,
            phone=word,
            named_by=self.mother,
        )
        code = {"account": self.mother, "child": self.child, "made_at": MOMENT, "valid_until": DAY}
        TakeOverCode.objects.create(code_hash=f"{self.mother.pk:064}", **code)

    def _office(self):
        word, row = self.word, {"preregistration": self.case}
        Sibling.objects.create(given_name=word, **row)
        CaseEvent.objects.create(act="submit", account_id=self.mother.pk, at=MOMENT, **row)
        HoursEvidence.objects.create(reason=word, **row)
        CaseNote.objects.create(text=word, written_at=MOMENT, **row)
        CaseConcern.objects.create(kind="custody", remark=word, outcome=word, raised_at=MOMENT, **row)
        criterion = Criterion.objects.create(facility=self.kita, name="Nähe", points=1)
        WishCriterion.objects.create(wish=self.wish, criterion=criterion)
        self.document = handed_in(self.mother, self.case)
        dates = {"account": self.mother, "origin": "family", "begun_at": MOMENT, "saved_at": MOMENT}
        self.draft = Draft.objects.create(typed={"child": {"given_name": word}}, **dates)
        self.draft_document = handed_in(self.mother, self.draft)

    def _post(self):
        word = self.word
        asked = {"preregistration": self.case, "asked_at": MOMENT, "valid_until": DAY}
        agreement = Agreement.objects.create(
            guardian=self.named, token_hash=f"{self.named.pk:064}", remark=word, **asked
        )
        facts = {"kind": "childcare.received", "facts": {"child": word}, "sent_at": MOMENT}
        message = Message.objects.create(account=self.mother, child_id=self.child.pk, **facts)
        asking = Message.objects.create(child_id=self.child.pk, **facts)
        Letter.objects.create(message=message, made_at=MOMENT)
        letter = Letter.objects.create(message=asking, made_at=MOMENT)
        AgreementLetter.objects.create(agreement=agreement, letter=letter)
        for recipient in (self.mother.email, self.named.email):
            texts = {"recipient": recipient, "language": "de", "subject": "Neu", "body": "Neu"}
            plan_mail(city_in_scope(), at=MOMENT, **texts)

    def _log_in(self):
        Authenticator.objects.create(user=self.mother, type="totp", data={"secret": "x"})
        EmergencyAccess.objects.create(
            child=self.child, reason=self.word, valid_on=MOMENT.date(), opened_at=MOMENT
        )
        SocialAccount.objects.create(user=self.mother, provider="city", uid=self.word, extra_data={})
        key = f"session{self.mother.pk}"
        Session.objects.create(session_key=key, session_data="x", expire_date=MOMENT + timedelta(hours=12))
        UserSession.objects.create(
            user=self.mother, ip="192.0.2.1", user_agent=self.word, session_key=key, last_seen_at=MOMENT
        )
