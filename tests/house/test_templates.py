"""Pages stand on the page module only, hold no script or style of their own, and every form is protected."""

import re

from tests.house.source import PACKAGE

TEMPLATES = sorted(PACKAGE.glob("*/templates/**/*.html"))
LEANS_ON = re.compile(r"""{%-?\s*(?:extends|include|import|from)\s+["']([^"']+)["']""")
INLINE = re.compile(r"<script(?![^>]*(?:src=|type=.application/json))|<style|\sstyle=|\son\w+=", re.I)
OWN_COMMA = re.compile(r"(?:\}\}|</\w+>|%\}), (?:\{|<)|join\(', '\)")
SCRIPT = re.compile(r"<script(?![^>]*type=.application/json)[^>]*>", re.I)
POST_FORM = re.compile(r"<form[^>]*method=.post.*?</form>", re.I | re.S)


def module_of(path):
    return path.relative_to(PACKAGE).parts[0]


def test_there_are_templates():
    assert len(TEMPLATES) > 20


def test_templates_lean_only_on_their_own_module_or_on_page():
    for path in TEMPLATES:
        for other in LEANS_ON.findall(path.read_text(encoding="utf-8")):
            assert other.split("/")[0] in {module_of(path), "page"} or (
                module_of(path) == "people" and other.startswith("account/")
            ), f"{path}: {other}"


def test_no_template_holds_a_script_or_style_of_its_own():
    for path in TEMPLATES:
        assert not INLINE.search(path.read_text(encoding="utf-8")), path


def test_every_script_bears_the_word_of_its_answer():
    found = [tag for path in TEMPLATES for tag in SCRIPT.findall(path.read_text(encoding="utf-8"))]
    assert found
    assert not [tag for tag in found if 'nonce="{{ nonce() }}"' not in tag]


def test_every_form_that_writes_carries_the_token():
    """What failed is sent again as it was sent, its token among the rest (500.html)."""
    for path in TEMPLATES:
        token = "in again" if path.name == "500.html" else "csrf_input"
        for form in POST_FORM.findall(path.read_text(encoding="utf-8")):
            assert token in form, path


def test_no_template_writes_a_comma_of_its_own_between_two_values():
    """Arabic has another comma: ``comma()`` and ``listed`` know the reader's."""
    for path in TEMPLATES:
        assert not OWN_COMMA.search(path.read_text(encoding="utf-8")), path
