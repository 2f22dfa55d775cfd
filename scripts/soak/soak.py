"""Runs the cases of soak.sh, several at once, and sums up."""

import collections
import concurrent.futures
import os
import re
import secrets
import sys
import tempfile
import time
import traceback

from soak_case import Case, Wrong

PROGRAM = os.path.abspath(sys.argv[1])
NUMBERS = [int(text) for text in sys.argv[2:]]
COUNT = NUMBERS[0] if NUMBERS else 300
SEED = NUMBERS[1] if len(NUMBERS) > 1 else secrets.randbelow(10**9)
CASES = NUMBERS[2:] or range(COUNT)
# They mostly wait.
AT_ONCE = 6


def run(number):
    """The case and what was wrong with it, if anything."""
    with tempfile.TemporaryDirectory(prefix="vimeo-soak-") as folder:
        case = Case(PROGRAM, SEED, number, folder)
        try:
            case.run()
            return case, None
        except Wrong as wrong:
            return case, str(wrong)
        except Exception:
            return case, traceback.format_exc()


def report(case, wrong):
    print(f"\nWRONG: {wrong}\n  seed {SEED}, {case}", file=sys.stderr)
    print(f"  again: scripts/soak.sh {COUNT} {SEED} {case.number}", file=sys.stderr)
    print(f"  so far: {case.counts}\n  the last faults:", file=sys.stderr)
    print(*(f"    {fault}" for fault in case.told[-12:]), sep="\n", file=sys.stderr)
    print("  the last run said:", file=sys.stderr)
    print(*(f"    {line}" for line in case.errors.splitlines()[-12:]), sep="\n", file=sys.stderr, flush=True)


start = time.perf_counter()
print(f"{len(CASES)} uploads, seed {SEED}", flush=True)
counts, faults, size, done, wrongs = collections.Counter(), collections.Counter(), 0, 0, 0
with concurrent.futures.ThreadPoolExecutor(AT_ONCE) as pool:
    for future in concurrent.futures.as_completed([pool.submit(run, number) for number in CASES]):
        case, wrong = future.result()
        done += 1
        size += case.size
        counts.update(case.counts)
        faults.update(re.sub(r" (after|at) .*|=\d+", "", fault.replace(":", "")) for fault in case.told)
        if wrong:
            wrongs += 1
            report(case, wrong)
        if done % 25 == 0:
            print(f"{done} done, {time.perf_counter() - start:.0f} s", flush=True)

print(f"\n{done} uploads of {size / 1e6:.0f} MB in {time.perf_counter() - start:.0f} s, {wrongs} wrong, seed {SEED}")
for name, count in counts.items():
    print(f"{count:6} {name}")
print(f"{faults.total():6} faults")
for name, count in sorted(faults.items()):
    print(f"{count:6}   {name}")
sys.exit(1 if wrongs else 0)
