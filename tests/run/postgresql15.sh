#!/bin/sh
# Runs the commands' tests on Debian's PostgreSQL 15, in a cluster of its own that goes afterwards.
set -eu
bin=/usr/lib/postgresql/15/bin
[ -x "$bin/initdb" ] || { echo 'PostgreSQL 15 is not here: left out.'; exit 0; }
folder=$(mktemp -d)
as=''
if [ "$(id -u)" = 0 ]; then chown postgres "$folder"; as='setpriv --reuid=postgres --regid=postgres --clear-groups'; fi
stop() { $as "$bin/pg_ctl" -D "$folder/data" -m immediate stop >/dev/null 2>&1 || true; rm -rf "$folder"; }
trap stop EXIT INT TERM
$as "$bin/initdb" -D "$folder/data" -U postgres -A trust --encoding=UTF8 --locale=C.UTF-8 >/dev/null
$as "$bin/pg_ctl" -D "$folder/data" -w -l "$folder/log" -o "-k $folder -c listen_addresses='' -c fsync=off" start >/dev/null
$as "$bin/createuser" -h "$folder" -U postgres kidsapp_app
KIDSAPP_OWNER_URL="postgresql://postgres@/postgres?host=$folder" \
  KIDSAPP_DATABASE_URL="postgresql://kidsapp_app@/postgres?host=$folder" KIDSAPP_TEST_STATE="$folder/state" \
  .venv/bin/pytest -n 2 -m 'not browser and not sweep' -k 'commands or queries or race or scope or walls'
