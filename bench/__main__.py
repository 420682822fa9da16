"""``make bench``: every number that the documents name, with the machine and the day it was measured on."""

import os
import platform
from datetime import date

from kidsapp.web.embedded_database import use_embedded_database
from kidsapp.web.folders import STATE


def empty_database() -> None:
    """Empty every table; and the application's role may have the planner count rows, which the seeds need."""
    from django.core.management import call_command
    from django.db import connection

    from kidsapp.municipality.walls import as_owner

    role = connection.settings_dict["USER"]
    with as_owner(), connection.cursor() as cursor:
        call_command("flush", interactive=False, verbosity=0)
        cursor.execute(f"GRANT pg_maintain TO {role}")


def main() -> None:
    """Measure and print; the lines go into docs/BENCHMARKS.md by hand."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kidsapp.web.settings")
    os.environ.setdefault("KIDSAPP_PUBLIC_ADDRESS", "http://{host}")
    use_embedded_database(STATE / "bench")
    import django

    django.setup()
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    empty_database()
    call_command("collectstatic", interactive=False, verbosity=0)
    from bench import machine, places, requests

    python = f"Python {platform.python_version()}"
    print(f"{date.today()}, {machine.processor()}, {python}, {machine.load()}; median / p95")
    for timing in places.search_timings():
        numbers = f"{timing.median_ms:.1f} / {timing.p95_ms:.1f} ms"
        print(f"search of 2,500 Kitas, {timing.name}: {numbers} in the database")
    requests.measure()
    print(f"at the end: {machine.load()}")


if __name__ == "__main__":
    main()
