"""Addresses of places, below the language."""

from django.urls import path

from kidsapp.places.family.compare import compare
from kidsapp.places.family.facility import facility, facility_picture
from kidsapp.places.family.finder import finder
from kidsapp.places.family.wishes import forget, remember
from kidsapp.places.office import pictures, profile, profiles

urlpatterns = [
    path("kita/", finder, name="finder"),
    path("kita/vergleich/", compare, name="compare"),
    path("kita/merken/", remember, name="remember"),
    path("kita/vergessen/", forget, name="forget"),
    path("kita/bild/<str:public_id>.jpg", facility_picture, name="facility_picture"),
    path("kita/<str:public_id>/", facility, name="facility"),
    path("leitung/profile/", profiles, name="profiles"),
    path("leitung/<str:public_id>/profil/", profile, name="profile"),
    path("leitung/<str:public_id>/bilder/", pictures, name="profile_pictures"),
]
