"""Who was affected by a breach, from the lines of the log."""

import csv
import io
from datetime import timedelta

import pytest
from click.testing import CliRunner

from kidsapp.audit.commands import record
from kidsapp.audit.models import AuditLine
from kidsapp.childcare import policy
from kidsapp.kernel.actors import Role
from kidsapp.municipality.scope import municipality_scope
from kidsapp.municipality.tests.factories import municipality
from kidsapp.operations.privacy import cli
from kidsapp.operations.privacy.tests.families import MOMENT
from kidsapp.people.models import Custody
from kidsapp.people.tests.factories import account, actor_for, child, custody, guardian_of, holder_of


@pytest.fixture
def looked(herne):
    """A stolen account of the youth office looked at Mia; a Kita's at Ben; of Zoe nobody asked."""
    thief, other = holder_of(Role.YOUTH_OFFICE), account()
    children = {name: child(given_name=name) for name in ("Mia", "Ben", "Zoe")}
    for each in children.values():
        guardian_of(
            each, email=f"{each.given_name.lower()}@example.org", language="tr", street="Weg 1", town="Herne"
        )
    for who, name in ((thief, "Mia"), (other, "Ben")):
        seen = [children[name].pk]
        record(actor_for(who), policy.see_preregistration, at=MOMENT, children=seen, account=who.pk)
    before = MOMENT - timedelta(days=3)
    record(actor_for(thief), policy.see_preregistration, at=before, children=[children["Zoe"].pk])
    return thief, children


def asked(monkeypatch, *options, city="herne", last="2026-11-22"):
    monkeypatch.setattr(cli, "now", lambda: MOMENT)
    days = [] if "--everybody" in options else ["--from", "2026-11-21", "--until", last]
    answer = CliRunner().invoke(cli.privacy, ["affected", "--city", city, *days, *options])
    assert answer.exit_code == 0, answer.output
    rows = list(csv.DictReader(io.StringIO(answer.stdout)))
    return {row["email"] for row in rows if row["kind"] == "child"}, rows, answer.stderr


def test_whom_a_stolen_account_saw_in_those_days(looked, monkeypatch):
    for by in (looked[0].email, str(looked[0].pk)):
        emails, rows, said = asked(monkeypatch, "--by", by)
        assert emails == {"mia@example.org"} and "1 children, 1 accounts, in 1 lines of the log" in said
    written_to = [rows[0][name] for name in ("name", "language", "address")]
    assert written_to == ["Ayşe Beispiel", "tr", "Weg 1, Herne"]


@pytest.mark.parametrize(
    ("options", "why"),
    [
        (["--from", "2026-11-22", "--until", "2026-11-21"], "the first day before the last one"),
        (["--from", "2026-11-22"], "the first day before the last one"),
        (["--from", "2026-11-21", "--until", "2026-11-22", "--act", "childcare.see"], "childcare.see_wish"),
        (["--from", "2026-11-21", "--until", "2026-11-22", "--by", "nobody@example.org"], "nobody's address"),
    ],
)
def test_a_slip_is_refused_and_never_reads_as_nobody_affected(looked, options, why):
    answer = CliRunner().invoke(cli.privacy, ["affected", "--city", "herne", *options])
    assert answer.exit_code != 0 and why in answer.stderr and not answer.stdout


def test_a_child_whom_nobody_may_be_told_of_stands_in_the_list(looked, monkeypatch):
    mia = looked[1]["Mia"]
    Custody.objects.filter(child=mia).update(blocked_at=MOMENT)
    rows = [row for row in asked(monkeypatch)[1] if row["id"] == str(mia.pk) and row["kind"] == "child"]
    assert [(row["email"], row["state"]) for row in rows] == [("", "niemand zu benachrichtigen")]


def test_everybody_who_was_touched_and_everybody_at_all(looked, monkeypatch):
    assert asked(monkeypatch)[0] == {"mia@example.org", "ben@example.org"}
    assert asked(monkeypatch, "--everybody")[0] == {f"{n}@example.org" for n in ("mia", "ben", "zoe")}
    assert asked(monkeypatch, "--act", "childcare.add_note")[0] == set()


def test_a_blocked_guardian_is_not_told_and_another_citys_lines_are_not_asked(looked, monkeypatch):
    father = account(email="blocked@example.org")
    custody(father, looked[1]["Mia"], blocked_at=MOMENT)
    assert asked(monkeypatch)[0] == {"mia@example.org", "ben@example.org"}
    soest = municipality("soest")
    with municipality_scope(soest.pk):
        assert asked(monkeypatch, city="soest")[1] == []


def test_who_was_erased_meanwhile_is_counted_as_gone(looked, monkeypatch):
    mia = looked[1]["Mia"]
    Custody.objects.filter(child=mia).delete()
    mia.delete()
    rows = asked(monkeypatch)[1]
    assert [row["state"] for row in rows if row["email"] == "" and row["kind"] == "child"] == ["gelöscht"]


def test_taking_it_out_leaves_a_line_of_its_own(looked, monkeypatch):
    asked(monkeypatch)
    line = AuditLine.objects.get(act="operations.export_affected")
    assert line.subjects == {"affected_children": 2, "accounts": 2} and len(line.children) == 2
