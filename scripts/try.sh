#!/usr/bin/env bash
# Builds the program and runs the main job on a local Vimeo: upload, replace, picture, rename, read back.
#   scripts/try.sh [your-video.mp4]
video=${1:-}
if [ -n "$video" ]; then
    [ -f "$video" ] || { echo "no such file: $video" >&2; exit 1; }
    video=$(cd "$(dirname "$video")" && pwd)/$(basename "$video")
fi
source "$(dirname "${BASH_SOURCE[0]}")/setup.sh"

build_release

"$program" --sandbox scripts/examples/first-upload.lua "${video:-Tests/Fixtures/clip.mp4}" Tests/Fixtures/cover.png
echo
echo "That was the sandbox, a local test Vimeo. The program is $program"
