# Sourced: sees to Chromium, PostgreSQL 15 and nginx, which the tests use but pip does not bring.
# Installs them where it may; otherwise says which tests are left out, and in CI that is a failure.
has_chromium() { [ -x /usr/bin/chromium ]; }
has_nginx() { command -v nginx >/dev/null || [ -x /usr/sbin/nginx ]; }
has_postgresql() { [ -x /usr/lib/postgresql/15/bin/initdb ]; }

missing=''
has_chromium || missing="$missing chromium"
has_postgresql || missing="$missing postgresql-15"
# Its package starts a server on port 80: only where nobody minds.
[ "${CI:-}" != true ] || has_nginx || missing="$missing nginx-light"

if [ -n "$missing" ]; then
  root=''
  [ "$(id -u)" = 0 ] || { command -v sudo >/dev/null && sudo -n true 2>/dev/null && root='sudo -n'; } || root='none'
  if [ "$root" != none ] && command -v apt-get >/dev/null; then
    echo "Installing$missing"
    $root apt-get update -qq >/dev/null 2>&1 || true
    DEBIAN_FRONTEND=noninteractive $root apt-get install -y -qq --no-install-recommends $missing >/dev/null 2>&1 || true
  fi
fi

left_out=''
has_chromium || left_out="$left_out chromium (the journeys in the browser)"
has_postgresql || left_out="$left_out postgresql-15 (the commands on PostgreSQL 15)"
has_nginx || left_out="$left_out nginx-light (the proxy of the operator's guide)"
if [ -n "$left_out" ]; then
  echo "Missing and not installable here:$left_out. Those tests are left out."
  [ "${CI:-}" != true ] || exit 1
fi
