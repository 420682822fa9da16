"""Questions that the object mapper puts into words once: building a query anew costs more than running it."""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cached_property
from typing import Any

from django.db import DEFAULT_DB_ALIAS, connection
from django.db.models import QuerySet
from django.db.models.query import get_related_populators

from kidsapp.municipality.scope import current_municipality_id, municipality_scope

CITY = "city"
CITY_MARK = 2_000_000_003
MARKS: dict[type, Callable[[int], Any]] = {
    int: lambda number: CITY_MARK + number,
    str: lambda number: f"mark-{number}-of-a-question",
    date: lambda number: date(1, 1, 1) + timedelta(number),
    datetime: lambda number: datetime(1, 1, 1) + timedelta(number),  # noqa: DTZ001 (never asked for)
}


@dataclass(frozen=True)
class _Wording:
    """A statement, and for each of its parameters whether it is given or always the same."""

    sql: str
    slots: tuple[tuple[str, Any], ...]
    compiler: Any
    gives_models: bool

    def parameters(self, given: dict[str, Any]) -> list[Any]:
        return [given[name] if name else value for name, value in self.slots]


class Question:
    """A query whose form never depends on the values that are given: the rule is asked when it is first used.

    The mapper is given a mark for every value, and for the city in scope; where a mark comes out as a
    parameter, the value goes in. So the rules of ``policy.py`` and the wall between cities stay the only
    ones. A value must not be ``None`` (that is another statement), nor a list.
    """

    def __init__(
        self, build: Callable[..., QuerySet[Any]], *, may_ignore: Collection[str] = (), **kinds: type
    ) -> None:
        """Remember how the mapper builds it, and what is given each time, by name with its type."""
        self._build, self._kinds, self._may_ignore = build, kinds, may_ignore

    def all(self, **given: Any) -> list[Any]:
        """The rows as the mapper would give them."""
        rows, compiler = self._rows(self._wording.sql, given), self._wording.compiler
        converters = compiler.get_converters([column for column, *_ in compiler.select])
        found = compiler.apply_converters(rows, converters) if converters else rows
        return [self._row(row) for row in found]

    def first(self, **given: Any) -> Any:
        """The first of the rows, or nothing."""
        return next(iter(self.all(**given)), None)

    def count(self, **given: Any) -> int:
        """How many rows there are."""
        counted = f"SELECT count(*) FROM ({self._wording.sql}) AS found"  # noqa: S608 (the mapper's words)
        return int(self._rows(counted, given)[0][0])

    def _rows(self, sql: str, given: dict[str, Any]) -> list[tuple[Any, ...]]:
        with connection.cursor() as cursor:
            cursor.execute(sql, self._wording.parameters({**given, CITY: current_municipality_id()}))
            return list(cursor.fetchall())

    @cached_property
    def _wording(self) -> _Wording:
        marks = {name: MARKS[kind](place) for place, (name, kind) in enumerate(self._kinds.items(), 1)}
        with municipality_scope(CITY_MARK):
            query = self._build(**marks).query
            compiler = query.get_compiler(DEFAULT_DB_ALIAS)
            sql, parameters = compiler.as_sql()
        names = {mark: name for name, mark in {**marks, CITY: CITY_MARK}.items()}
        slots = tuple((names.get(value, ""), value) for value in parameters)
        if missing := set(marks) - {name for name, _ in slots} - set(self._may_ignore):
            raise ValueError(f"the statement does not ask for {sorted(missing)}")
        return _Wording(sql, slots, compiler, not query.values_select)

    @cached_property
    def _columns(self) -> tuple[Any, slice, list[str], list[Any]]:
        """The model, where its columns stand, their names, and what fills rows that came with it."""
        compiler = self._wording.compiler
        info, select = compiler.klass_info, compiler.select
        places = info["select_fields"]
        names = [select[place][0].target.attname for place in places]
        fill: Any = get_related_populators  # the types known are those of Django 6
        others = fill(info, select, DEFAULT_DB_ALIAS)
        return info["model"], slice(places[0], places[-1] + 1), names, others

    def _row(self, row: Any) -> Any:
        if not self._wording.gives_models:
            return tuple(row)
        model, own, names, others = self._columns
        found = model.from_db(DEFAULT_DB_ALIAS, names, row[own])
        for other in others:
            other.populate(row, found)
        return found
