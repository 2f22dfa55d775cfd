"""CSV and folders."""

import os
import tempfile

import measure
from measure import PYTHON, TABLE, seconds, turns

ROWS = 1_000_000

WRITER = """local w <close> = vimeo.csv.writer{filename = "%s", header = {"id", "name", "text"}}
for i = 1, %d do w:write{i, "Talk " .. i, 'He said "yes", twice'} end w:close()"""
READER = """local n = 0 for row in vimeo.csv.reader{filename = "%s"} do n = n + #row[2] end print(n)"""

PYTHON_WRITER = """
import csv
with open("%s", "w", newline="") as f:
    w = csv.writer(f)
    w.writerow(["id", "name", "text"])
    for i in range(1, %d + 1): w.writerow([i, "Talk " + str(i), 'He said "yes", twice'])
"""
PYTHON_READER = """
import csv
n = 0
with open("%s", newline="") as f:
    for row in csv.reader(f): n += len(row[1])
print(n)
"""


def csv():
    with tempfile.TemporaryDirectory() as folder:
        own, other = os.path.join(folder, "own.csv"), os.path.join(folder, "other.csv")
        ours, python = turns(
            [[measure.PROGRAM, "-e", WRITER % (own, ROWS)], [PYTHON, "-c", PYTHON_WRITER % (other, ROWS)]]
        )
        TABLE.compare("writing 1,000,000 rows of CSV", seconds(ours), "Python's csv", seconds(python), 1)
        assert open(own, "rb").read().replace(b"\r", b"") == open(other, "rb").read().replace(b"\r", b"")
        ours, python = turns([[measure.PROGRAM, "-e", READER % own], [PYTHON, "-c", PYTHON_READER % own]])
        assert ours[0].output == python[0].output
        TABLE.compare("reading them", seconds(ours), "Python's csv", seconds(python), 1)


def walk():
    with tempfile.TemporaryDirectory() as folder:
        for number in range(1000):
            path = os.path.join(folder, f"folder {number // 40}", f"folder {number}")
            os.makedirs(path)
            for file in range(100):
                open(os.path.join(path, f"clip {file}.mp4"), "w").close()
        script = f"local n = 0 for path in vimeo.fs.walk('{folder}') do n = n + 1 end print(n)"
        ours, find = turns([[measure.PROGRAM, "-e", script], ["sh", "-c", f"find '{folder}' -mindepth 1 | wc -l"]])
        assert int(ours[0].output) == int(find[0].output)
        TABLE.compare("a walk over 100,000 files", seconds(ours), "find", seconds(find), 4)


CASES = {"csv": csv, "walk": walk}
