"""Appending lines, sealing them into the chain, and keeping its anchors."""

from kidsapp.audit.commands.lines import Line, at_the_end, lines_written, record, writing
from kidsapp.audit.commands.sealing import anchor_of, seal_lines

__all__ = ["Line", "anchor_of", "at_the_end", "lines_written", "record", "seal_lines", "writing"]
