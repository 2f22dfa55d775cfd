"""How fast the sandbox is: GETs of an object of 1 KB by wrk, whether memory grows with them, a tus body of 1 GiB beside
nginx's WebDAV PUT, and an account of 100,000 videos.

sandbox.py PROGRAM: prints a row for each figure with its budget; ends with 1 if one is missed.
"""

import http.client
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time

missed = []


def row(name, value, budget, isWorse):
    missed.extend([name] if isWorse(value) else [])
    print(f"{name:58} {value:>12} {budget:>14}{'  MISSED' if isWorse(value) else ''}", flush=True)


class Sandbox:
    def __init__(self, program, *options):
        self.start = time.monotonic()
        self.process = subprocess.Popen(
            [program, "sandbox", *options], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
        )
        self.values = {}
        while "VIMEO_SECOND_ACCESS_TOKEN" not in self.values:
            name, _, value = self.process.stdout.readline().strip().partition("=")
            self.values[name] = value
        self.startup = time.monotonic() - self.start
        self.root = self.values["VIMEO_API_ROOT"]
        self.token = "Authorization: Bearer " + self.values["VIMEO_ACCESS_TOKEN"]

    def get(self, path):
        connection = http.client.HTTPConnection(self.root.split("://")[1])
        name, _, value = self.token.partition(": ")
        start = time.monotonic()
        connection.request("GET", path, headers={name: value})
        body = connection.getresponse().read()
        return time.monotonic() - start, body

    def send(self, method, path, body):
        connection = http.client.HTTPConnection(self.root.split("://")[1])
        name, _, value = self.token.partition(": ")
        connection.request(method, path, body, {name: value, "Content-Type": "application/json"})
        response = connection.getresponse()
        answer = response.read()
        if response.status >= 300:
            raise SystemExit(f"{method} {path}: {response.status} {answer!r}")
        return answer

    def memory(self):
        with open(f"/proc/{self.process.pid}/statm", encoding="ascii") as file:
            return int(file.read().split()[1]) * os.sysconf("SC_PAGE_SIZE") / (1 << 20)

    def end(self):
        self.process.terminate()
        self.process.wait()


def wrk(sandbox, path, *options):
    command = ["wrk", "-t1", "-c32", *options, "-H", sandbox.token, sandbox.root + path]
    text = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    if "Non-2xx" in text or "Socket errors" in text:
        raise SystemExit(text)
    return int(re.search(r"(\d+) requests in", text)[1]), float(re.search(r"Requests/sec:\s+([\d.]+)", text)[1])


def gets(program):
    sandbox = Sandbox(program)
    path = "/videos/1001?fields=uri,name,description,link,duration,privacy,stats,embed,upload,tags.name"
    size = len(sandbox.get(path)[1])
    rate = round(max(wrk(sandbox, path, "-d4s")[1] for _ in range(3)))
    row(f"GETs a second of an object of {size} bytes, 32 connections", rate, "15000", lambda value: value < 15000)
    sandbox.end()


def memory(program):
    sandbox = Sandbox(program)
    paths = ["/videos/1001?fields=uri,name", "/me/videos?per_page=2&fields=uri&sort=plays", "/me?fields=uri"]
    before, count = None, 0
    while count < 1_000_000:
        for path in paths:
            count += wrk(sandbox, path, "-d3s")[0]
        # What is kept of the last requests is there by then.
        before = before or sandbox.memory()
    growth = round(sandbox.memory() - before, 1)
    row("growth over 1,000,000 requests, MiB", growth, "4", lambda value: value > 4)
    sandbox.end()


NGINX = """
{user} daemon off; worker_processes 1; pid {folder}/pid; error_log {folder}/error.log;
events {{ worker_connections 64; }}
http {{
  access_log off; client_body_temp_path {folder}/body; client_max_body_size 0;
  server {{ listen 127.0.0.1:{port}; location / {{ root {folder}/dav; dav_methods PUT; }} }}
}}
"""


def uploads(program):
    size = 1 << 30
    folder = tempfile.mkdtemp(prefix="vimeo-lua-bench-")
    os.makedirs(folder + "/dav")
    os.makedirs(folder + "/body")
    with open(folder + "/file", "wb") as file:
        file.write(os.urandom(1 << 20) * (size >> 20))
    with open(folder + "/nginx.conf", "w", encoding="ascii") as file:
        file.write(NGINX.format(folder=folder, port=18087, user="user root;" if os.getuid() == 0 else ""))
    nginx = subprocess.Popen(["nginx", "-c", folder + "/nginx.conf"], stderr=subprocess.DEVNULL)
    sandbox = Sandbox(program)
    time.sleep(0.5)

    def curl(*arguments):
        start = time.monotonic()
        command = ["curl", "-sS", "--fail", "-o", folder + "/answer", "-H", "Expect:", "-T", folder + "/file", *arguments]
        subprocess.run(command, check=True)
        return time.monotonic() - start

    def tus():
        answer = sandbox.send("POST", "/me/videos", '{"upload":{"approach":"tus","size":%d}}' % size)
        link = re.search(rb'"upload_link":"([^"]+)"', answer)[1].decode()
        return curl(
            "-X", "PATCH", "-H", "Tus-Resumable: 1.0.0", "-H", "Upload-Offset: 0",
            "-H", "Content-Type: application/offset+octet-stream", link,
        )

    try:
        pairs = [(curl("http://127.0.0.1:18087/file"), tus()) for _ in range(3)]
        ratio = round(min(pair[0] for pair in pairs) / min(pair[1] for pair in pairs), 2)
        row("1 GiB by tus, as a part of the speed of nginx", ratio, "0.5", lambda value: value < 0.5)
    finally:
        nginx.terminate()
        nginx.wait()
        sandbox.end()
        shutil.rmtree(folder, ignore_errors=True)


def large(program):
    sandbox = Sandbox(program, "--videos", "100000")
    row("start with 100,000 videos, s", round(sandbox.startup, 2), "2", lambda value: value > 2)
    row("memory with 100,000 videos, MiB", round(sandbox.memory()), "200", lambda value: value > 200)
    for name, query in [
        ("first page", ""), ("page 900", "&page=900"), ("page by name", "&sort=alphabetical"),
        ("page by plays", "&sort=plays&page=500"), ("page of what a query finds", "&query=harbour"),
        ("page of a query without result", "&query=nowhere"), ("page of a tag", "&filter_tag=sea"),
        ("page with everything", ""),
    ]:
        path = "/me/videos?per_page=100" + ("" if "everything" in name else "&fields=uri,name") + query
        times = []
        for number in range(5):
            # What was found before is void after a change.
            sandbox.send("PATCH", f"/videos/{10_001 + number}", '{"name":"Other"}')
            times.append(sandbox.get(path)[0])
        best = round(min(times) * 1000, 1)
        row(f"100,000 videos: {name}, ms", best, "50", lambda value: value > 50)
    times = [sandbox.get(f"/me/videos?per_page=100&fields=uri&sort=plays&page={page}")[0] for page in range(1, 1001)]
    row("100,000 videos: a page of all 1000, ms", round(sum(times), 1), "50", lambda value: value > 50)
    row("memory after that, MiB", round(sandbox.memory()), "200", lambda value: value > 200)
    sandbox.end()


for case in (gets, memory, uploads, large):
    case(sys.argv[1])
sys.exit(1 if missed else 0)
