"""Addresses of data protection and of the operator's desk, below the language."""

from django.urls import path

from kidsapp.operations.office import failed_jobs
from kidsapp.operations.privacy import family, office

urlpatterns = [
    path("konto/daten/", family.own_data, name="own_data"),
    path("konto/daten/datei.json", family.own_data_json, name="own_data_json"),
    path("konto/daten/datei.pdf", family.own_data_pdf, name="own_data_pdf"),
    path("loeschungen/", office.erasures, name="erasures"),
    path("betrieb/liegengeblieben/", failed_jobs, name="failed_jobs"),
]
