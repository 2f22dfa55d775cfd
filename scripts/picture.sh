#!/usr/bin/env bash
# Draws scripts/picture/prompt.svg anew: types a short session at the prompt, and turns what the window shows to SVG.
source "$(dirname "${BASH_SOURCE[0]}")/setup.sh"

if ! command -v tmux >/dev/null; then
    apt-get update -qq
    DEBIAN_FRONTEND=noninteractive apt-get install -y -qq tmux >/dev/null || fail "tmux is needed to draw the picture"
fi
build_release
folder=$(mktemp -d)
session="picture$$"
trap 'tmux kill-session -t "$session" 2>/dev/null; rm -rf "$folder"' EXIT

tmux new-session -d -s "$session" -x 88 -y 26 \
    "env -u NO_COLOR HOME=$folder XDG_STATE_HOME=$folder XDG_CONFIG_HOME=$folder TERM=xterm-256color $program --sandbox"

# Waits until the window shows a text.
shows() {
    for _ in $(seq 200); do
        tmux capture-pane -t "$session" -p | grep -qF -- "$1" && return
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
    shows "${1:0:30}"
    tmux send-keys -t "$session" Enter
}

shows "Ctrl-D quits"
enter 'local me = vimeo.get("/me").body'
enter 'me.name, me.account'
shows '"pro"'
enter 'for video in vimeo.each("/me/videos", {fields = {"name", "duration"}}) do'
enter 'if video.duration > 600 then print(video.name, video.duration) end' 4
enter 'end' 4
enter 'vimeo.uplaod("talk.mp4")'
shows 'did you mean vimeo.upload'
sleep 0.5
tmux send-keys -t "$session" -l -- 'vimeo.patch("/videos/1001", {privacy = {view = "'
tmux send-keys -t "$session" Tab
shows 'unlisted'
tmux capture-pane -t "$session" -ep | python3 scripts/picture/svg.py >scripts/picture/prompt.svg
echo "drawn: scripts/picture/prompt.svg"
