"""The product's own source, for the house tests."""

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "kidsapp"


@cache
def product_files() -> list[Path]:
    """Every Python file of the product but tests and migrations."""
    found = PACKAGE.rglob("*.py")
    return sorted(path for path in found if not {"tests", "migrations"} & set(path.parts))


@cache
def tree(path: Path) -> ast.Module:
    """The parsed file."""
    return ast.parse(path.read_text(encoding="utf-8"))


def place(path: Path, node: ast.AST) -> str:
    """Where a finding is, for the reader of a failed test."""
    return f"{path.relative_to(ROOT)}:{getattr(node, 'lineno', 0)}"


def calls(path: Path) -> Iterator[tuple[str, ast.Call]]:
    """Every call in a file with the last part of its name."""
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Call):
            name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            yield name, node
