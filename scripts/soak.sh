#!/usr/bin/env bash
# Uploads many files to local Vimeos where everything goes wrong, kills the program again and again, fetches the files
# back and compares. Ends with a summary; a failure says how to have the same once more.
#   scripts/soak.sh [COUNT [SEED [CASE]]]
# Or sends random requests to a sandbox, for so many seconds, ten minutes unless given:
#   scripts/soak.sh sandbox [SECONDS [SEED]]
sandbox=""
if [[ "${1:-}" == sandbox ]]; then
    sandbox=1
    shift
fi
for argument in "$@"; do
    [[ "$argument" =~ ^[0-9]+$ ]] || { echo "usage: scripts/soak.sh [COUNT [SEED [CASE]]] | sandbox [SECONDS [SEED]]" >&2; exit 64; }
done
source "$(dirname "${BASH_SOURCE[0]}")/setup.sh"
command -v python3 >/dev/null || fail "python3 is needed to drive the uploads."

build_release
if [[ -n "$sandbox" ]]; then
    exec python3 -B scripts/soak/soak_sandbox.py "$program" "${1:-600}" "${@:2}"
fi
exec python3 -B scripts/soak/soak.py "$program" "$@"
