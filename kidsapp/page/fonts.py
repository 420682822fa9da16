"""Makes the small fonts of pages and letters from the full ones: ``python -m kidsapp.page.fonts FOLDER``.

FOLDER holds the unpacked npm packages ``@kern-ux/native`` (as ``kern``) and ``@fontsource/noto-sans-arabic``
(as ``arabic``). Both fonts are free under the SIL Open Font License 1.1.
"""

import sys
from dataclasses import dataclass
from pathlib import Path

from fontTools import subset
from fontTools.ttLib import TTFont

LATIN = "U+0020-007E,U+00A0-0107,U+010C-0113,U+0116-011B,U+011E,U+011F,U+012A,U+012B,U+012E-0131,U+0139-013E,"
LATIN += (
    "U+0141-0148,U+0150-0155,U+0158-0165,U+016A,U+016B,U+016E-0173,U+0178-017E,U+0218-021B,U+02BC,U+1E9E,"
)
LATIN += "U+2009-200F,U+2011,U+2013,U+2014,U+2018-201A,U+201C-201E,U+2020,U+2022,U+2026,U+202F,U+2039,U+203A,"
LATIN += "U+20AC,U+2190-2193,U+2212,U+2264,U+2265"
CYRILLIC = "U+0400-045F,U+0490,U+0491,U+0301"
ARABIC = "U+0600,U+060C,U+061B,U+061F,U+0621-063A,U+0640-0655,U+0660-066C,U+0670,U+067E,U+0686,U+0698,U+06A9,"
ARABIC += "U+06AF,U+06CC,U+06F0-06F9,U+0020,U+00A0,U+00AB,U+00BB,U+200C-200F"
LETTERS_ARABIC = ARABIC + ",U+0028-0029,U+002D-002F,U+0030-003A"

PAGES = Path(__file__).parent / "static" / "page" / "fonts"
LETTERS = Path(__file__).parents[1] / "documents" / "fonts"
KERN = "kern/package/dist/fonts/fira-sans/FiraSans-{}.woff2"
NOTO = "arabic/package/files/noto-sans-arabic-arabic-{}-normal.woff2"


@dataclass(frozen=True, slots=True)
class Cut:
    """One font to make: where from, which characters, where to."""

    source: str
    characters: str
    target: Path


def cuts() -> list[Cut]:
    """All fonts, for pages (woff2) and for letters (ttf)."""
    made: list[Cut] = []
    for weight, name in ((400, "Regular"), (600, "SemiBold")):
        fira, noto = KERN.format(name), NOTO.format(weight)
        made += [
            Cut(fira, LATIN, PAGES / f"fira-sans-{weight}-latin.woff2"),
            Cut(fira, CYRILLIC, PAGES / f"fira-sans-{weight}-cyrillic.woff2"),
            Cut(noto, ARABIC, PAGES / f"noto-sans-arabic-{weight}.woff2"),
            Cut(fira, f"{LATIN},{CYRILLIC}", LETTERS / f"FiraSans-{name}.ttf"),
            Cut(noto, LETTERS_ARABIC, LETTERS / f"NotoSansArabic-{name}.ttf"),
        ]
    return made


def make(cut: Cut, folder: Path) -> None:
    """Write one font with no more than its characters and the features that shape them."""
    options = subset.Options(flavor="woff2" if cut.target.suffix == ".woff2" else None, hinting=False)
    options.layout_features = [
        "kern",
        "liga",
        "calt",
        "ccmp",
        "mark",
        "mkmk",
        "locl",
        "tnum",
        "init",
        "medi",
        "fina",
        "rlig",
    ]
    options.name_IDs = [0, 1, 2, 3, 4, 5, 6, 13, 14, 16, 17]
    font: TTFont = subset.load_font(str(folder / cut.source), options)
    subsetter = subset.Subsetter(options)
    subsetter.populate(unicodes=subset.parse_unicodes(cut.characters))
    subsetter.subset(font)
    cut.target.parent.mkdir(parents=True, exist_ok=True)
    subset.save_font(font, str(cut.target), options)


if __name__ == "__main__":
    for cut in cuts():
        make(cut, Path(sys.argv[1]))
