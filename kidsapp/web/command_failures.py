"""What a command says when it cannot go on: one line for whoever keeps the machine, never a traceback."""

import os
import traceback
from collections.abc import Iterator
from contextlib import contextmanager

import click

NO_TABLE, NO_COLUMN = "42P01", "42703"
NO_RIGHT, NO_SCHEMA = "42501", "3F000"


@contextmanager
def said_in_one_line() -> Iterator[None]:
    """Turn what was not foreseen into one line; ``KIDSAPP_LOGS=whole`` shows developers the traceback."""
    try:
        yield
    except (click.ClickException, click.exceptions.Exit, click.Abort):
        raise
    except Exception as failure:
        if os.environ.get("KIDSAPP_LOGS") == "whole":
            raise
        raise click.ClickException(one_line(failure)) from failure


def one_line(failure: Exception) -> str:
    """The reason, with what to do where we know it; nothing of what the database holds is in it."""
    from django.core.exceptions import ImproperlyConfigured
    from django.db import DatabaseError, InterfaceError

    if isinstance(failure, ImproperlyConfigured):
        return str(failure)
    if isinstance(failure, DatabaseError | InterfaceError):
        return _of_the_database(failure)
    if isinstance(failure, OSError) and failure.strerror:
        return f"{failure.strerror}: {failure.filename}" if failure.filename else failure.strerror
    return f"This should not happen: {_name_and_place(failure)}"


def _of_the_database(failure: Exception) -> str:
    from django.db import InterfaceError, OperationalError

    states = set(_states_of(failure))
    if states & {NO_RIGHT, NO_SCHEMA}:
        return "This log-in to the database may not do that. The owner's belongs into KIDSAPP_OWNER_URL."
    if states & {NO_TABLE, NO_COLUMN}:
        return "The database does not have the tables of this version: run `kidsapp migrate` first."
    if isinstance(failure, OperationalError | InterfaceError):
        reason = " ".join(str(failure).split()) or "the connection was closed"
        return (
            f"The database cannot be reached or has gone away; nothing is left half done. It said: {reason}"
        )
    return f"The database refused: {_name_and_place(failure)}"


def _states_of(failure: BaseException | None) -> Iterator[str]:
    """What the server called it, however often it was wrapped since."""
    while failure is not None:
        yield str(getattr(failure, "sqlstate", ""))
        failure = failure.__cause__ or failure.__context__


def _name_and_place(failure: Exception) -> str:
    frames = traceback.extract_tb(failure.__traceback__)
    ours = [frame for frame in frames if "site-packages" not in frame.filename] or frames
    place = f"{os.path.relpath(ours[-1].filename)}:{ours[-1].lineno}"
    return f"{type(failure).__name__} in {place}. Please report it with this line."
