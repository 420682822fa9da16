"""City folders: checked with the contrast rules of the page, loaded, and their lists of places imported."""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from django.conf import settings

from kidsapp.municipality.city_folder import City, Finding, ThemeRules, read_city
from kidsapp.municipality.commands import load_city
from kidsapp.page.tokens import CITY_ROLES, failing_pairs


@dataclass(frozen=True, slots=True)
class FolderReport:
    """What came of a folder: everything found wrong or empty, and how many rows changed."""

    findings: tuple[Finding, ...]
    changes: int = 0

    @property
    def errors(self) -> tuple[Finding, ...]:
        """What keeps the city from being loaded."""
        return tuple(finding for finding in self.findings if finding.is_error)


THEME = ThemeRules(CITY_ROLES, lambda light, dark: [str(pair) for pair in failing_pairs(light, dark)])


def read_city_folder(folder: Path) -> tuple[City | None, list[Finding]]:
    """The city of a folder, and everything wrong or still empty in it."""
    return read_city(folder.resolve(), settings.CITIES / "laender", theme=THEME)


def load_city_folder(folder: Path, *, at: datetime) -> FolderReport:
    """Load a city and import its lists of places; a folder with an error changes nothing."""
    city, findings = read_city_folder(folder)
    if city is None:
        return FolderReport(tuple(findings))
    loaded = load_city(city)
    if isinstance(loaded, list):
        return FolderReport((*findings, *loaded))
    return FolderReport(tuple(findings), loaded.changes)
