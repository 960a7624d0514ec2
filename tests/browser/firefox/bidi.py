"""BiDi: a stock Firefox, driven over the WebDriver BiDi socket that it opens itself (https://w3c.github.io/webdriver-bidi/).

Playwright 1.65 does not drive Debian's firefox-esr: it sends `emulation.setMediaFeaturesOverride`, which 153 has not.
"""

import json
import os
import re
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from websockets.sync.client import ClientConnection, connect

from tests.server import until

ON_PATH = ("firefox-esr", "firefox")
STARTING_S = 60.0
ANSWERING_S = 60.0
EVENTS = ("log.entryAdded", "network.beforeRequestSent")

# Nothing outside this machine can be reached: what is not loopback goes to a proxy that is not there. Firefox's own
# first-run pages, updates and reports are off.
PREFERENCES: dict[str, object] = {
    "network.proxy.type": 1,
    "network.proxy.http": "127.0.0.1",
    "network.proxy.http_port": 9,
    "network.proxy.ssl": "127.0.0.1",
    "network.proxy.ssl_port": 9,
    "app.update.enabled": False,
    "browser.aboutwelcome.enabled": False,
    "browser.shell.checkDefaultBrowser": False,
    "datareporting.policy.dataSubmissionEnabled": False,
    "toolkit.telemetry.enabled": False,
    "intl.accept_languages": "en-US, en",
}
SCHEME = "layout.css.prefers-color-scheme.content-override"  # 0 is dark, 1 is light


class FirefoxMissing(Exception):
    """No Firefox that runs is here."""


class Refused(Exception):
    """Firefox answered a command with an error."""


@dataclass
class Firefox:
    """One Firefox with a profile of its own; `events` are all that it has told, in order."""

    socket: ClientConnection
    events: list[dict[str, Any]] = field(default_factory=list)
    _numbers: Iterator[int] = field(default_factory=count)

    def send(self, method: str, **parameters: Any) -> Any:
        """Give a command and return its result. Raises Refused, or TimeoutError after a minute without an answer."""
        number = next(self._numbers)
        self.socket.send(json.dumps({"id": number, "method": method, "params": parameters}))
        while True:
            message = json.loads(self.socket.recv(timeout=ANSWERING_S))
            if message.get("id") == number:
                break
            self.events.append(message)
        if message["type"] == "error":
            raise Refused(f"{method}: {message['error']}: {message['message']}")
        return message["result"]

    def told(self, event: str) -> list[dict[str, Any]]:
        """What the events of one name told, up to now."""
        self.send("session.status")  # an answer comes after the events before it
        return [each["params"] for each in self.events if each.get("method") == event]

    def start_afresh(self) -> None:
        """Leave one blank tab, a light theme and no events."""
        kept = self.send("browsingContext.create", type="tab")["context"]
        for each in self.send("browsingContext.getTree", maxDepth=0)["contexts"]:
            if each["context"] != kept:
                self.send("browsingContext.close", context=each["context"])
        self.prefer_dark(False)
        self.send("session.status")
        self.events.clear()

    def prefer_dark(self, dark: bool) -> None:
        """Say to pages that the reader prefers a dark theme, or a light one."""
        (window, *_) = self.send("browsingContext.getTree", maxDepth=0, **{"moz:scope": "chrome"})["contexts"]
        self.send(
            "script.evaluate",
            expression=f"Services.prefs.setIntPref({json.dumps(SCHEME)}, {0 if dark else 1})",
            target={"context": window["context"]},
            awaitPromise=False,
        )


def find() -> Path:
    """Firefox's executable: the one named by FIREFOX, else one on PATH. Raises FirefoxMissing."""
    named = os.environ.get("FIREFOX")
    for candidate in [named] if named else ON_PATH:
        if found := shutil.which(candidate):
            return Path(found)
    raise FirefoxMissing(
        "The journey in Firefox needs a Firefox: `apt-get install firefox-esr`, or name its executable in the variable"
        " FIREFOX."
    )


@contextmanager
def firefox() -> Iterator[Firefox]:
    """A Firefox without a window, until the `with` ends. Raises FirefoxMissing."""
    executable = find()
    with TemporaryDirectory(prefix="trip-map-firefox-", ignore_cleanup_errors=True) as profile:
        _write_preferences(Path(profile), PREFERENCES)
        said = Path(profile) / "said"
        command = [str(executable), "--headless", "--no-remote", "--profile", profile]
        command += ["--remote-debugging-port=0", "--remote-allow-system-access"]
        with said.open("wb") as log:
            process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=log, stderr=log)
        try:
            with connect(f"{_address(said)}/session", max_size=None, proxy=None) as socket:
                browser = Firefox(socket)
                browser.send("session.new", capabilities={})
                browser.send("session.subscribe", events=list(EVENTS))
                yield browser
        finally:
            process.terminate()
            process.wait()


def _write_preferences(profile: Path, preferences: dict[str, object]) -> None:
    lines = [f"user_pref({json.dumps(name)}, {json.dumps(value)});\n" for name, value in preferences.items()]
    (profile / "user.js").write_text("".join(lines), encoding="utf-8")


def _address(said: Path) -> str:
    """The socket's address, as soon as Firefox has said it."""

    def found() -> re.Match[str] | None:
        return re.search(r"WebDriver BiDi listening on (ws://\S+)", said.read_text(errors="replace"))

    until(lambda: found() is not None, STARTING_S, lambda: f"Firefox did not open its socket:\n{said.read_text()}")
    match = found()
    assert match
    return match[1]
