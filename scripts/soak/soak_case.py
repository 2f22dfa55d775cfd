"""One upload of the soak: a sandbox of its own with its own faults, kills, the way back, and what must be true then."""

import hashlib
import http.client
import json
import os
import pathlib
import random
import re
import subprocess
import urllib.request

HERE = pathlib.Path(__file__).parent
ENVIRONMENT = {k: v for k, v in os.environ.items() if not k.startswith(("VIMEO_", "LUA_"))}
# More runs than this for one file, or a longer one, is a failure.
MOST_RUNS = 40
LONGEST_RUN = 90

# Often what is gone on from at once, rarely what makes the program wait.
FAULTS = (
    "upload.patch:409@6%,upload.patch:460@6%,upload.patch:short@10%,upload:drop@8%,upload.patch:502@3%,upload:slow=30@5%,"
    "upload:429@1%,upload:503@1%,upload:garbage@1%,upload:silent@0.5%,upload:lost@1%,upload.head:423@1%,"
    "upload.patch:423@1%,upload.head:404@1%,upload.patch:404@0.5%,upload.patch:410@0.5%,upload.patch:412@0.5%,"
    "upload.patch:413@0.5%,"
    "api.post:503@3%,api.post:drop@3%,api.get:502@3%,api.get:drop@2%,"
    "download:drop@15%,download:502@4%,download:silent@1%,download:slow=30@5%"
)
# After these on the upload's link the program has to make another video.
LOSS = re.compile(r"upload (HEAD|PATCH): (lost|404|410)")
# The server made a video, and its answer never came.
UNSEEN = re.compile(r"api POST: drop (after|at the end)")
# A run may end with an error after these only.
REFUSAL = re.compile(r"upload (HEAD|PATCH): (lost|404|410|412|413)|api (POST|GET): ")


class Wrong(Exception):
    """Something that must not happen."""


def check(is_true, text):
    if not is_true:
        raise Wrong(text)


def digest(path):
    with open(path, "rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


class Case:
    def __init__(self, program, seed, number, folder):
        self.program, self.number = program, number
        self.folder = pathlib.Path(folder)
        self.random = random.Random(f"{seed}/{number}")
        self.size = 50 << 20 if number % 60 == 7 else int(2 ** self.random.uniform(0, 22.5))
        self.chunk = max(1, int(self.size * 2 ** self.random.uniform(-4, 0.5)))
        self.kills = self.random.choice([0, 0, 0, 1, 2, 4])
        self.seconds = self.random.uniform(0.2, 0.8) if self.kills else 0
        self.limit = str(max(1, int(self.size / self.seconds))) if self.kills else ""
        self.faults = f"seed={self.random.randrange(1 << 32)},{FAULTS}"
        self.counts = {"runs": 0, "kills of uploads": 0, "kills of downloads": 0, "errors": 0, "gone on": 0}
        self.counts |= {"lost": 0, "made unseen": 0, "killed before the journal": 0, "killed after the end": 0}
        # Losses of uploads that were complete: the program finds the video, and makes no other one.
        self.counts["lost when complete"] = 0
        self.told = []
        self.errors = ""

    def __str__(self):
        return f"case {self.number}: {self.size} bytes, chunks of {self.chunk}, limit {self.limit or 'none'}, {self.kills} kills\n  --fault {self.faults}"

    def run(self):
        """Gives the counts; raises Wrong."""
        for name in ("state", "config", "tmp"):
            (self.folder / name).mkdir()
        self.file = self.folder / f"video {self.number}.mp4"
        self.file.write_bytes(self.random.randbytes(self.size))
        self.log = self.folder / "sandbox.log"
        with open(self.log, "wb") as log:
            sandbox = subprocess.Popen(
                [self.program, "sandbox", "--port", "0", "--fault", self.faults],
                stdout=subprocess.PIPE, stderr=log, env={**ENVIRONMENT, "TMPDIR": str(self.folder / "tmp")},
            )
        try:
            server = dict(sandbox.stdout.readline().decode().strip().split("=", 1) for _ in range(4))
            self.environment = {
                **ENVIRONMENT, **server,
                "XDG_STATE_HOME": str(self.folder / "state"), "XDG_CONFIG_HOME": str(self.folder / "config"),
            }
            uri = self.upload()
            self.check_videos(uri)
            self.download(uri)
            check(sandbox.poll() is None, "the sandbox has ended")
        finally:
            self.faults_told()
            sandbox.terminate()
            sandbox.wait()
        return self.counts

    # Running the program

    def start(self, script, *arguments):
        self.counts["runs"] += 1
        check(self.counts["runs"] <= MOST_RUNS, f"not done after {MOST_RUNS} runs")
        with open(self.folder / "output", "wb") as output, open(self.folder / "errors", "wb") as errors:
            return subprocess.Popen(
                [self.program, "--progress", "json", str(HERE / script), *arguments],
                stdin=subprocess.DEVNULL, stdout=output, stderr=errors, env=self.environment,
            )

    def finish(self, process, kill_after):
        """The exit status; None if it was killed."""
        try:
            process.wait(LONGEST_RUN if kill_after is None else kill_after)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
            check(kill_after is not None, f"a run takes more than {LONGEST_RUN} seconds")
            return None
        finally:
            self.errors = (self.folder / "errors").read_text()
        check(process.returncode >= 0, f"it ended by signal {-process.returncode}")
        return process.returncode

    def faults_told(self):
        """The faults since the last call."""
        lines = self.log.read_text().splitlines()
        # The last one may not be whole.
        new = [line.removeprefix("fault: ") for line in lines[len(self.told):]]
        self.told += new
        return new

    # Up

    def upload(self):
        kills, stored = self.kills, None
        while True:
            process = self.start("upload.lua", str(self.file), f"soak {self.number}", str(self.chunk), self.limit)
            # Some of them while the upload is being made.
            longest = self.random.choice([0.05, self.seconds, self.seconds + 0.1])
            after = self.random.uniform(0, longest) if kills else None
            status = self.finish(process, after)
            faults = self.faults_told()
            losses = sum(1 for fault in faults if LOSS.match(fault))
            self.counts["lost"] += losses
            if status is not None:
                self.counts["lost when complete"] += losses - self.losses_noticed()
            self.counts["made unseen"] += sum(1 for fault in faults if UNSEEN.match(fault))
            if stored is not None and losses == 0:
                self.check_progress(stored)
            output = (self.folder / "output").read_text()
            if output.endswith("\n"):
                check(status in (0, None), f"it printed {output} and ended with {status}")
                check(not self.entries(), "the journal still has an upload that is done")
                return output.strip()
            check(status != 0, "it ended well without a word")
            if status is None:
                kills -= 1
                self.counts["kills of uploads"] += 1
                stored = self.stored_at_kill(losses)
            else:
                self.counts["errors"] += 1
                check(status in (5, 6), f"it ended with {status}")
                check(any(REFUSAL.match(fault) for fault in faults), f"it gave up with {status} without need")
                stored = None

    def losses_noticed(self):
        """The losses after which the program began anew, or gave up because it was the second one."""
        lines = [json.loads(line) for line in self.errors.splitlines() if "the server lost the upload" in line]
        return sum(line["type"] == "log" for line in lines) + any(line["type"] == "error" for line in lines)

    def entries(self):
        return list((self.folder / "state").glob("vimeo-lua/uploads/*.json"))

    def stored_at_kill(self, losses):
        """The bytes the server had then, which must never be sent again; None if the next run makes a new video."""
        entries = self.entries()
        check(len(entries) <= 1, "two entries in the journal for one file")
        videos = self.videos()
        if entries:
            entry = json.loads(entries[0].read_text())
            check(entry["uri"] == videos[-1]["uri"], f"the journal has {entry['uri']}, but {videos[-1]['uri']} was made")
            files = list(self.folder.glob(f"tmp/*/{entry['link'].rsplit('/', 1)[1]}"))
            return None if losses else files[0].stat().st_size if files else 0
        complete = sum(video["upload"]["status"] == "complete" for video in videos)
        if complete > self.counts["killed after the end"]:
            self.counts["killed after the end"] += 1
        elif len(videos) > self.explained():
            self.counts["killed before the journal"] += 1
            if not self.counts["lost"]:
                check(not list(self.folder.glob("tmp/*/*")), "bytes were sent that the journal does not know of")
        return None

    def check_progress(self, stored):
        lines = [json.loads(line) for line in self.errors.splitlines() if line.startswith('{"type":"progress"')]
        self.counts["gone on"] += len(lines) > 1
        # The first one is what the journal remembers.
        for line in lines[1:]:
            check(line["confirmed"] >= stored, f"the server had {stored} bytes at the kill, but it went on at {line['confirmed']}")

    # What is there now

    def videos(self):
        """The videos made for this file, in the order they were made."""
        for _ in range(MOST_RUNS):
            request = urllib.request.Request(
                self.environment["VIMEO_API_ROOT"] + "/me/videos?per_page=100&fields=uri,name,upload.status",
                headers={"Authorization": "Bearer " + self.environment["VIMEO_ACCESS_TOKEN"]},
            )
            try:
                with urllib.request.urlopen(request, timeout=20) as answer:
                    videos = json.load(answer)["data"]
                break
            except (OSError, ValueError, http.client.HTTPException):
                # The faults are for everybody.
                continue
        else:
            raise Wrong("the list of videos cannot be had")
        videos = [video for video in videos if video["name"] == f"soak {self.number}"]
        return sorted(videos, key=lambda video: int(video["uri"].rsplit("/", 1)[1]))

    def explained(self):
        """How many videos there may be apart from the one that was wanted."""
        names = ("lost", "made unseen", "killed before the journal", "killed after the end")
        return sum(self.counts[name] for name in names)

    def check_videos(self, uri):
        videos = self.videos()
        check(uri in [video["uri"] for video in videos], f"{uri} is not among the videos")
        complete = sum(video["upload"]["status"] == "complete" for video in videos)
        check(complete == 1 + self.counts["killed after the end"], f"{complete} videos are complete")
        others, explained = len(videos) - 1, self.explained()
        check(others <= explained, f"{others} other videos for one file, and {explained} are explained")
        # A kill may come before the program hears that its upload is lost.
        if not self.counts["kills of uploads"]:
            found = self.counts["lost when complete"]
            check(0 <= found <= 1, f"{found} losses of a complete upload")
            check(others == explained - found, f"{others} other videos for one file, but {explained} losses")

    # Down

    def download(self, uri):
        want, copy = digest(self.file), self.folder / "copy.mp4"
        kills = self.random.choice([0, 0, 1, 2])
        while True:
            # The first two seconds the video is transcoded.
            first = 1.8 if self.counts["kills of downloads"] == 0 else 0
            after = first + self.random.uniform(0, 0.5) if kills else None
            status = self.finish(self.start("download.lua", uri, str(copy)), after)
            faults = self.faults_told()
            if status == 0:
                break
            if status is None:
                kills -= 1
                self.counts["kills of downloads"] += 1
            else:
                self.counts["errors"] += 1
                check(status == 5 and faults, f"the download ended with {status}")
        check(copy.stat().st_size == self.size, f"{copy.stat().st_size} bytes came back of {self.size}")
        check(digest(copy) == want, "what came back is not what was sent")
        check(not list(self.folder.glob("copy.mp4?*")), "the download left something behind")
