"""Erasing what a period or a person ends; part of an act of the module above, which writes the line."""

from collections.abc import Iterable, Sequence

from kidsapp.childcare.commands.places import free_place
from kidsapp.childcare.models import CaseDocument, Contract, ContractTerm, Draft, PlaceOffer, PreRegistration
from kidsapp.childcare.states import PlaceOfferState
from kidsapp.documents.commands import remove_upload


def erase_cases(ids: Sequence[int]) -> None:
    """Cases with all that hangs on them, files included; a place that they still hold is given back."""
    cases = PreRegistration.objects.select_for_update(of=("self",)).filter(pk__in=ids).order_by("pk")
    held = list(cases.values_list("pk", flat=True))
    _erase_documents(CaseDocument.objects.filter(preregistration__in=held))
    erase_drafts(list(Draft.objects.filter(changes__in=held).values_list("pk", flat=True)))
    _give_places_back(held)
    Contract.objects.filter(preregistration__in=held).delete()
    PlaceOffer.objects.filter(wish__preregistration__in=held).delete()
    PreRegistration.objects.filter(pk__in=held).delete()


def _give_places_back(case_ids: Sequence[int]) -> None:
    offers = PlaceOffer.objects.filter(wish__preregistration__in=case_ids, state=PlaceOfferState.OFFERED)
    for offer in offers.select_related("group"):
        free_place(offer.group)
    terms = ContractTerm.objects.filter(contract__preregistration__in=case_ids, place_until=None)
    last = terms.filter(contract__ends_on=None).order_by("contract_id", "-valid_from", "-pk")
    for term in last.distinct("contract_id").select_related("group"):
        free_place(term.group)


def erase_drafts(ids: Sequence[int]) -> None:
    """Drafts with what was handed in for them and belongs to no case."""
    _erase_documents(CaseDocument.objects.filter(draft__in=ids, preregistration=None))
    Draft.objects.filter(pk__in=ids).delete()


def _erase_documents(documents: Iterable[CaseDocument]) -> None:
    for document in documents.select_related("upload"):  # type: ignore[attr-defined]
        remove_upload(document.upload)
