"""Whether memory stays flat: resident megabytes after a tenth, a half and all of a long run. Only run when named."""

import measure
import servers
from measure import TABLE, Run

START = """
local function resident()
  for line in io.lines("/proc/self/status") do
    local kilobytes = line:match("^VmRSS:%s+(%d+)")
    if kilobytes then return kilobytes / 1024 end
  end
end
local function report() collectgarbage() collectgarbage() print(resident()) end
local function run(count, work)
  for i = 1, count do
    work(i)
    if i == count // 10 or i == count // 2 or i == count then report() end
  end
end
"""

RUNS = {
    "1,000,000 requests": "run(1000000, function() assert(vimeo.get('/me').ok) end)",
    "1,000,000 tasks": "run(1000000, function() vimeo.spawn(function() end):await() end)",
    "100,000 errors": "run(100000, function() assert(not pcall(vimeo.upload, '/no/such/file')) end)",
    "10,000 uploads of a byte": """
        local name = os.tmpname()
        local file = assert(io.open(name, "w")) file:write("x") file:close()
        run(10000, function() vimeo.upload(name) end)
        os.remove(name)""",
}


def memory():
    for name, script in RUNS.items():
        server = servers.sandbox() if "uploads" in name else servers.nginx({"me": b'{"uri": "/users/1"}'})
        with server as variables:
            tenth, half, end = (float(line) for line in Run([measure.PROGRAM, "-e", START + script], variables).output.split())
            print(f"{name}: {tenth:.1f} MB after a tenth, {half:.1f} MB after a half, {end:.1f} MB at the end", flush=True)
            TABLE.limit(f"memory that the second half of {name} takes", [max(0, end - half)], 2, "MB")


CASES = {"memory": memory}
