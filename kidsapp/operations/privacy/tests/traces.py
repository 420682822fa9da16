"""Looking for what is left of somebody: in every table, in files, in the queue."""

import json
from pathlib import Path

from django.apps import apps
from django.conf import settings
from django.db import connection


def _readable(value):
    return bytes(value).decode("utf-8", "replace") if isinstance(value, memoryview | bytes) else str(value)


def tables_with(*words):
    """The tables in whose rows one of the words stands, however it is written."""
    found = set()
    for model in apps.get_models():
        names = ", ".join(f'"{field.column}"' for field in model._meta.concrete_fields)
        with connection.cursor() as cursor:
            cursor.execute(f'SELECT {names} FROM "{model._meta.db_table}"')  # noqa: S608 (the names are our own)
            text = json.dumps([[_readable(v) for v in row] for row in cursor.fetchall()], ensure_ascii=False)
        if any(word.lower() in text.lower() for word in words):
            found.add(model._meta.label)
    return found


def files():
    """Every uploaded file."""
    return {str(path) for path in Path(settings.MEDIA_ROOT).rglob("*") if path.is_file()}
