from hashlib import sha256
from io import BytesIO
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.http import StreamingHttpResponse
from PIL import Image

from conftest import MOMENT
from kidsapp.documents import ports
from kidsapp.documents.adapters.pictures import LONGEST_SIDE, MOST_PIXELS
from kidsapp.documents.commands import keep_upload, remove_upload
from kidsapp.documents.models import Upload
from kidsapp.documents.queries import content_of
from kidsapp.documents.refusals import UploadRefusal as Why
from kidsapp.documents.tests.factories import PDF, pdf, photo, picture_bytes
from kidsapp.kernel.refusals import Refused
from kidsapp.page.refusals import say
from kidsapp.people.tests.factories import actor_for, guardian, signed_in_client

pytestmark = pytest.mark.django_db


@pytest.fixture
def mother(herne):
    return guardian()


def kept(somebody, file):
    return keep_upload(actor_for(somebody), file, at=MOMENT)


def bytes_of(upload):
    return b"".join(content_of(upload))


def test_a_pdf_is_kept_as_it_came_with_its_size_and_sum(mother):
    upload = kept(mother, pdf())
    assert bytes_of(upload) == PDF
    assert (upload.size, upload.sha256) == (len(PDF), sha256(PDF).hexdigest())
    assert (upload.name, upload.content_type, upload.uploaded_by) == (
        "Arbeitszeit.pdf",
        "application/pdf",
        mother,
    )


def test_a_reader_who_goes_away_leaves_no_file_open(mother):
    upload = kept(mother, pdf())
    answer = StreamingHttpResponse(content_of(upload))
    assert not upload.file.closed
    answer.close()
    assert upload.file.closed


def test_the_file_lies_in_the_state_folder_under_a_name_that_says_nothing(mother, settings):
    upload = kept(mother, pdf())
    assert Path(upload.file.path).is_relative_to(settings.MEDIA_ROOT)
    assert "Arbeitszeit" not in upload.file.name and upload.public_id not in upload.file.name
    assert Path(upload.file.path).stat().st_mode & 0o077 == 0


def test_a_photo_loses_what_the_camera_wrote_and_stands_upright(mother):
    upload = kept(mother, photo(camera="Geheimkamera"))
    data = bytes_of(upload)
    assert b"Geheimkamera" not in data and b"Geheimkamera" in picture_bytes(camera="Geheimkamera")
    with Image.open(BytesIO(data)) as anew:
        assert anew.size == (40, 60) and not anew.getexif()


def test_a_huge_photo_becomes_as_large_as_legible(mother):
    with Image.open(BytesIO(bytes_of(kept(mother, photo(size=(6000, 3000)))))) as anew:
        assert anew.size == (LONGEST_SIDE, LONGEST_SIDE // 2)


def test_a_picture_that_unpacks_to_too_much_is_refused_before_it_is_unpacked(mother):
    bomb = BytesIO()
    Image.new("1", (10_000, MOST_PIXELS // 10_000 + 1)).save(bomb, "PNG")
    refused = kept(mother, SimpleUploadedFile("bild.png", bomb.getvalue()))
    assert refused.reason is Why.TOO_MANY_PIXELS


def test_a_renamed_file_is_kept_as_what_it_is(mother):
    upload = kept(mother, SimpleUploadedFile("Vertrag.pdf", picture_bytes("PNG"), "application/pdf"))
    assert (upload.name, upload.content_type) == ("Vertrag.png", "image/png")


@pytest.mark.parametrize(
    ("name", "data", "reason"),
    [
        ("programm.pdf", b"MZ\x90\x00" + bytes(500), Why.UNKNOWN_KIND),
        ("leer.pdf", b"", Why.EMPTY),
        ("halb.jpg", picture_bytes(size=(600, 400))[:400], Why.BROKEN),
        ("kopf.png", b"\x89PNG\r\n\x1a\n" + bytes(100), Why.BROKEN),
        ("gross.pdf", b"%PDF-" + bytes(10_000_000) + b"%%EOF", Why.TOO_LARGE),
    ],
)
def test_what_cannot_be_kept_leaves_no_row_and_no_file(mother, settings, name, data, reason):
    before = set(Path(settings.MEDIA_ROOT).rglob("*"))
    refused = kept(mother, SimpleUploadedFile(name, data))
    assert isinstance(refused, Refused) and refused.reason is reason and name in say(refused)
    assert not Upload.objects.exists() and set(Path(settings.MEDIA_ROOT).rglob("*")) == before


def test_a_file_goes_with_the_end_of_the_transaction_and_not_before(
    mother, django_capture_on_commit_callbacks
):
    upload = kept(mother, pdf())
    path = Path(upload.file.path)
    with django_capture_on_commit_callbacks(execute=True):
        with transaction.atomic():
            remove_upload(upload)
        assert path.exists() and not Upload.objects.exists()
    assert not path.exists()


def test_nobody_opens_a_document_that_no_owner_answers_for(mother):
    upload = kept(mother, pdf())
    browser = signed_in_client(mother)
    assert browser.get(f"/de/dokument/{upload.public_id}/").status_code == 404


def test_an_owners_yes_opens_it_by_the_view_and_never_by_its_path(mother, monkeypatch):
    upload = kept(mother, pdf("Schöne Grüße.pdf"))
    monkeypatch.setattr(ports, "OWNERS", [lambda actor, row: actor.account_id == row.uploaded_by_id])
    browser = signed_in_client(mother)
    answer = browser.get(f"/de/dokument/{upload.public_id}/")
    assert b"".join(answer.streaming_content) == PDF
    assert answer["Content-Disposition"] == "inline; filename*=utf-8''Sch%C3%B6ne%20Gr%C3%BC%C3%9Fe.pdf"
    assert answer["X-Content-Type-Options"] == "nosniff" and "no-store" in answer["Cache-Control"]
    for address in (f"/{upload.file.name}", f"/media/{upload.file.name}", f"/static/{upload.file.name}"):
        assert browser.get(address).status_code == 404
    assert signed_in_client(guardian()).get(f"/de/dokument/{upload.public_id}/").status_code == 404


def test_a_file_that_is_gone_is_not_found(mother, monkeypatch):
    upload = kept(mother, pdf())
    monkeypatch.setattr(ports, "OWNERS", [lambda actor, row: True])
    Path(upload.file.path).unlink()
    assert signed_in_client(mother).get(f"/de/dokument/{upload.public_id}/").status_code == 404
