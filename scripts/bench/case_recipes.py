"""Recipes: what the runner costs, beside a plain script that does the same."""

import json
import pathlib
import tempfile

import measure
import servers
from measure import TABLE, seconds, turns

HERE = pathlib.Path(__file__).parent


def recipe():
    with tempfile.TemporaryDirectory() as folder:
        home = {"XDG_STATE_HOME": folder, "XDG_DATA_HOME": folder}
        empty = pathlib.Path(folder, "empty.lua")
        empty.write_text("return { summary = 'Nothing.', api = 'none', run = function() end }\n")
        ours, plain = turns(
            [[measure.PROGRAM, "recipe", "run", str(empty)], [measure.PROGRAM, str(empty)]], home, repeat=20
        )
        TABLE.limit("start of `recipe run` over a script's", [a - b for a, b in zip(seconds(ours), seconds(plain))], 0.01)
        with servers.nginx({"me": json.dumps(servers.video(1, 1000)).encode()}) as server:
            words = ["--allow-api=read", "recipe", "run", str(HERE / "recipe.lua"), "--yes", "--concurrency", "8"]
            run = [measure.PROGRAM, *words]
            ours, plain = turns([run, [measure.PROGRAM, str(HERE / "map.lua")]], {**home, **server})
            assert all(run.output.count("\n") == 5000 for run in ours + plain)
            TABLE.compare("5,000 items planned and applied", seconds(ours), "vimeo.map", seconds(plain), 1.15)
        # A server takes some time to answer, while the log of the run gets to the disk.
        with servers.sandbox("--latency", "10") as server:
            ours, plain = turns([run, [measure.PROGRAM, str(HERE / "map.lua")]], {**home, **server}, rounds=2)
            TABLE.compare("the same, 10 ms for an answer", seconds(ours), "vimeo.map", seconds(plain), 1.15)


CASES = {"recipe": recipe}
