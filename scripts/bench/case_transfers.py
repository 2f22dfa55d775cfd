"""Files of 1 GiB, up and down, in the clear and over TLS."""

import json
import os

import measure
import servers
from case_requests import vimeo_py
from measure import TABLE, Run, seconds, turns

SIZE = 1 << 30


# Prints the peak memory in MB. What the system counts for a process begins with that of the one that started it.
PEAK = " for line in io.lines('/proc/self/status') do local peak = line:match('^VmHWM:%s+(%d+)') if peak then print(peak / 1024) end end"


def peaks(runs):
    return [float(run.output) for run in runs]


def upload_link(server):
    script = f"vimeo.post('/me/videos', {{upload = {{approach = 'tus', size = {SIZE}}}}}):check().body.upload.upload_link"
    return json.loads(Run([measure.PROGRAM, "--print", script], server).output)


def curl_upload(server, path):
    headers = ["Tus-Resumable: 1.0.0", "Upload-Offset: 0", "Content-Type: application/offset+octet-stream", "Expect:"]
    return lambda: [
        "curl", "-s", "-f", "-X", "PATCH", "-T", path, *sum((["-H", header] for header in headers), []), upload_link(server),
    ]


def upload():
    with servers.large_file(SIZE) as (path, _), servers.sandbox() as server:
        commands = [
            [measure.PROGRAM, "-e", f"vimeo.upload('{path}')" + PEAK],
            curl_upload(server, path),
            vimeo_py(server, f"c.upload('{path}')"),
        ]
        ours, curl, python = turns([servers.emptied(server, command) for command in commands], server)
        TABLE.compare("uploading 1 GiB", seconds(ours), "curl -T", seconds(curl), 0.95)
        TABLE.compare("uploading 1 GiB", seconds(ours), "vimeo.py", seconds(python), 0.67)
        TABLE.limit("its peak memory", peaks(ours), 32, "MB")
        large = [measure.PROGRAM, "-e", f"vimeo.upload('{path}', {{}}, {{chunk_size = 1 << 30}})" + PEAK]
        (large,) = turns([servers.emptied(server, large)], server, rounds=1)
        TABLE.limit("its peak memory with chunks of 1 GiB", peaks(large), 32, "MB")


# A download of ours is on the disk when it ends, so curl's has to be.
def download_commands(server, folder):
    target = os.path.join(folder, "copy")
    link = f"{server['VIMEO_API_ROOT']}/video.mp4"
    script = f"os.remove('{target}') vimeo.download('{link}', '{target}', {{resume = false}})" + PEAK
    return [[measure.PROGRAM, "-e", script], ["sh", "-c", f"rm -f {target}; curl -s -f -o {target} {link} && sync {target}"]]


def download():
    with servers.large_file(SIZE) as (path, folder), servers.nginx({"video.mp4": path}) as server:
        ours, curl = turns(download_commands(server, folder), server)
        TABLE.compare("downloading 1 GiB", seconds(ours), "curl, then sync", seconds(curl), 1)
        TABLE.limit("its peak memory", peaks(ours), 32, "MB")


def tls_files():
    with servers.large_file(SIZE) as (path, folder):
        with servers.nginx({"video.mp4": path}, tls=True) as server:
            ours, curl = turns(download_commands(server, folder), server)
            TABLE.compare("downloading 1 GiB over TLS", seconds(ours), "curl, then sync", seconds(curl), 1)
        with servers.sandbox() as sandbox, servers.nginx({}, tls=True, behind=sandbox["VIMEO_API_ROOT"]) as server:
            server = {**sandbox, **{name: server[name] for name in ("VIMEO_API_ROOT", "VIMEO_LUA_CA_FILE", "CURL_CA_BUNDLE")}}
            commands = [[measure.PROGRAM, "-e", f"vimeo.upload('{path}')"], curl_upload(server, path)]
            ours, curl = turns([servers.emptied(server, command) for command in commands], server)
            TABLE.compare("uploading 1 GiB over TLS, through nginx", seconds(ours), "curl -T", seconds(curl), 1)


CASES = {"upload": upload, "download": download, "tls-files": tls_files}
