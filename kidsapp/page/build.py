"""Builds the stylesheets from their sources: ``python -m kidsapp.page.build``."""

from collections.abc import Mapping
from pathlib import Path

from kidsapp.page import kern
from kidsapp.page.stylesheet import minified, rules
from kidsapp.page.theme import both_modes, properties
from kidsapp.page.tokens import CHILD_COLOURS, DARK, LIGHT

HERE = Path(__file__).parent
STATIC = HERE / "static" / "page"
SHEETS: Mapping[str, tuple[str, ...]] = {
    "page.css": (
        "fonts",
        "base",
        "frame",
        "forms",
        "children",
        "components",
        "pictures",
        "doors",
        "desk",
        "print",
        "forced-colours",
    ),
    "arabic.css": ("arabic",),
}
_KERN_GOES_BEFORE = "forms"
_HEAD = "/* Built by python -m kidsapp.page.build: change the sources in page/css, not this file. "
_KERN_NOTICE = "Parts adapted from KERN native 2.7.2, Copyright KERN-Team, EUPL-1.2. */"


def built(name: str) -> str:
    """The whole text of one of the stylesheets that pages load."""
    tokens = [token_rules(), kern.colour_properties(), child_rules()] if name == "page.css" else []
    return "\n".join([_HEAD + _KERN_NOTICE, *tokens, *map(_source, SHEETS[name]), ""])


def _source(part: str) -> str:
    own = minified(rules((HERE / "css" / f"{part}.css").read_text("utf-8")))
    if part != _KERN_GOES_BEFORE:
        return own
    vendored = (HERE / "vendor" / "kern" / "kern.css").read_text("utf-8")
    return f"{kern.subset(vendored)}\n{own}"


def token_rules() -> str:
    """Custom properties of both modes: light by default, dark by the system's wish or the reader's."""
    return both_modes(f"color-scheme:light;{properties(LIGHT)}", f"color-scheme:dark;{properties(DARK)}")


def child_rules() -> str:
    """One class for each colour a child may choose."""
    return "\n".join(
        f".ka-kid--{colour}{{--kid:var(--ka-kid-{colour});--kid-tint:var(--ka-kid-{colour}-tint);"
        f"--kid-edge:var(--ka-kid-{colour}-edge)}}"
        for colour in CHILD_COLOURS
    )


def main() -> None:
    """Write every stylesheet."""
    for name in SHEETS:
        (STATIC / name).write_text(built(name), "utf-8")


if __name__ == "__main__":
    main()
