"""What no line of the product does: run text as a program, read objects from bytes, use weak sums or dice."""

import ast
import re

from tests.house.source import PACKAGE, ROOT, place, product_files, tree

RUNS_TEXT = {"eval", "exec", "compile", "__import__"}
READS_OBJECTS = {"pickle", "marshal", "shelve", "dill", "yaml", "jsonpickle"}
READS_XML = {"xml", "lxml", "xmltodict", "defusedxml"}
WEAK = {"md5", "sha1", "new", "ECB", "CBC", "RC4", "DES", "TripleDES", "PKCS1v15"}
DICE = {
    "operations/commands/demonstration": "invents families, the same ones each time",
    "childcare/tests": "tests",
}
PATTERNS = {"compile", "match", "search", "fullmatch", "findall", "sub", "split", "finditer"}
OF_OUR_MAPPINGS = {
    "kidsapp/places/importing/cells.py": "patterns and signs that the call itself names",
    "kidsapp/places/importing/hours_text.py": "put together from names of weekdays in this file",
    "kidsapp/places/importing/reading.py": "the shape of a key, from this package",
    "kidsapp/municipality/city_folder/reading.py": "shapes of keys, from this package",
    "kidsapp/municipality/city_folder/sheets.py": "shapes of keys, from this package",
}


def imported(path):
    """Every module that a file names in an import."""
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Import):
            yield from ((alias.name, node) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield node.module or "", node


def calls_of(path):
    return [node for node in ast.walk(tree(path)) if isinstance(node, ast.Call)]


def test_no_text_is_run_as_a_program():
    found = [
        place(path, call)
        for path in product_files()
        for call in calls_of(path)
        if isinstance(call.func, ast.Name) and call.func.id in RUNS_TEXT
    ]
    assert not found


def test_no_program_is_called_through_a_shell():
    found = [
        place(path, call)
        for path in product_files()
        for call in calls_of(path)
        if (ast.unparse(call.func).startswith("subprocess") and any(w.arg == "shell" for w in call.keywords))
        or ast.unparse(call.func) in {"os.system", "os.popen", "subprocess.getoutput"}
    ]
    assert not found


def test_no_objects_are_read_from_bytes():
    found = [
        place(path, node)
        for path in product_files()
        for name, node in imported(path)
        if name.partition(".")[0] in READS_OBJECTS
    ]
    assert not found


def test_no_xml_is_read():
    """Once XML is read, it is lxml without entities and network, and this test says where."""
    found = [
        place(path, node)
        for path in product_files()
        for name, node in imported(path)
        if name.partition(".")[0] in READS_XML
    ]
    assert not found


def test_no_weak_sum_or_cipher_is_used():
    found = [
        place(path, node)
        for path in product_files()
        if any(name.startswith(("hashlib", "cryptography")) for name, _ in imported(path))
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Attribute) and node.attr in WEAK
    ]
    assert not found


def test_dice_are_only_thrown_for_invented_families():
    found = [
        place(path, node)
        for path in product_files()
        for name, node in imported(path)
        if name.partition(".")[0] == "random" and not any(folder in str(path) for folder in DICE)
    ]
    assert not found


def test_no_pattern_is_made_of_what_somebody_typed():
    found = {
        str(path.relative_to(ROOT))
        for path in product_files()
        for call in calls_of(path)
        if ast.unparse(call.func) in {f"re.{name}" for name in PATTERNS}
        and not isinstance(call.args[0], ast.Constant)
        and not _is_escaped(call.args[0])
    }
    assert found <= set(OF_OUR_MAPPINGS), found - set(OF_OUR_MAPPINGS)


def _is_escaped(pattern):
    return "re.escape(" in ast.unparse(pattern)


ASK_ELSEWHERE = {
    "places/adapters/geocoder.py": "where an address is, at the server that the operator names",
    "people/adapters/identity/tokens.py": "who somebody is, at the provider that the city's folder names",
}


def test_only_two_files_ask_other_servers():
    asks = ("urllib.request", "http.client", "requests", "httpx", "aiohttp")
    found = {
        str(path.relative_to(PACKAGE))
        for path in product_files()
        for name, _ in imported(path)
        if name.startswith(asks)
    }
    assert found == set(ASK_ELSEWHERE)


def test_every_statement_by_hand_is_text_of_ours():
    """What was asked for comes as a value beside the statement; no statement is joined with it."""
    found = [
        place(path, call)
        for path in product_files()
        for call in calls_of(path)
        if isinstance(call.func, ast.Attribute) and call.func.attr in {"execute", "raw", "extra", "RawSQL"}
        if call.args and _is_joined(call.args[0], path)
    ]
    assert not found


OF_NAMES = {
    "operations/backup": "names of tables and databases from PostgreSQL's own catalogue",
    "municipality/walls.py": "names of tables from PostgreSQL's own catalogue",
    "municipality/postgresql/base.py": "the number of the city",
}


def _is_joined(statement, path):
    joins = isinstance(statement, ast.JoinedStr | ast.BinOp) or ".format(" in ast.unparse(statement)
    return joins and not any(name in str(path) for name in OF_NAMES)


OWN_SCRIPTS = [
    path
    for folder in (PACKAGE / "page" / "static" / "page" / "js", PACKAGE / "places" / "static")
    for path in sorted(folder.rglob("*.js"))
]


def test_no_script_of_ours_listens_to_other_windows_or_keeps_data():
    kept = re.compile(r"localStorage|sessionStorage|indexedDB|document\.cookie|postMessage|[\"']message[\"']")
    assert len(OWN_SCRIPTS) >= 5
    assert not [path.name for path in OWN_SCRIPTS if kept.search(path.read_text(encoding="utf-8"))]


def test_every_package_of_the_lock_has_its_hash():
    locked = (ROOT / "uv.lock").read_text(encoding="utf-8")
    packages = locked.split("[[package]]")[1:]
    without = [
        re.search(r'name = "([^"]+)"', each)[1]
        for each in packages
        if "sha256:" not in each and 'source = { editable = "." }' not in each
    ]
    assert len(packages) > 50 and not without
