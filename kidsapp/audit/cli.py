"""``kidsapp audit verify``: whether the log is still what was sealed."""

import re
import sys
from collections.abc import Iterator
from email import message_from_bytes
from pathlib import Path

import click

from kidsapp.audit.queries.verification import Verification
from kidsapp.municipality.cli import CITY
from kidsapp.municipality.models import Municipality
from kidsapp.municipality.scope import municipality_scope

HASH = re.compile(r"\b[0-9a-f]{64}\b")


@click.group()
def audit() -> None:
    """The log of who did or saw what."""


@audit.command()
@click.option("--city", type=CITY, help="Name of the city's folder; every city when left out.")
@click.option("--anchor", "anchors", multiple=True, help="A hash that was mailed, or a file of such mails.")
@click.option(
    "--after",
    type=click.IntRange(min=0),
    default=0,
    help="Go on behind this seal, which was verified before.",
)
def verify(city: Municipality | None, anchors: tuple[str, ...], after: int) -> None:
    """Name every line that was changed, is missing, was added or reordered; ends with 1 if there is one."""
    if city is None and (anchors or after):
        raise click.ClickException(
            "An anchor, and a seal to go on behind, are those of one city: --city NAME"
        )
    wanted = [found for text in anchors for found in _hashes(text)]
    rows = [city] if city else Municipality.objects.order_by("slug")
    wrong = sum(_verify(row, wanted, after) for row in rows)
    sys.exit(1 if wrong else 0)


def _hashes(text: str) -> Iterator[str]:
    """The hashes in a file, or the one that was given."""
    source = _text_of(Path(text)) if Path(text).is_file() else text
    found = HASH.findall(source.lower())
    if not found:
        raise click.ClickException(f"{text!r} is neither a hash of 64 digits nor a file with one.")
    yield from found


def _text_of(file: Path) -> str:
    """What a file says; of a mail also what it says unpacked: mail servers pack it as they like."""
    content = file.read_bytes()
    parts = (part.get_payload(decode=True) for part in message_from_bytes(content).walk())
    return b"\n".join([content, *filter(None, parts)]).decode("utf-8", "replace")


def _verify(city: Municipality, anchors: list[str], after: int) -> int:
    wrong = 0
    with municipality_scope(city.pk):
        walk = Verification(anchors=anchors, after=after)
        for finding in walk.findings():
            click.echo(f"{city.slug}: {finding}", err=True)
            wrong += 1
    said = f"{wrong} wrong" if wrong else "intact"
    click.echo(
        f"{city.slug}: {said}, {walk.lines} lines, head {walk.seal} {walk.head.hex()}, {walk.waiting} waiting"
    )
    return wrong
