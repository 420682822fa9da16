"""The server that comes along starts wherever somebody keeps a checkout."""

import os
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

ASKED = """
import psycopg, sys
from pathlib import Path
from kidsapp.web.embedded_database import ensure_database
with psycopg.connect(ensure_database(Path(sys.argv[1]))) as owner:
    print(owner.execute("SELECT current_database()").fetchone()[0])
"""


@pytest.mark.parametrize("name", ["mein Ordner ü & C++ %41", "l" * 120])
def test_the_server_starts_in_a_folder_of_any_name(tmp_path, name):
    words = [sys.executable, "-c", ASKED, str(tmp_path / name)]
    with tempfile.TemporaryDirectory(prefix="k") as short:
        Path(short, "python_PostgresServer").mkdir()
        told = subprocess.run(
            words, env={**os.environ, "XDG_RUNTIME_DIR": short}, capture_output=True, text=True, check=False
        )
    assert told.stdout == "kidsapp\n", told.stderr
