"""Drives a headless Chromium over its DevTools pipe.

browser.py CHROMIUM URL [SCRIPT ...] opens the page, runs each script in it and waits for the page that follows, and
prints the address and the title of every page.
"""

import json
import os
import subprocess
import sys
import tempfile


class Browser:
    def __init__(self, program, folder):
        to_browser, self.commands = os.pipe()
        self.events, from_browser = os.pipe()
        arguments = [
            program, "--headless", "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-dev-shm-usage",
            "--remote-debugging-pipe", "--user-data-dir=" + folder, "about:blank",
        ]
        # Chromium reads commands from descriptor 3 and writes to 4.
        shell = ["sh", "-c", 'exec "$@" 3<&%d 4>&%d' % (to_browser, from_browser), "sh"]
        self.process = subprocess.Popen(
            shell + arguments,
            pass_fds=(to_browser, from_browser),
            stderr=subprocess.DEVNULL,
            # It makes a socket there, whose path must not be long.
            env={**os.environ, "TMPDIR": "/tmp"},
        )
        os.close(to_browser)
        os.close(from_browser)
        self.pending = b""
        self.number = 0
        self.session = None

    def read(self):
        while b"\0" not in self.pending:
            piece = os.read(self.events, 65536)
            if not piece:
                raise SystemExit("the browser has ended")
            self.pending += piece
        message, self.pending = self.pending.split(b"\0", 1)
        return json.loads(message)

    def send(self, method, **parameters):
        self.number += 1
        message = {"id": self.number, "method": method, "params": parameters}
        if self.session:
            message["sessionId"] = self.session
        os.write(self.commands, json.dumps(message).encode() + b"\0")
        while True:
            answer = self.read()
            if answer.get("id") == self.number:
                return answer["result"]

    def wait_for_load(self):
        while self.read().get("method") != "Page.loadEventFired":
            pass

    def show(self):
        value = self.send("Runtime.evaluate", expression="location.href + ' ' + document.title")
        print(value["result"]["value"], flush=True)


def main(program, url, *scripts):
    # Processes of the browser may write while they end.
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        browser = Browser(program, folder)
        target = browser.send("Target.createTarget", url="about:blank")["targetId"]
        browser.session = browser.send("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]
        browser.send("Page.enable")
        browser.send("Page.navigate", url=url)
        browser.wait_for_load()
        browser.show()
        for script in scripts:
            browser.send("Runtime.evaluate", expression=script)
            browser.wait_for_load()
            browser.show()
        browser.process.kill()
        browser.process.wait()


main(*sys.argv[1:])
