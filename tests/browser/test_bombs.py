"""Bombs and cancelled readings in a real browser: one sentence each, and nobody else's page waits."""

from pathlib import Path

from playwright.sync_api import expect

from data.i18n.messages import translate
from tests.browser.test_your_trips import ASKED, TRIPS, drawn, drop, kept, panel
from tests.conftest import OpenPage, Page, ShowView
from tests.data.reading.formats.test_limits import BOMBS
from tests.server import Server
from tools.bench.upload import table

LONG = 60_000  # rows, which take a second and more
# One that ends its worker, one of JSON and one of CSV; what the others are told is in `tests/data/reading/formats/test_limits.py`.
REFUSED = {
    "far.xlsx": (BOMBS["two far cells"], "takes more memory or time than a table needs"),
    "deep.json": (lambda: b"[" * 5_000_000, "This JSON holds more than"),
    "quote.csv": (lambda: b'city,note\n"' + b"x" * 5_000_000, "One row is longer than"),
}


def drop_large(page: Page, file: Path, content: bytes) -> None:
    """Drop a file from the disk: what is given as bytes, the browser's script would have to decode."""
    file.write_bytes(content)
    page.page.locator("input[type=file]").first.set_input_files(file)


def test_a_bomb_is_refused_while_another_reader_filters_and_a_reading_is_cancelled(
    open_page: OpenPage, show_plain: ShowView, page_server: Server, tmp_path: Path
) -> None:
    bomber, reader = open_page(), show_plain()
    panel(bomber)
    told = bomber.page.locator(".stSidebar [data-testid=stAlert]")
    for name, (made, sentence) in REFUSED.items():
        drop_large(bomber, tmp_path / name, made())
        # A filter is to be seen within a second, whatever the server is doing.
        reader.pill("mode", "rail").click()
        expect(reader.page.locator("#sentence")).not_to_contain_text("11 of 11", timeout=1_000)
        assert page_server.answers()
        reader.pill("mode", "rail").click()
        expect(reader.page.locator("#sentence")).to_contain_text("11 of 11", timeout=1_000)
        told.filter(has_text=sentence).wait_for()
    assert bomber.sentence().startswith("Showing 11 of 11 trips")
    assert reader.errors == []
    a_reading_that_is_cancelled_leaves_what_was_there(bomber, tmp_path)
    assert bomber.errors == []
    assert "Traceback" not in page_server.log


def a_reading_that_is_cancelled_leaves_what_was_there(page: Page, folder: Path) -> None:
    drop(page, "mine.csv", TRIPS.encode())
    drawn(page, 3, 2)
    kept(page)
    asked = page.page.evaluate(ASKED)
    drop_large(page, folder / "long.csv", table(LONG))
    page.page.locator(".st-key-upload_cancel button").click()
    page.page.locator(".stSidebar [data-testid=stAlert]").filter(has_text=translate("cancelled", "en")).wait_for()
    expect(page.page.locator(".stSidebar [data-testid=stProgress]")).to_have_count(0)
    expect(page.page.locator("#title")).to_have_text("mine")
    drawn(page, 3, 2)
    assert asked == page.page.evaluate(ASKED)  # no address of what was cancelled has reached the browser
    # The next table is read by the same session, so the run before it has ended.
    page.page.get_by_role("button", name="a flight log").click()
    drawn(page, 10, 8)
    # The trips, and the project that the browser keeps.
    page.page.wait_for_function(f"before => ({ASKED})().length >= before + 2", arg=len(asked))
    added = page.page.evaluate(ASKED)[len(asked) :]
    assert sorted(address.rpartition(".")[2] for address in added) == ["gz", "zip"]
