"""The host's data is live: a new version of the file is shown, a bad one is not, and open pages are told."""

import json
from pathlib import Path

import pytest
from playwright.sync_api import expect

from data.i18n.messages import translate
from host.metrics import Metrics
from page import shared_data
from page.settings import Settings
from tests.asgi_client import AsgiClient
from tests.conftest import OpenPage
from tests.host_app import host_app
from tests.server import serve_asgi, until

HEADER = "trip,traveller,title,depart,arrive,origin,destination,mode\n"
BEFORE = f"{HEADER}a,A,First,2019-01-01,2019-01-03,pyongyang,Beijing,rail\n"
NEWEST_FAILED = translate("newest_failed", "en")
AFTER = f"{BEFORE}b,A,Second,2020-02-01,2020-02-03,pyongyang,Hanoi,air\n"


@pytest.fixture
def table(tmp_path: Path) -> Path:
    file = tmp_path / "trips.csv"
    file.write_text(BEFORE, encoding="utf-8")
    return file


def test_a_new_version_is_served_and_of_a_bad_one_host_and_readers_are_told(
    table: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(shared_data, "LOOK_S", 0.02)
    with AsgiClient(host_app(Settings(file=table), Metrics())) as client:

        def newest() -> str:
            return str(json.loads(client.ask("/newest.json").body)["data"])

        first = newest()
        table.write_text(AFTER, encoding="utf-8")
        until(lambda: newest() != first, 10, lambda: "the new version was not read")
        second = newest()
        assert "2 of 2 trips" in client.ask("/").text
        assert client.ask(f"/{second}").status == client.ask(f"/{first}").status == 200  # pages opened before go on
        table.write_bytes(b"%PDF-1.7\n")
        until(lambda: "newest data" in client.ask("/readyz").text, 10, lambda: "the host was not told")
        assert (client.ask("/readyz").status, newest()) == (200, second)
        assert "trip_map_data_failed 1" in client.ask("/metrics").text
        assert NEWEST_FAILED in client.ask("/").text
        table.write_text(BEFORE, encoding="utf-8")
        until(lambda: newest() == first, 10, lambda: "the mended version was not read")
        assert client.ask("/readyz").text == "ok"
        assert NEWEST_FAILED not in client.ask("/").text


def test_an_open_page_offers_the_new_data_and_keeps_its_view(open_page: OpenPage, table: Path) -> None:
    with serve_asgi({"TRIP_MAP_FILE": str(table)}) as server:
        page = open_page("?mode=rail", server=server)
        tab = page.page
        table.write_text(f"{AFTER}c,A,Third,2021-02-01,2021-02-03,pyongyang,Beijing,rail\n", encoding="utf-8")
        offer = tab.get_by_role("button", name="Show them")
        until(
            lambda: tab.evaluate("document.dispatchEvent(new Event('visibilitychange'))") and offer.is_visible(),
            10,
            lambda: "nothing was offered",
        )
        assert "1 of 1 trip" in tab.locator("#sentence").inner_text()
        offer.click()
        expect(tab.locator("#sentence")).to_contain_text("2 of 3 trips")
        expect(offer).to_be_hidden()
        assert tab.url.endswith("?mode=rail")
        assert page.errors == []
