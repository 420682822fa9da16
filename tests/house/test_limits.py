"""Short files and short functions."""

import ast
from statistics import median

from tests.house.source import ROOT, place, product_files, tree

FILE_LIMIT, FUNCTION_LIMIT, FUNCTION_MEDIAN = 400, 40, 10


def functions():
    for path in product_files():
        for node in ast.walk(tree(path)):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                yield path, node


def length(node):
    return (node.end_lineno or node.lineno) - node.lineno + 1


def test_no_file_is_longer_than_400_lines():
    files = [*product_files(), *ROOT.glob("tests/**/*.py"), *ROOT.glob("kidsapp/*/tests/**/*.py")]
    long = [str(path) for path in files if len(path.read_text(encoding="utf-8").splitlines()) > FILE_LIMIT]
    assert not long


def test_no_function_is_longer_than_40_lines():
    assert not [place(path, node) for path, node in functions() if length(node) > FUNCTION_LIMIT]


def test_half_of_all_functions_are_about_eight_lines_or_shorter():
    assert median(length(node) for _, node in functions()) <= FUNCTION_MEDIAN
