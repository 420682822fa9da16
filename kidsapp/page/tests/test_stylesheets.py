"""The stylesheets: built from their sources, readable by old browsers, light, for both directions."""

import gzip
import re
from pathlib import Path

import pytest

from kidsapp.page import build, kern
from kidsapp.page.build import SHEETS, STATIC, built
from kidsapp.page.stylesheet import Rule, minified, rules
from kidsapp.page.theme import stylesheet
from kidsapp.page.tokens import LIGHT

TOO_NEW = (
    r"oklch\(|oklab\(|lab\(|lch\(|color-mix\(|light-dark\(|:has\(|@container|@layer|@scope|@property|@starting-style"
    r"|\d[dsl]v[hwib]|aspect-ratio\s*:|accent-color|text-wrap|subgrid|:user-invalid|border-(start|end)-(start|end)-radius"
    r"|scroll-(margin|padding)-(block|inline)|overflow\s*:\s*clip|content-visibility|&|field-sizing|anchor\("
)
"""What Chrome 91 or Safari 14.1 do not know (caniuse.com); ``:focus-visible`` stands alone in its rule."""
PHYSICAL = r"(?<![\w-])(margin-|padding-|border-|)(left|right)\s*:|text-align\s*:\s*(left|right)|float"


def weight(path: Path) -> int:
    return len(gzip.compress(path.read_bytes(), 9))


@pytest.mark.parametrize("name", SHEETS)
def test_committed_stylesheet_is_the_built_one(name):
    assert (STATIC / name).read_text("utf-8") == built(name)


@pytest.mark.parametrize("name", SHEETS)
def test_nothing_is_newer_than_chrome_91_and_safari_14_1(name):
    assert re.findall(TOO_NEW, (STATIC / name).read_text("utf-8")) == []


def test_focus_visible_never_shares_a_rule_that_old_safari_would_drop():
    shared = [
        r.selector for r in rules(built("page.css")) if ":focus-visible" in r.selector and "," in r.selector
    ]
    assert shared == []


def test_nothing_is_left_or_right():
    assert re.findall(PHYSICAL, built("page.css")) == []


def test_every_variable_that_is_used_is_set():
    css = built("page.css")
    used, known = set(re.findall(r"var\((--[\w-]+)[,)]", css)), set(re.findall(r"(--[\w-]+):", css))
    assert used <= known


def test_every_colour_is_a_token():
    sources = "".join(
        path.read_text("utf-8") for path in (build.HERE / "css").glob("*.css") if path.stem != "print"
    )
    assert re.findall(r"#[0-9a-f]{3,8}\b|rgb\(|hsl\(", sources) == []


def test_every_semantic_colour_of_kern_and_its_twin_is_one_of_ours():
    properties = kern.colour_properties()
    vendored = (build.HERE / "vendor" / "kern" / "kern.css").read_text("utf-8")
    asked = set(re.findall(r"var\(--kern-color-([\w-]+?)(?:-contextual)?[,)]", vendored))
    assert {name for name in asked if name in kern.COLOURS} >= {
        "action-default",
        "feedback-danger",
        "layout-text-default",
    }
    assert set(kern.COLOURS.values()) <= LIGHT.keys()
    assert "--kern-color-feedback-danger-contextual:var(--ka-bad)" in properties


def test_kern_gives_only_classes_that_we_use_without_its_own_sizes():
    taken = kern.subset((build.HERE / "vendor" / "kern" / "kern.css").read_text("utf-8"))
    assert ".kern-btn--primary{" in taken
    assert "kern-metric" not in taken
    assert ":has(" not in taken


def test_budgets_of_the_first_load_leave_room_for_the_page():
    fonts = sum((STATIC / "fonts" / f"fira-sans-{w}-latin.woff2").stat().st_size for w in (400, 600))
    arabic = sum((STATIC / "fonts" / f"noto-sans-arabic-{w}.woff2").stat().st_size for w in (400, 600))
    files = ("page.css", "sprite.svg", "js/page.js", "js/read-aloud.js", "vendor/htmx/htmx.min.js")
    shared = fonts + sum(weight(STATIC / name) for name in files)
    assert weight(STATIC / "page.css") <= 17_000
    assert shared <= 85_000
    assert shared + arabic <= 130_000


def test_a_city_sets_its_own_colours_in_both_modes():
    css = stylesheet({"light": {"action": "#123456"}, "dark": {"action": "#abcdef"}})
    assert ":root{--ka-action:#123456}" in css
    assert ':root[data-theme="dark"]{--ka-action:#abcdef}' in css
    assert '(prefers-color-scheme:dark){:root:not([data-theme="light"]){--ka-action:#abcdef}}' in css


def test_rules_are_read_with_their_media_and_without_comments():
    css = "/* a */ b , c { d: e ; f: g } @media (x: y) { h > i { j: 0.5em } }"
    assert list(rules(css)) == [Rule("b,c", "d:e;f:g"), Rule("h>i", "j:.5em", "@media (x: y)")]
    assert minified(rules("a{b:c}@media (x){d{e:f}}")) == "a{b:c}\n@media (x){\nd{e:f}\n}"


def test_a_brace_that_is_never_closed_is_an_error():
    with pytest.raises(ValueError, match="never closed"):
        list(rules("a { b: c"))
