#!/usr/bin/env bash
# Measures in turns, in one run, against lua5.4, curl, lua-cjson, vimeo.py, find and Python; prints a table of medians and
# ratios, and fails if a goal is missed by more than the rounds differ.
#   scripts/bench.sh [--write] [name of a case …]
#   scripts/bench.sh sandbox             how fast the sandbox is
# --write also puts the table into README.md and draws scripts/bench/growth.svg.
source "$(dirname "${BASH_SOURCE[0]}")/setup.sh"

missing=()
command -v curl >/dev/null || missing+=(curl)
command -v nginx >/dev/null || missing+=(nginx-light)
command -v openssl >/dev/null || missing+=(openssl)
python3 -c 'import ensurepip' 2>/dev/null || missing+=(python3-venv)
lua5.4 -e 'require "cjson"' 2>/dev/null || missing+=(lua-cjson)
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
exec "$venv/bin/python" -B scripts/bench/bench.py "$program" "$@"
