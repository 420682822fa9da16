"""A process of one's own that is killed between any two of its steps, as by a power cut."""

import os
import signal
from collections.abc import Callable
from contextlib import contextmanager

from django.db import connection, connections

from kidsapp.municipality.postgresql.base import DatabaseWrapper

DONE, BROKEN = 0, 7


def empty_queue() -> None:
    """Forget the jobs of other tests: the queue's tables are not Django's to empty."""
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM procrastinate_jobs")
        cursor.execute("DELETE FROM procrastinate_workers")


def runs_to_the_end(work: Callable[[], object], *, kill_at: int = 0) -> bool:
    """Do the work in a process that kills itself before its step of this number; whether it came to its end.

    A step is a statement that writes or locks, the moment before a commit, or the moment after one; what only
    reads leaves nothing behind.
    """
    connections.close_all()
    child = os.fork()
    if child == 0:
        _live(work, kill_at)
    _, status = os.waitpid(child, 0)
    if os.WIFEXITED(status):
        assert os.WEXITSTATUS(status) == DONE, "the work raised; its reason stands above"
        return True
    assert os.WTERMSIG(status) == signal.SIGKILL
    return False


def killed_at_every_step(work: Callable[[], object], is_done: Callable[[], bool]) -> int:
    """Begin the work again and again, each time killed one step later, until it is done; how many steps.

    At the end it is begun once more, since whoever got no answer presses again.
    """
    step = 1
    while not runs_to_the_end(work, kill_at=step) and not is_done():
        step += 1
    assert is_done()
    assert runs_to_the_end(work)
    is_done()
    return step


def _live(work, kill_at):
    code = BROKEN
    try:
        with _counting(kill_at):
            work()
        code = DONE
    except BaseException:
        import traceback

        traceback.print_exc()
    finally:
        os._exit(code)


def _only_reads(sql):
    return sql.startswith("SELECT") and not any(
        word in sql for word in ("FOR UPDATE", "FOR NO KEY", "procrastinate")
    )


@contextmanager
def _counting(kill_at):
    steps, commit = iter(range(1, 10_000)), DatabaseWrapper._commit

    def step():
        if next(steps) == kill_at:
            os.kill(os.getpid(), signal.SIGKILL)

    def commit_between_steps(self):
        step()
        commit(self)
        step()

    def statement(execute, sql, *words):
        if not _only_reads(str(sql)):
            step()
        return execute(sql, *words)

    DatabaseWrapper._commit = commit_between_steps
    with connection.execute_wrapper(statement):
        yield
