#!/bin/sh
# Everything, in order: format, types, contracts, house and rules; the database; the browser.
set -eu
. tests/run/system.sh
sh tests/run/check.sh
echo '== Commands and pages'
.venv/bin/pytest -n 2 --dist worksteal -m 'not browser and not sweep'
echo '== The same commands on PostgreSQL 15'
sh tests/run/postgresql15.sh
echo '== Journeys in the browser'
.venv/bin/pytest -n 2 --dist worksteal -m 'browser and not sweep'
