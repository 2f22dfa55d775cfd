# Sourced by the other scripts: goes to the project's folder and installs what is missing.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

fail() {
    echo "$1" >&2
    exit 1
}

command -v swift >/dev/null || fail "Swift 6.2 or newer is needed: see https://www.swift.org/install, then run this again."

has_lua() {
    command -v pkg-config >/dev/null && pkg-config --exists lua5.4
}

# Debian's packages; on macOS Homebrew's.
install_lua() {
    if command -v apt-get >/dev/null; then
        local as_root=()
        if [ "$(id -u)" != 0 ]; then
            command -v sudo >/dev/null || fail "liblua5.4-dev is missing and you are not root. Ask somebody who is to run: apt-get install liblua5.4-dev lua5.4 pkg-config"
            as_root=(sudo)
        fi
        "${as_root[@]}" apt-get update -qq || echo "apt-get update failed; trying with the lists there are" >&2
        DEBIAN_FRONTEND=noninteractive "${as_root[@]}" apt-get install -y -qq liblua5.4-dev lua5.4 pkg-config >/dev/null \
            || fail "liblua5.4-dev could not be installed. Install it by hand, then run this again."
    elif command -v brew >/dev/null; then
        brew install lua pkg-config || fail "Homebrew could not install lua. Install it by hand, then run this again."
    else
        fail "Lua 5.4 with its headers is missing, and there is neither apt-get nor brew. Install it so that 'pkg-config lua5.4' finds it, then run this again."
    fi
    has_lua || fail "Lua 5.4 was installed, but 'pkg-config lua5.4' does not find it. Check PKG_CONFIG_PATH."
}

# The tests compare with the stand-alone interpreter, which comes along.
if ! has_lua || ! command -v lua5.4 >/dev/null; then
    echo "installing liblua5.4-dev and lua5.4" >&2
    install_lua
fi

# Builds the program as it is shipped and sets `program`; the one with symbols, for debuggers, is .build/release/vimeo-lua.
build_release() {
    local options=(-c release --static-swift-stdlib --product vimeo-lua)
    # The C code of libraries has the names of its files in it: wherever they are built, the program is the same.
    options+=(-Xcc "-ffile-prefix-map=$PWD=." -Xcxx "-ffile-prefix-map=$PWD=.")
    if [ "$(uname)" = Linux ]; then
        mkdir -p .build/static
        # It starts in half the time without relocating every address, exporting every symbol, and loading more than
        # the C library, or looking for it beside the program first.
        options+=(-Xlinker -no-pie -Xlinker --no-export-dynamic --disable-local-rpath)
        options+=(-Xswiftc -Xclang-linker -Xswiftc -static-libgcc -Xswiftc "-L$PWD/.build/static")
        local name archive
        for name in libstdc++.a libz.a; do
            archive=$(cc -print-file-name=$name 2>/dev/null || true)
            [ ! -f "$archive" ] || ln -sf "$archive" ".build/static/$name"
        done
        # Debug builds, which the tests run, check at run time that nothing is changed while it is read; here it would cost
        # a tenth of all time in tasks.
        options+=(-Xswiftc -enforce-exclusivity=unchecked)
        # Functions that nothing uses can be left out only if each has a section of its own.
        options+=(-Xswiftc -Xfrontend -Xswiftc -function-sections)
        # Only C++ exceptions need the tables of how to unwind the stack, a sixth of the program, and it has none.
        echo "SECTIONS { /DISCARD/ : { *(.eh_frame) } } INSERT AFTER .comment;" >.build/static/discard.ld
        options+=(-Xswiftc -use-ld=lld -Xlinker "-T$PWD/.build/static/discard.ld" -Xlinker --no-eh-frame-hdr)
        link_lua
        # What `--version` shows, if it is what was committed.
        if [ -z "$(git status --porcelain 2>/dev/null || echo none)" ]; then
            options+=(-Xlinker "--defsym=vimeo_lua_commit=0x$(git rev-parse --short=7 HEAD | cut -c1-7)")
        fi
    fi
    echo "building (the first time takes several minutes)" >&2
    swift build "${options[@]}" >&2
    program=$(swift build "${options[@]}" --show-bin-path)/vimeo-lua
    if [ "$(uname)" = Linux ]; then
        strip -o .build/vimeo-lua "$program"
        program=$PWD/.build/vimeo-lua
    fi
}

# Links liblua itself in: calls between functions of a shared library take a detour, and it has to be found at each start.
#
# Swift links each `lua5.4` it meets, so that name gets an empty library, and the archive comes as one object: functions of
# archives are hidden in a program with Swift's static libraries, but C modules need them.
link_lua() {
    local folder=$PWD/.build/static archive
    archive=$(pkg-config --variable=libdir lua5.4)/liblua5.4.a
    [ -f "$archive" ] || return 0
    if [ "$archive" -nt "$folder/lua.o" ]; then
        ld -r -o "$folder/lua.o" --whole-archive "$archive" || return 0
    fi
    echo "/* lua.o */" >"$folder/liblua5.4.a"
    echo "{ lua_*; luaL_*; };" >"$folder/lua.exports"
    cat >"$folder/lua5.4.pc" <<END
Name: Lua
Description: the language, linked in
Version: $(pkg-config --modversion lua5.4)
Cflags: $(pkg-config --cflags lua5.4)
Libs: -L$folder -llua5.4
END
    options+=(--pkg-config-path "$folder" -Xlinker "$folder/lua.o" -Xlinker "--dynamic-list=$folder/lua.exports")
}
