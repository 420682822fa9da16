"""Reads an allocation's input strictly: what is wrong is refused with its path in the document."""
