from datetime import timedelta

import pytest
from click.testing import CliRunner

from conftest import MOMENT
from kidsapp.audit.cli import audit
from kidsapp.audit.commands import seal_lines
from kidsapp.audit.models import Anchor
from kidsapp.audit.queries.verification import Verification
from kidsapp.audit.tests.factories import lines
from kidsapp.kernel.actors import Role
from kidsapp.outbox.models import Mail
from kidsapp.people.jobs import mail_anchor
from kidsapp.people.tests.factories import holder_of

NIGHT = MOMENT.replace(hour=3)
DAY = timedelta(days=1)


@pytest.fixture
def sealed(herne):
    lines(3)
    seal_lines(at=MOMENT)
    return herne


def test_every_officer_gets_day_count_and_head_in_their_language_from_the_city(sealed):
    holder_of(Role.DATA_PROTECTION_OFFICER, email="one@example.org")
    holder_of(Role.DATA_PROTECTION_OFFICER, email="two@example.org", language="en")
    holder_of(Role.YOUTH_OFFICE)
    mail_anchor(MOMENT, 0)
    head = Verification()
    assert list(head.findings()) == []
    one, two = Mail.objects.order_by("recipient")
    assert (one.recipient, two.recipient) == ("one@example.org", "two@example.org")
    for mail in (one, two):
        assert f"2026-11-22 3 {head.head.hex()}" in mail.body
        assert mail.sender == sealed.sender
    assert one.subject == "Anker des Protokolls vom 2026-11-22" and one.subject != two.subject


def test_once_a_day_and_not_by_night(sealed):
    holder_of(Role.DATA_PROTECTION_OFFICER)
    mail_anchor(NIGHT, 0)
    assert not Mail.objects.exists()
    for hours in (0, 1, 2):
        mail_anchor(MOMENT + timedelta(hours=hours), 0)
    assert Mail.objects.count() == Anchor.objects.count() == 1
    mail_anchor(MOMENT + DAY, 0)
    assert Mail.objects.count() == 2


def test_without_an_officer_or_a_seal_there_is_no_anchor(herne):
    mail_anchor(MOMENT, 0)
    holder_of(Role.DATA_PROTECTION_OFFICER)
    mail_anchor(MOMENT, 0)
    assert not Anchor.objects.exists() and not Mail.objects.exists()


def test_the_mail_as_it_came_is_what_the_command_takes(sealed, tmp_path):
    holder_of(Role.DATA_PROTECTION_OFFICER)
    mail_anchor(MOMENT, 0)
    kept = tmp_path / "mail.txt"
    kept.write_text(Mail.objects.get().body)
    found = CliRunner().invoke(audit, ["verify", "--city", "herne", "--anchor", str(kept)])
    assert found.exit_code == 0, found.output
    kept.write_text("ab" * 32)
    assert CliRunner().invoke(audit, ["verify", "--city", "herne", "--anchor", str(kept)]).exit_code == 1
