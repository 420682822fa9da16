"""Statements written by hand name the city themselves: no manager filters them (decision 0009)."""

import ast

from tests.house.source import PACKAGE, calls, product_files, tree

NOT_ABOUT_ROWS = {
    "web/telemetry/pages.py": "asks only whether the database answers",
    "web/telemetry/condition.py": "asks how queue, worker and migrations are, of no city",
    "operations/backup/make.py": "keeps all rows of all cities, as one moment saw them",
    "operations/backup/postgresql.py": "counts all rows of all cities, to compare them",
    "operations/backup/restore.py": "makes room for all rows of all cities",
    "municipality/questions.py": "runs what the mapper has put into words, with the city in it",
    "web/embedded_database.py": "makes the database and its role, before there are rows",
    "web/sessions.py": "a session belongs to a browser, not to a city",
    "municipality/postgresql/base.py": "tells the database which city it is",
    "municipality/walls.py": "raises the walls between cities, and asks about the role",
    "municipality/statements.py": "runs the statements that others write",
    "places/queries/search.py": "runs the statement of hits.py",
}
ALSO_BY_HAND = {"places/queries/hits.py"}
RUNS = {"execute", "rows_of_city", "write_to_city"}


def by_hand():
    """Every file that executes SQL, with the texts of its statements."""
    for path in product_files():
        if str(path.relative_to(PACKAGE)) in ALSO_BY_HAND or any(name in RUNS for name, _ in calls(path)):
            values = [node.value for node in tree(path).body if isinstance(node, ast.Assign)]
            yield (
                str(path.relative_to(PACKAGE)),
                [t for t in map(ast.unparse, values) if "SELECT " in t or "INSERT " in t],
            )


def test_every_statement_by_hand_names_the_city():
    found = {name: texts for name, texts in by_hand() if name not in NOT_ABOUT_ROWS}
    assert found
    assert not [name for name, texts in found.items() if not texts]
    assert not [(name, text) for name, texts in found.items() for text in texts if "%(city)s" not in text]
