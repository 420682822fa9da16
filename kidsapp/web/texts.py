"""The catalogues of texts: collect the German texts, report what lacks a translation, compile."""

import ast
from collections.abc import Iterable, Iterator
from pathlib import Path

import click
from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

from kidsapp.web.folders import PACKAGE

LOCALES = PACKAGE / "locale"
LANGUAGES = {"de_Simple": "de", "en": "en", "tr": "tr", "ar": "ar", "uk": "uk", "pl": "pl"}
"""Folder of each catalogue, and the language whose plural forms it has."""

KEYWORDS: dict[str, tuple[int, ...] | None] = {
    "_": None,
    "gettext": None,
    "gettext_lazy": None,
    "message": None,
    "counted": (1, 2),
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
}
METHODS = [
    ("**/tests/**", "ignore"),
    ("**/migrations/**", "ignore"),
    ("**.py", "python"),
    ("**/templates/**.html", "jinja2"),
    ("**/templates/**.txt", "jinja2"),
]
OPTIONS = {
    "**/templates/**.html": {"trim_blocks": "true", "lstrip_blocks": "true", "newstyle_gettext": "true"}
}
OPTIONS["**/templates/**.txt"] = OPTIONS["**/templates/**.html"]


def collected() -> Catalog:
    """Every German text of the code and the templates."""
    catalog = Catalog(charset="utf-8")
    found = extract_from_dir(PACKAGE, METHODS, OPTIONS, keywords=KEYWORDS)
    for filename, _line, text, _comments, _context in found:
        catalog.add(text, locations=[(filename, 0)])
    for filename, text in _refusals():
        catalog.add(text, locations=[(filename, 0)])
    return catalog


def _refusals() -> Iterator[tuple[str, str]]:
    """The texts of enumerations whose base is called ...Refusal: their values are message ids."""
    for path in sorted(PACKAGE.glob("*/**/*.py")):
        if "tests" not in path.parts:
            yield from ((str(path.relative_to(PACKAGE)), text) for text in _refusals_in(path))


def _refusals_in(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ClassDef) and any(_is_refusal(base) for base in node.bases):
            values = (item.value for item in node.body if isinstance(item, ast.Assign))
            yield from (v.value for v in values if isinstance(v, ast.Constant) and isinstance(v.value, str))


def _is_refusal(base: ast.expr) -> bool:
    return isinstance(base, ast.Name) and base.id.endswith("Refusal")


def catalogue_path(folder: str) -> Path:
    """Where the catalogue of a language lies."""
    return LOCALES / folder / "LC_MESSAGES" / "django.po"


def catalogue(folder: str) -> Catalog:
    """The catalogue of a language, empty when there is none yet."""
    path = catalogue_path(folder)
    if not path.exists():
        return Catalog(locale=LANGUAGES[folder], charset="utf-8")
    with path.open("rb") as file:
        return read_po(file, locale=LANGUAGES[folder])


def missing(folder: str, texts: Catalog) -> list[str]:
    """The German texts that a language does not have yet, in full."""
    known = catalogue(folder)
    return [str(m.id) for m in texts if m.id and not _is_whole(known.get(_key(m.id)))]


def _key(text: object) -> str:
    return str(text[0] if isinstance(text, tuple | list) else text)


def _is_whole(found: object) -> bool:
    if found is None or getattr(found, "fuzzy", False):
        return False
    strings = found.string  # type: ignore[attr-defined]
    return all(strings) if isinstance(strings, tuple | list) else bool(strings)


@click.group()
def texts() -> None:
    """The catalogues of texts."""


@texts.command()
def update() -> None:
    """Bring every catalogue up to date with the texts in the code; obsolete ones go."""
    template = collected()
    for folder in LANGUAGES:
        known = catalogue(folder)
        known.update(template, no_fuzzy_matching=True, update_creation_date=False)
        known.obsolete.clear()
        path = catalogue_path(folder)
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("wb") as file:
            write_po(file, known, width=100, omit_header=False, no_location=True, sort_output=True)
        click.echo(f"{folder}: {len(missing(folder, template))} of {len(template)} missing")


@texts.command("compile")
def compile_catalogues() -> None:
    """Compile every catalogue for use."""
    for folder in LANGUAGES:
        if catalogue_path(folder).exists():
            with catalogue_path(folder).with_suffix(".mo").open("wb") as file:
                write_mo(file, catalogue(folder))


@texts.command()
@click.argument("folders", nargs=-1)
def report(folders: Iterable[str]) -> None:
    """List the German texts that lack a translation."""
    template = collected()
    for folder in folders or LANGUAGES:
        for text in missing(folder, template):
            click.echo(f"{folder}: {text}")
