"""Requests: one, many, large ones, pages, many at once, over TLS."""

import json

import measure
import servers
from measure import PYTHON, TABLE, seconds, turns


def vimeo_py(server, code):
    """A command that runs code with a client `c` of the official library."""
    start = "import sys, vimeo; vimeo.VimeoClient.API_ROOT = '{}'; c = vimeo.VimeoClient(token='{}'); "
    return [PYTHON, "-c", start.format(server["VIMEO_API_ROOT"], server["VIMEO_ACCESS_TOKEN"]) + code]


def get():
    with servers.nginx({"me": json.dumps(servers.video(1, 3000)).encode()}) as server:
        url = server["VIMEO_API_ROOT"] + "/me"
        ours, curl = turns(
            [[measure.PROGRAM, "-e", "vimeo.get('/me')"], ["curl", "-s", "-o", "/dev/null", url]], server, repeat=20
        )
        TABLE.compare("one GET, whole process", seconds(ours), "curl", seconds(curl), 0.85)


def gets():
    files = {"small": json.dumps(servers.video(1, 28000)).encode(), "large": servers.page(100, 28000)}
    with servers.nginx(files) as server:
        for name, count, label, goal in (("small", 2000, "2,000 GETs of 28 KB", 0.17), ("large", 40, "40 GETs of 2.8 MB", 0.27)):
            ours, python = turns(
                [
                    [measure.PROGRAM, "-e", f"for i = 1, {count} do assert(vimeo.get('/{name}').body) end"],
                    vimeo_py(server, f"[c.get('/{name}').json() for i in range({count})]"),
                ],
                server,
            )
            TABLE.compare(label, seconds(ours), "vimeo.py", seconds(python), goal)


def each():
    loop = "\np = '/page1'\nn = 0\nwhile p:\n b = c.get(p).json(); n += len(b['data']); p = b['paging']['next']\nprint(n)"
    for count in (10_000, 100_000):
        with servers.nginx(servers.pages(count)) as server:
            ours, python = turns(
                [
                    [measure.PROGRAM, "-e", "local n = 0 for v in vimeo.each('/page1') do n = n + 1 end print(n)"],
                    vimeo_py(server, loop),
                ],
                server,
                rounds=measure.ROUNDS if count == 10_000 else 1,
            )
            totals = {run.output for runs in (ours, python) for run in runs}
            assert len(totals) == 1, totals
            TABLE.compare(f"each of {count:,} videos", seconds(ours), "vimeo.py", seconds(python), 0.5)


def map():
    with servers.sandbox("--latency", "50") as server:
        def script(concurrency):
            return f"""local l = {{}} for i = 1, 100 do l[i] = i end
                vimeo.map(l, function() assert(vimeo.get('/me').ok) end, {{concurrency = {concurrency}}})"""
        many, one = turns([[measure.PROGRAM, "-e", script(16)], [measure.PROGRAM, "-e", script(1)]], server)
        TABLE.compare("100 requests of 50 ms, 16 at once", seconds(many), "in turn", seconds(one), 0.075)


def tls():
    me = {"me": json.dumps(servers.video(1, 3000)).encode()}
    with servers.nginx(me, tls=True) as server:
        url = server["VIMEO_API_ROOT"] + "/me"
        ours, curl = turns(
            [[measure.PROGRAM, "-e", "vimeo.get('/me')"], ["curl", "-s", "-o", "/dev/null", url]], server, repeat=20
        )
        TABLE.compare("one GET over TLS, whole process", seconds(ours), "curl", seconds(curl), 1)
        system = {**server, "VIMEO_LUA_CA_FILE": "", "SSL_CERT_FILE": "/etc/ssl/certs/ca-certificates.crt"}
        ours, curl = turns(
            [
                [measure.PROGRAM, "-e", "pcall(vimeo.get, '/me', {}, {retries = 0})"],
                ["sh", "-c", f"curl -s -o /dev/null --cacert {system['SSL_CERT_FILE']} {url} || true"],
            ],
            system,
            repeat=20,
        )
        TABLE.compare("the same with the system's authorities, refused", seconds(ours), "curl", seconds(curl), 1)
    with servers.nginx(me, tls=True, keepalive=1) as server:
        url = server["VIMEO_API_ROOT"] + "/me"
        ours, curl = turns(
            [
                [measure.PROGRAM, "-e", "for i = 1, 200 do vimeo.get('/me') end"],
                ["curl", "-s", *["-o", "/dev/null", url] * 200],
            ],
            server,
        )
        TABLE.compare("200 GETs over TLS, a connection each", seconds(ours), "curl", seconds(curl), 1.5)


CASES = {"get": get, "gets": gets, "each": each, "map": map, "tls": tls}
