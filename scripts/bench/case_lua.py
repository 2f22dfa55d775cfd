"""Cases without a network: start, pure Lua, JSON, calls, tasks."""

import pathlib
import tempfile

import servers
from measure import PYTHON, TABLE, Run, seconds, turns
import measure

HERE = pathlib.Path(__file__).parent


def start():
    empty = [measure.PROGRAM, "-e", ""]
    ours, other = turns([empty, ["lua5.4", "-e", ""]], repeat=40)
    TABLE.compare("start, `-e ''`", seconds(ours), "lua5.4", seconds(other), 1.4)
    ours, python = turns([empty, [PYTHON, "-c", "import vimeo"]])
    TABLE.compare("start, until vimeo can be called", seconds(ours), "import vimeo", seconds(python), 0.05)


def lua():
    script = str(HERE / "pure.lua")
    ours, other = turns([[measure.PROGRAM, script], ["lua5.4", script]])
    TABLE.compare("pure Lua", seconds(ours), "lua5.4", seconds(other), 1.0)


def json():
    with tempfile.NamedTemporaryFile(suffix=".json") as file:
        file.write(servers.page(100, 28000))
        file.flush()
        rounds = printed([measure.PROGRAM, str(HERE / "json.lua"), file.name])
    TABLE.compare("a page of 2.8 MB to tables", rounds[0], "lua-cjson", rounds[1], 0.37)
    TABLE.compare("tables to JSON", rounds[2], "lua-cjson", rounds[3], 0.48)


def calls():
    rounds = printed([measure.PROGRAM, str(HERE / "calls.lua")])
    TABLE.compare("call of a native function", rounds[0], "string.rep", rounds[1], 1.8)


def tasks():
    rounds = printed([measure.PROGRAM, str(HERE / "tasks.lua")])
    TABLE.compare("a task, start to end", rounds[0], "a coroutine", rounds[1], 3.8)
    TABLE.limit("10,000 waiting tasks", rounds[2], 12, "MB")


def printed(command):
    """The numbers that a script prints, each with its value in every round."""
    return list(zip(*([float(word) for word in Run(command).output.split()] for _ in range(measure.ROUNDS))))


CASES = {"start": start, "lua": lua, "json": json, "calls": calls, "tasks": tasks}
