"""What families read of the inventory: purposes and periods, in their language."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext

from kidsapp.kernel.holdings import Activity, DataClass, Table
from kidsapp.operations.privacy.inventory import activities, keepings, tables_of

SHOWN = frozenset({DataClass.PERSONAL, DataClass.SPECIAL, DataClass.SECRET})
FIRST = ("place", "evidence", "family", "account", "post", "safety")
"""The order in which families ask."""


@dataclass(frozen=True)
class Purpose:
    """What is held for one purpose, why, and on what ground."""

    name: str
    why: str
    kinds: list[str]
    law: str


def purposes_for_families(land_law: Sequence[str]) -> list[Purpose]:
    """Every purpose that concerns families, in the reader's language."""
    return [
        Purpose(
            gettext(one.name),
            gettext(one.why),
            [gettext(text) for text in _kinds(one)],
            ", ".join([*(land_law if one.by_land else ()), *one.law]),
        )
        for one in _of_families()
    ]


def _of_families() -> list[Activity]:
    found = [one for one in activities() if one.is_for_families]
    return sorted(found, key=lambda one: FIRST.index(one.key))


def _kinds(activity: Activity) -> list[str]:
    kinds = (kind for table in tables_of(activity) for _, kind in table.kinds())
    return list(dict.fromkeys(kind.text for kind in kinds if kind.data_class in SHOWN or kind.name == "LOG"))


def periods_for_families() -> list[str]:
    """How long each thing stays, and from when on; each period once."""
    tables = [table for one in _of_families() for table in tables_of(one)]
    return [gettext(text) for text in dict.fromkeys(text for table in tables for text in _texts(table))]


def _texts(table: Table) -> Iterator[str]:
    return (keeping.retention.text for keeping in keepings(table))
