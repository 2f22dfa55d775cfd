"""A program in a terminal window, for measuring how fast it answers keys."""

import fcntl
import os
import pty
import select
import signal
import struct
import tempfile
import termios
import time


class Window:
    def __init__(self, command, environment, columns=100, rows=30):
        self.folder = tempfile.TemporaryDirectory()
        self.start = time.perf_counter()
        self.process, self.descriptor = pty.fork()
        if self.process == 0:
            home = {"HOME": self.folder.name, "XDG_STATE_HOME": self.folder.name, "XDG_CONFIG_HOME": self.folder.name}
            os.execvpe(command[0], command, {**environment, **home, "TERM": "xterm-256color"})
        fcntl.ioctl(self.descriptor, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))
        self.text = b""

    def read(self, seconds=10.0):
        """What has come next; the question for the cursor's place is answered."""
        if not select.select([self.descriptor], [], [], seconds)[0]:
            return b""
        data = os.read(self.descriptor, 1 << 20)
        if b"\x1b[6n" in data:
            os.write(self.descriptor, b"\x1b[1;1R")
        self.text += data
        return data

    def wait(self, text, seconds=20.0):
        """Reads until this has come, and forgets what came up to its end."""
        deadline = time.perf_counter() + seconds
        while text not in self.text:
            if time.perf_counter() > deadline or not self.read(seconds):
                raise SystemExit(f"{text!r} did not come: {self.text[-500:]!r}")
        self.text = self.text[self.text.index(text) + len(text):]

    def settle(self):
        """Reads until nothing comes for a moment."""
        while self.read(0.3):
            pass
        self.text = b""

    def type(self, text):
        os.write(self.descriptor, text)

    def answer_time(self, key):
        """Seconds from a key to the frame that shows it."""
        start = time.perf_counter()
        self.type(key)
        if not self.read():
            raise SystemExit(f"no answer to {key!r}")
        return time.perf_counter() - start

    def close(self):
        os.kill(self.process, signal.SIGKILL)
        os.waitpid(self.process, 0)
        os.close(self.descriptor)
        self.folder.cleanup()
