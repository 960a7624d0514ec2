"""Fixtures of the browser's tests: a page of `streamlit run app.py` that stays open from one to the next."""

import csv
import shutil
from base64 import b64decode
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, expect
from playwright.sync_api import Page as Tab
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from data.records.records import BUILT_IN
from tests.conftest import PATIENCE_MS, OpenPage, Page, ShowView
from tests.server import Server, serve, until
from tests.tabs import TabPool

BINARY = 2  # opcode of a WebSocket frame
FAULTY = [
    {
        "trip": "a",
        "traveller": "Kim Jong Un",
        "title": "A",
        "depart": "2018-13-40",
        "origin": "pyongyang",
        "destination": "beijing",
        "mode": "air",
    },
    {
        "trip": "b",
        "traveller": "Kim Jong Un",
        "title": "B",
        "depart": "2020-01-01",
        "origin": "pyongyang",
        "destination": "beijing",
        "mode": "zeppelin",
    },
    {
        "trip": "c",
        "traveller": "Kim Jong Un",
        "title": "C",
        "depart": "2020-01-02",
        "origin": "pyongyang",
        "destination": "Hanoii",
        "mode": "air",
    },
    {
        "trip": "2018-05-dalian",
        "title": "Paris",
        "depart": "2018-05-08",
        "origin": "dalian",
        "destination": "fnj",
        "mode": "air",
    },
]


class ShowPlainView(ShowView):
    """Shows views as `ShowView` does, in a page with a session of Streamlit, whose script has run when it returns."""

    def __init__(self, open_page: OpenPage) -> None:
        super().__init__(open_page)
        self._finished: dict[Tab, list[str]] = {}

    def go(self, page: Page, query: str) -> None:
        """Let the page show the view of a query, and wait until the script has run for it.

        A choice made before that may be lost: the run takes what the query says.
        """
        tab = page.page
        if tab not in self._finished:
            self._finished[tab] = finished_runs(tab)
        runs = self._finished[tab]
        before = len(runs)
        super().go(page, query)
        until(lambda: _has_grown(tab, runs, before), PATIENCE_MS / 1000, lambda: f"no run of the script for {query!r}")
        expect(tab.locator(".stApp")).to_have_attribute("data-test-script-state", "notRunning")


def finished_runs(tab: Tab) -> list[str]:
    """A list that grows with each run of Streamlit's script that its server ends."""
    session, runs = tab.context.new_cdp_session(tab), list[str]()

    def note(event: dict[str, Any]) -> None:
        frame = event["response"]
        if frame["opcode"] == BINARY:
            message = ForwardMsg.FromString(b64decode(frame["payloadData"]))
            if message.WhichOneof("type") == "script_finished":
                runs.append(message.hash)

    session.on("Network.webSocketFrameReceived", note)
    session.send("Network.enable")
    return runs


def _has_grown(tab: Tab, runs: list[str], before: int) -> bool:
    tab.evaluate("0")  # in which the browser's messages come
    return len(runs) > before


@pytest.fixture(scope="session")
def show_plain(browser: Browser, tabs: TabPool, page_server: Server) -> Iterator[ShowView]:
    """Shows a view in an open page of `streamlit run app.py`: `show_plain("?year=2018")`."""
    with ExitStack() as contexts:
        yield ShowPlainView(OpenPage(browser, tabs, lambda: page_server, contexts))


@pytest.fixture(scope="session")
def faulty_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A second server, of the built-in records with four bad rows: for tests of those, and of a server after another."""
    with serve(faulty_copy(tmp_path_factory.mktemp("faulty"))) as server:
        yield server


def faulty_copy(folder: Path) -> Path:
    """The built-in records with four bad rows at the end."""
    for each in [*BUILT_IN.parent.glob("*.csv"), BUILT_IN.parent / "about.toml"]:
        shutil.copy(each, folder)
    table = folder / "trips.csv"
    columns = table.read_text(encoding="utf-8").splitlines()[0].split(",")
    with table.open("a", encoding="utf-8", newline="") as file:
        csv.DictWriter(file, columns, restval="", lineterminator="\n").writerows(FAULTY)
    return table
