"""From a folder to a city, or to what is wrong with it."""

import re
from pathlib import Path

from kidsapp.municipality.city_folder.boundary import read_boundary
from kidsapp.municipality.city_folder.city import City, PlaceList, ThemeRules
from kidsapp.municipality.city_folder.districts import read_districts
from kidsapp.municipality.city_folder.gazetteer import read_gazetteer
from kidsapp.municipality.city_folder.profile import URL, read_profile
from kidsapp.municipality.city_folder.settings import (
    CITY_SETTINGS,
    KEY,
    LAENDER,
    LANGUAGES,
    OPTIONAL_SETTINGS,
    Setting,
    read_land,
    read_settings,
    with_local_names,
)
from kidsapp.municipality.city_folder.sheets import Finding, Sheet, sheet_of

CITY_FILE = "city.toml"
HOST = r"(?=.{1,253}$)[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?(\.[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?)*"
COLOUR = r"#[0-9a-f]{6}"
MOST_CHARACTERS_OF_A_FOLDER = 50


def read_city(folder: Path, laender: Path, *, theme: ThemeRules) -> tuple[City | None, list[Finding]]:
    """The city when nothing is wrong, and every finding; empty slots are warnings and hold nothing up."""
    findings: list[Finding] = []
    if not re.fullmatch(KEY, folder.name) or len(folder.name) > MOST_CHARACTERS_OF_A_FOLDER:
        findings.append(
            Finding(
                folder.name or ".", "", "the folder must be named like old-town: small letters and hyphens"
            )
        )
    sheet = sheet_of(folder / CITY_FILE, findings)
    if sheet is None:
        return None, findings
    city = _city(sheet, folder, laender, theme)
    sheet.close()
    is_good = not any(finding.is_error for finding in findings)
    return (city if is_good else None), findings


def _city(sheet: Sheet, folder: Path, laender: Path, theme: ThemeRules) -> City:
    is_demonstration = bool(sheet.flag("is_demonstration"))
    land, districts = _choice(sheet, "land", LAENDER), read_districts(sheet)
    profile = read_profile(sheet, is_demonstration=is_demonstration)
    extent, tiles = _map(sheet.part("map"))
    return City(
        slug=folder.name,
        name=sheet.text("name", fits=r".{1,120}", hint="must be one line of at most 120 characters"),
        ags=sheet.text("ags", fits=r"[0-9]{8}", hint="must have eight digits (in quotes)"),
        land=land,
        hosts=_hosts(sheet),
        languages=_languages(sheet),
        is_demonstration=is_demonstration,
        map_extent=extent,
        boundary=read_boundary(folder, sheet.findings),
        theme=_theme(sheet.part("theme", is_required=False), theme),
        profile={**profile, **({"map_tiles": tiles} if tiles else {})},
        districts=districts,
        settings=_settings(sheet, laender, land),
        gazetteer=read_gazetteer(folder, districts, sheet.findings),
        places=tuple(_place_list(row, folder) for row in sheet.parts("places", is_required=False)),
    )


def _choice(sheet: Sheet, key: str, known: tuple[str, ...]) -> str:
    return sheet.text(key, fits="|".join(map(re.escape, known)), hint=f"must be one of {', '.join(known)}")


def _hosts(sheet: Sheet) -> tuple[str, ...]:
    hosts = sheet.texts("hosts")
    for number, host in enumerate(hosts, 1):
        if not re.fullmatch(HOST, host):
            sheet.report(f"hosts[{number}]", "must be a host name in lower case, without port")
    return hosts


def _languages(sheet: Sheet) -> tuple[str, ...]:
    found = sheet.texts("languages")
    for number, language in enumerate(found, 1):
        if language not in LANGUAGES:
            sheet.report(f"languages[{number}]", f"must be one of {', '.join(LANGUAGES)}")
    if found and "de" not in found:
        sheet.report("languages", "must hold de: what is missing elsewhere is shown in German")
    return found


def _map(part: Sheet) -> tuple[dict[str, float], dict[str, str]]:
    """What the map shows at first, and its tiles unless they are the usual ones."""
    south, north = part.number("south", -90, 90), part.number("north", -90, 90)
    west, east = part.number("west", -180, 180), part.number("east", -180, 180)
    if south is not None and north is not None and south >= north:
        part.report("south", "must lie south of north")
    if west is not None and east is not None and west >= east:
        part.report("west", "must lie west of east")
    tiles = _tiles(part)
    part.close()
    corners = {"south": south, "west": west, "north": north, "east": east}
    return {name: degrees for name, degrees in corners.items() if degrees is not None}, tiles


def _tiles(part: Sheet) -> dict[str, str]:
    url = part.text("tiles", fits=URL, hint="must begin with http:// or https://", is_required=False)
    if url and not all(part_of_url in url for part_of_url in ("{z}", "{x}", "{y}")):
        part.report("tiles", "must hold {z}, {x} and {y}")
    attribution = part.text("attribution", is_required=bool(url))
    return {"url": url, "attribution": attribution} if url else {}


def _theme(part: Sheet, rules: ThemeRules) -> dict[str, dict[str, str]]:
    """The city's colours; nothing is kept of a mode without any."""
    modes = {mode: _colours(part.part(mode, is_required=False), rules.roles) for mode in ("light", "dark")}
    part.close()
    for line in rules.failing_pairs(modes["light"], modes["dark"]):
        part.report("", f"contrast too low: {line}")
    return {mode: colours for mode, colours in modes.items() if colours}


def _colours(part: Sheet, roles: frozenset[str]) -> dict[str, str]:
    known = [role for role in part.table if role in roles]
    found = {role: part.text(role, fits=COLOUR, hint="must be a colour like #035868") for role in known}
    for role in part.table.keys() - roles:
        part.report(role, f"a city may set only {', '.join(sorted(roles))}")
    return {role: colour for role, colour in found.items() if colour}


def _settings(sheet: Sheet, laender: Path, land: str) -> tuple[Setting, ...]:
    own = read_settings(sheet, {**CITY_SETTINGS, **OPTIONAL_SETTINGS}, required=CITY_SETTINGS)
    lands = read_land(laender, land, sheet.findings) if land else []
    return (*with_local_names(sheet, lands), *own)


def _place_list(row: Sheet, folder: Path) -> PlaceList:
    found = PlaceList(_file(row, "file", folder), _file(row, "mapping", folder))
    row.close()
    return found


def _file(row: Sheet, key: str, folder: Path) -> Path:
    name = row.text(key)
    path = folder / name
    if name and (Path(name).is_absolute() or ".." in Path(name).parts):
        row.report(key, "must lie in the city's folder")
    elif name and not _is_file(path):
        row.report(key, f"{name} is not there")
    return path


def _is_file(path: Path) -> bool:
    try:
        return path.is_file()
    except OSError:  # a name that the file system does not take
        return False
