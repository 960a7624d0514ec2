"""Own trips are told as the table tells them: one journey or many visits, own columns as filters and on the card."""

from pathlib import Path

from playwright.sync_api import expect

from tests.browser.test_your_trips import drawn, drop, panel
from tests.conftest import OpenPage

OWN = Path(__file__).parents[1] / "data" / "own"
UNSAID = ("Evidence", "reported", "door to door", "Sources", "Met")


def test_a_stop_list_and_visits_are_told_as_their_tables_tell_them(open_page: OpenPage) -> None:
    page = open_page()
    tab = page.page
    panel(page)
    drop(page, "cruise.csv", (OWN / "cruise.csv").read_bytes())
    drawn(page, 1, 15)
    expect(tab.locator("#sentence")).to_contain_text("1 by sea")
    question = tab.locator(".st-key-upload_journey_0")
    expect(question).to_contain_text("One journey or many visits?")
    tab.locator("#trips .choose").click()
    card = tab.locator("#card")
    expect(card).to_contain_text("Southampton to Venice")
    expect(card.get_by_text("embarkation", exact=True)).to_be_visible()
    assert not [word for word in UNSAID if word in card.inner_text() or word in tab.locator("#trips").inner_text()]
    question.get_by_role("button", name="Many visits").click()
    drawn(page, 15, 15)
    tab.locator(".st-key-column2").get_by_role("button", name="tender").click()
    expect(tab.locator("#sentence")).to_contain_text("Showing 3 of 15 trips")
    assert "column2=tender" in tab.url
    assert page.outside == page.errors == []
