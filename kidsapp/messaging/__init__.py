"""The inbox, in the reader's language."""
