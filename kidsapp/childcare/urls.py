"""Addresses of childcare, below the language."""

from django.urls import path

from kidsapp.childcare.family import agreement, blank_forms, case, evidence, offer, survey
from kidsapp.childcare.family.preregister import change, sent, start, step
from kidsapp.childcare.office import case as office_case
from kidsapp.childcare.office import (
    concerns,
    contracts,
    criteria,
    custody,
    demand,
    exports,
    groups,
    kita,
    survey_result,
    wish,
    youth_office,
)
from kidsapp.childcare.office import evidence as office_evidence

urlpatterns = [
    path("vormerkung/neu/", start.preregister, name="preregister"),
    path("vormerkung/entwurf/<str:public_id>/gesendet/", sent.draft_sent, name="draft_sent"),
    path("vormerkung/entwurf/<str:public_id>/verwerfen/", start.discard_draft, name="discard_draft"),
    path(
        "vormerkung/entwurf/<str:public_id>/bestaetigung.pdf",
        sent.draft_confirmation,
        name="draft_confirmation",
    ),
    path("vormerkung/entwurf/<str:public_id>/<slug:step>/", step.draft_step, name="draft_step"),
    path("vormerkung/<str:public_id>/aendern/", change.change, name="change_preregistration"),
    path("vormerkung/<str:public_id>/", case.preregistration, name="preregistration"),
    path("vordruck/<str:form>.pdf", blank_forms.blank_form, name="blank_form"),
    path("vormerkung/<str:public_id>/nachweis/", evidence.evidence, name="hours_evidence"),
    path("vormerkung/<str:public_id>/unterlagen/", evidence.fee_documents, name="fee_documents"),
    path("vormerkung/<str:public_id>/bestaetigung.pdf", case.confirmation, name="confirmation"),
    path("vormerkung/<str:public_id>/zurueckziehen/", case.withdraw, name="withdraw"),
    path("angebot/<str:public_id>/", offer.place_offer, name="place_offer"),
    path("leitung/", kita.kita_desks, name="kita_desks"),
    path("leitung/<str:public_id>/vormerkungen/", kita.kita_desk, name="kita_desk"),
    path("leitung/<str:public_id>/gruppen/", groups.groups, name="groups"),
    path("leitung/wunsch/<str:public_id>/", wish.wish, name="wish"),
    path("leitung/<str:public_id>/kriterien/", criteria.criteria, name="criteria"),
    path("leitung/<str:public_id>/vertraege/", contracts.contracts, name="contracts"),
    path("vertrag/<str:public_id>/", contracts.contract, name="contract"),
    path("jugendamt/vertraege/", contracts.contracts_of_month, name="contracts_of_month"),
    path("umfrage/randzeiten/", survey.survey, name="survey"),
    path("umfrage/randzeiten/danke/", survey.survey_thanks, name="survey_thanks"),
    path("jugendamt/randzeiten/", survey_result.survey_result, name="survey_result"),
    path("jugendamt/randzeiten.csv", survey_result.survey_csv, name="survey_csv"),
    path("jugendamt/", youth_office.youth_office, name="youth_office"),
    path("jugendamt/nachweise/", office_evidence.evidence_queue, name="evidence_queue"),
    path("jugendamt/<str:public_id>/nachweis/", office_evidence.evidence, name="office_evidence"),
    path("zustimmung/<str:token>/", agreement.agreement, name="agreement"),
    path("jugendamt/sorge/person/<str:public_id>/", custody.edit_custody, name="edit_custody"),
    path("jugendamt/sorge/<str:public_id>/", custody.custody, name="custody"),
    path("jugendamt/sorge/<str:public_id>/fragen/", custody.ask_again, name="ask_again"),
    path("jugendamt/klaerung/", concerns.concerns, name="concerns"),
    path("jugendamt/klaerung/<str:public_id>/", concerns.concern, name="concern"),
    path("jugendamt/bestaetigen/", youth_office.confirm_several, name="confirm_needs"),
    path("jugendamt/vormerkungen.<str:kind>", exports.cases, name="case_export"),
    path("jugendamt/bedarf/", demand.demand, name="demand"),
    path("jugendamt/bedarf.<str:kind>", exports.demand, name="demand_export"),
    path("jugendamt/ohne-platz/", demand.without_place, name="without_place"),
    path("jugendamt/<str:public_id>/bestaetigen/", office_case.confirm, name="confirm_need"),
    path("jugendamt/<str:public_id>/notiz/", office_case.note, name="add_note"),
    path("jugendamt/<str:public_id>/", office_case.case, name="office_case"),
]
