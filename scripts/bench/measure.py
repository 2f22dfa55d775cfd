"""Runs programs in turns and keeps what was measured.

A goal is the largest ratio of our time to the other's. Each round gives a ratio of its own; a goal is missed if the ratio
of the medians is above it by more than half of what the rounds differ by.
"""

import os
import statistics
import subprocess
import sys
import time

PROGRAM = ""
PYTHON = sys.executable
ENVIRONMENT = {k: v for k, v in os.environ.items() if not k.startswith(("VIMEO_", "LUA_"))}
ROUNDS = 5


class Run:
    """One run of a program: seconds of wall time and what it printed."""

    def __init__(self, command, environment=None):
        start = time.perf_counter()
        process = subprocess.Popen(
            command, env={**ENVIRONMENT, **(environment or {})}, stdout=subprocess.PIPE, stderr=subprocess.PIPE
        )
        output, errors = process.stdout.read(), process.stderr.read()
        status = process.wait()
        self.seconds = time.perf_counter() - start
        self.output = output.decode()
        if status != 0:
            sys.exit(f"{command} failed: {errors.decode()[-2000:]}")


def turns(commands, environment=None, rounds=None, repeat=1):
    """For each command the runs of all rounds; a round is so many runs of each in turn, of which it keeps the fastest.

    The first round warms the caches and does not count.
    """
    kept = [[] for _ in commands]
    for number in range((rounds or ROUNDS) + 1):
        best = [None for _ in commands]
        for _ in range(repeat if number > 0 else 1):
            for index, command in enumerate(commands):
                run = Run(command() if callable(command) else command, environment)
                if best[index] is None or run.seconds < best[index].seconds:
                    best[index] = run
        if number > 0:
            for index, run in enumerate(best):
                kept[index].append(run)
    return kept


def seconds(runs):
    return [run.seconds for run in runs]


def text(value, unit):
    scales = {"time": [(1, "s"), (1e-3, "ms"), (1e-6, "µs")], "MB": [(1, "MB")], "share": [(1, "")]}[unit]
    for scale, name in scales:
        if value >= scale or (scale, name) == scales[-1]:
            number = value / scale
            digits = 0 if number >= 100 else 1 if number >= 10 else 2
            return f"{number:.{digits}f} {name}".strip()


class Table:
    """The rows of the result."""

    def __init__(self):
        self.rows = []
        self.missed = []

    def add(self, cells, is_missed):
        self.rows.append(cells)
        if is_missed:
            self.missed.append(cells[0])
        print(" | ".join(cells), flush=True)

    def compare(self, name, ours, partner, other, goal=None, unit="time"):
        """Adds a row; `ours` and `other` have the value of each round."""
        mine, theirs = statistics.median(ours), statistics.median(other)
        ratio = mine / theirs
        rounds = [a / b for a, b in zip(ours, other)]
        spread = (max(rounds) - min(rounds)) / 2
        is_missed = goal is not None and ratio - spread > goal
        verdict = "" if goal is None else f"≤ {goal:g}" + (", missed" if is_missed else "")
        cells = [name, text(mine, unit), f"{text(theirs, unit)} ({partner})", f"{ratio:.3g} ± {spread:.2g}", verdict]
        self.add(cells, is_missed)

    def limit(self, name, values, goal=None, unit="time"):
        """Adds a row that is compared with nothing."""
        value = statistics.median(values)
        spread = (max(values) - min(values)) / 2
        is_missed = goal is not None and value - spread > goal
        verdict = "" if goal is None else f"≤ {text(goal, unit)}" + (", missed" if is_missed else "")
        self.add([name, text(value, unit), "", "", verdict], is_missed)

    def markdown(self):
        head = "| what | vimeo-lua | other | ratio | goal |\n|---|---|---|---|---|\n"
        return head + "".join("| " + " | ".join(cells) + " |\n" for cells in self.rows)


TABLE = Table()
