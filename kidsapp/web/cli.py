"""The command ``kidsapp``: each module brings its own group."""

import os
import sys
from importlib import import_module

import click
import django

from kidsapp.web.command_failures import said_in_one_line
from kidsapp.web.embedded_database import use_embedded_database
from kidsapp.web.folders import STATE

GROUPS = {
    "allocation": "kidsapp.web.allocation.cli:allocation",
    "audit": "kidsapp.audit.cli:audit",
    "backup": "kidsapp.operations.backup.cli:backup",
    "city": "kidsapp.operations.cli:city",
    "places": "kidsapp.places.cli:places",
    "jobs": "kidsapp.outbox.cli:jobs",
    "operator": "kidsapp.people.cli:operator",
    "documents": "kidsapp.documents.cli:documents",
    "demo": "kidsapp.operations.cli:demo",
    "restore": "kidsapp.operations.backup.cli:restore",
    "privacy": "kidsapp.operations.privacy.cli:privacy",
    "serve": "kidsapp.operations.serving:serve",
    "texts": "kidsapp.web.texts:texts",
    "migrate": "kidsapp.operations.cli:migrate",
}
NEEDS_NO_DATABASE = {"texts"}
NEEDS_NO_FRAMEWORK = {"allocation"}


class ModuleGroups(click.Group):
    """Finds a group in its module when it is asked for, once Django is ready."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The names of all groups."""
        return sorted(GROUPS)

    @said_in_one_line()
    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The group of that name."""
        if cmd_name not in GROUPS:
            return None
        if cmd_name not in NEEDS_NO_FRAMEWORK:
            _prepare(needs_database=cmd_name not in NEEDS_NO_DATABASE)
        module, _, name = GROUPS[cmd_name].partition(":")
        found: click.Command = getattr(import_module(module), name)
        return found

    @said_in_one_line()
    def invoke(self, ctx: click.Context) -> object:
        """Run the command; what stops it is said in one line."""
        return super().invoke(ctx)


def _prepare(*, needs_database: bool) -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kidsapp.web.settings")
    if needs_database:
        use_embedded_database(STATE)
    django.setup()


@click.command(cls=ModuleGroups, context_settings={"help_option_names": ["-h", "--help"]})
def main() -> None:
    """KidsApp: one card and one app for every child in a city."""


if __name__ == "__main__":
    sys.exit(main())
