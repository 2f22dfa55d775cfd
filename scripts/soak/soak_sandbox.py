"""Sends random requests, built from the tables of the API, to a sandbox, and looks at every answer.

soak_sandbox.py PROGRAM SECONDS [SEED]: ends with 1 at the first crash, status 5xx other than 501, answer that is no JSON,
or answer of another shape than the table of objects says; ends with 1, too, if memory grew with the requests. The seed
that is printed makes the same requests again.
"""

import http.client
import json
import os
import random
import re
import shutil
import subprocess
import sys
import tempfile
import time
import urllib.parse

ROOT = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..")
TABLES = os.path.join(ROOT, "Sources", "APIDescription")
# What the second half of the requests may add to memory, in MiB, while the number of things stays about the same.
GROWTH = 16
STRANGE = [
    "", "0", "-1", "99999999999999999999", "x", "ä🎬", "a" * 300, "..", "%", "\u202e", "null", "/videos/1001", "1:2",
    "<b>", "'", "{}",
]


def operations():
    with open(os.path.join(TABLES, "operations.tsv"), encoding="utf-8") as table:
        for line in list(table)[1:]:
            columns = line.rstrip("\n").split("\t")
            for path in columns[1].split():
                yield {
                    "method": columns[0], "path": path, "id": columns[2], "query": fields(columns[5]),
                    "body": fields(columns[6]), "result": columns[8].split() if len(columns) > 8 else [],
                }


def fields(text):
    found = []
    for field in filter(None, text.split(",")):
        head, _, values = field.partition("=")
        name, _, kind = head.partition(":")
        found.append((name.rstrip("*"), kind.rstrip("?"), values.split("|") if values else []))
    return found


def objects():
    found, name = {}, None
    with open(os.path.join(TABLES, "objects.txt"), encoding="utf-8") as table:
        for line in table:
            line = line.rstrip("\n")
            if not line.startswith(" "):
                name = line
                found[name] = []
            else:
                field, _, rest = line.strip().partition(" ")
                found[name].append((field, rest.split("=")[0]))
    return found


class Soak:
    def __init__(self, program, seed, folder):
        self.random = random.Random(seed)
        self.operations = list(operations())
        self.objects = objects()
        self.seen = {}
        self.counts = {}
        # What requests have made, the oldest first.
        self.made = []
        command = [program, "sandbox", "--data", folder] if self.random.random() < 0.5 else [program, "sandbox"]
        self.process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
        self.values = {}
        while "VIMEO_SECOND_ACCESS_TOKEN" not in self.values:
            line = self.process.stdout.readline()
            if not line:
                raise SystemExit("the sandbox did not start")
            name, _, value = line.strip().partition("=")
            self.values[name] = value
        self.host = self.values["VIMEO_API_ROOT"].split("://")[1]
        self.connection = http.client.HTTPConnection(self.host, timeout=30)

    def memory(self):
        with open(f"/proc/{self.process.pid}/statm", encoding="ascii") as file:
            return int(file.read().split()[1]) * os.sysconf("SC_PAGE_SIZE")

    # Requests

    def value(self, kind, values, depth=0):
        dice = self.random
        if dice.random() < 0.1:
            return dice.choice(STRANGE + [None, 3.5, -7, [], {}, True, [[]], 10**15])
        if values and dice.random() < 0.9:
            return [dice.choice(values)] if kind.startswith("[") else dice.choice(values)
        if kind == "n":
            return dice.randint(0, 200)
        if kind == "b":
            return dice.random() < 0.5
        if kind == "o":
            return {}
        if kind.startswith("["):
            return [self.value(kind[1:-1], values, depth + 1) for _ in range(dice.randint(0, 3))] if depth < 3 else []
        return dice.choice(["text", "/videos/1001", "/users/2", "/users/1/projects/4101", "example.com", "de"] + STRANGE)

    def body(self, operation):
        body = {}
        for name, kind, values in operation["body"]:
            if self.random.random() < 0.3 or "[]" in name:
                continue
            place, parts = body, name.split(".")
            for part in parts[:-1]:
                if not isinstance(place.get(part), dict):
                    place[part] = {}
                place = place[part]
            place[parts[-1]] = self.value(kind, values)
        return body

    def path(self, operation):
        path = ""
        for part in operation["path"].strip("/").split("/"):
            if part.startswith("{"):
                known = self.seen.get(re.sub(r"\d+", "*", path)) or self.seen.get("/" + path.split("/")[-1]) or []
                part = self.random.choice(known) if known and self.random.random() < 0.9 else self.random.choice(
                    ["1", "2", "1001", "4101", "4201", "music", "sea", "en"] + STRANGE
                )
                part = urllib.parse.quote(part, safe="")
            path += "/" + part
        return path

    def request(self):
        operation = self.random.choice(self.operations)
        if operation["id"] == "delete_token":
            return
        path = self.path(operation)
        query = [
            (name, str(self.value(kind, values)))
            for name, kind, values in operation["query"] if self.random.random() < 0.2
        ]
        target = path + ("?" + urllib.parse.urlencode(query, errors="replace") if query else "")
        content, headers = None, {}
        if operation["method"] != "GET" and operation["body"]:
            content = json.dumps(self.body(operation)).encode("utf-8", "replace")
            headers["Content-Type"] = "application/json"
            if self.random.random() < 0.03:
                content = content[: self.random.randint(0, len(content))]
        dice = self.random.random()
        if dice < 0.9:
            headers["Authorization"] = "Bearer " + self.values["VIMEO_ACCESS_TOKEN"]
        elif dice < 0.98:
            headers["Authorization"] = "Bearer " + self.values["VIMEO_SECOND_ACCESS_TOKEN"]
        response, answer = self.send(operation["method"], target, content, headers)
        self.look(operation, target, content, response, answer)
        if len(self.made) > 400:
            self.clear(200)

    def send(self, method, target, content=None, headers=None):
        self.connection.request(method, target, content, headers or {})
        response = self.connection.getresponse()
        return response, response.read()

    def clear(self, count):
        """Deletes so many of the things that requests have made, so that what is left is no more than before."""
        for uri in self.made[:count]:
            for name in ("VIMEO_ACCESS_TOKEN", "VIMEO_SECOND_ACCESS_TOKEN"):
                path = urllib.parse.quote(uri)
                status = self.send("DELETE", path, headers={"Authorization": "Bearer " + self.values[name]})[0].status
                if status >= 500 and status != 501:
                    raise SystemExit(f"DELETE {uri}: {status}")
        del self.made[:count]

    # Answers

    def look(self, operation, target, content, response, answer):
        status = response.status
        self.counts[status] = self.counts.get(status, 0) + 1
        what = f"{operation['method']} {target} {content!r}: {status} {answer[:400]!r}"
        if status >= 500 and status != 501:
            raise SystemExit(what)
        if not answer:
            return
        try:
            value = json.loads(answer)
        except ValueError:
            raise SystemExit("no JSON: " + what) from None
        if status >= 400:
            if not isinstance(value, dict) or "error" not in value:
                raise SystemExit("no error body: " + what)
            return
        self.remember(value)
        if status == 201 and isinstance(value, dict) and isinstance(value.get("uri"), str):
            self.made.append(value["uri"])
        result = operation["result"]
        if "fields=" in target or len(result) < 3 or result[2] not in self.objects or status != int(result[0]):
            return
        things = value.get("data", [value]) if isinstance(value, dict) else [value]
        if result[1] == "list" and not isinstance(value.get("total"), int):
            raise SystemExit("no page: " + what)
        for thing in things[:1] if result[2] not in ("endpoint", "auth") else []:
            self.check(thing, result[2], what)

    def check(self, thing, name, what):
        for field, kind in self.objects[name]:
            if not field.endswith("*") or "." in field or "[]" in field:
                continue
            field = field.rstrip("*")
            if field in ("upload", "upload_quota") or "link" in field or operationless(name):
                continue
            if field not in thing:
                raise SystemExit(f"{name} has no {field}: {what}")
            value = thing[field]
            types = {"s": str, "n": (int, float), "b": bool, "o": dict}
            wanted = types.get(kind)
            if wanted and value is not None and not isinstance(value, wanted):
                raise SystemExit(f"{name}.{field} is {value!r}, not {kind}: {what}")

    def remember(self, value):
        if isinstance(value, dict):
            uri = value.get("uri")
            if isinstance(uri, str) and uri.count("/") > 1:
                parent, _, last = uri.rpartition("/")
                for key in (re.sub(r"\d+", "*", parent), "/" + parent.split("/")[-1]):
                    known = self.seen.setdefault(key, [])
                    if last not in known:
                        known.append(last)
                        del known[:-50]
            for inner in value.values():
                self.remember(inner)
        elif isinstance(value, list):
            for inner in value[:5]:
                self.remember(inner)


def operationless(name):
    # Shown as what the list has, not as the object that is described.
    return name in ("on-demand-video",)


def main(program, seconds, seed=None):
    seed = int(seed) if seed else random.randrange(10**6)
    print(f"seed {seed}", flush=True)
    folder = tempfile.mkdtemp(prefix="vimeo-lua-soak-")
    soak = Soak(program, seed, folder)
    start = time.monotonic()
    end = start + float(seconds)
    count, middle = 0, None
    try:
        while time.monotonic() < end:
            soak.request()
            count += 1
            if middle is None and time.monotonic() > start + float(seconds) / 2:
                soak.clear(400)
                middle = soak.memory()
        if soak.process.poll() is not None:
            raise SystemExit(f"the sandbox has ended with {soak.process.returncode}")
        soak.clear(400)
        growth = (soak.memory() - middle) >> 20
        print(f"{count} requests, {middle >> 20} MiB and then {growth} MiB more, {dict(sorted(soak.counts.items()))}")
        if growth > GROWTH:
            raise SystemExit(f"memory grew by {growth} MiB in the second half")
    except (OSError, http.client.HTTPException) as problem:
        raise SystemExit(f"after {count} requests, status {soak.process.poll()}: {problem!r}") from None
    finally:
        soak.process.kill()
        soak.process.wait()
        shutil.rmtree(folder, ignore_errors=True)


main(*sys.argv[1:])
