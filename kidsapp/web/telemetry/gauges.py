"""What is asked of the database and the disk when Prometheus asks."""

from collections.abc import Iterator
from datetime import datetime

from django.conf import settings
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.registry import Collector

from kidsapp.web.telemetry import condition


class Gauges(Collector):
    """Queue, worker, mails, backups, disk; a fixed number of statements and one for each city."""

    def __init__(self, at: datetime) -> None:
        """The moment from which ages count."""
        self.at = at

    def collect(self) -> Iterator[GaugeMetricFamily]:
        """All of them."""
        queue = condition.queue()
        jobs = GaugeMetricFamily("kidsapp_jobs", "Jobs in the queue.", labels=["state"])
        for state in ("due", "later", "running", "failed"):
            jobs.add_metric([state], getattr(queue, state))
        yield jobs
        yield GaugeMetricFamily(
            "kidsapp_oldest_job_seconds", "How long the oldest due job waits.", queue.oldest_seconds
        )
        heard = condition.heartbeat_seconds()
        if heard is not None:
            yield GaugeMetricFamily("kidsapp_worker_heard_seconds", "When a worker was last heard.", heard)
        yield from self._of_cities()
        yield from self._of_machine()

    def _of_cities(self) -> Iterator[GaugeMetricFamily]:
        mails = GaugeMetricFamily("kidsapp_failed_mails", "Mails that wait for the office.", labels=["city"])
        for city, count in condition.failed_mails():
            mails.add_metric([city], count)
        yield mails

    def _of_machine(self) -> Iterator[GaugeMetricFamily]:
        ages = GaugeMetricFamily(
            "kidsapp_backup_age_seconds", "Since the last backup was ...", labels=["act"]
        )
        for act, seconds in condition.backup_ages(self.at):
            ages.add_metric([act], seconds)
        yield ages
        yield GaugeMetricFamily(
            "kidsapp_free_bytes", "Free where documents lie.", float(condition.free_bytes())
        )
        yield GaugeMetricFamily(
            "kidsapp_missing_migrations", "Migrations to run.", float(condition.missing_migrations())
        )
        yield GaugeMetricFamily(
            "kidsapp_virus_scanner", "Whether a virus scanner is set.", float(bool(settings.CLAMD_SOCKET))
        )
