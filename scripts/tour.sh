#!/usr/bin/env bash
# Runs the commands of the tour in the README, word for word, in a new home, with the sandbox in place of vimeo.com.
#   scripts/tour.sh          builds the program, unless VIMEO_LUA_PROGRAM is the path of one
program=${VIMEO_LUA_PROGRAM:-}
if [ -n "$program" ]; then
    set -euo pipefail
    program=$(cd "$(dirname "$program")" && pwd)/$(basename "$program")
    cd "$(dirname "${BASH_SOURCE[0]}")/.."
else
    source "$(dirname "${BASH_SOURCE[0]}")/setup.sh"
    build_release
fi

home=$(mktemp -d)
sandbox=""
clean_up() {
    [ -z "$sandbox" ] || kill "$sandbox" 2>/dev/null || true
    rm -rf "$home"
}
trap clean_up EXIT
mkdir -p "$home/bin" "$home/project/talks/2026"
ln -s "$program" "$home/bin/vimeo-lua"
cp Tests/Fixtures/clip.mp4 "$home/project/talks/Opening.mp4"
cp Tests/Fixtures/clip.mp4 "$home/project/talks/2026/Closing.mp4"
readme=$PWD/README.md
cd "$home/project"

# Nothing that the user has set reaches the commands.
for name in $(compgen -e); do
    case $name in VIMEO_* | XDG_* | LUA_*) unset "$name" ;; esac
done
export HOME=$home PATH=$home/bin:$PATH

mkfifo "$home/sandbox"
vimeo-lua sandbox >"$home/sandbox" &
sandbox=$!
exec 3<"$home/sandbox"
while read -r line <&3; do
    # All but the token, which is what signing in is for.
    case $line in VIMEO_API_ROOT=* | VIMEO_CLIENT_ID=*) export "${line?}" ;; esac
    case $line in VIMEO_CLIENT_SECRET=*) export "${line?}" && break ;; esac
done

count=0
while IFS= read -r line; do
    echo "\$ $line"
    bash -c "$line" </dev/null || {
        echo "this command of the tour failed with status $?" >&2
        exit 1
    }
    count=$((count + 1))
done < <(sed -n '/<!-- tour -->/,/<!-- \/tour -->/s/^    //p' "$readme")
[ "$count" -gt 0 ] || {
    echo "the README has no commands between <!-- tour --> and <!-- /tour -->" >&2
    exit 1
}
