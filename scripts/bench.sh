#!/usr/bin/env bash
# Measures side by side, in one run, against lua5.4, curl, lua-cjson and vimeo.py, and prints a table of ratios.
#   scripts/bench.sh [name of a case …]
#   scripts/bench.sh sandbox             how fast the sandbox is
source "$(dirname "${BASH_SOURCE[0]}")/setup.sh"

missing=()
command -v curl >/dev/null || missing+=(curl)
command -v nginx >/dev/null || missing+=(nginx-light)
[ -e /usr/lib/x86_64-linux-gnu/lua/5.4/cjson.so ] || missing+=(lua-cjson)
if [ ${#missing[@]} -gt 0 ]; then
    apt-get update -qq
    DEBIAN_FRONTEND=noninteractive apt-get install -y -qq "${missing[@]}" >/dev/null \
        || fail "these are needed to compare with: ${missing[*]}"
fi
build_release
venv=.build/bench-venv
[ -x "$venv/bin/python" ] || python3 -m venv "$venv"
"$venv/bin/python" -c 'import vimeo' 2>/dev/null || "$venv/bin/pip" install -q PyVimeo==1.1.2
if [ "${1:-}" = sandbox ]; then
    command -v wrk >/dev/null || fail "wrk is needed: apt-get install wrk"
    exec python3 -B scripts/bench/sandbox.py "$program"
fi
exec "$venv/bin/python" scripts/bench/bench.py "$program" "$@"
