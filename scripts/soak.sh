#!/usr/bin/env bash
# Uploads many files to local Vimeos where everything goes wrong, kills the program again and again, fetches the files
# back and compares. Ends with a summary; a failure says how to have the same once more.
#   scripts/soak.sh [COUNT [SEED [CASE]]]
for argument in "$@"; do
    [[ "$argument" =~ ^[0-9]+$ ]] || { echo "usage: scripts/soak.sh [COUNT [SEED [CASE]]]" >&2; exit 64; }
done
source "$(dirname "${BASH_SOURCE[0]}")/setup.sh"
command -v python3 >/dev/null || fail "python3 is needed to drive the uploads."

build_release
exec python3 -B scripts/soak/soak.py "$program" "$@"
