"""What lies on the disk, and what is not let in: active PDF, viruses, pictures of phones."""

import socket
import threading
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from conftest import MOMENT
from kidsapp.documents.commands import keep_upload, reseal_documents, rewrap_documents
from kidsapp.documents.models import Upload
from kidsapp.documents.queries import content_of
from kidsapp.documents.refusals import UploadRefusal as Why
from kidsapp.documents.sealing import Unsealable
from kidsapp.documents.tests.factories import PDF, pdf
from kidsapp.kernel.refusals import Refused
from kidsapp.municipality.scope import municipality_scope
from kidsapp.municipality.tests.factories import municipality
from kidsapp.people.tests.factories import actor_for, guardian

pytestmark = pytest.mark.django_db
HEIC = (Path(__file__).parent / "photo.heic").read_bytes()
"""Sixty-four by forty-eight orange points, made for this test."""


@pytest.fixture
def mother(herne):
    return guardian()


def kept(somebody, data, name="datei.pdf"):
    return keep_upload(actor_for(somebody), SimpleUploadedFile(name, data), at=MOMENT)


def pdf_with(change, **options):
    """One empty page, changed by ``change``."""
    document, out = pikepdf.new(), BytesIO()
    document.add_blank_page()
    change(document)
    document.save(out, **options)
    return out.getvalue()


def test_what_lies_on_the_disk_says_nothing(mother):
    upload = keep_upload(actor_for(mother), pdf(), at=MOMENT)
    lying = Path(upload.file.path).read_bytes()
    assert b"%PDF" not in lying and PDF[10:40] not in lying


def test_a_file_that_was_changed_on_the_disk_does_not_open(mother):
    upload = keep_upload(actor_for(mother), pdf(), at=MOMENT)
    path = Path(upload.file.path)
    path.write_bytes(path.read_bytes()[:-1] + b"x")
    with pytest.raises(Unsealable):
        list(content_of(upload))


def test_another_citys_key_does_not_open_it(mother):
    upload = keep_upload(actor_for(mother), pdf(), at=MOMENT)
    with municipality_scope(municipality("soest").pk), pytest.raises(Unsealable):
        list(content_of(upload))


def test_a_new_key_takes_over_while_the_old_one_still_opens(mother, settings):
    upload = keep_upload(actor_for(mother), pdf(), at=MOMENT)
    lying = Path(upload.file.path).read_bytes()
    settings.DOCUMENT_KEYS = {**settings.DOCUMENT_KEYS, 7: bytes(32)}
    assert b"".join(content_of(upload)) == PDF
    assert (rewrap_documents(), rewrap_documents()) == (1, 0)
    settings.DOCUMENT_KEYS = {7: bytes(32)}
    assert b"".join(content_of(Upload.objects.get())) == PDF
    assert Path(upload.file.path).read_bytes() == lying


def test_another_cipher_takes_over_while_what_the_first_one_sealed_still_opens(
    mother, settings, django_capture_on_commit_callbacks
):
    before = keep_upload(actor_for(mother), pdf(), at=MOMENT)
    settings.DOCUMENT_CIPHER = 2
    new = keep_upload(actor_for(mother), pdf(), at=MOMENT)
    assert (before.cipher, new.cipher) == (1, 2)
    assert b"".join(content_of(before)) == b"".join(content_of(new)) == PDF
    with django_capture_on_commit_callbacks(execute=True):
        assert (reseal_documents(), reseal_documents()) == (1, 0)
    anew = Upload.objects.get(pk=before.pk)
    assert anew.cipher == 2 and b"".join(content_of(anew)) == PDF
    assert not Path(before.file.path).exists()


def javascript(document):
    document.Root.OpenAction = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS="app.alert(1)")


def script_of_a_page(document):
    document.pages[0].obj.AA = pikepdf.Dictionary(O=pikepdf.Dictionary(S=pikepdf.Name.Launch, F="cmd.exe"))


def launch_deep_in_a_list(document):
    action = pikepdf.Dictionary(S=pikepdf.Name.Launch, F="cmd.exe")
    link = pikepdf.Dictionary(Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.Link, A=action)
    document.pages[0].obj.Annots = pikepdf.Array([pikepdf.Array([link])])


def attachment(document):
    document.attachments["rechnung.exe"] = b"MZ"


@pytest.mark.parametrize("change", [javascript, script_of_a_page, launch_deep_in_a_list, attachment])
@pytest.mark.parametrize("is_packed", [True, False])
def test_a_pdf_that_does_something_is_not_kept(mother, change, is_packed):
    packing = pikepdf.ObjectStreamMode.generate if is_packed else pikepdf.ObjectStreamMode.disable
    refused = kept(mother, pdf_with(change, object_stream_mode=packing))
    assert isinstance(refused, Refused) and refused.reason is Why.ACTIVE
    assert not Upload.objects.exists()


def test_a_pdf_with_a_link_to_an_address_is_kept(mother):
    def link(document):
        action = pikepdf.Dictionary(S=pikepdf.Name.URI, URI="https://herne.example/")
        document.pages[0].obj.Annots = pikepdf.Array([pikepdf.Dictionary(A=action)])

    assert isinstance(kept(mother, pdf_with(link)), Upload)


@pytest.mark.parametrize("password", ["geheim", ""])
def test_a_locked_pdf_is_not_kept_even_if_its_password_is_empty(mother, password):
    locked = pdf_with(lambda _: None, encryption=pikepdf.Encryption(owner="o", user=password))
    assert kept(mother, locked).reason is Why.LOCKED


@pytest.mark.parametrize("data", [b"%PDF-1.7\nPK\x03\x04 archive %%EOF", b"%PDF-1.7 \x00 %%EOF"])
def test_an_archive_called_pdf_and_other_chimeras_are_broken(mother, data):
    assert kept(mother, data).reason is Why.BROKEN


def test_a_picture_of_a_phone_is_kept_as_jpeg_without_what_the_camera_wrote(mother):
    upload = kept(mother, HEIC, "IMG_0001.HEIC")
    data = b"".join(content_of(upload))
    assert (upload.name, upload.content_type) == ("IMG_0001.jpg", "image/jpeg")
    assert b"Geheimkamera" in HEIC and b"Geheimkamera" not in data
    with Image.open(BytesIO(data)) as picture:
        assert picture.format == "JPEG" and picture.size == (64, 48)


def test_half_a_picture_of_a_phone_is_broken(mother):
    assert kept(mother, HEIC[:300], "IMG_0001.HEIC").reason is Why.BROKEN


class Scanner(threading.Thread):
    """Speaks clamd's words on a socket: finds a virus where it is told to."""

    def __init__(self, path, answer):
        super().__init__(daemon=True)
        self.answer, self.got = answer, b""
        self.listening = socket.socket(socket.AF_UNIX)
        self.listening.bind(path)
        self.listening.listen(1)

    def run(self):
        line, _ = self.listening.accept()
        with line, line.makefile("rb") as coming:
            assert coming.read(10) == b"zINSTREAM\0"
            while length := int.from_bytes(coming.read(4), "big"):
                self.got += coming.read(length)
            line.sendall(self.answer)


@pytest.fixture
def scanner(tmp_path, settings):
    settings.CLAMD_SOCKET = str(tmp_path / "clamd")

    def start(answer):
        found = Scanner(settings.CLAMD_SOCKET, answer)
        found.start()
        return found

    return start


def test_the_scanner_sees_every_byte_before_anything_is_kept(mother, scanner):
    running = scanner(b"stream: OK\0")
    assert isinstance(kept(mother, PDF), Upload)
    running.join()
    assert running.got == PDF


def test_what_the_scanner_finds_is_not_kept(mother, scanner):
    scanner(b"stream: Eicar-Test-Signature FOUND\0")
    assert kept(mother, PDF).reason is Why.VIRUS
    assert not Upload.objects.exists()


@pytest.mark.parametrize("answer", [b"INSTREAM size limit exceeded. ERROR\0", b"", None])
def test_what_the_scanner_cannot_tell_is_not_kept(mother, scanner, answer):
    if answer is not None:
        scanner(answer)
    assert kept(mother, PDF).reason is Why.NOT_CHECKED
