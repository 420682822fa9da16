"""Reading a city's folder: every mistake in it is named with file and key, none stops the reading."""

from kidsapp.municipality.city_folder.city import City, PlaceList, ThemeRules
from kidsapp.municipality.city_folder.districts import District
from kidsapp.municipality.city_folder.gazetteer import Entry
from kidsapp.municipality.city_folder.reading import read_city
from kidsapp.municipality.city_folder.settings import Setting
from kidsapp.municipality.city_folder.sheets import Finding

__all__ = ["City", "District", "Entry", "Finding", "PlaceList", "Setting", "ThemeRules", "read_city"]
