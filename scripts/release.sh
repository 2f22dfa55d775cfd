#!/usr/bin/env bash
# Makes a tarball and a Debian package of the program in .build/packages: the same bytes from the same sources and tools.
#   scripts/release.sh [--check]     --check tries both in a bare Debian (as root; installs debootstrap and lintian)
case ${1:-} in
"" | --check) check=${1:-} ;;
*) echo "usage: scripts/release.sh [--check]" >&2; exit 64 ;;
esac
source "$(dirname "${BASH_SOURCE[0]}")/setup.sh"
command -v dpkg-deb >/dev/null || fail "dpkg-deb is missing: this makes packages on Debian and Ubuntu."

out=$PWD/.build/packages
stage=$out/root
rm -rf "$out"
umask 022
mkdir -p "$stage"
DESTDIR=$stage scripts/install.sh --prefix /usr
program=$stage/usr/bin/vimeo-lua
version=$("$program" --version | sed -n '1s/^vimeo-lua \([^ ]*\).*/\1/p')
architecture=$(dpkg --print-architecture)
# Dates in the files are that of the newest commit.
export SOURCE_DATE_EPOCH=${SOURCE_DATE_EPOCH:-$(git log -1 --format=%ct 2>/dev/null || echo 0)}
pack() { tar --sort=name --mtime="@$SOURCE_DATE_EPOCH" --owner=0 --group=0 --numeric-owner -c "$@"; }

name=vimeo-lua-$version-linux-$(uname -m)
pack --transform "s,^\./usr,$name," -C "$stage" ./usr | gzip -9n >"$out/$name.tar.gz"

# What Debian wants besides.
doc=$stage/usr/share/doc/vimeo-lua
mkdir -p "$doc" "$stage/DEBIAN"
gzip -9n "$stage/usr/share/man/man1/vimeo-lua.1"
mv "$stage/usr/share/zsh/site-functions" "$stage/usr/share/zsh/vendor-completions"
cat >"$doc/copyright" <<END
Format: https://www.debian.org/doc/packaging-manuals/copyright-format/1.0/
Upstream-Name: vimeo-lua

Files: *
Copyright: 2026 the authors of vimeo-lua
License: see the sources
 The program contains Lua (MIT), and the Swift runtime, SwiftNIO, AsyncHTTPClient and BoringSSL under the licences that
 come with their sources.
END
gzip -9n >"$doc/changelog.gz" <CHANGELOG.md
mkdir -p "$stage/usr/share/lintian/overrides"
cat >"$stage/usr/share/lintian/overrides/vimeo-lua" <<END
# All but the C library is linked in, so that the program runs wherever that is.
vimeo-lua: embedded-library
END
libc=$(objdump -T "$program" | grep -o 'GLIBC_[0-9.]*' | sed 's/GLIBC_//' | sort -Vu | tail -1)
depends="libc6 (>= $libc), ca-certificates"
# The archive of liblua is linked in where there is one.
if readelf -d "$program" | grep -q 'NEEDED.*liblua5.4'; then depends="$depends, liblua5.4-0"; fi
cat >"$stage/DEBIAN/control" <<END
Package: vimeo-lua
Version: $version
Architecture: $architecture
Maintainer: ${DEBFULLNAME:-vimeo-lua} <${DEBEMAIL:-vimeo-lua@users.noreply.github.com}>
Installed-Size: $(du -sk --exclude=DEBIAN "$stage" | cut -f1)
Depends: $depends
Section: video
Priority: optional
Description: Lua 5.4 with Vimeo built in
 A Lua interpreter, a prompt and a client of the Vimeo API in one program:
 uploads that survive interruptions, many requests at once in plain code,
 a local Vimeo to try scripts on, and recipes that plan before they change.
END
(cd "$stage" && find usr -type f -print0 | sort -z | xargs -0 md5sum >DEBIAN/md5sums)
package=$out/vimeo-lua_${version}_$architecture.deb
dpkg-deb --root-owner-group -Zxz --build "$stage" "$package" >/dev/null
ls -l "$out"/*.tar.gz "$package" | awk '{ printf "%s  %.1f MB\n", $NF, $5 / 1e6 }'
[ -n "$check" ] || exit 0

[ "$(id -u)" = 0 ] || fail "--check needs root, for a Debian of its own."
for tool in debootstrap lintian; do
    command -v $tool >/dev/null || DEBIAN_FRONTEND=noninteractive apt-get install -y -qq $tool >/dev/null
done
# Lintian's warnings are about a package for Debian's own archive.
lintian --fail-on error "$package" || fail "lintian found errors"
bare=$out/bare
codename=$(. /etc/os-release && echo "$VERSION_CODENAME")
debootstrap --variant=minbase --include=ca-certificates,liblua5.4-0 "$codename" "$bare" >/dev/null
cp "$out/$name.tar.gz" "$package" "$bare/tmp"
# Where the Swift runtime finds the command line.
trap 'umount "$bare/proc"' EXIT
mount -t proc proc "$bare/proc"
first='print(vimeo.get("/me").body.name)'
run() { chroot "$bare" env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin HOME=/root LC_ALL=C.UTF-8 "$@"; }
run tar -xzf "/tmp/$name.tar.gz" -C /opt
[ "$(run "/opt/$name/bin/vimeo-lua" --sandbox -e "$first")" = "Ada Winter" ] || fail "the tarball does not run in a bare Debian"
run dpkg -i "/tmp/$(basename "$package")" >/dev/null
[ "$(run vimeo-lua --sandbox -e "$first")" = "Ada Winter" ] || fail "the package does not run in a bare Debian"
run sh -c 'head -c 1000000 /dev/urandom > /tmp/a.mp4; vimeo-lua --sandbox recipe run upload-folder /tmp --yes' >/dev/null \
    || fail "a recipe does not run in a bare Debian"
run dpkg -r vimeo-lua >/dev/null
trap - EXIT
umount "$bare/proc"
rm -rf "$bare"
echo "both run in a bare Debian $codename"
