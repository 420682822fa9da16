"""The drawn list of a search, kept by everything that it was drawn from (decision 0015).

It cannot be stale: each request asks the database as ever, and what it answered is the key. The reader's own
(the form's token, the way back, the count of wishes) is not drawn here; what they remembered is never kept.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any

from markupsafe import Markup

from kidsapp.kernel.opening_hours import Span
from kidsapp.page import render
from kidsapp.places.family.bands import scale
from kidsapp.places.family.cards import Card, Origin, Wanted, card, card_words, origins
from kidsapp.places.family.map import map_of_search
from kidsapp.places.ports import FreePlaces
from kidsapp.places.queries.criteria import Point
from kidsapp.places.queries.search import Found, Reading, found_in

LIST = "places/family/list.html"
MOST_LISTS = 128
"""So many lists stay in a process; one takes about 110 kB with what it was drawn from."""


@dataclass(frozen=True)
class Hits:
    """All that a list is drawn from; what is not here cannot stand on it."""

    reading: Reading
    free: tuple[tuple[int, tuple[FreePlaces, ...]], ...]
    remembered: tuple[str, ...]
    starts_on: date
    wished: tuple[tuple[int, Span], ...]
    age_months: tuple[int, int] | None
    hours_names: tuple[tuple[str, str], ...]
    language: str
    query: str
    around: Point | None
    radius_km: float | None
    map_frame: str
    previous_url: str
    next_url: str


@dataclass(frozen=True)
class ListContent:
    """What the template of the list gets."""

    found: Found
    cards: Sequence[Card]
    words: Mapping[str, str]
    has_times: bool
    band: tuple[int, int]
    map: Mapping[str, Any]
    previous_url: str
    next_url: str
    sources: Sequence[Origin]
    has_invented: bool


@dataclass(frozen=True)
class DrawnList:
    """The list, the map beside it and where the entries come from, as they stand on the page."""

    hits: Markup
    map: Markup
    origin: Markup
    pins: int


def drawn_list(hits: Hits) -> DrawnList:
    """The list of a page; equal for everybody who has remembered none of it."""
    return _draw(hits) if hits.remembered else _kept(hits)


def _draw(hits: Hits) -> DrawnList:
    content = _content(hits)
    listed, on_map, origin = (_part(content, name) for name in ("hits", "map", "origin"))
    return DrawnList(listed, on_map, origin, len(content.map["pins"]))


_kept = lru_cache(MOST_LISTS)(_draw)


def _part(content: ListContent, name: str) -> Markup:
    return Markup(render.template(LIST).render(page=content, part=name))  # noqa: S704 (our own template)


def _content(hits: Hits) -> ListContent:
    found = found_in(hits.reading)
    cards = _cards(hits, found)
    return ListContent(
        found=found,
        cards=cards,
        words=card_words(),
        has_times=bool(hits.wished),
        band=scale(row for shown in cards for row in shown.rows),
        map=map_of_search(json.loads(hits.map_frame), hits.around, hits.radius_km, found.points, hits.query),
        previous_url=hits.previous_url,
        next_url=hits.next_url,
        sources=origins(shown.facts for shown in cards),
        has_invented=any(shown.facts.is_invented for shown in cards),
    )


def _cards(hits: Hits, found: Found) -> list[Card]:
    names, free = dict(hits.hours_names), dict(hits.free)
    wished = dict(hits.wished)
    wanted = Wanted(hits.starts_on, wished, hits.age_months, names, hits.language, hits.query)
    return [
        card(
            hit.facts,
            wanted,
            free=free.get(hit.facts.id),
            is_remembered=hit.facts.public_id in hits.remembered,
            number=hit.number,
            km=hit.km,
        )
        for hit in found.facilities
    ]
