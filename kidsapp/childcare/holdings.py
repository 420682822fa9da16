"""What is held of a pre-registration, and how long: until the place is decided, or care is over."""

from datetime import timedelta

from django.db.models import DateField, F, Func, Q
from django.db.models.functions import Cast, Coalesce, Greatest

from kidsapp.childcare.commands.erasure import erase_cases, erase_drafts
from kidsapp.childcare.models import (
    Agreement,
    AgreementLetter,
    CaseConcern,
    CaseDocument,
    CaseEvent,
    CaseNote,
    CaseNumber,
    Contract,
    ContractTerm,
    Criterion,
    DeskLine,
    Draft,
    Group,
    HoursEvidence,
    PlaceOffer,
    PreRegistration,
    Sibling,
    SurveyAnswer,
    Wish,
    WishCriterion,
)
from kidsapp.documents.holdings import EVIDENCE
from kidsapp.kernel.holdings import Action, Activity, Keeping, Kind, Retention, Table
from kidsapp.kernel.texts import message

PLACE = Activity(
    key="place",
    name=message("Kita-Platz"),
    why=message("Damit Ihr Kind einen Platz bekommt, der passt."),
    law=(
        "§ 24 SGB VIII",
        "§§ 62–64 SGB VIII",
        "Art. 6 Abs. 1 Buchst. e DSGVO",
        "Art. 9 Abs. 2 Buchst. b DSGVO",
    ),
    subjects="Kinder, Sorgeberechtigte, Geschwister",
    recipients="Jugendamt; Kitas auf der Wunschliste und ihre Träger, sobald der Wunsch an der Reihe ist",
    by_land=True,
)
PLANNING = Activity(
    key="planning",
    name="Planung der Plätze",
    why="Damit genug Plätze zur richtigen Zeit da sind.",
    law=("§ 80 SGB VIII", "Art. 6 Abs. 1 Buchst. e DSGVO"),
    subjects="niemand: ohne Namen",
    recipients="Jugendamt, Kitas",
    is_for_families=False,
)

ARGUED = "Entwurf, von der Stadt zu prüfen: "
DRAFT_IS_OLD = Retention(
    message("Entwürfe: 6 Monate, nachdem Sie zuletzt gespeichert haben"), 6, "§ 84 Abs. 2 SGB X: kein Antrag"
)
WITHOUT_PLACE = Retention(
    message("Vormerkung ohne Platz: 12 Monate nach dem Ende des Kita-Jahres"),
    12,
    ARGUED + "§ 84 Abs. 2 SGB X; Ansprüche aus § 24 SGB VIII sind dann entschieden",
)
WITH_PLACE = Retention(
    message("Vormerkung mit Platz: 48 Monate nach dem letzten Tag in der Kita"),
    48,
    ARGUED + "§ 45 SGB I: Verjährung in vier Jahren, Elternbeiträge und Förderung hängen daran",
)
STAYS = Keeping(Retention("bleibt, ohne Personenbezug", None, "§ 80 SGB VIII", action=Action.KEEP))

LONGEST_CARE = timedelta(days=7 * 365 + 2)
"""At the seventh birthday every child is at school (§ 35 SchulG NRW; the other Länder are alike)."""
END_OF_YEAR = Func(F("year") + 1, 7, 31, function="make_date", output_field=DateField())
END_OF_CARE = Greatest(
    END_OF_YEAR,
    Coalesce("contract__ends_on", Cast(F("child__born_on") + LONGEST_CARE, output_field=DateField())),
)

_CASE = ("preregistration__child",)

HOLDINGS = (
    Table(
        PreRegistration,
        PLACE,
        {
            Kind.NEED: """starts_on year hours times present_facility present_place moves_in_on is_urgent
                is_late number origin""",
            Kind.LANGUAGE: "home_language",
            Kind.FOOD: "food food_note",
            Kind.WORDS: "remark urgent_reason",
            Kind.DECISION: "state",
            Kind.MOMENT: "submitted_at need_confirmed_at",
            Kind.WHO: "child submitted_by need_confirmed_by",
            Kind.KEY: "form_key",
        },
        ends=(
            Keeping(WITHOUT_PLACE, END_OF_YEAR, Q(contract=None)),
            Keeping(WITH_PLACE, END_OF_CARE, Q(contract__isnull=False)),
        ),
        child=("child",),
        holds=("child", Q()),
        erase=erase_cases,
    ),
    Table(
        Wish,
        PLACE,
        {
            Kind.NEED: "facility rank",
            Kind.DECISION: "state decline_reason warning",
            Kind.MOMENT: "decided_at",
            Kind.KEY: "preregistration",
        },
        ends="childcare.PreRegistration",
        child=_CASE,
    ),
    Table(
        Sibling,
        PLACE,
        {Kind.NAME: "given_name", Kind.NEED: "facility together_with", Kind.KEY: "preregistration"},
        ends="childcare.PreRegistration",
        child=(*_CASE, "together_with"),
    ),
    Table(
        CaseEvent,
        PLACE,
        {
            Kind.DECISION: "act on_paper",
            Kind.MOMENT: "received_on at",
            Kind.LOG: "account_id",
            Kind.KEY: "preregistration wish",
        },
        ends="childcare.PreRegistration",
        child=_CASE,
    ),
    Table(
        Draft,
        PLACE,
        {
            Kind.WORDS: "typed",
            Kind.NEED: "origin facility",
            Kind.MOMENT: "begun_at saved_at",
            Kind.WHO: "account child",
            Kind.KEY: "changes step sent",
        },
        ends=(Keeping(DRAFT_IS_OLD, "saved_at"),),
        child=("child",),
        account=("account",),
        own="account",
        holds=("child", Q()),
        erase=erase_drafts,
    ),
    Table(
        CaseDocument,
        EVIDENCE,
        {Kind.FILE: "purpose", Kind.KEY: "upload draft preregistration"},
        ends="documents.Upload",
        child=(*_CASE, "draft__child"),
        account=("upload__uploaded_by",),
        own="upload__uploaded_by",
    ),
    Table(
        PlaceOffer,
        PLACE,
        {
            Kind.DECISION: "group state starts_on withdraw_reason answer_until",
            Kind.MOMENT: "offered_at reminded_at extended_at ended_at",
            Kind.KEY: "wish",
        },
        ends="childcare.PreRegistration",
        child=("wish__preregistration__child",),
    ),
    Table(
        Contract,
        PLACE,
        {
            Kind.DECISION: "starts_on hours ends_on end_reason",
            Kind.MOMENT: "concluded_at",
            Kind.KEY: "preregistration offer",
        },
        ends="childcare.PreRegistration",
        child=_CASE,
    ),
    Table(
        ContractTerm,
        PLACE,
        {
            Kind.DECISION: "valid_from hours group place_until",
            Kind.MOMENT: "recorded_at",
            Kind.KEY: "contract",
        },
        ends="childcare.PreRegistration",
        child=("contract__preregistration__child",),
    ),
    Table(
        HoursEvidence,
        EVIDENCE,
        {
            Kind.NEED: "ground",
            Kind.DECISION: "state due_on reason_key",
            Kind.WORDS: "reason",
            Kind.MOMENT: "given_at sent_on_at decided_at",
            Kind.WHO: "decided_by",
            Kind.KEY: "preregistration",
        },
        ends="childcare.PreRegistration",
        child=_CASE,
    ),
    Table(
        Agreement,
        PLACE,
        {
            Kind.DECISION: "state",
            Kind.WORDS: "remark",
            Kind.MOMENT: "asked_at valid_until answered_at",
            Kind.WHO: "account guardian",
            Kind.SECRET: "token_hash",
            Kind.KEY: "preregistration",
        },
        ends="childcare.PreRegistration",
        child=_CASE,
        account=("account", "guardian__account"),
        own="account",
        shared="state asked_at valid_until answered_at",
    ),
    Table(
        AgreementLetter,
        PLACE,
        {Kind.KEY: "agreement letter"},
        ends="childcare.PreRegistration",
        child=("agreement__preregistration__child",),
    ),
    Table(
        CaseConcern,
        PLACE,
        {
            Kind.DECISION: "kind",
            Kind.WORDS: "remark outcome",
            Kind.MOMENT: "raised_at settled_at",
            Kind.WHO: "settled_by",
            Kind.KEY: "preregistration other",
        },
        ends="childcare.PreRegistration",
        child=(*_CASE, "other__child"),
        withheld="kann andere Familien oder Sorgeberechtigte betreffen; das Jugendamt prüft vorher",
    ),
    Table(
        CaseNote,
        PLACE,
        {Kind.WORDS: "text", Kind.MOMENT: "written_at", Kind.WHO: "written_by", Kind.KEY: "preregistration"},
        ends="childcare.PreRegistration",
        child=_CASE,
        withheld="Notizen des Jugendamts; es prüft vorher, ob sie andere Menschen betreffen",
    ),
    Table(
        DeskLine,
        PLACE,
        {
            Kind.COPY: """key words year state hours age district origin language evidence is_offered
                is_unplaced is_late is_urgent has_concern""",
            Kind.KEY: "preregistration",
        },
        ends="childcare.PreRegistration",
        child=_CASE,
    ),
    Table(
        WishCriterion,
        PLACE,
        {Kind.DECISION: "criterion", Kind.KEY: "wish"},
        ends="childcare.PreRegistration",
        child=("wish__preregistration__child",),
        withheld="Kriterien der Kita; die Kita gibt Auskunft",
    ),
    Table(Criterion, PLANNING, {Kind.NOBODY: "facility name points position"}, ends=(STAYS,)),
    Table(
        Group,
        PLANNING,
        {
            Kind.NOBODY: """facility year name form hours age_from_months age_until_months places promised
                staying"""
        },
        ends=(STAYS,),
    ),
    Table(CaseNumber, PLANNING, {Kind.NOBODY: "year last"}, ends=(STAYS,)),
    Table(
        SurveyAnswer,
        PLANNING,
        {Kind.NOBODY: "year answered_on district needed reasons from_age_months language"},
        ends=(STAYS,),
    ),
)
