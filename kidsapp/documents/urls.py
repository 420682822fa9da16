"""Addresses of documents, below the language."""

from django.urls import path

from kidsapp.documents import opening

urlpatterns = [path("dokument/<str:public_id>/", opening.document, name="document")]
