"""Addresses of the inbox, below the language."""

from django.urls import path

from kidsapp.messaging import family

urlpatterns = [
    path("post/", family.inbox, name="inbox"),
    path("post/<str:public_id>/", family.message, name="message"),
]
