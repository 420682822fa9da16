#!/bin/sh
# Format, types, import contracts and house tests, in seconds.
set -eu
echo '== Format'
.venv/bin/ruff format --check --quiet .
.venv/bin/ruff check --quiet .
echo '== Types'
.venv/bin/mypy
echo '== Imports'
.venv/bin/lint-imports --no-cache >build/imports.txt || { cat build/imports.txt; exit 1; }
echo '== Licences'
.venv/bin/reuse lint --quiet || { .venv/bin/reuse lint; exit 1; }
echo '== House'
.venv/bin/pytest tests/house
