"""The tables of childcare."""

from kidsapp.childcare.models.cases import CaseEvent, CaseNumber, PreRegistration, Sibling, Wish
from kidsapp.childcare.models.drafts import CaseDocument, Draft
from kidsapp.childcare.models.kita import Criterion, Group, WishCriterion
from kidsapp.childcare.models.offers import Contract, ContractTerm, PlaceOffer
from kidsapp.childcare.models.office import (
    Agreement,
    AgreementLetter,
    CaseConcern,
    CaseNote,
    DeskLine,
    HoursEvidence,
)
from kidsapp.childcare.models.survey import SurveyAnswer

__all__ = [
    "Agreement",
    "AgreementLetter",
    "CaseConcern",
    "CaseDocument",
    "CaseEvent",
    "CaseNote",
    "CaseNumber",
    "Contract",
    "ContractTerm",
    "Criterion",
    "DeskLine",
    "Draft",
    "Group",
    "HoursEvidence",
    "PlaceOffer",
    "PreRegistration",
    "Sibling",
    "SurveyAnswer",
    "Wish",
    "WishCriterion",
]
