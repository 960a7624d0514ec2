"""A file with faults: the page opens with the good trips and names every fault."""

from pathlib import Path

import pytest
from playwright.sync_api import expect
from streamlit.testing.v1 import AppTest

from page.markdown import escape_markdown
from tests.access import in_every_look
from tests.conftest import OpenPage
from tests.server import ROOT, Server


def test_the_page_opens_with_the_good_trips_and_names_all_four_faults(
    open_page: OpenPage, faulty_server: Server
) -> None:
    page = open_page(server=faulty_server)
    assert page.sentence().startswith("Showing 12 of 12 trips")  # the eleven, and C, which is read but not placed
    notice = page.page.locator("#notices")
    page.page.get_by_role("button", name="4 rows are not drawn.").click()
    expect(notice.locator("summary")).to_be_focused()
    expect(notice).to_contain_text("4 faults in the data")
    for part in (
        "trips.csv, row 32, depart “2018-13-40”",
        "trips.csv, row 33, mode “zeppelin”: expected one of rail, air",
        "trips.csv, row 34, destination “Hanoii”: no such place is known; did you mean Hanoi?",
        "trips.csv, row 35, title “Paris”: trip “2018-05-dalian” began with “Dalian”",
    ):
        expect(notice).to_contain_text(part)
    assert page.page.locator("#trips tbody tr").count() == 12
    assert in_every_look(page.page, "#notices") == {}
    assert page.errors == []


def test_a_file_that_is_not_there_is_told_in_one_sentence(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.argv", ["app.py", str(tmp_path / "nothing.csv")])
    page = AppTest.from_file(ROOT / "app.py").run()
    told = "nothing.csv: there is no such file; give the path of a table of trips after “--”"
    assert [error.value for error in page.error] == [escape_markdown(told)]
    assert len(page.main) == 1
