"""What is drawn from left to right on a paper that runs from right to left."""

import io
import re

import pikepdf
import pytest

from kidsapp.documents.letters import Letter, Section, pdf_of
from kidsapp.documents.post import post_pdf
from kidsapp.documents.tests.test_post import AT, letter

TELEPHONE, CODE = "02323 000 360", "4477-9qxp"
ROWS = (("الهاتف", TELEPHONE), ("الرمز", CODE))


def runs_of(content):
    """Every run of signs as it is drawn, from left to right."""
    paper, font, runs = pikepdf.open(io.BytesIO(content)), "", []
    signs = {name: _signs(each) for name, each in paper.pages[0].Resources.Font.items()}
    for operands, operator in pikepdf.parse_content_stream(paper.pages[0]):
        if str(operator) == "Tf":
            font = str(operands[0])
        elif str(operator) in {"Tj", "TJ"}:
            parts = operands if str(operator) == "Tj" else operands[0]
            drawn = b"".join(bytes(part) for part in parts if isinstance(part, pikepdf.String))
            glyphs = (int.from_bytes(drawn[at : at + 2], "big") for at in range(0, len(drawn), 2))
            runs.append("".join(signs[font].get(glyph, "") for glyph in glyphs))
    return runs


def _signs(font):
    pairs = re.findall(rb"<(\w{4})> <(\w+)>\n", font.ToUnicode.read_bytes())
    return {int(glyph, 16): bytes.fromhex(sign.decode()).decode("utf-16-be") for glyph, sign in pairs}


@pytest.mark.parametrize("words", [TELEPHONE, CODE])
def test_telephones_and_codes_keep_the_order_of_their_groups_in_arabic(words):
    sections = (Section("طفلكم", ROWS),)
    paper = pdf_of(Letter("ar", "Herne", "تأكيد", "3.11.2026", "", sections, ""), at=AT)
    assert words in runs_of(paper)
    assert words in runs_of(post_pdf([letter("ar", "مكان", reference=ROWS)], title="B", at=AT))
