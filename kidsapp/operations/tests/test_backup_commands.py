"""A backup is restored, and everything is there as it was: rows, files, walls."""

import errno
import json
from contextlib import contextmanager
from pathlib import Path

import pytest
from click.testing import CliRunner
from django.conf import settings as live_settings
from django.db import connection, connections
from psycopg import sql

from conftest import MOMENT
from kidsapp.documents.commands import keep_upload
from kidsapp.documents.tests.factories import pdf
from kidsapp.municipality.models import Municipality
from kidsapp.municipality.scope import municipality_scope
from kidsapp.municipality.tests.factories import municipality
from kidsapp.operations.backup import cli, make, restore
from kidsapp.operations.backup.postgresql import connected, sums_of_tables
from kidsapp.operations.privacy.cli import privacy
from kidsapp.operations.privacy.outside import Entry, append
from kidsapp.people.models import Child
from kidsapp.people.tests.factories import actor_for, child, guardian_of

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def place(tmp_path, settings):
    """A state folder of one's own, with a key for backups."""
    settings.STATE, settings.MEDIA_ROOT = tmp_path, str(tmp_path / "media")
    settings.ERASURES = tmp_path / "erasures.jsonl"
    run(cli.backup, "key", str(tmp_path / "key"))
    return tmp_path


@pytest.fixture
def herne(place):
    """Herne with a child and its document."""
    city = municipality("herne")
    with municipality_scope(city.pk):
        mia = child()
        keep_upload(actor_for(guardian_of(mia)), pdf(), at=MOMENT, child_id=mia.pk)
    return city


@contextmanager
def elsewhere():
    """An empty database for the time being, as on another machine."""
    name, other = connection.settings_dict["NAME"], f"{connection.settings_dict['NAME']}_elsewhere"
    connections.close_all()
    with connected(restore.owner_login()) as line:
        line.execute(sql.SQL("DROP DATABASE IF EXISTS {}").format(sql.Identifier(other)))
        line.execute(sql.SQL("CREATE DATABASE {} TEMPLATE template0").format(sql.Identifier(other)))
        connection.settings_dict["NAME"] = other
        try:
            yield
        finally:
            connections.close_all()
            connection.settings_dict["NAME"] = name
            line.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(other)))


def run(command, *words, code=0):
    found = CliRunner().invoke(command, words, catch_exceptions=False)
    assert found.exit_code == code, found.output
    return found.output


def made(place):
    run(cli.backup, "make", str(place / "one"), "--key", str(place / "key"))
    return str(place / "one"), "--key", str(place / "key")


def sums():
    with connected(restore.owner_login()) as line:
        return sums_of_tables(line)


def files():
    root = Path(live_settings.MEDIA_ROOT)
    return {path.relative_to(root): path.read_bytes() for path in root.rglob("*") if path.is_file()}


def test_what_was_kept_comes_back_whole_and_behind_its_walls(herne, place, settings):
    words = made(place)
    rows, kept = sums(), files()
    assert rows["people_child"][0] == 1 and len(kept) == 1
    settings.MEDIA_ROOT = str(place / "media-elsewhere")
    with elsewhere():
        run(cli.restore, *words)
        assert (sums(), files()) == (rows, kept)
        with connection.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM people_child")
            assert cursor.fetchone() == (0,), "the application sees nobody without a city"
        with municipality_scope(herne.pk):
            assert Child.objects.count() == 1
        assert "--replace-everything" in run(cli.restore, *words, code=1)
        run(cli.restore, *words, "--replace-everything")
        assert (sums(), files()) == (rows, kept)
    assert list(place.glob("media-elsewhere-before-*")), "the files that were there are laid aside"


def test_whoever_was_erased_since_stays_erased(herne, place, settings):
    words = made(place)
    with municipality_scope(herne.pk):
        mia = Child.objects.get()
    append(settings.ERASURES, [Entry("herne", "child", mia.public_id, MOMENT)])
    with elsewhere():
        run(cli.restore, *words, "--replace-everything")
        with municipality_scope(herne.pk):
            assert not Child.objects.exists() and not files()


@pytest.mark.parametrize(
    ("kept", "said"),
    [
        (None, "Warning: there is no list of erasures"),
        ('["x", "child", "y", "2026-11-22T10:00:00+00:00"]\nä\n7\n[1]\n', "22; 3 lines cannot be read"),
        ("", "names 0."),
    ],
)
def test_a_restore_says_what_became_of_the_list_of_erasures(herne, place, settings, kept, said):
    """Without it whoever was erased since is back, and nothing else would tell."""
    if kept is not None:
        settings.ERASURES.write_text(kept)
    words = made(place)
    with elsewhere():
        assert said in run(cli.restore, *words, "--replace-everything")


def test_a_file_that_is_no_list_of_erasures_is_not_written_to(herne, place, settings):
    settings.ERASURES.write_text("root:x:0:0\n")
    settings.ERASURES.chmod(0o644)
    words, before = made(place), sums()
    connections.close_all()
    for command in ((cli.restore, *words, "--replace-everything"), (privacy, "apply-erasures")):
        assert "is no list of erasures" in run(*command, code=1)
    assert settings.ERASURES.read_text() == "root:x:0:0\n" and sums() == before


def test_verifying_restores_elsewhere_and_says_what_was_compared(herne, place):
    words, before = made(place), sums()
    assert "1 files" in run(cli.backup, "verify", *words)
    assert sums() == before
    assert json.loads((place / cli.KEPT).read_text()).keys() == {"made_at", "verified_at"}


def test_a_row_that_did_not_come_back_is_noticed(herne, place, monkeypatch):
    counted = make.sums_of_tables
    monkeypatch.setattr(make, "sums_of_tables", lambda line: {**counted(line), "people_child": [2, "0"]})
    assert "people_child: 2 then, 1 now" in run(cli.backup, "verify", *made(place), code=1)


def test_what_is_written_while_the_backup_runs_stays_outside(herne, place, monkeypatch):
    dumping = make.dumping

    def meanwhile(*args, **options):
        municipality("soest")
        return dumping(*args, **options)

    monkeypatch.setattr(make, "dumping", meanwhile)
    words = made(place)
    assert Municipality.objects.count() == 2
    run(cli.backup, "verify", *words)


def test_on_a_full_disk_no_half_backup_is_left(herne, place, monkeypatch):
    def full(*_args):
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(make, "add_dump", full)
    said = run(cli.backup, "make", str(place / "one"), "--key", str(place / "key"), code=1)
    assert "No space left" in said and not list(place.glob("one*"))


def test_a_lost_document_stops_the_backup(herne, place):
    for path in Path(live_settings.MEDIA_ROOT).rglob("*"):
        if path.is_file():
            path.unlink()
    said = run(cli.backup, "make", str(place / "one"), "--key", str(place / "key"), code=1)
    assert "not on the disk" in said


def test_without_the_keys_of_its_documents_nothing_is_restored(herne, place, settings):
    words = made(place)
    settings.DOCUMENT_KEYS = {1: bytes(32)}
    with elsewhere():
        assert "would not open" in run(cli.restore, *words, code=1)
        assert not sums()
        run(cli.restore, *words, "--without-document-keys", "--replace-everything")


@pytest.mark.parametrize("is_in_earnest", [True, False])
def test_a_server_older_than_the_backup_is_refused_untouched(herne, place, monkeypatch, is_in_earnest):
    words, before = made(place), (sums(), files())
    connections.close_all()
    monkeypatch.setattr(restore, "major_of", lambda _line: 14)
    if is_in_earnest:
        said = run(cli.restore, *words, "--replace-everything", code=1)
    else:
        said = run(cli.backup, "verify", *words, code=1)
    assert "this server is 14" in said and (sums(), files()) == before


def test_while_others_are_connected_nothing_is_restored(herne, place):
    words = made(place)
    with elsewhere(), connected(restore.owner_login()):
        assert "stop kidsapp serve" in run(cli.restore, *words, code=1)


def test_a_role_behind_the_walls_makes_no_empty_backup(herne, place, monkeypatch):
    login = {name: connection.settings_dict[name] for name in connection.settings_dict["BACKUP"]}
    monkeypatch.setitem(connection.settings_dict, "BACKUP", login)
    said = run(cli.backup, "make", str(place / "one"), "--key", str(place / "key"), code=1)
    assert "KIDSAPP_BACKUP_URL" in said


def test_a_large_object_of_somebody_does_not_stand_in_the_way_of_a_restore(herne, place):
    with connected(restore.owner_login()) as line:
        (number,) = line.execute("SELECT lo_create(0)").fetchone()
        words = made(place)
        line.execute("SELECT lo_unlink(%s)", [number])
    with elsewhere():
        with connected(restore.owner_login()) as line:
            line.execute("SELECT lo_create(%s)", [number])
        run(cli.restore, *words, "--replace-everything")


def test_a_restore_that_fails_halfway_says_what_is_left_and_what_to_do(herne, place, monkeypatch):
    words = made(place)
    monkeypatch.setattr(restore, "sums_of_tables", lambda _line: {})
    with elsewhere():
        said = run(cli.restore, *words, "--replace-everything", code=1)
    assert "not whole now" in said and "restore again, with --replace-everything" in said


def test_without_tables_there_is_nothing_to_keep_and_a_line_says_so(place):
    with elsewhere():
        said = run(cli.backup, "make", str(place / "one"), "--key", str(place / "key"), code=1)
    assert "kidsapp migrate" in said and len(said.splitlines()) == 1


def test_a_key_is_never_overwritten(place):
    assert run(cli.backup, "key", str(place / "key"), code=1).startswith("Error: File exists: ")
