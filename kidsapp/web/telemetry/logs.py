"""Log lines: what happened, and where in the code; never an address, a name, or what was typed."""

import json
import logging
import traceback
from datetime import UTC, datetime
from types import TracebackType
from typing import Any

OWN = ("kidsapp",)
PLAIN = ("procrastinate", "granian", "_granian")
"""Loggers whose sentences hold ids at most; of all others only the sentence without its values is kept."""
FIELDS = ("route", "method", "status", "milliseconds", "request_id", "city")


class JsonLines(logging.Formatter):
    """One line for each event. Values of foreign sentences and texts of exceptions are left out.

    They are where an e-mail address or a child's name would stand: "Key (email)=(...) already exists".
    """

    def format(self, record: logging.LogRecord) -> str:
        """The line."""
        line: dict[str, Any] = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "event": _sentence(record),
        }
        line |= {name: getattr(record, name) for name in FIELDS if hasattr(record, name)}
        if record.exc_info and record.exc_info[0]:
            kind, _, trace = record.exc_info
            line |= {"error": kind.__qualname__, "trace": _places(trace)}
        return json.dumps(line, ensure_ascii=False)


class PlainLines(JsonLines):
    """The same for somebody who watches: one line, then the places in the code."""

    def format(self, record: logging.LogRecord) -> str:
        """The line; never the text of an exception, in which the database quotes what it got."""
        said: dict[str, Any] = json.loads(super().format(record))
        head = f"{said['level']} {said['logger']}: {said['event']} {said.get('error', '')}".rstrip()
        return "\n  ".join([head, *said.get("trace", [])])


FORMATTERS = {"json": JsonLines, "plain": PlainLines}


def _sentence(record: logging.LogRecord) -> str:
    root = record.name.partition(".")[0]
    if root in OWN or root in PLAIN:
        return record.getMessage()
    return str(record.msg) if record.args else ""


def _places(trace: TracebackType | None) -> list[str]:
    return [f"{frame.filename}:{frame.lineno} {frame.name}" for frame in traceback.extract_tb(trace)]


def configuration(kind: str) -> dict[str, Any]:
    """The logging of an installation: ``json`` for machines, ``plain`` for somebody who watches.

    ``whole`` also prints the texts of exceptions, which may quote what a family typed: for developers only.
    """
    is_json, is_whole = kind == "json", kind == "whole"
    by = FORMATTERS.get(kind, PlainLines)
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {"lines": {"()": f"{by.__module__}.{by.__qualname__}"}},
        "handlers": {
            "console": {"class": "logging.StreamHandler", **({} if is_whole else {"formatter": "lines"})},
        },
        "root": {"handlers": ["console"], "level": "WARNING"},
        "loggers": {
            "kidsapp.requests": {"level": "INFO" if is_json else "WARNING"},
            "django.request": {"level": "ERROR" if is_json else "WARNING"},
        },
    }
