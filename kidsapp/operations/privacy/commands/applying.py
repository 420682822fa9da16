"""What was erased stays erased: the list is applied again after a restore."""

from collections.abc import Iterable
from datetime import datetime
from functools import partial

from django.conf import settings
from django.db import transaction

from kidsapp.kernel.actors import Actor
from kidsapp.kernel.clock import german_day, now
from kidsapp.municipality.models import Municipality
from kidsapp.municipality.scope import municipality_scope
from kidsapp.operations.models import Erasure
from kidsapp.operations.privacy.commands.erasing import erase_account, erase_child
from kidsapp.operations.privacy.outside import Entry, append, entries
from kidsapp.people.models import Account, Child


def apply_erasures(*, at: datetime | None = None) -> int:
    """Erase again whoever stands on the list, in the file or the database; how many were there again.

    A restore calls it before anybody may enter. It may run as often as one likes; cut off, it goes on.
    """
    at = at or now()
    listed, count = entries(settings.ERASURES), 0
    for city in Municipality.objects.order_by("pk"):
        with municipality_scope(city.pk):
            _complete(city.slug, [entry for entry in listed if entry.city == city.slug])
            count += sum(_erase_again(row, city.pk, at) for row in Erasure.objects.order_by("pk"))
    return count


def _complete(city: str, listed: Iterable[Entry]) -> None:
    """Let the list in the database and the file know the same."""
    known = {(row.whom, row.name): row for row in Erasure.objects.all()}
    in_file = {(entry.whom, entry.name): entry for entry in listed}
    new = [entry for key, entry in in_file.items() if key not in known]
    Erasure.objects.bulk_create(Erasure(whom=one.whom, name=one.name, at=one.at) for one in new)
    lost = [Entry(city, row.whom, row.name, row.at) for key, row in known.items() if key not in in_file]
    transaction.on_commit(partial(append, settings.ERASURES, lost))


def _erase_again(row: Erasure, city_id: int, at: datetime) -> bool:
    system = Actor(city_id, german_day(at))
    if row.whom == Erasure.Whom.CHILD:
        child = Child.objects.filter(public_id=row.name).first()
        if child:
            erase_child(system, child, at=at)
        return child is not None
    account = Account.objects.filter(public_id=row.name).first()
    return account is not None and erase_account(system, account, at=at)
