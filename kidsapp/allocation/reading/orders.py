"""Reads what people ordered, signed or had before: overrides, signed contracts, an earlier result."""

from collections.abc import Mapping
from typing import Any

from kidsapp.allocation.reading.children import Facilities, wish
from kidsapp.allocation.reading.document import Child, Late, Override, OverrideAct, Wish
from kidsapp.allocation.reading.faults import InputRefused, Path
from kidsapp.allocation.reading.values import items, members, named, text

OVERRIDE = frozenset({"child", "act", "wish", "ground", "by", "second"})


def grounds(value: Any, path: Path) -> tuple[str, ...]:
    """The grounds on which people may override the rule."""
    return tuple(sorted({text(each, where) for each, where in items(value, path)}))


def overrides(
    value: Any, path: Path, children: Mapping[str, Child], facilities: Facilities, listed: tuple[str, ...]
) -> tuple[Override, ...]:
    """Every override; each needs a listed ground and two different people."""
    found = [_override(each, where, facilities) for each, where in items(value, path)]
    for index, each in enumerate(found):
        where = path[index]
        _known_child(each.child, where / "child", children)
        if each.ground not in listed:
            raise InputRefused(where / "ground", f"{each.ground} is not among the listed grounds")
        if each.by == each.second:
            raise InputRefused(where / "second", "must be another person than the first")
    _refuse_doubled(found, path)
    return tuple(sorted(found))


def _override(value: Any, path: Path, facilities: Facilities) -> Override:
    members(value, path, known=OVERRIDE)
    for needed in sorted(OVERRIDE - set(value)):
        raise InputRefused(path / needed, "is missing")
    act = text(value["act"], path / "act")
    if act not in set(OverrideAct):
        raise InputRefused(path / "act", f"must be one of {', '.join(OverrideAct)}")
    words = {name: text(value[name], path / name) for name in ("child", "ground", "by", "second")}
    return Override(act=OverrideAct(act), wish=wish(value["wish"], path / "wish", facilities), **words)


def _refuse_doubled(found: list[Override], path: Path) -> None:
    placed = [each.child for each in found if each.act == OverrideAct.PLACE]
    for index, each in enumerate(found):
        if each.act == OverrideAct.PLACE and placed.count(each.child) > 1:
            raise InputRefused(path[index], f"{each.child} is placed twice")


def signed(value: Any, path: Path, children: Mapping[str, Child], facilities: Facilities) -> dict[str, Wish]:
    """Contracts that stand whatever the run says."""
    found = {}
    for name, each, where in named(value, path):
        _known_child(name, where, children)
        found[name] = wish(each, where, facilities)
    return found


def previous(value: Any, path: Path, facilities: Facilities) -> dict[str, Wish | None]:
    """An earlier assignment, to compare with; children may have gone since."""
    return {
        name: None if each is None else wish(each, where, facilities)
        for name, each, where in named(value, path)
    }


def late(value: Any, path: Path) -> Late:
    """How late children are taken in."""
    if text(value, path) not in set(Late):
        raise InputRefused(path, f"must be one of {', '.join(Late)}")
    return Late(value)


def _known_child(name: str, path: Path, children: Mapping[str, Child]) -> None:
    if name not in children:
        raise InputRefused(path, f"{name} is no child of the list")
