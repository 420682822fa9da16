"""Run this job: upper modules hang their jobs in here by name (wired in ``web``)."""

from collections.abc import Callable
from datetime import datetime

Job = Callable[[datetime, int], None]
"""Called with the moment and the id of the row that it is about, inside the row's city."""

JOBS: dict[str, Job] = {}

HOURLY: set[str] = set()
"""The names of those that also start by themselves, in every city, with 0 for the row."""
