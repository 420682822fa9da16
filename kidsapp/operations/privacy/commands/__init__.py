"""Everything that erases."""

from kidsapp.operations.privacy.commands.applying import apply_erasures
from kidsapp.operations.privacy.commands.breach import export_affected
from kidsapp.operations.privacy.commands.erasing import erase_account, erase_child
from kidsapp.operations.privacy.commands.retaining import apply_retention

__all__ = ["apply_erasures", "apply_retention", "erase_account", "erase_child", "export_affected"]
