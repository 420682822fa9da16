#!/bin/sh
# The long runs: every page in every language and mode through axe, and fuzzing.
set -eu
. tests/run/system.sh
.venv/bin/pytest -n 2 -m sweep
