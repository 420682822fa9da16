"""The rows of a list, from the bytes of its file; never an error, whatever the bytes are."""

from collections.abc import Iterator

from kidsapp.kernel.refusals import Refused
from kidsapp.places.adapters.list_csv import csv_rows
from kidsapp.places.adapters.list_json import json_rows
from kidsapp.places.importing.mapping import Mapping
from kidsapp.places.importing.refusals import ImportRefusal as Why
from kidsapp.places.importing.rows import BadRow, RawRow

MOST_MEGABYTES = 20


def read_rows(data: bytes, mapping: Mapping) -> Iterator[RawRow | BadRow]:
    """Each row, or what stands in its place; a file that cannot be read at all is one bad row."""
    if len(data) > MOST_MEGABYTES * 1_000_000:
        yield BadRow(1, Refused(Why.TOO_LARGE, {"megabytes": MOST_MEGABYTES}))
        return
    reader = csv_rows if mapping.source.format == "csv" else json_rows
    yield from reader(data, mapping.source)
