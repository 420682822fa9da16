"""Fixtures for every test: a city in scope, a fixed day, and clients that are somebody."""

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime

import pytest
from django.conf import settings
from django.test import Client
from django.utils import translation
from hypothesis import settings as hypothesis_settings

from kidsapp.kernel.actors import Actor, Assurance, HeldRole, Role
from kidsapp.municipality.models import Municipality
from kidsapp.municipality.scope import municipality_scope
from kidsapp.municipality.tests.factories import municipality
from kidsapp.web import middleware, storms
from tests.database import migrated_template
from tests.house.test_clock import EDGE

TODAY = date(2026, 11, 22)
hypothesis_settings.register_profile("house", deadline=None)
hypothesis_settings.load_profile("house")
"""A busy machine is slow now and then, and that is no fault of a rule."""

ONE_TRANSACTION = 2
"""Statements that make a page one transaction: begin and end; here a savepoint within the test's own."""

EDGES = [
    f"kidsapp.{path.removesuffix('.py').replace('/', '.')}" for path in EDGE if path != "kernel/clock.py"
]
"""Wherever the time is read: page, job, command."""

MOMENT = datetime(2026, 11, 22, 9, 30, tzinfo=UTC)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The demonstration first: processes share the tests at the end, and each of them would make it anew."""
    items.sort(key=lambda item: item.path.name != "test_demonstration.py")


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings_parallel_suffix: None) -> None:
    """Each worker's database is a clone of the migrated template."""
    settings.DATABASES["default"]["TEST"]["TEMPLATE"] = migrated_template()


@pytest.fixture(autouse=True)
def fixed_clock(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """It is 22 November 2026, 10:30 in Germany, for web and worker; cities are read afresh, in German."""
    for edge in EDGES:
        monkeypatch.setattr(f"{edge}.now", lambda: MOMENT)
    middleware.forget_cities()
    storms.forget()
    with translation.override(None):
        yield
    middleware.forget_cities()


@pytest.fixture
def herne(db: None) -> Iterator[Municipality]:
    """Herne, in scope for the whole test."""
    city = municipality("herne")
    with municipality_scope(city.pk):
        yield city


@pytest.fixture
def actor(herne: Municipality) -> Callable[..., Actor]:
    """Makes an actor in Herne: ``actor(account, Role.KITA_LEAD, facility=...)``."""

    def make(account=None, *roles: Role, facility=None, organisation=None) -> Actor:
        held = tuple(
            HeldRole(
                role, herne.pk, organisation.pk if organisation else None, facility.pk if facility else None
            )
            for role in roles
        )
        return Actor(herne.pk, TODAY, account.pk if account else None, held, Assurance.PASSWORD)

    return make


@pytest.fixture
def visitor(herne: Municipality) -> Client:
    """A browser without log-in, on Herne's host."""
    return Client(headers={"host": "herne.localhost"})
