"""The files that pages load: sprite, pictures, fonts, scripts."""

import re

import pytest
from fontTools.ttLib import TTFont

from kidsapp.page.build import HERE, STATIC
from kidsapp.page.fonts import LETTERS, cuts
from kidsapp.page.pictograms import pictograms
from kidsapp.page.signs import ChildSign
from kidsapp.page.tokens import CHILD_PICTURES

PICTURES = sorted((HERE / "templates" / "page" / "pictures").glob("*.svg"))
NAMES = "Ayşe Yılmaz, Łukasz Żądło, Zoë Ðurić, Jürgen Groß, D’Angelo, Oʼzbek, Ілля Ґонта, Їжак € – „“"


def test_every_child_picture_is_a_pictogram():
    assert {f"kid-{picture}" for picture in CHILD_PICTURES} <= set(pictograms())


def test_the_sprite_leaves_colour_and_stroke_to_the_page():
    assert re.findall(r"fill=|stroke|style", (STATIC / "sprite.svg").read_text("utf-8")) == []


def test_every_pictogram_a_template_names_is_drawn():
    texts = "".join(path.read_text("utf-8") for path in (HERE / "templates").rglob("*.html"))
    named = set(re.findall(r"""\bicon\('([\w-]+)'""", texts) + re.findall(r"icon_name='([\w-]+)'", texts))
    assert named - {"kid-"} <= set(pictograms())


@pytest.mark.parametrize("path", PICTURES, ids=lambda path: path.stem)
def test_a_picture_is_small_and_coloured_by_the_city(path):
    svg = path.read_text("utf-8")
    assert len(svg.encode()) <= 3000
    assert path.stem == "mark" or not re.search(r"#[0-9a-f]{3}|<text|gradient|style=", svg)


@pytest.mark.parametrize("name", ["FiraSans-Regular.ttf", "FiraSans-SemiBold.ttf"])
def test_letters_can_write_every_name_in_latin_and_cyrillic(name):
    known = TTFont(LETTERS / name).getBestCmap()
    assert [letter for letter in NAMES if ord(letter) not in known] == []


@pytest.mark.parametrize("name", ["NotoSansArabic-Regular.ttf", "NotoSansArabic-SemiBold.ttf"])
def test_letters_can_write_arabic(name):
    known = TTFont(LETTERS / name).getBestCmap()
    assert [letter for letter in "مدينة هيرنه، روضة؟ ٠١٢ پچگ" if ord(letter) not in known] == []


def test_every_font_is_made_and_every_made_font_is_known():
    made = {cut.target for cut in cuts()}
    assert {path for folder in {p.parent for p in made} for path in folder.glob("*.*tf*")} <= made
    assert all(path.exists() for path in made)


def test_scripts_write_no_markup_and_run_no_text():
    scripts = "".join(path.read_text("utf-8") for path in (STATIC / "js").glob("*.js"))
    assert (
        re.findall(r"innerHTML|insertAdjacentHTML|eval\(|new Function|\.style\b|document\.write", scripts)
        == []
    )
    assert re.findall(r"\?\?=|\|\|=|&&=|\.at\(|replaceAll|structuredClone", scripts) == []


@pytest.mark.parametrize(
    "sign", [("cube", "sonne", "kite"), ("arch", "red", "kite"), ("arch", "sonne", "lion")]
)
def test_a_sign_outside_the_look_is_refused(sign):
    with pytest.raises(ValueError, match="not a sign"):
        ChildSign(*sign)
