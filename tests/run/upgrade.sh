#!/bin/sh
# Walks docs/operating.md, "A new version", on the embedded server: an older commit with data, its backup, a trial of
# that on a copy, the upgrade, and the way back. usage: tests/run/upgrade.sh [older commit]
set -eu
from=${1:-70ee7ac}
here=$(pwd)
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT INT TERM
chmod 755 "$folder"
mkdir "$folder/old"
git archive "$from" | tar -x -C "$folder/old"
export KIDSAPP_STATE="$folder/state" KIDSAPP_BACKUP_KEY="$folder/key" KIDSAPP_HOSTS=.localhost
unset KIDSAPP_DATABASE_URL KIDSAPP_OWNER_URL DJANGO_SETTINGS_MODULE
old() { (cd "$folder/old" && PYTHONPATH="$folder/old" "$here/.venv/bin/kidsapp" "$@"); }
new() { .venv/bin/kidsapp "$@"; }
step() { echo "== $*"; }

step "the old version, $from, with a city and somebody in it"
old backup key "$folder/key" >/dev/null
old migrate >/dev/null
old city load cities/herne >/dev/null
old operator create --city herne --email before@example.org >/dev/null
old audit verify | tee "$folder/before.txt"
old backup make "$folder/backup" >/dev/null
old backup verify "$folder/backup"

step 'its backup, tried on a copy by the new version'
(export KIDSAPP_STATE="$folder/copy"; cp -r "$folder/state/document_keys" "$folder/keys" 2>/dev/null || true
  mkdir -p "$KIDSAPP_STATE"; [ ! -e "$folder/keys" ] || cp "$folder/keys" "$KIDSAPP_STATE/document_keys"
  new restore "$folder/backup"; new audit verify | diff "$folder/before.txt" -)

step 'the upgrade'
new migrate | tail -8
new operator create --city herne --email after@example.org >/dev/null
new audit verify
new backup make "$folder/newer" >/dev/null
new backup verify "$folder/newer"

step 'going back'
if old restore "$folder/newer" --replace-everything >"$folder/refused.txt" 2>&1; then
  echo 'the old version took the backup of the new one'; exit 1
fi
tail -1 "$folder/refused.txt"
old restore "$folder/backup" --replace-everything
old audit verify | diff "$folder/before.txt" -
old operator create --city herne --email again@example.org >/dev/null
echo 'Up and back: done.'
