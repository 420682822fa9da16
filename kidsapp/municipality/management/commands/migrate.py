"""``migrate`` as Django has it, done by the owner of the tables, with the walls raised afterwards."""

from typing import Any

from django.core.management.commands import migrate

from kidsapp.municipality.walls import application_role, as_owner, raise_walls


class Command(migrate.Command):
    """Brings the database to the shape that this version needs."""

    def handle(self, *args: Any, **options: Any) -> None:
        """Migrate as the owner; then row-level security and the rights of the application's role."""
        role = application_role()
        with as_owner():
            super().handle(*args, **options)
            raise_walls(role=role)
