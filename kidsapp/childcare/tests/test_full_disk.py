"""A full disk: nothing half is kept, a friendly page answers, and afterwards the same press works."""

import resource
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path

import psycopg.errors
import pytest
from django.conf import settings as live_settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import OperationalError
from django.test import Client
from PIL import Image

from kidsapp.childcare.models import CaseDocument
from kidsapp.childcare.tests.factories import dated_settings
from kidsapp.childcare.tests.steps import at, begin
from kidsapp.documents.models import Upload
from kidsapp.people.tests.factories import guardian, signed_in_client
from kidsapp.web import pages

pytestmark = pytest.mark.django_db
SPACE = 64 * 1024


@contextmanager
def little_space():
    """No file grows beyond a little, as on a disk that is almost full."""
    usual = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (SPACE, usual[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, usual)


def noise():
    """A picture that cannot be made small."""
    out = BytesIO()
    Image.effect_noise((700, 700), 100).save(out, "JPEG")
    return SimpleUploadedFile("Arbeitszeit.jpg", out.getvalue(), "image/jpeg")


def files():
    return [path for path in Path(live_settings.MEDIA_ROOT).rglob("*") if path.is_file()]


def test_a_document_that_finds_no_space_leaves_nothing_and_is_taken_later(herne, settings, tmp_path):
    settings.MEDIA_ROOT = str(tmp_path)
    dated_settings()
    browser = Client(headers={"host": "herne.localhost"}, raise_request_exception=False)
    browser.cookies = signed_in_client(guardian()).cookies
    draft = begin(browser)
    address = at(draft, "nachweise")

    def hand_in():
        return browser.post(address, {"ground": "work", "documents-hours": noise()})

    with little_space():
        answer = hand_in()
    assert answer.status_code == 503 and "an uns lag es" in answer.text
    assert not files() and not Upload.objects.exists() and not CaseDocument.objects.exists()
    assert hand_in().status_code in (200, 302)
    assert len(files()) == Upload.objects.count() == CaseDocument.objects.count() == 1


def test_a_database_without_space_says_so_and_not_that_we_were_wrong(herne, monkeypatch):
    def full(*_args, **_options):
        raise OperationalError from psycopg.errors.DiskFull()

    assert issubclass(psycopg.errors.DiskFull, psycopg.OperationalError), "Django makes its own of it"
    monkeypatch.setattr(pages, "season_of", full)
    browser = Client(headers={"host": "herne.localhost"}, raise_request_exception=False)
    assert browser.get("/de/").status_code == 503
