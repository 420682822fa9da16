"""``kidsapp allocation what-if``, ``marginal``, ``chances``: questions of the office; nothing is written."""

import re
from pathlib import Path

import click

from kidsapp.allocation import what_if as asking
from kidsapp.allocation.comparing import changes
from kidsapp.allocation.marginal import marginal_values
from kidsapp.allocation.reading.document import Document
from kidsapp.allocation.reading.values import PER_POINT
from kidsapp.web.allocation.files import FILE, read_input, refuse

SEATS = re.compile(r"(?P<facility>.+)=(?P<more>[+-]?[0-9]{1,6})")
POINTS = re.compile(r"(?P<child>.+)@(?P<facility>.+)=(?P<points>-?[0-9]{1,6})")


@click.command("what-if")
@click.argument("source", metavar="INPUT.json", type=FILE)
@click.option("--seats", multiple=True, metavar="FACILITY=+1", help="So many seats more, or fewer.")
@click.option("--points", multiple=True, metavar="CHILD@FACILITY=80", help="Other points of a child.")
def what_if(source: Path, seats: tuple[str, ...], points: tuple[str, ...]) -> None:
    """Say whose place would change with other seats or points."""
    before = read_input(source)
    after = before
    for each in seats:
        after = _with_seats(after, each)
    for each in points:
        after = _with_points(after, each)
    for kind, found in changes(before, asking.assignment(before), asking.assignment(after)).items():
        for child, (was, now) in found.items() if isinstance(found, dict) else ():
            click.echo(f"{kind}: {child}: {was or 'none'} -> {now or 'none'}")
        if kind == "unchanged":
            click.echo(f"unchanged: {len(found)}")


@click.command()
@click.argument("source", metavar="INPUT.json", type=FILE)
def marginal(source: Path) -> None:
    """Say for every facility what one more place there does in the whole city, the most first."""
    values = marginal_values(read_input(source))
    for name, value in sorted(values.items(), key=lambda item: (-item[1].placed, -item[1].better, item[0])):
        click.echo(f"{name}: {value.placed} more placed, {value.better} with a better place")


@click.command()
@click.argument("source", metavar="INPUT.json", type=FILE)
@click.option("--child", required=True, help="The child's pseudonym.")
@click.option("--draws", type=click.IntRange(1, 100_000), default=1000, show_default=True)
def chances(source: Path, child: str, draws: int) -> None:
    """Say in how many of so many draws a child gets which wish."""
    document = read_input(source)
    if child not in document.children:
        refuse(f"{child} is no child of the input")
    for wish, times in asking.chances(document, child, draws).most_common():
        label = ", ".join(filter(None, (wish.facility, wish.hours, wish.start))) if wish else "no place"
        click.echo(f"{label}: {times} of {draws}")


def _with_seats(document: Document, asked: str) -> Document:
    found = SEATS.fullmatch(asked)
    if not found or found["facility"] not in document.facilities:
        refuse(f"{asked}: must be a facility of the input and a number, like K1=+1")
    return asking.with_seats(document, found["facility"], int(found["more"]))


def _with_points(document: Document, asked: str) -> Document:
    found = POINTS.fullmatch(asked)
    place = document.facilities.get(found["facility"]) if found else None
    if not found or place is None or place.is_strict or found["child"] not in place.priorities:
        refuse(f"{asked}: must be a child with points at a facility, like a@K1=80")
    return asking.with_points(document, found["child"], found["facility"], int(found["points"]) * PER_POINT)
