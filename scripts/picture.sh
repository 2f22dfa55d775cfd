#!/usr/bin/env bash
# Draws the pictures in scripts/picture anew: the prompt and the progress bars from what a terminal window shows, as SVG,
# and the sandbox's page from what a browser shows.
#   scripts/picture.sh [prompt|progress|page]...     VIMEO_LUA_PROGRAM names a program that is built already
source "$(dirname "${BASH_SOURCE[0]}")/setup.sh"

for name in "$@"; do
    case $name in prompt | progress | page) ;; *) fail "usage: scripts/picture.sh [prompt|progress|page]..." ;; esac
done
[ $# -gt 0 ] || set -- prompt progress page
browser=$(command -v chromium || command -v chromium-browser || command -v google-chrome || true)
[ -n "$browser" ] || [[ " $* " != *" page "* ]] || fail "chromium is needed to draw the page: apt-get install chromium"
if ! command -v tmux >/dev/null; then
    apt-get update -qq
    DEBIAN_FRONTEND=noninteractive apt-get install -y -qq tmux >/dev/null || fail "tmux is needed to draw the pictures"
fi
program=${VIMEO_LUA_PROGRAM:-}
[ -n "$program" ] || build_release
folder=$(mktemp -d)
session="picture$$"
sandbox=""
clean_up() {
    tmux kill-session -t "$session" 2>/dev/null || true
    [ -z "$sandbox" ] || kill "$sandbox" 2>/dev/null || true
    rm -rf "$folder"
}
trap clean_up EXIT
mkdir "$folder/bin" "$folder/project"
ln -s "$(realpath "$program")" "$folder/bin/vimeo-lua"
clean=(env -i "HOME=$folder" "PATH=$folder/bin:/usr/bin:/bin" LC_ALL=C.UTF-8 TERM=xterm-256color)

# Opens a window of so many lines that runs a command.
window() {
    tmux new-session -d -s "$session" -x 88 -y "$1" -c "$folder/project" "${@:2}"
}
# Turns what the window shows to a picture, and closes it.
draw() {
    tmux capture-pane -t "$session" -ep >"$folder/$1"
    tmux kill-session -t "$session"
    python3 -B scripts/picture/svg.py <"$folder/$1" >"scripts/picture/$1.svg"
    echo "drawn: scripts/picture/$1.svg"
}
# Waits until the window shows what matches an expression.
shows() {
    for _ in $(seq 400); do
        tmux capture-pane -t "$session" -p | grep -qE -- "$1" && return
        sleep 0.05
    done
    fail "the window does not show: $1"
}
enter() {
    # What is typed before the prompt is there, the terminal would show by itself.
    for _ in $(seq 200); do
        [ "$(tmux display-message -t "$session" -p '#{cursor_x}')" = "${2:-2}" ] && break
        sleep 0.05
    done
    tmux send-keys -t "$session" -l -- "$1"
    for _ in $(seq 200); do
        tmux capture-pane -t "$session" -p | grep -qF -- "${1:0:30}" && break
        sleep 0.05
    done
    tmux send-keys -t "$session" Enter
}

picture_prompt() {
    window 26 "${clean[@]}" vimeo-lua --sandbox
    shows "Ctrl-D quits"
    enter 'local me = vimeo.get("/me").body'
    enter 'me.name, me.account'
    shows '"pro"'
    enter 'for video in vimeo.each("/me/videos", {fields = {"name", "duration"}}) do'
    enter 'if video.duration > 5000 then print(video.name, video.duration) end' 4
    enter 'end' 4
    enter 'vimeo.uplaod("talk.mp4")'
    shows 'did you mean vimeo.upload'
    sleep 0.5
    tmux send-keys -t "$session" -l -- 'vimeo.patch("/videos/1001", {privacy = {view = "'
    tmux send-keys -t "$session" Tab
    shows 'unlisted'
    draw prompt
}

# Rates and times differ from one drawing to the next.
picture_progress() {
    local number
    mkdir -p "$folder/project/talks/2026"
    for number in 1 2 3 4 5; do truncate -s 3M "$folder/project/talks/2026/Part $number.mp4"; done
    truncate -s 900M "$folder/project/talks/2026/Harbour at night.mp4"
    truncate -s 1400M "$folder/project/talks/Keynote.mp4"
    truncate -s 600M "$folder/project/talks/Opening.mp4"
    window 17 "${clean[@]}" "PS1=\$ " bash --norc
    enter "vimeo-lua --sandbox recipe run upload-folder talks --yes"
    shows "Opening\.mp4 .* [4-6][0-9]%"
    draw progress
}

picture_page() {
    local line root
    mkfifo "$folder/sandbox"
    "${clean[@]}" vimeo-lua sandbox --port 8099 >"$folder/sandbox" 2>"$folder/error" &
    sandbox=$!
    IFS= read -r line <"$folder/sandbox" || fail "the sandbox does not start: $(cat "$folder/error")"
    root=${line#*=}
    # As root a browser does not start in a sandbox of its own.
    "$browser" --headless --no-sandbox --disable-gpu --hide-scrollbars --force-device-scale-factor=1 \
        --window-size=860,420 "--user-data-dir=$folder/browser" "--screenshot=$folder/page.png" "$root/" \
        >"$folder/log" 2>&1 || true
    [ -s "$folder/page.png" ] || fail "the browser drew nothing: $(tail -5 "$folder/log")"
    mv "$folder/page.png" scripts/picture/page.png
    echo "drawn: scripts/picture/page.png"
}

for name in "$@"; do "picture_$name"; done
