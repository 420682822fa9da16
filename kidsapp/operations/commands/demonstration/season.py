"""All stories of the season: families are invented, and each story is told."""

import gc
import os
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import ExitStack
from dataclasses import dataclass
from itertools import takewhile
from multiprocessing import get_context

from django.db import connections

from kidsapp.childcare.commands.desk import drawn_later
from kidsapp.childcare.models import Draft, PreRegistration
from kidsapp.kernel.clock import german_day
from kidsapp.municipality.queries import settings_read_once
from kidsapp.municipality.scope import municipality_scope
from kidsapp.operations.commands.demonstration import acts_family, acts_kita, acts_office, acts_paper
from kidsapp.operations.commands.demonstration.acts_family import form_key
from kidsapp.operations.commands.demonstration.families import invented_family
from kidsapp.operations.commands.demonstration.invented import Story, stories
from kidsapp.operations.commands.demonstration.staff import save_accounts
from kidsapp.operations.commands.demonstration.stage import REFUSING, Stage
from kidsapp.operations.commands.demonstration.telling import Act, Telling, moments_of, tell
from kidsapp.outbox.commands import invented_past

ACTS: dict[str, Act] = {**acts_family.ACTS, **acts_kita.ACTS, **acts_office.ACTS, **acts_paper.ACTS}
AT_ONCE = 5
"""So many stories a process takes at once: whoever is done early takes the next."""


def invented_tellings(stage: Stage, share: float) -> list[Telling]:
    """Every story with its family, but those told before: of each story one first, then by day."""
    tellings, seen = [], set[str]()
    for number, story in enumerate(_as_often(stories(), share), start=1):
        stage.draw_anew(number)
        moments = moments_of(story, stage)
        family = invented_family(stage, story, number, german_day(moments[0]))
        is_first = story.name not in seen
        seen.add(story.name)
        tellings.append(Telling(stage, story, family, moments, stage.at, is_first=is_first))
    _save(tellings)
    return sorted(_untold(tellings), key=lambda telling: (not telling.is_first, telling.moments[0]))


def _as_often(told: Sequence[Story], share: float) -> Iterable[Story]:
    return (story for story in told for _ in range(max(1, round(story.children * share))))


def _save(tellings: Sequence[Telling]) -> None:
    """Keep the accounts of all families at once, and let the families hold what is kept."""
    places = [(telling.family, name) for telling in tellings for name in telling.family.people]
    kept = save_accounts([getattr(family, name) for family, name in places])
    for (family, name), account in zip(places, kept, strict=True):
        setattr(family, name, account)


def _untold(tellings: Sequence[Telling]) -> Iterable[Telling]:
    sent = set(PreRegistration.objects.values_list("form_key", flat=True))
    begun = set(Draft.objects.values_list("account_id", flat=True))
    for telling in tellings:
        if form_key(telling.family) not in sent and telling.family.guardian.pk not in begun:
            yield telling


@dataclass(frozen=True)
class Told:
    """How many stories are still to be told, and why some ended early."""

    left: int
    cut_short: Sequence[str]


_inherited: list[Telling] = []
"""What the processes tell: they are copies of this one, and read it from here."""


def tell_all(tellings: Sequence[Telling], *, processes: int, goes_on: Callable[[], bool]) -> Told:
    """Tell the stories, one after the other or by several processes, as long as ``goes_on`` says so."""
    if processes == 1 or not tellings:
        return _told(tellings, goes_on)
    connections.close_all()
    _inherited[:] = tellings
    left, cut_short = len(tellings), list[str]()
    with ProcessPoolExecutor(processes, get_context("fork"), _prepare) as pool:
        waiting = [pool.submit(_tell_part, first) for first in range(0, len(tellings), AT_ONCE)]
        for part in waiting:
            if not goes_on():
                pool.shutdown(cancel_futures=True)
            if not part.cancelled():
                left -= part.result()[0]
                cut_short += part.result()[1]
    return Told(left, cut_short)


def _prepare() -> None:
    """A process that does nothing else: nothing to collect, and no waiting for the disk at each commit."""
    gc.disable()
    os.environ.setdefault("PGOPTIONS", "-c synchronous_commit=off")


def _tell_part(first: int) -> tuple[int, list[str]]:
    part = _inherited[first : first + AT_ONCE]
    return len(part), list(_told(part, lambda: True).cut_short)


def _told(tellings: Sequence[Telling], goes_on: Callable[[], bool]) -> Told:
    done = 0
    with ExitStack() as stack:
        stack.enter_context(settings_read_once())
        stack.enter_context(drawn_later())
        stack.enter_context(invented_past(refusing=REFUSING))
        for telling in takewhile(lambda _: goes_on(), tellings):
            with municipality_scope(telling.stage.city_id):
                tell(telling, ACTS)
            done += 1
    return Told(len(tellings) - done, [telling.cut_short for telling in tellings if telling.cut_short])
