"""Tampering is done as the owner of the tables: the application's role cannot."""

from contextlib import contextmanager
from datetime import timedelta
from email.message import EmailMessage

import pytest
from click.testing import CliRunner
from django.db import connection, transaction
from hypothesis import given, settings
from hypothesis import strategies as st

from kidsapp.audit.cli import audit
from kidsapp.audit.commands import seal_lines, sealing
from kidsapp.audit.models import AuditLine, Seal
from kidsapp.audit.queries.verification import Verification, Wrong
from kidsapp.audit.rules import SealedLine, digest_of
from kidsapp.audit.tests.factories import MOMENT, lines
from kidsapp.municipality.scope import municipality_scope
from kidsapp.municipality.tests.factories import municipality
from kidsapp.municipality.walls import as_owner

LATER = MOMENT + timedelta(hours=1)
RUNS, LINES_A_RUN = 3, 7
COUNT = RUNS * LINES_A_RUN

CHANGED = {
    "at": "at + interval '1 microsecond'",
    "act": "act || '.'",
    "account_id": "coalesce(account_id, 0) + 1",
    "children": "children || 4711::bigint",
    "subjects": """subjects || '{"offer": 1}'""",
    "back_to": "date '2026-01-01'",
    "municipality_id": "(SELECT max(id) FROM municipality_municipality)",
}
SEAL_CHANGED = {
    "number": "number + 100",
    "sealed_at": "sealed_at + interval '1 second'",
    "total": "total + 1",
    "lines": "lines[2:]",
    "digests": "digests || '\\x00'::bytea",
    "hash": "sha256(hash)",
    "last_line": "last_line + 1",
}


@pytest.fixture
def chain(transactional_db, monkeypatch):
    """Three runs of the sealer, three seals each; then the tables are the owner's."""
    monkeypatch.setattr(sealing, "LINES_A_SEAL", 3)
    city = municipality("herne")
    municipality("soest")
    with municipality_scope(city.pk):
        for run in range(RUNS):
            lines(LINES_A_RUN, at=MOMENT + timedelta(hours=4 * run))
            seal_lines(at=LATER + timedelta(hours=4 * run))
        with as_owner():
            yield city


@contextmanager
def undone():
    with transaction.atomic(), connection.cursor() as cursor:
        yield cursor
        transaction.set_rollback(True)


def found():
    return list(Verification().findings())


def ids():
    return list(AuditLine.objects.order_by("pk").values_list("pk", flat=True))


def _update(table, changes, column):
    return f"UPDATE {table} SET {column} = {changes[column]} WHERE "  # noqa: S608


a_line = st.integers(0, COUNT - 1)


def test_an_intact_chain_has_no_findings(chain):
    assert found() == []


@settings(max_examples=40)
@given(a_line, st.sampled_from(sorted(CHANGED)))
def _any_change(number, column):
    with undone() as cursor:
        line = ids()[number]
        cursor.execute(_update("audit_auditline", CHANGED, column) + "id = %s", [line])
        what = Wrong.MISSING if column == "municipality_id" else Wrong.CHANGED
        assert [(f.what, f.where.split()[1]) for f in found()] == [(what, str(line))]


@settings(max_examples=15)
@given(a_line)
def _any_loss(number):
    with undone() as cursor:
        line = ids()[number]
        cursor.execute("DELETE FROM audit_auditline WHERE id = %s", [line])
        assert [(f.what, f.where.split()[1]) for f in found()] == [(Wrong.MISSING, str(line))]


@settings(max_examples=30)
@given(a_line, a_line)
def _any_exchange(one, other):
    if one == other:
        return
    with undone() as cursor:
        a, b = ids()[one], ids()[other]
        for before, after in ((a, -1), (b, a), (-1, b)):
            cursor.execute("UPDATE audit_auditline SET id = %s WHERE id = %s", [after, before])
        wrong = found()
        assert {f.where.split()[1] for f in wrong} == {str(a), str(b)}
        same_seal = Seal.objects.filter(lines__contains=[a, b]).exists()
        assert {f.what for f in wrong} == {Wrong.REORDERED if same_seal else Wrong.CHANGED}


@settings(max_examples=15)
@given(st.integers(60, 9 * 3600), st.booleans())
def _any_addition(seconds, sealed):
    """Said to be of the time before the last run but one; whether or not the sealer ran over it since."""
    at = MOMENT + timedelta(hours=8) - timedelta(seconds=seconds)
    with undone():
        lines(1, at=at)
        line = ids()[-1]
        if sealed:
            assert seal_lines(at=LATER + timedelta(hours=12)) == 1
        assert [(f.what, f.where.split()[1].strip(",")) for f in found()] == [(Wrong.ADDED, str(line))]


@settings(max_examples=15)
@given(a_line, st.sampled_from(["DELETE FROM audit_childline", "UPDATE audit_childline SET child = 4711"]))
def _any_look_hidden_from_its_family(number, tampering):
    with undone() as cursor:
        line = ids()[number]
        cursor.execute(f"{tampering} WHERE line = %s", [line])
        assert [(f.what, f.where.split()[1]) for f in found()] == [(Wrong.ELSEWHERE, str(line))]


@settings(max_examples=40)
@given(st.integers(1, 9), st.sampled_from(sorted(SEAL_CHANGED)))
def _any_change_of_a_seal(number, column):
    with undone() as cursor:
        cursor.execute(_update("audit_seal", SEAL_CHANGED, column) + "number = %s", [number])
        assert found()


@settings(max_examples=15)
@given(st.integers(1, 8))
def _any_loss_of_a_seal(number):
    with undone() as cursor:
        cursor.execute("DELETE FROM audit_seal WHERE number = %s", [number])
        assert Wrong.SEAL_MISSING in {f.what for f in found()}


@pytest.mark.parametrize(
    "tampering",
    [
        _any_change,
        _any_loss,
        _any_exchange,
        _any_addition,
        _any_look_hidden_from_its_family,
        _any_change_of_a_seal,
        _any_loss_of_a_seal,
    ],
)
def test_any_single_tampering_is_found(chain, tampering):
    tampering()
    assert found() == []


def run(*words):
    return CliRunner().invoke(audit, ["verify", *words])


def test_the_command_prints_count_and_head_of_an_intact_chain_and_ends_with_0(chain):
    head = bytes(Seal.objects.get(number=9).hash).hex()
    done = run("--city", "herne")
    assert done.exit_code == 0
    assert done.stdout == f"herne: intact, 21 lines, head 9 {head}, 0 waiting\n"


def test_the_command_names_the_line_and_ends_with_1(chain):
    line = ids()[4]
    with undone() as cursor:
        cursor.execute("UPDATE audit_auditline SET act = 'x' WHERE id = %s", [line])
        done = run()
    assert done.exit_code == 1
    assert f"herne: line {line} in seal 2: was changed" in done.output
    assert "soest: intact, 0 lines" in done.output


def test_a_walk_goes_on_behind_a_seal_that_was_verified_before(chain):
    done = run("--city", "herne", "--after", "6")
    assert done.exit_code == 0 and "intact, 7 lines, head 9" in done.output


def test_a_walk_behind_a_seal_that_is_gone_is_not_intact(chain):
    done = run("--city", "herne", "--after", "12")
    assert done.exit_code == 1
    assert "herne: seal 12: seal is missing" in done.output
    assert run("--city", "herne", "--after", "-1").exit_code == 2


def test_nothing_and_other_orders_of_keys_are_the_same_bytes():
    line = SealedLine(1, MOMENT, "a.b", None, (), {"b": 1, "a": 2}, None)
    assert digest_of(1, line) == digest_of(1, line._replace(subjects={"a": 2, "b": 1}, children=[]))
    assert digest_of(1, line) != digest_of(2, line)


def rewritten(cursor):
    """The operator changes a line and seals the whole chain anew: in itself it fits."""
    cursor.execute("UPDATE audit_auditline SET account_id = 8 WHERE id = %s", [ids()[0]])
    sealed = list(Seal.objects.order_by("number").values_list("sealed_at", "lines"))
    cursor.execute("DELETE FROM audit_seal")
    for at, numbers in sealed:
        rows = AuditLine.objects.filter(pk__in=numbers).order_by("pk")
        columns = ("id", "at", "act", "account_id", "children", "subjects", "back_to")
        sealing._append_seal([SealedLine(*row) for row in rows.values_list(*columns)], at)


def test_a_rewrite_of_the_whole_chain_is_found_by_an_anchor_that_was_mailed(chain, tmp_path):
    anchor = bytes(Seal.objects.get(number=6).hash).hex()
    mails = tmp_path / "anchors.txt"
    mails.write_text(f"2026-11-22 14 {anchor}\n")
    assert run("--city", "herne", "--anchor", anchor).exit_code == 0
    with undone() as cursor:
        rewritten(cursor)
        intact = run("--city", "herne")
        assert intact.exit_code == 0, intact.output
        for given_as in (anchor, str(mails)):
            done = run("--city", "herne", "--anchor", given_as)
            assert done.exit_code == 1
            assert f"{anchor}: anchor is not in this chain" in done.output


@pytest.mark.parametrize("packed", ["8bit", "quoted-printable", "base64"])
def test_an_anchor_is_read_from_a_mail_however_it_was_packed_on_the_way(chain, tmp_path, packed):
    anchor = bytes(Seal.objects.get(number=6).hash).hex()
    mail, file = EmailMessage(), tmp_path / "anchor.eml"
    mail.set_content(f"Prüfsumme: 2026-11-22 14 {anchor}", cte=packed)
    file.write_bytes(mail.as_bytes())
    assert run("--city", "herne", "--anchor", str(file)).exit_code == 0


def test_a_file_without_an_anchor_is_told_in_words(chain, tmp_path):
    file = tmp_path / "picture.jpg"
    file.write_bytes(bytes(range(256)))
    done = run("--city", "herne", "--anchor", str(file))
    assert done.exit_code == 1 and "neither a hash of 64 digits nor a file with one" in done.output


def test_an_anchor_needs_its_city_and_64_digits(chain):
    assert run("--anchor", "ab" * 32).exit_code == 1
    assert run("--city", "herne", "--anchor", "abc").exit_code == 1
    assert run("--city", "nowhere").exit_code == 2


def test_an_anchor_of_a_seal_before_the_beginning_of_the_walk_still_counts(chain):
    anchor = bytes(Seal.objects.get(number=2).hash).hex()
    assert run("--city", "herne", "--after", "6", "--anchor", anchor).exit_code == 0
    assert run("--city", "herne", "--after", "6", "--anchor", "ab" * 32).exit_code == 1
