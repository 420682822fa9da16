"""Files that are made to break whoever opens them: bombs, chimeras, programs in the clothes of a picture."""

import io
import subprocess
import sys
import time
import zipfile
import zlib

import pikepdf
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from conftest import MOMENT
from kidsapp.documents.adapters import looking
from kidsapp.documents.adapters.pdf import refusal_to_pdf
from kidsapp.documents.commands import keep_upload
from kidsapp.documents.models import Upload
from kidsapp.documents.queries import content_of
from kidsapp.documents.refusals import UploadRefusal as Why
from kidsapp.documents.rules import LONGEST_NAME
from kidsapp.documents.tests.factories import PDF, picture_bytes
from kidsapp.kernel.refusals import Refused
from kidsapp.people.tests.factories import actor_for, guardian

pytestmark = pytest.mark.django_db
MEGABYTE = 1 << 20


@pytest.fixture
def mother(herne):
    return guardian()


def kept(somebody, data, name="datei.pdf"):
    return keep_upload(actor_for(somebody), SimpleUploadedFile(name, data), at=MOMENT)


def packed(filling, megabytes):
    """The content of a stream of objects, with so much of ``filling`` behind the one that it holds."""
    packing = zlib.compressobj(9)
    parts = [packing.compress(b"5 0 << /A 1 >> ")]
    piece = (filling * (MEGABYTE // len(filling) + 1))[:MEGABYTE]
    parts += [packing.compress(piece) for _ in range(megabytes)]
    return b"".join([*parts, packing.flush()])


def pdf_with_objects(content, more=b""):
    """A PDF with one page, whose fifth object stands in a packed stream (ISO 32000-2, 7.5.7)."""
    objects = {
        1: b"<< /Type /Catalog /Pages 2 0 R /X 5 0 R >>",
        2: b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        3: b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] >>",
        4: b"<< /Type /ObjStm /N 1 /First 4 /Filter /FlateDecode /Length %d%s >>\nstream\n%s\nendstream"
        % (len(content), more, content),
    }
    out, places = b"%PDF-1.7\n", {}
    for number, text in objects.items():
        places[number] = len(out)
        out += b"%d 0 obj\n%s\nendobj\n" % (number, text)
    rows = [
        b"\0" + bytes(4) + b"\xff\xff",
        *(b"\1" + places[n].to_bytes(4, "big") + b"\0\0" for n in objects),
    ]
    rows += [b"\2" + (4).to_bytes(4, "big") + b"\0\0", b"\1" + len(out).to_bytes(4, "big") + b"\0\0"]
    table = b"".join(rows)
    head = b"6 0 obj\n<< /Type /XRef /Size 7 /W [1 4 2] /Root 1 0 R /Length %d >>\nstream\n" % len(table)
    return out + head + table + b"\nendstream\nendobj\nstartxref\n%d\n%%%%EOF\n" % len(out)


def test_a_small_packed_pdf_is_kept():
    assert refusal_to_pdf(pdf_with_objects(packed(b" ", 1))) is None


@pytest.mark.parametrize("filling", [b" ", b"[" * 50 + b"]" * 50, b"1 "])
def test_a_pdf_whose_streams_unpack_to_gigabytes_is_refused_in_time(mother, filling):
    bomb = pdf_with_objects(packed(filling, 100))
    assert len(bomb) < 10_000_000
    before = time.process_time()
    assert kept(mother, bomb).reason is Why.BROKEN
    assert time.process_time() - before < looking.SECONDS
    assert not Upload.objects.exists()


def test_what_qpdf_has_no_limit_for_ends_only_the_process_that_looks(monkeypatch, tmp_path):
    """As an older way of packing (LZW) would, that qpdf unpacks without end."""
    greedy = tmp_path / "greedy.py"
    greedy.write_text(
        "from kidsapp.documents.adapters import looking\nlooking._limit()\nbytes(2 * looking.MEMORY)\n"
    )
    monkeypatch.setattr("kidsapp.documents.adapters.pdf.ALONE", [sys.executable, "-I", str(greedy)])
    assert refusal_to_pdf(PDF) is Why.BROKEN


def test_the_look_has_an_end_in_time(monkeypatch):
    monkeypatch.setattr("kidsapp.documents.adapters.pdf.LONGEST_LOOK_SECONDS", 0.001)
    assert refusal_to_pdf(PDF) is Why.BROKEN


def test_whoever_breaks_the_reader_of_pdf_finds_no_secret_there(monkeypatch):
    """The process that looks inherits nothing of the environment."""
    asked = {}

    def run(command, **options):
        asked.update(options, command=command)
        raise subprocess.SubprocessError

    monkeypatch.setattr("kidsapp.documents.adapters.pdf.subprocess.run", run)
    refusal_to_pdf(PDF)
    assert asked["env"] == {} and "-I" in asked["command"]


def test_an_archive_of_archives_is_never_opened(mother, monkeypatch):
    inner = io.BytesIO()
    with zipfile.ZipFile(inner, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a", bytes(50 * MEGABYTE))
    outer = io.BytesIO()
    with zipfile.ZipFile(outer, "w", zipfile.ZIP_DEFLATED) as archive:
        for number in range(20):
            archive.writestr(f"{number}.zip", inner.getvalue())
    for name in ("unterlagen.zip", "unterlagen.pdf", "unterlagen.docx"):
        assert kept(mother, outer.getvalue(), name).reason is Why.OFFICE_FILE


def test_what_hangs_on_behind_a_picture_is_gone(mother):
    hidden = b"PK\x03\x04<script>alert(1)</script><?php system($_GET[0]); ?>"
    upload = kept(mother, picture_bytes() + hidden, "bild.jpg")
    data = b"".join(content_of(upload))
    assert hidden not in data and b"script" not in data and data.endswith(b"\xff\xd9")


@pytest.mark.parametrize(
    "data",
    [
        b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>",
        b"GIF89a/*" + bytes(20) + b"*/=alert(1)",
        b"<html><body>%PDF-1.7 %%EOF",
        b"BM" + bytes(60),
        b"\x1f\x8b\x08" + bytes(40),
        b"RIFF\x00\x00\x00\x00WEBP" + bytes(40),
    ],
)
def test_a_drawing_that_can_run_something_is_not_kept(mother, data):
    assert kept(mother, data, "bild.png").reason is Why.UNKNOWN_KIND


def test_a_pdf_with_an_archive_behind_its_end_is_kept_as_pdf_or_not_at_all(mother):
    """Such a file is both: it is never served as anything but PDF (opening.py, nosniff)."""
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w") as packing:
        packing.writestr("a.html", "<script>alert(1)</script>")
    both = kept(mother, PDF + archive.getvalue(), "beides.zip")
    assert isinstance(both, Refused) or (both.content_type, both.name) == ("application/pdf", "beides.pdf")


def test_a_picture_of_many_frames_is_kept_as_its_first(mother):
    out = io.BytesIO()
    first, *more = [Image.new("RGB", (50, 50), colour) for colour in ("red", "blue", "green") * 30]
    first.save(out, "PNG", save_all=True, append_images=more)
    data = b"".join(content_of(kept(mother, out.getvalue(), "bild.png")))
    with Image.open(io.BytesIO(data)) as picture:
        assert getattr(picture, "n_frames", 1) == 1


@pytest.mark.parametrize(
    "name", ["n" * 5000 + ".pdf", "م" * 5000, "x\u202efdp.exe", ".." * 2500, "\u2066" * 5000]
)
def test_a_name_of_5000_signs_or_of_signs_that_turn_the_writing_becomes_short_and_plain(mother, name):
    upload = kept(mother, PDF, name)
    assert len(upload.name) <= LONGEST_NAME and upload.name.endswith(".pdf")
    assert not set(upload.name) & set("\u202e\u2066/\\")


def test_pikepdf_knows_the_limits_that_are_set():
    assert {"flate_max_memory", "png_max_memory"} <= set(pikepdf.settings.get_qpdf_limits())
