"""Runs the comparisons of bench.sh and prints a table; exits with 1 if a goal is missed."""

import os
import pathlib
import sys

import case_files
import case_lua
import case_memory
import case_prompt
import case_recipes
import case_requests
import case_transfers
import growth
import measure

HERE = pathlib.Path(__file__).parent
README = HERE.parent.parent / "README.md"
START, END = "<!-- bench -->\n", "<!-- /bench -->\n"
CHART = "\n![How the cost grows](scripts/bench/growth.svg)\n"

CASES = {
    **case_lua.CASES, **case_requests.CASES, **case_transfers.CASES, **case_files.CASES, **case_prompt.CASES,
    **case_recipes.CASES, **case_memory.CASES,
}
# Takes long.
UNASKED = {"memory"}


def main(program, *arguments):
    measure.PROGRAM = os.path.abspath(program)
    writes = "--write" in arguments
    names = [argument for argument in arguments if argument != "--write"]
    for name in names:
        if name not in CASES:
            sys.exit(f"no case {name}; there are {', '.join(CASES)}")
    if writes and names:
        sys.exit("--write writes the whole table: name no cases")
    for name in names or [name for name in CASES if name not in UNASKED]:
        CASES[name]()
    table = measure.TABLE.markdown()
    print("\n" + table)
    if writes:
        growth.draw(HERE / "growth.svg")
        text = README.read_text()
        before, rest = text.split(START)
        README.write_text(before + START + table + CHART + END + rest.split(END)[1])
    if measure.TABLE.missed:
        sys.exit("missed: " + "; ".join(measure.TABLE.missed))


main(*sys.argv[1:])
