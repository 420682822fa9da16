from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from kidsapp.audit.commands import record, seal_lines
from kidsapp.audit.models import AuditLine
from kidsapp.audit.queries.verification import Verification
from kidsapp.audit.tests.factories import MOMENT, SOMETHING
from kidsapp.people.models import Account, Child, Custody
from kidsapp.people.tests.factories import actor_for, child, guardian_of, signed_in_client


def test_after_an_erasure_the_chain_verifies_and_its_ids_lead_nowhere(herne):
    mia = child(given_name="Mia", family_name="Unverwechselbar")
    mother = guardian_of(mia, email="unverwechselbar@example.org", given_name="Zilia")
    address = f"/de/familie/kinder/{mia.public_id}/"
    assert signed_in_client(mother).get(address).status_code == 200
    seal_lines(at=MOMENT + timedelta(hours=1))
    children, account = [mia.pk], mother.pk
    Custody.objects.all().delete()
    mia.delete()
    Account.objects.filter(pk=account).delete()

    walk = Verification()
    assert list(walk.findings()) == [] and walk.lines >= 1
    line = AuditLine.objects.get(children__contains=children)
    assert line.account_id == account
    assert not Child.objects.filter(pk__in=line.children).exists()
    assert not Account.objects.filter(pk=line.account_id).exists()
    kept = str(list(AuditLine.objects.values())).lower()
    assert not [word for word in ("mia", "unverwechselbar", "zilia") if word in kept]


@pytest.mark.parametrize("content", ["Mia", None, True, [1], {"a": 1}])
def test_nothing_but_ids_gets_into_a_line(herne, content):
    record(actor_for(None), SOMETHING, at=MOMENT, children=[1], offer=4)
    with pytest.raises(IntegrityError), transaction.atomic():
        record(actor_for(None), SOMETHING, at=MOMENT, children=[1], offer=content)
