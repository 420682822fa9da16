"""The one order in which children choose, the same at all courses; a child's own ranking is no part of it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from kidsapp.allocation.courses.programme import Group, Programme


@dataclass(frozen=True, slots=True, order=True)
class Standing:
    """Where a turn comes: the lower sorts first, so points count negative (in thousandths).

    Children of a group stand where their group does. Their joint wishes come first, then each child's own
    ones by its own draw number.
    """

    priority_class: int
    negative_thousandths: int
    draw: str
    first: str
    own_draw: str = ""


@dataclass(frozen=True, slots=True)
class Turn:
    """Children who choose as one, and their wishes, best first."""

    standing: Standing
    children: tuple[str, ...]
    wishes: tuple[str, ...]


def turns(programme: Programme, numbers: Mapping[str, str]) -> list[Turn]:
    """All turns, the first one first."""
    grouped = {child for group in programme.groups for child in group.children}
    found = [turn for group in programme.groups for turn in _of_group(programme, group, numbers)]
    for name, child in programme.children.items():
        if name not in grouped:
            standing = Standing(child.priority_class, -child.thousandths, numbers[name], name)
            found.append(Turn(standing, (name,), child.wishes))
    return sorted(found, key=lambda turn: turn.standing)


def _of_group(programme: Programme, group: Group, numbers: Mapping[str, str]) -> Iterator[Turn]:
    """The last class and the fewest points of its children, and one draw number: that of the first pseudonym.

    So nobody comes earlier by joining, and nobody's chance in the draw changes.
    """
    children = [programme.children[name] for name in group.children]
    last = max(child.priority_class for child in children)
    points = max(-child.thousandths for child in children)
    first = group.children[0]
    yield Turn(Standing(last, points, numbers[first], first), group.children, group.wishes)
    for name, child in zip(group.children, children, strict=True):
        own = Standing(last, points, numbers[first], first, numbers[name])
        yield Turn(own, (name,), child.wishes)
