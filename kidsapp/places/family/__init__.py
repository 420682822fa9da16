"""Pages for families: find, look at, compare and remember facilities; no log-in is needed."""
