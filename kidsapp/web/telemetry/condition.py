"""How the installation is: asked by readiness and by metrics."""

import json
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cache
from pathlib import Path

from django.apps import apps
from django.conf import settings
from django.contrib.staticfiles.storage import staticfiles_storage
from django.db import connection

from kidsapp.municipality.models import Municipality
from kidsapp.municipality.scope import municipality_scope
from kidsapp.outbox.models import Mail

QUEUE = """
    SELECT count(*) FILTER (WHERE status = 'todo' AND (scheduled_at IS NULL OR scheduled_at <= now())),
        count(*) FILTER (WHERE status = 'todo' AND scheduled_at > now()),
        count(*) FILTER (WHERE status = 'doing'),
        count(*) FILTER (WHERE status = 'failed')
    FROM procrastinate_jobs WHERE status IN ('todo', 'doing', 'failed')
"""
OLDEST = """
    SELECT extract(epoch FROM now() - min(coalesce(job.scheduled_at, event.at)))::float8
    FROM procrastinate_jobs job
    JOIN procrastinate_events event ON event.job_id = job.id AND event.type = 'deferred'
    WHERE job.status = 'todo' AND (job.scheduled_at IS NULL OR job.scheduled_at <= now())
"""
HEARTBEAT = "SELECT extract(epoch FROM now() - max(last_heartbeat))::float8 FROM procrastinate_workers"
APPLIED = "SELECT app, name FROM django_migrations"
SECONDS_ALIVE, LEAST_FREE, A_MONTH = 60, 1_000_000_000, timedelta(days=30)


@dataclass(frozen=True)
class Queue:
    """Jobs by what they wait for, and how long the oldest due one has waited."""

    due: int
    later: int
    running: int
    failed: int
    oldest_seconds: float


def queue() -> Queue:
    """The queue of all cities."""
    with connection.cursor() as cursor:
        cursor.execute(QUEUE)
        due, later, running, failed = cursor.fetchone()
        cursor.execute(OLDEST)
        (oldest,) = cursor.fetchone()
    return Queue(due, later, running, failed, max(oldest or 0.0, 0.0))


def heartbeat_seconds() -> float | None:
    """How long ago a worker was last heard; nothing when there never was one."""
    with connection.cursor() as cursor:
        cursor.execute(HEARTBEAT)
        (found,) = cursor.fetchone()
    return found if found is None else float(found)


def missing_migrations() -> int:
    """How many migrations this version has that the database has not."""
    with connection.cursor() as cursor:
        cursor.execute(APPLIED)
        return len(_known_migrations() - set(cursor.fetchall()))


@cache
def _known_migrations() -> frozenset[tuple[str, str]]:
    """By their files: to load them takes a second, which a page has not."""
    folders = [(config.label, Path(config.path) / "migrations") for config in apps.get_app_configs()]
    return frozenset((label, file.stem) for label, folder in folders for file in folder.glob("[0-9]*.py"))


def failed_mails() -> Iterator[tuple[str, int]]:
    """How many mails of each city failed to the last and wait for its office."""
    for pk, slug in Municipality.objects.order_by("slug").values_list("pk", "slug"):
        with municipality_scope(pk):
            yield slug, Mail.objects.filter(state=Mail.State.FAILED).count()


def free_bytes() -> int:
    """What is free where the documents lie."""
    folder = Path(settings.MEDIA_ROOT)
    return shutil.disk_usage(folder if folder.exists() else settings.STATE).free


def backup_ages(at: datetime) -> Iterator[tuple[str, float]]:
    """How many seconds ago a backup was made, and one was verified, if ever."""
    kept = settings.STATE / "backup.json"
    found = json.loads(kept.read_text()) if kept.exists() else {}
    for name, moment in found.items():
        yield name.removesuffix("_at"), (at - datetime.fromisoformat(moment)).total_seconds()


def _is_contact_fresh(today: date) -> bool:
    until = settings.SECURITY_UNTIL
    return not settings.SECURITY_CONTACT or (until is not None and until - today > A_MONTH)


def _is_look_collected() -> bool:
    return getattr(staticfiles_storage, "hashed_files", True) != {}


def warnings(today: date) -> dict[str, str]:
    """What somebody should look at although pages are served."""
    heard = heartbeat_seconds()
    found = {
        "worker": "" if heard is not None and heard < SECONDS_ALIVE else "no worker is heard",
        "disk": "" if free_bytes() > LEAST_FREE else "less than 1 GB is free",
        "look": "" if _is_look_collected() else "static files are not collected: no page can be made",
        "security_txt": "" if _is_contact_fresh(today) else "KIDSAPP_SECURITY_UNTIL ends within a month",
        "virus_scanner": "" if settings.CLAMD_SOCKET else "none is set; uploads are not scanned",
    }
    return {name: text for name, text in found.items() if text}
