"""What the youth office works on: evidence for 45 hours, agreements, concerns and notes."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from kidsapp.childcare.models.cases import PreRegistration
from kidsapp.childcare.states import AgreementState, EvidenceState
from kidsapp.messaging.models import Letter
from kidsapp.municipality.fields import PublicIdField
from kidsapp.municipality.models import District
from kidsapp.municipality.scoped import ScopedModel
from kidsapp.people.models import Account, NamedGuardian


class HoursEvidence(ScopedModel):
    """Why a family needs 45 hours, and what the youth office decided; the Kita sees only the state."""

    class Ground(models.TextChoices):
        """The grounds of Soest's form (KiBiz § 33 III: the extent has to be justified)."""

        WORK = "work"
        TRAINING = "training"
        JOB_SEARCH = "job_search"
        FAMILY_CARE = "family_care"
        WELL_BEING = "well_being"

    preregistration = models.OneToOneField(PreRegistration, models.CASCADE, related_name="hours_evidence")
    ground = models.CharField(max_length=12, choices=Ground, blank=True)
    state = models.CharField(max_length=12, default=EvidenceState.OPEN)
    given_at = models.DateTimeField("when the family handed it in last", null=True)
    sent_on_at = models.DateTimeField("when a Kita sent papers on to the youth office unread", null=True)
    due_on = models.DateField("until when the family is asked", null=True)
    reason_key = models.CharField("a listed reason, read in each language", max_length=20, blank=True)
    reason = models.CharField("the office's own words to the family", max_length=500, blank=True)
    decided_at = models.DateTimeField(null=True)
    decided_by = models.ForeignKey(Account, models.SET_NULL, null=True, related_name="+")
    version = models.PositiveIntegerField(default=1)

    class Meta(ScopedModel.Meta):
        indexes: ClassVar = [models.Index("municipality", "state", name="evidence_state")]

    def __str__(self) -> str:
        return f"{self.ground}: {self.state}"


class Agreement(ScopedModel):
    """The second guardian's agreement, asked for by a link of their own."""

    public_id = PublicIdField()
    preregistration = models.ForeignKey(PreRegistration, models.CASCADE, related_name="agreements")
    account = models.ForeignKey(Account, models.CASCADE, null=True, related_name="+")
    guardian = models.ForeignKey(NamedGuardian, models.CASCADE, null=True, related_name="agreements")
    token_hash = models.CharField(max_length=64, unique=True)
    state = models.CharField(max_length=12, default=AgreementState.ASKED)
    asked_at = models.DateTimeField()
    valid_until = models.DateField()
    answered_at = models.DateTimeField(null=True)
    remark = models.CharField(max_length=500, blank=True)

    class Meta(ScopedModel.Meta):
        constraints: ClassVar = [
            models.UniqueConstraint(
                "municipality", "preregistration", "guardian", name="guardian_asked_once_a_case"
            ),
            models.UniqueConstraint(
                "municipality", "preregistration", "account", name="account_asked_once_a_case"
            ),
            models.CheckConstraint(
                condition=Q(account__isnull=False) | Q(guardian__isnull=False), name="agreement_asks_somebody"
            ),
        ]

    def __str__(self) -> str:
        return f"agreement {self.pk}"


class AgreementLetter(ScopedModel):
    """A letter that asks a second guardian to whom no mail goes; the link is made when it is printed."""

    agreement = models.ForeignKey(Agreement, models.CASCADE, related_name="letters")
    letter = models.OneToOneField(Letter, models.CASCADE, related_name="asking")

    class Meta(ScopedModel.Meta):
        pass

    def __str__(self) -> str:
        return f"letter {self.letter_id} of agreement {self.agreement_id}"


class CaseConcern(ScopedModel):
    """Something that only the youth office can settle: a likely duplicate, a conflict about custody."""

    class Kind(models.TextChoices):
        """What is in doubt."""

        DUPLICATE = "duplicate"
        CUSTODY = "custody"

    public_id = PublicIdField()
    preregistration = models.ForeignKey(PreRegistration, models.CASCADE, related_name="concerns")
    kind = models.CharField(max_length=12, choices=Kind)
    other = models.ForeignKey(
        PreRegistration, models.CASCADE, null=True, related_name="+", verbose_name="the case it may double"
    )
    remark = models.CharField(max_length=500, blank=True)
    raised_at = models.DateTimeField()
    settled_at = models.DateTimeField(null=True)
    settled_by = models.ForeignKey(Account, models.SET_NULL, null=True, related_name="+")
    outcome = models.CharField(max_length=500, blank=True)

    class Meta(ScopedModel.Meta):
        indexes: ClassVar = [models.Index("municipality", "settled_at", name="concern_settled")]

    def __str__(self) -> str:
        return f"{self.kind}: {self.preregistration_id}"


class CaseNote(ScopedModel):
    """A note of the youth office on a case; nobody else reads it."""

    preregistration = models.ForeignKey(PreRegistration, models.CASCADE, related_name="notes")
    written_by = models.ForeignKey(Account, models.SET_NULL, null=True, related_name="+")
    written_at = models.DateTimeField()
    text = models.CharField(max_length=2000)

    class Meta(ScopedModel.Meta):
        ordering: ClassVar = ["-written_at", "-pk"]

    def __str__(self) -> str:
        return f"note {self.pk}"


class DeskLine(ScopedModel):
    """What the youth office's desk knows of a case, drawn from the other tables after each act on it.

    Thousands of cases are counted and sorted for every page of the desk: from here that is one narrow scan.
    """

    preregistration = models.OneToOneField(PreRegistration, models.CASCADE, related_name="desk_line")
    year = models.PositiveSmallIntegerField()
    key = models.PositiveIntegerField("day and task of what is due first, as one number that sorts")
    words = models.CharField("names and number, folded for search", max_length=600)
    state = models.CharField(max_length=12)
    hours = models.CharField(max_length=20)
    age = models.PositiveSmallIntegerField("whole years on the first day")
    district = models.ForeignKey(District, models.SET_NULL, null=True, related_name="+")
    origin = models.CharField(max_length=12)
    language = models.CharField("language at home", max_length=12, blank=True)
    evidence = models.CharField("state of the evidence for the hours, if any", max_length=12, blank=True)
    is_offered = models.BooleanField("a place offer waits for an answer", default=False)
    is_unplaced = models.BooleanField("open, and every wish settled without a place", default=False)
    is_late = models.BooleanField(default=False)
    is_urgent = models.BooleanField(default=False)
    has_concern = models.BooleanField(default=False)

    class Meta(ScopedModel.Meta):
        indexes: ClassVar = [
            models.Index("municipality", "year", "key", name="desk_line_order"),
            models.Index("municipality", condition=models.Q(evidence="open"), name="desk_line_open_evidence"),
        ]

    def __str__(self) -> str:
        return f"{self.preregistration_id}: {self.key}"
