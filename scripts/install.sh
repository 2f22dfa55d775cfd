#!/usr/bin/env bash
# Builds the program and installs it, with its manual page, completions and types.
#   scripts/install.sh [--prefix DIR]     /usr/local unless given; DESTDIR comes before it, for packages
prefix=/usr/local
while [ $# -gt 0 ]; do
    case $1 in
    --prefix=*) prefix=${1#*=} ;;
    --prefix)
        [ $# -gt 1 ] || { echo "--prefix needs a folder" >&2; exit 64; }
        prefix=$2
        shift
        ;;
    *) echo "usage: scripts/install.sh [--prefix DIR]" >&2; exit 64 ;;
    esac
    shift
done
case $prefix in
/*) ;;
*) prefix=$PWD/$prefix ;;
esac
source "$(dirname "${BASH_SOURCE[0]}")/setup.sh"
build_release

root=${DESTDIR:-}$prefix
share=$root/share
mkdir -p "$root/bin" "$share/man/man1" "$share/bash-completion/completions" "$share/zsh/site-functions" \
    "$share/fish/vendor_completions.d" "$share/vimeo-lua" || fail "$root cannot be written. Give another --prefix, or run this with sudo."
# What the program prints depends on nobody's settings.
ours() { env -i PATH=/usr/bin:/bin LC_ALL=C.UTF-8 "$program" "$@"; }
ours help --man >"$share/man/man1/vimeo-lua.1"
ours completions bash >"$share/bash-completion/completions/vimeo-lua"
ours completions zsh >"$share/zsh/site-functions/_vimeo-lua"
ours completions fish >"$share/fish/vendor_completions.d/vimeo-lua.fish"
ours types "$share/vimeo-lua" >/dev/null
# One that runs is replaced, not overwritten.
install -m 755 "$program" "$root/bin/.vimeo-lua.new"
mv "$root/bin/.vimeo-lua.new" "$root/bin/vimeo-lua"
echo "installed $root/bin/vimeo-lua" >&2
case ":$PATH:" in
*":$root/bin:"*) ;;
*) [ -n "${DESTDIR:-}" ] || echo "$root/bin is not in PATH" >&2 ;;
esac
