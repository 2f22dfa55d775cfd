#!/usr/bin/env bash
# Installs what is missing, builds, and runs every test.
#   scripts/test.sh [--sanitize address|thread] [arguments of swift test]
source "$(dirname "${BASH_SOURCE[0]}")/setup.sh"

# The backtracer would delay each child process that a test makes crash on purpose.
export SWIFT_BACKTRACE=enable=no
options=()
sanitizes=no
if [ "${1:-}" = --sanitize ]; then
    sanitizes=yes
    case "${2:-}" in
    address | thread) ;;
    *) fail "--sanitize takes address or thread" ;;
    esac
    # A folder of its own: sanitized and plain objects do not mix. One test at a time: each is many times slower, and
    # their guards against hanging count seconds.
    options+=(--sanitize "$2" --scratch-path ".build-$2" --no-parallel)
    # Lua and Swift keep memory to the end of the process on purpose.
    export ASAN_OPTIONS=detect_leaks=0
    export TSAN_OPTIONS="suppressions=$PWD/.tsan-suppressions"
    shift 2
elif [[ $(swift test --help-hidden 2>/dev/null || true) == *experimental-maximum-parallelization-width* ]]; then
    # All tests at once would wait for each other so long that connections and guards against hanging time out.
    options+=(--experimental-maximum-parallelization-width 16)
fi

# The example of a host. Its one file is a target of this package, too: building its own package would compile everything
# a second time. So that is only read here.
if [ "$sanitizes" = no ]; then
    echo "running scripts/embed-example" >&2
    swift package --package-path scripts/embed-example --scratch-path "$PWD/.build/embed-example" dump-package >/dev/null
    swift build --product embed-example >&2
    "$(swift build --show-bin-path)/embed-example" | diff scripts/embed-example/expected.txt - \
        || fail "scripts/embed-example does not print what expected.txt has"
fi

# Failures are said once more at the end, with the count, where who reads only a log's tail finds them.
log=$(mktemp)
trap 'rm -f "$log"' EXIT
status=0
swift test "${options[@]}" "$@" 2>&1 | tee "$log" || status=$?
if [ "$status" != 0 ]; then
    echo
    grep -aE "^. .* recorded an issue|^. Test run with|Fatal error|error: Exited" -A 2 "$log" | tail -c 4000
fi
exit "$status"
