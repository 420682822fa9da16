"""Addresses of childcare, below the language."""

from django.urls import path

from kidsapp.childcare.family import case, offer, preregister
from kidsapp.childcare.office import groups, kita, wish, youth_office

urlpatterns = [
    path("vormerkung/neu/", preregister.preregister, name="preregister"),
    path("vormerkung/<str:public_id>/", case.preregistration, name="preregistration"),
    path("vormerkung/<str:public_id>/bestaetigung.pdf", case.confirmation, name="confirmation"),
    path("vormerkung/<str:public_id>/zurueckziehen/", case.withdraw, name="withdraw"),
    path("angebot/<str:public_id>/", offer.place_offer, name="place_offer"),
    path("leitung/", kita.kita_desks, name="kita_desks"),
    path("leitung/<str:public_id>/vormerkungen/", kita.kita_desk, name="kita_desk"),
    path("leitung/<str:public_id>/gruppen/", groups.groups, name="groups"),
    path("leitung/wunsch/<str:public_id>/", wish.wish, name="wish"),
    path("jugendamt/", youth_office.youth_office, name="youth_office"),
    path("jugendamt/<str:public_id>/", youth_office.case, name="office_case"),
]
