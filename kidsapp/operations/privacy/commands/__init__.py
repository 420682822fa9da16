"""Everything that erases, and what a family or the operator takes out."""

from kidsapp.operations.privacy.commands.applying import apply_erasures
from kidsapp.operations.privacy.commands.breach import export_affected
from kidsapp.operations.privacy.commands.erasing import erase_account, erase_child
from kidsapp.operations.privacy.commands.export import export_own_data
from kidsapp.operations.privacy.commands.requests import (
    ask_for_erasure,
    ask_to_erase_child,
    grant_erasure,
    refuse_erasure,
)
from kidsapp.operations.privacy.commands.retaining import apply_retention

__all__ = [
    "apply_erasures",
    "apply_retention",
    "ask_for_erasure",
    "ask_to_erase_child",
    "erase_account",
    "erase_child",
    "export_affected",
    "export_own_data",
    "grant_erasure",
    "refuse_erasure",
]
