"""What a city's folder says, as values."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kidsapp.municipality.city_folder.districts import District
from kidsapp.municipality.city_folder.gazetteer import Entry
from kidsapp.municipality.city_folder.settings import Setting

Colours = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class ThemeRules:
    """The colour roles that a city may set, and the check of contrast; known to ``page``, asked here."""

    roles: frozenset[str]
    failing_pairs: Callable[[Colours, Colours], list[str]]


@dataclass(frozen=True, slots=True)
class PlaceList:
    """A list of places to import, and the mapping that says how it is written."""

    file: Path
    mapping: Path


@dataclass(frozen=True, slots=True)
class City:
    """A city without any mistake."""

    slug: str
    name: str
    ags: str
    land: str
    hosts: tuple[str, ...]
    languages: tuple[str, ...]
    is_demonstration: bool
    map_extent: Mapping[str, Any]
    boundary: Mapping[str, Any] | None
    theme: Mapping[str, Colours]
    profile: Mapping[str, Any]
    districts: tuple[District, ...]
    settings: tuple[Setting, ...]
    gazetteer: tuple[Entry, ...]
    places: tuple[PlaceList, ...]
