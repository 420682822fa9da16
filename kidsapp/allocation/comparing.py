"""Who gained and who lost between two results, each child by its own list."""

from collections.abc import Mapping
from typing import Any

from kidsapp.allocation.reading.document import Document, Wish
from kidsapp.allocation.reading.writing import wish_as_written

Assignment = Mapping[str, Wish | None]
KINDS = ("gained", "lost", "better", "worse", "other")


def changes(document: Document, before: Assignment, after: Assignment) -> dict[str, Any]:
    """Children whose place changed, with both places, by kind; who stayed, and who signed.

    *Gained*: had none; *lost*: has none now; *better* and *worse*: by the child's own list; *other*: the list
    does not tell.
    """
    found: dict[str, Any] = {kind: {} for kind in KINDS}
    unchanged = [child for child in document.children if before.get(child) == after.get(child)]
    for child in document.children:
        was, now = before.get(child), after.get(child)
        if was != now:
            found[_kind(document, child, was, now)][child] = [wish_as_written(was), wish_as_written(now)]
    return {**found, "unchanged": unchanged, "signed": sorted(document.signed)}


def _kind(document: Document, child: str, was: Wish | None, now: Wish | None) -> str:
    if was is None or now is None:
        return "gained" if was is None else "lost"
    listed = document.children[child]
    wishes = [*listed.wishes, *([listed.present] if listed.present else [])]
    if was not in wishes or now not in wishes:
        return "other"
    return "better" if wishes.index(now) < wishes.index(was) else "worse"
