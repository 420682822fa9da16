"""Everything that erases."""

from kidsapp.operations.privacy.commands.applying import apply_erasures
from kidsapp.operations.privacy.commands.erasing import erase_account, erase_child

__all__ = ["apply_erasures", "erase_account", "erase_child"]
