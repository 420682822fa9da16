"""All reads of places."""

from kidsapp.places.queries.criteria import CARE_KINDS, Criteria, Point
from kidsapp.places.queries.facilities import (
    FacilityFacts,
    Picture,
    count_of_places,
    facilities_for,
    facility_for,
    facts_in_order,
    facts_of,
    picture_bytes,
    pictures_of,
    providers,
)
from kidsapp.places.queries.search import Found, FoundFacility, FoundPoint, search

__all__ = [
    "CARE_KINDS",
    "Criteria",
    "FacilityFacts",
    "Found",
    "FoundFacility",
    "FoundPoint",
    "Picture",
    "Point",
    "count_of_places",
    "facilities_for",
    "facility_for",
    "facts_in_order",
    "facts_of",
    "picture_bytes",
    "pictures_of",
    "providers",
    "search",
]
