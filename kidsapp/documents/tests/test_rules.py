import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kidsapp.documents.refusals import UploadRefusal as Why
from kidsapp.documents.rules import (
    LONGEST_NAME,
    MOST_BYTES,
    Kind,
    clean_name,
    kind_of,
    refusal_to_keep,
    refusal_to_size,
)
from kidsapp.documents.tests.factories import PDF, picture_bytes

ENDINGS = (".pdf", ".jpg", ".png")


@given(st.binary(max_size=64))
def test_bytes_are_of_a_kind_only_when_they_begin_like_it(data):
    kind = kind_of(data)
    assert (kind is None) == (not data.startswith((b"%PDF-", b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n")))
    assert kind is None or data.startswith(kind.value.start)


@given(st.sampled_from([Kind.PDF, Kind.JPEG, Kind.PNG]), st.binary(max_size=64))
def test_whatever_follows_does_not_change_the_kind(kind, rest):
    assert kind_of(kind.value.start + rest) is kind


@given(st.binary(max_size=64))
def test_a_picture_of_a_phone_is_told_by_its_brand(rest):
    assert kind_of(b"\x00\x00\x00\x18ftypheic" + rest) is Kind.HEIC


@given(st.integers(0, 3 * MOST_BYTES))
def test_only_sizes_from_one_byte_to_the_limit_are_read(size):
    refused = refusal_to_size(size, name="a.pdf")
    assert (refused is None) == (1 <= size <= MOST_BYTES)
    assert refused is None or refused.reason is (Why.EMPTY if size == 0 else Why.TOO_LARGE)


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", Why.EMPTY),
        (b"\x00\x00\x00\x18ftypavif" + bytes(40), Why.UNKNOWN_KIND),
        (b"PK\x03\x04" + bytes(40), Why.OFFICE_FILE),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(40), Why.OFFICE_FILE),
        (b"MZ" + bytes(40), Why.UNKNOWN_KIND),
        (b"<html><script>alert(1)</script>", Why.UNKNOWN_KIND),
        (b"  %PDF-1.7\n%%EOF", Why.UNKNOWN_KIND),
        (PDF[:-8], Why.BROKEN),
    ],
)
def test_each_fault_has_its_own_reason(data, reason):
    assert refusal_to_keep(data, name="Nachweis.pdf").reason is reason


def test_a_whole_pdf_and_a_picture_are_kept():
    assert refusal_to_keep(PDF, name="a.pdf") is None
    assert refusal_to_keep(picture_bytes(), name="a.jpg") is None


@given(st.text(max_size=200), st.sampled_from(Kind))
def test_a_cleaned_name_is_short_harmless_and_ends_like_what_the_file_is(name, kind):
    cleaned = clean_name(name, kind)
    assert cleaned.endswith(kind.value.ending) and len(cleaned) > len(kind.value.ending)
    assert len(cleaned) <= LONGEST_NAME
    assert not set(cleaned) & set("/\\\r\n\0\u202e\u200f")
    assert all(unicodedata.category(sign)[0] != "C" for sign in cleaned)


@given(st.text(max_size=200), st.sampled_from(Kind))
def test_cleaning_twice_changes_nothing(name, kind):
    cleaned = clean_name(name, kind)
    assert clean_name(cleaned, kind) == cleaned


@pytest.mark.parametrize(
    ("name", "cleaned"),
    [
        ("C:\\Users\\Ayşe\\Bescheinigung.PDF", "Bescheinigung.pdf"),
        ("../../etc/passwd", "passwd.pdf"),
        ("Rechnung\u202egpj.exe", "Rechnunggpj.pdf"),
        ("عقد العمل.pdf", "عقد العمل.pdf"),
        ("Nr. 4 vom 3.11.2026", "Nr. 4 vom 3.11.pdf"),
        (" .. ", "Dokument.pdf"),
        (".pdf", "pdf.pdf"),
    ],
)
def test_names_from_real_life(name, cleaned):
    assert clean_name(name, Kind.PDF) == cleaned
