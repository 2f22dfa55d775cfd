"""Runs the comparisons of bench.sh. Each case gives our time, the other's, and the ratio the project allows itself."""

import contextlib
import http.client
import json
import os
import pathlib
import resource
import statistics
import subprocess
import sys
import tempfile
import time

from window import Window

PROGRAM = os.path.abspath(sys.argv[1])
WANTED = sys.argv[2:]
HERE = pathlib.Path(__file__).parent
PYTHON = sys.executable
ROWS = []
ENVIRONMENT = {k: v for k, v in os.environ.items() if not k.startswith(("VIMEO_", "LUA_"))}


def run(command, environment=None, check=True):
    """Wall time in seconds and peak memory in MB of one process."""
    start = time.perf_counter()
    process = subprocess.Popen(
        command, env={**ENVIRONMENT, **(environment or {})}, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
    output, errors = process.stdout.read(), process.stderr.read()
    _, status, usage = os.wait4(process.pid, 0)
    elapsed = time.perf_counter() - start
    if check and status != 0:
        sys.exit(f"{command} failed: {errors.decode()[-2000:]}")
    return elapsed, usage.ru_maxrss / 1024, output.decode()


def best(commands, rounds, environment=None):
    """The median wall time of each command; the rounds are interleaved, so that noise hits all alike."""
    times = [[] for _ in commands]
    for _ in range(rounds):
        for index, command in enumerate(commands):
            times[index].append(run(command, environment)[0])
    return [statistics.median(t) for t in times]


def row(name, ours, other, budget, note="", unit="ms"):
    scale = 1000 if unit == "ms" else 1
    ROWS.append((name, f"{ours * scale:.4g} {unit}", f"{other * scale:.4g} {unit}", f"{ours / other:.3f}", budget, note))
    print(" | ".join(ROWS[-1]), flush=True)


@contextlib.contextmanager
def sandbox(*options):
    """A sandbox in a process of its own; gives the variables it prints."""
    process = subprocess.Popen([PROGRAM, "sandbox", "--port", "0", *options], stdout=subprocess.PIPE, env=ENVIRONMENT)
    try:
        yield dict(process.stdout.readline().decode().strip().split("=", 1) for _ in range(4))
    finally:
        # It removes what was uploaded.
        process.terminate()
        process.wait()


@contextlib.contextmanager
def nginx(files):
    """A static server, faster than any client: what is measured is the client."""
    with tempfile.TemporaryDirectory() as folder:
        os.chmod(folder, 0o755)
        root = pathlib.Path(folder)
        for name, content in files.items():
            (root / name).write_bytes(content)
        port = 8000 + os.getpid() % 20000
        (root / "nginx.conf").write_text(
            f"""daemon off; user root; pid {folder}/pid; error_log {folder}/error.log; events {{}}
            http {{ access_log off; keepalive_requests 1000000; default_type application/json; sendfile on;
            server {{ listen 127.0.0.1:{port}; root {folder}; }} }}"""
        )
        process = subprocess.Popen(["nginx", "-c", f"{folder}/nginx.conf", "-p", folder], stderr=subprocess.DEVNULL)
        for _ in range(200):
            try:
                connection = http.client.HTTPConnection("127.0.0.1", port)
                connection.request("GET", "/" + next(iter(files)))
                connection.getresponse().read()
                break
            except OSError:
                time.sleep(0.02)
        try:
            yield {"VIMEO_API_ROOT": f"http://127.0.0.1:{port}", "VIMEO_ACCESS_TOKEN": "0123456789abcdef"}
        finally:
            process.terminate()
            process.wait()


def video(number, size):
    """An object in the shape of a video, of about `size` bytes."""
    text = "The quick brown fox jumps over the lazy dog. "
    sizes = [
        {"width": 100 * i, "height": 75 * i, "link": f"https://i.example.com/video/{number}_{100 * i}x{75 * i}.jpg"}
        for i in range(1, 9)
    ]
    base = {
        "uri": f"/videos/{number}", "name": f"Video {number}", "duration": number % 600, "width": 1920, "height": 1080,
        "created_time": "2024-01-03T12:12:58+00:00", "privacy": {"view": "anybody", "download": True, "add": False},
        "stats": {"plays": number * 7}, "tags": [], "language": None, "ratio": 1.7777777777777777,
        "pictures": {"active": True, "sizes": sizes},
        "files": [],
    }
    entry = {"quality": "hd", "type": "video/mp4", "fps": 29.97, "size": 123456789, "link": "https://player.example.com/x" * 3}
    while len(json.dumps(base)) < size:
        base["files"].append(entry)
        base["description"] = text * 4
    return base


def page(count, size):
    return json.dumps({"total": count, "page": 1, "paging": {"next": None}, "data": [video(i, size) for i in range(count)]}).encode()


def case_start():
    ours, lua, python = best([[PROGRAM, "-e", ""], ["lua5.4", "-e", ""], [PYTHON, "-c", "import vimeo"]], 40)
    row("start: -e '' against lua5.4", ours, lua, "3")
    row("start: against python -c 'import vimeo'", ours, python, "0.05")


def case_lua():
    script = str(HERE / "pure.lua")
    ours, lua = best([[PROGRAM, script], ["lua5.4", script]], 7)
    row("pure Lua against lua5.4", ours, lua, "1.02")


def case_get():
    with nginx({"me": json.dumps(video(1, 3000)).encode()}) as server:
        url = server["VIMEO_API_ROOT"] + "/me"
        ours, curl = best([[PROGRAM, "-e", "vimeo.get('/me')"], ["curl", "-s", "-o", "/dev/null", url]], 40, server)
        row("one GET, whole process, against curl", ours, curl, "1.3")


VIMEO_PY = "import sys, vimeo; vimeo.VimeoClient.API_ROOT = '{}'; c = vimeo.VimeoClient(token='x'); "


def case_gets():
    with nginx({"small": json.dumps(video(1, 28000)).encode(), "large": page(100, 28000)}) as server:
        start = VIMEO_PY.format(server["VIMEO_API_ROOT"])
        for name, count, budget in (("small", 3000, "0.25"), ("large", 50, "")):
            ours, python = best(
                [
                    [PROGRAM, "-e", f"for i = 1, {count} do assert(vimeo.get('/{name}').body) end"],
                    [PYTHON, "-c", start + f"[c.get('/{name}').json() for i in range({count})]"],
                ],
                3,
                server,
            )
            label = "3,000 GETs of 28 KB" if name == "small" else "50 GETs of 2.8 MB"
            row(f"{label} against vimeo.py", ours, python, budget)


def case_json():
    with tempfile.NamedTemporaryFile(suffix=".json") as file:
        file.write(page(100, 28000))
        file.flush()
        output = run([PROGRAM, str(HERE / "json.lua"), file.name])[2].split()
        row("2.8 MB page to tables against lua-cjson", float(output[0]), float(output[1]), "0.7")
        row("tables to JSON against lua-cjson", float(output[2]), float(output[3]), "")


def case_upload():
    with tempfile.TemporaryDirectory() as folder, sandbox() as server:
        path = os.path.join(folder, "video.mp4")
        with open(path, "wb") as file:
            block = os.urandom(1 << 20)
            for _ in range(1024):
                file.write(block)
        ours, curl, python = [], [], []
        for _ in range(3):
            ours.append(run([PROGRAM, "-e", f"vimeo.upload('{path}')"], server))
            link = json.loads(
                run([PROGRAM, "--print", f"vimeo.post('/me/videos', {{upload = {{approach = 'tus', size = {1 << 30}}}}})"], server)[2]
            )["upload"]["upload_link"]
            headers = ["Tus-Resumable: 1.0.0", "Upload-Offset: 0", "Content-Type: application/offset+octet-stream", "Expect:"]
            curl.append(run(["curl", "-s", "-f", "-X", "PATCH", "-T", path, *sum((["-H", h] for h in headers), []), link]))
        large = run([PROGRAM, "-e", f"vimeo.upload('{path}', {{}}, {{chunk_size = 1 << 30}})"], server)
        start = VIMEO_PY.format(server["VIMEO_API_ROOT"]).replace("token='x'", f"token='{server['VIMEO_ACCESS_TOKEN']}'")
        python.append(run([PYTHON, "-c", start + f"c.upload('{path}')"], server))
        memory = max(run[1] for run in ours)
        row(
            "uploading 1 GiB against curl -T", min(r[0] for r in ours), min(r[0] for r in curl), "1.1",
            f"peak {memory:.0f} MB, with chunk_size 1 GiB {large[1]:.0f} MB, curl {curl[0][1]:.0f} MB; allowed 64 MB",
        )
        row(
            "uploading 1 GiB against vimeo.py", min(r[0] for r in ours), python[0][0], "0.67",
            f"peak {memory:.0f} MB against {python[0][1]:.0f} MB",
        )


def case_map():
    with sandbox("--latency", "100") as server:
        def script(concurrency):
            return f"""local l = {{}} for i = 1, 200 do l[i] = i end
                vimeo.map(l, function() assert(vimeo.get('/videos/1001').ok) end, {{concurrency = {concurrency}}})"""
        many, one = best([[PROGRAM, "-e", script(16)], [PROGRAM, "-e", script(1)]], 1, server)
        row("200 requests of 100 ms: 16 at once against 1", many, one, "0.083", unit="s")


def case_tasks():
    output = run([PROGRAM, str(HERE / "tasks.lua")])[2].split()
    print(f"10,000 waiting tasks: {float(output[0]):.1f} MB more than one (allowed 40 MB)")
    print(f"a task that does not wait, start to end: {float(output[1]):.2f} µs (allowed 5 µs)")


def limit(name, value, allowed, unit="ms"):
    print(f"{name}: {value:.3g} {unit} (allowed {allowed} {unit})", flush=True)


def case_prompt():
    starts = []
    for _ in range(20):
        window = Window([PROGRAM], ENVIRONMENT)
        window.wait(b"> ")
        starts.append(time.perf_counter() - window.start)
        window.close()
    limit("start of the prompt, median of 20", statistics.median(starts) * 1000, 15)

    window = Window([PROGRAM], ENVIRONMENT)
    window.wait(b"> ")
    lines = [b"local value%d = { name = 'talk %d', list = { 1, 2, 3 } } -- a comment" % (i, i) for i in range(199)]
    window.type(b"\x1b[200~" + b"\r".join(lines) + b"\r\x1b[201~")
    window.settle()
    times = []
    for key in b"for index, item in ipairs(list) do print(index, item.name) end " * 16:
        times.append(window.answer_time(bytes([key])))
    times.sort()
    limit(f"a key in a text of 200 lines, 99th percentile of {len(times)}", times[len(times) * 99 // 100] * 1000, 2)
    limit("the same, median", statistics.median(times) * 1000, 2)
    window.close()

    window = Window([PROGRAM], ENVIRONMENT)
    window.wait(b"> ")
    window.type(b"t = {} for i = 1, 100000 do t['key' .. i] = i end print('done')\r")
    window.wait(b"done\r")
    window.settle()
    window.type(b"t.")
    window.settle()
    limit("the completions of a table with 100,000 keys", window.answer_time(b"\t") * 1000, 50)
    window.close()


CASES = {name[5:]: function for name, function in list(globals().items()) if name.startswith("case_")}
for name in WANTED or CASES:
    if name not in CASES:
        sys.exit(f"no case {name}; there are {', '.join(CASES)}")
    CASES[name]()

print("\n| what | ours | other | ratio | at most | |\n|---|---|---|---|---|---|")
for cells in ROWS:
    print("| " + " | ".join(cells) + " |")
