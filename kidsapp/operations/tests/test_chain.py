"""The log of a demonstration verifies too, although its past is told while its days go on."""

from datetime import timedelta

from conftest import MOMENT
from kidsapp.audit.commands import record, seal_lines
from kidsapp.audit.queries.verification import Verification
from kidsapp.childcare import policy
from kidsapp.kernel.actors import Actor
from kidsapp.municipality.scope import municipality_scope
from kidsapp.municipality.tests.factories import municipality
from kidsapp.operations.commands.demonstration.chain import begin_chain_anew


def findings():
    return list(Verification().findings())


def test_stories_that_are_told_after_the_first_seal_are_no_forged_lines(transactional_db):
    city = municipality("herne")
    with municipality_scope(city.pk):
        worker = Actor(city.pk, MOMENT.date(), 1)
        record(worker, policy.add_note, at=MOMENT)
        seal_lines(at=MOMENT)
        record(worker, policy.add_note, at=MOMENT - timedelta(days=30))
        assert findings()
        assert begin_chain_anew(at=MOMENT + timedelta(hours=1)) == 2
        record(worker, policy.add_note, at=MOMENT + timedelta(hours=2))
        seal_lines(at=MOMENT + timedelta(hours=3))
        assert not findings()
