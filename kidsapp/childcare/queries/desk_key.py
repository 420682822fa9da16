"""What is due first in a case as one number that sorts."""

from datetime import date, timedelta

from kidsapp.childcare.rules.clock import ClockTerms, ClockView, Due, Task, tasks_due

EPOCH = date(2000, 1, 1)
TASKS = 10
NO_DAY = 99_999
CLOSED = (NO_DAY + 1) * TASKS
"""The key of a case that is no longer open: behind all others."""


def key_of(case: ClockView | None, terms: ClockTerms, *, today: date) -> int:
    """Day and task of what is due first in an open case; ``None`` is one that is no longer open."""
    if case is None:
        return CLOSED
    first = tasks_due(case, terms, today=today)[0]
    return (key_from(first.due_on) if first.due_on else NO_DAY * TASKS) + first.task


def key_from(day: date) -> int:
    """The number before all keys of a day."""
    return max((day - EPOCH).days, 0) * TASKS


def due_of(key: int) -> Due | None:
    """What a key says is due; ``None`` for a case that is no longer open."""
    if key >= CLOSED:
        return None
    days, task = divmod(key, TASKS)
    return Due(Task(task), None if days == NO_DAY else EPOCH + timedelta(days=days))
