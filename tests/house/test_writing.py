"""There is one way to write: the commands."""

import ast

from tests.house.source import PACKAGE, calls, place, product_files

WRITES = {"create", "bulk_create", "bulk_update", "update_or_create", "get_or_create", "delete", "save"}
EXCEPTIONS = {
    "municipality/scope.py": "the manager that fills in the city",
    "people/models.py": "makes an account; called by commands and the log-in library",
    "people/adapters/accounts.py": "what the log-in library writes about log-ins",
    "outbox/jobs.py": "the outcome of a sending",
    "web/sessions.py": "what is kept for a browser, as Django would write it",
}


def is_allowed(path):
    inside = str(path.relative_to(PACKAGE))
    return inside in EXCEPTIONS or "commands.py" in inside or "/commands/" in inside


def writes_to_rows(name, node):
    if name not in WRITES or not isinstance(node.func, ast.Attribute):
        return False
    target = ast.unparse(node.func.value)
    return "objects" in target or (
        name in {"save", "delete"} and not target.startswith(("image", "picture", "buffer"))
    )


def test_only_commands_write():
    found = [
        place(path, node)
        for path in product_files()
        if not is_allowed(path)
        for name, node in calls(path)
        if writes_to_rows(name, node)
    ]
    assert not found
