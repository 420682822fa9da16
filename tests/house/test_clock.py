"""Only the web edge and the job runner read the clock."""

import ast

from tests.house.source import PACKAGE, place, product_files, tree

EDGE = {
    "kernel/clock.py": "the clock itself",
    "web/middleware.py": "the moment of a request",
    "web/sessions.py": "the moment at which a log-in is looked at",
    "audit/door.py": "the moment of the audit line of a page",
    "outbox/jobs.py": "the moment of a job",
    "outbox/cli.py": "the moment of a command of the operator",
    "people/adapters/accounts.py": "called by the log-in library, which knows no moment",
    "operations/backup/cli.py": "the moment of a command of the operator",
    "operations/cli.py": "the moment of a command of the operator",
    "operations/demo_cli.py": "the moment of a command of the operator",
    "operations/privacy/commands/applying.py": "called by a restore, which knows no moment",
    "operations/privacy/cli.py": "the moment of a command of the operator",
    "people/cli.py": "the moment of a command of the operator",
    "places/cli.py": "the moment of a command of the operator",
}
READS = {"now", "today", "utcnow", "localdate", "localtime"}


def reads_clock(node):
    if isinstance(node, ast.ImportFrom) and node.module == "kidsapp.kernel.clock":
        return any(alias.name == "now" for alias in node.names)
    if isinstance(node, ast.Attribute) and node.attr in READS and isinstance(node.value, ast.Name):
        return node.value.id in {"datetime", "date", "timezone", "time", "dt"}
    return False


def test_no_clock_is_read_below_the_edge():
    files = [path for path in product_files() if str(path.relative_to(PACKAGE)) not in EDGE]
    assert not [place(path, node) for path in files for node in ast.walk(tree(path)) if reads_clock(node)]


def test_every_listed_edge_still_exists():
    assert not [name for name in EDGE if not (PACKAGE / name).exists()]
