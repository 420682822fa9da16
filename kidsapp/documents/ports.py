"""Who may open this document? The modules that own documents answer (wired in ``web``)."""

from typing import Protocol

from kidsapp.documents.models import Upload
from kidsapp.kernel.actors import Actor


class MayOpen(Protocol):
    """Whether the actor may open a document; ``False`` also for documents of other modules."""

    def __call__(self, actor: Actor, upload: Upload) -> bool:
        """Answer for one document."""


OWNERS: list[MayOpen] = []
"""Nobody may open anything until an owner answers."""


def may_open(actor: Actor, upload: Upload) -> bool:
    """Whether one of the owners says yes."""
    return any(owner(actor, upload) for owner in OWNERS)
