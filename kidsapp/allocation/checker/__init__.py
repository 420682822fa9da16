"""Proves or disproves a record; it shares no line with the engine, and imports nothing of it."""
