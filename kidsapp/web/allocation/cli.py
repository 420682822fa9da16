"""``kidsapp allocation``: runs, proves, explains. It ends with 0: fine; 1: not proved; 2: refused."""

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click

from kidsapp.allocation.canonical import canonical
from kidsapp.allocation.checker.drawing import draw_faults
from kidsapp.web.allocation.asking import chances, marginal, what_if
from kidsapp.web.allocation.by_rule import Input, about_first_places, lines_for, record_of, verdict
from kidsapp.web.allocation.files import (
    FILE,
    NOT_PROVED,
    read_any_input,
    read_frozen,
    read_made,
    refuse,
    write_whole,
)
from kidsapp.web.allocation.texts import FOLDERS

TARGET = click.Path(dir_okay=False, path_type=Path)
LANGUAGE = click.option("--language", type=click.Choice(list(FOLDERS)), default="de", show_default=True)


@click.group()
def allocation() -> None:
    """Who gets which place: run, check, explain, replay, verify-draw."""


@allocation.command()
@click.argument("source", metavar="INPUT.json", type=FILE)
def freeze(source: Path) -> None:
    """Print the hash of the list, to be published before the seed is; the seed may be missing still."""
    click.echo(read_frozen(source))


@allocation.command()
@click.argument("source", metavar="INPUT.json", type=FILE)
@click.option("-o", "--output", "target", metavar="RECORD.json", type=TARGET, required=True)
@click.option("--explanations", metavar="FILE", type=TARGET, help="Also write every child's explanation.")
@LANGUAGE
def run(source: Path, target: Path, explanations: Path | None, language: str) -> None:
    """Allocate the places of INPUT.json and write the record."""
    if any(each and each.exists() and each.samefile(source) for each in (target, explanations)):
        refuse(f"{target}: is the input itself")
    document = read_any_input(source)
    made = record_of(document)
    _write(target, canonical(made))
    if explanations:
        _write(explanations, _explained(made, document, language))
    for line in (*_about_rounds(made.get("by_hand")), *about_first_places(made)):
        click.echo(line)
    placed = sum(bool(each) for each in made["assignment"].values())
    for kind, children in made.get("changes", {}).items():
        click.echo(f"{kind}: {len(children)}")
    click.echo(f"{placed} of {len(made['assignment'])} children placed, {made['proposals']} proposals")
    _conclude(made["verdict"])


@allocation.command()
@click.argument("source", metavar="RECORD.json", type=FILE)
def check(source: Path) -> None:
    """Prove or disprove a record, by code that shares nothing with the engine."""
    made = read_made(source)[0]
    found = verdict(made)
    for line in about_first_places({**made, "verdict": found}):
        click.echo(line)
    _conclude(found)


@allocation.command()
@click.argument("source", metavar="RECORD.json", type=FILE)
@click.option("--child", required=True, help="The child's pseudonym.")
@LANGUAGE
def explain(source: Path, child: str, language: str) -> None:
    """Say what became of each wish of a child, and why."""
    made, document = read_made(source)
    if child not in made["assignment"]:
        refuse(f"{child} is no child of this record")
    try:
        click.echo("\n".join(lines_for(made, document, language)(child)))
    except ValueError as fault:
        refuse(str(fault), NOT_PROVED)


@allocation.command()
@click.argument("source", metavar="RECORD.json", type=FILE)
@click.option(
    "-o", "--output", "target", metavar="AGAIN.json", type=TARGET, help="Also write the new record."
)
def replay(source: Path, target: Path | None) -> None:
    """Run a record's input again and compare byte by byte."""
    again = canonical(record_of(read_made(source)[1]))
    if target:
        _write(target, again)
    if again != source.read_bytes():
        refuse("the record is not what its input gives", NOT_PROVED)
    click.echo("the same bytes")


@allocation.command("verify-draw")
@click.argument("source", metavar="RECORD.json", type=FILE)
@click.option("--commitment", metavar="HASH", help="What was published before the cut-off date.")
@click.option("--list-hash", metavar="HASH", help="What was published when the list was frozen.")
def verify_draw(source: Path, commitment: str | None, list_hash: str | None) -> None:
    """Compute the draw again: commitment, hash of the list, every number."""
    made = read_made(source)[0]
    faults = list(draw_faults(made))
    for name, published in (("commitment", commitment), ("list_hash", list_hash)):
        if published and published.lower() != made["draw"][name]:
            faults.append(f"draw: the published {name} is another one")
    for fault in faults:
        click.echo(fault, err=True)
    if faults:
        sys.exit(NOT_PROVED)
    numbers = made["draw"]["numbers"]
    click.echo(f"{len(numbers)} draw numbers follow from the seed" if numbers else "there was no draw")


def _about_rounds(found: dict[str, Any] | None) -> Iterator[str]:
    if not found:
        return
    offers = sum(len(each) for one in found["rounds"] for each in one["offers"].values())
    yield f"{len(found['rounds'])} rounds, {offers} offers by hand"
    for name, seats in found["list_ended"].items():
        yield f"{name}: {seats} seats left and its list has ended; make it longer and run again"
    better = len(found["better_if_children_asked"])
    yield f"{better} children would have a better place by the same lists if children asked"


def _write(target: Path, content: bytes) -> None:
    try:
        write_whole(target, content)
    except OSError as fault:
        refuse(f"{target}: {fault.strerror}")


def _explained(made: dict[str, Any], document: Input, language: str) -> bytes:
    lines = lines_for(made, document, language)
    with click.progressbar(document.children, label="Explanations", file=sys.stderr) as children:
        said = {child: lines(child) for child in children}
    return canonical(said)


def _conclude(found: dict[str, Any]) -> None:
    for fault in found["faults"]:
        click.echo(fault, err=True)
    for pair in found["blocking_pairs"]:
        click.echo(f"blocking pair: {pair['child']} and {pair['wish']}", err=True)
    for coalition in found["blocking_coalitions"]:
        click.echo(f"blocking coalition: {coalition}", err=True)
    counted = ("blocking_pairs", "blocking_coalitions", "lost_places")
    click.echo(", ".join(f"{len(found[name])} {name.replace('_', ' ')}" for name in counted))
    click.echo("proved" if found["is_proved"] else "NOT PROVED")
    if not found["is_proved"]:
        sys.exit(NOT_PROVED)


for command in (what_if, marginal, chances):
    allocation.add_command(command)
