"""A reader's own table in Korean: what is wrong with it, what its names were taken for, and what is refused."""

import copy
import csv
import io
import re

from playwright.sync_api import Locator, expect

from data.i18n.message import LocalizedText, localize
from data.i18n.messages import all_messages
from data.reading import read
from tests.conftest import GO, OpenPage, Page

FAULTY = """From,City,Start,End,Country,Transport,Cancelled
,Rome,2019-03-01,,,rail,
,Rome,soon,,,,
,Springfeild,03/04/2019,,,,
,Xyzzyburg,2019-05-01,,,,
,San José,2019-05-03,,,,
,Milan,2019-06-09,2019-06-01,,,
,Turin,2019-07-01,,,,yes
,,2019-08-01,,,,
,City,Start,End,Country,,
2021,,,,,,
Total,,,,,,
,Springfield,2019-09-01,,,,
,Georgia,2019-09-05,,,,
,"12.5, 41.9",2019-09-06,,,,
,Oslo,2019-09-07,,Atlantis,,
"""
CITIES = "Rome,Paris,Madrid,Berlin,Tokyo,Beijing,New Delhi,Brasilia,Santiago,Lima,Cairo,Nairobi,Oslo"
MANY = "\n".join(["city,date", *(f"{city},{1990 + year}-05-01" for year, city in enumerate(CITIES.split(","), 1))])
# The table's own words; names of formats, of files, of those who know places, and of places as those call them.
OWN = {*re.findall(r"[A-Za-z]{3,}", FAULTY), "faulty", "ISO", "GeoNames", "CLDR", "CSV", "UTF", "places", "csv"}
OWN |= {"Costa", "Rica", "Lazio", "Missouri", "Massachusetts", "Illinois", "Oregon", "Ohio", "Virginia", "Pennsylvania"}
OWN |= {"Tennessee", "Jersey", "New", "June", "lat", "lon"}  # the last ones are examples of what a cell may hold
LATIN = re.compile(r"[A-Za-z]{3,}")


def ours(part: Locator) -> set[str]:
    """Words in Latin letters of texts that we write ourselves, in a part of the page, the table's own words left out."""
    texts = part.locator(".stText, .stCaptionContainer, label, .stMarkdown, .stAlert").all_inner_texts()
    assert texts
    return {word for text in texts for word in LATIN.findall(text)} - OWN


def drop(side: Locator, name: str, content: bytes) -> None:
    side.locator("input[type=file]").first.set_input_files({"name": name, "mimeType": "", "buffer": content})


def test_nothing_of_ours_is_english_from_the_drop_to_the_refusal(open_page: OpenPage) -> None:
    page = open_page("?lang=ko")
    page.page.get_by_role("button", name="내 여행").click()
    side = page.page.locator(".stSidebar")
    drop(side, "faulty.csv", FAULTY.encode())
    expect(side).to_contain_text("15행: 6행 표시, 9행 표시 안 됨")
    expect(side).to_contain_text("3행, Start “soon”: 읽을 수 없는 날짜입니다. 2018-06-10, 2018-06,")
    expect(side).to_contain_text("4행, City “Springfeild”: 찾지 못한 장소입니다. 혹시 Springfield을(를) 뜻하나요?")
    assert ours(side) == set()
    side.get_by_role("tab", name="장소").click()
    expect(side).to_contain_text(re.compile(r"확인 필요, 내장 지명 사전\(GeoNames\): 그 이름의 \d+곳 가운데"))
    expect(side.get_by_text("San José, 코스타리카", exact=True)).to_be_visible()
    assert ours(side.get_by_role("tabpanel")) == set()
    side.get_by_role("tab", name="열", exact=True).click()
    expect(side).to_contain_text("Start: 일이 먼저: 열에서 알 수 없으니 확인해 주세요")
    assert ours(side.get_by_role("tabpanel")) == set()
    nor_in_another_script(page)
    drop(side, "letter.csv", b"Dear all,\nI went to Rome.\n")
    expect(side.locator(".stAlert")).to_have_text(
        "표는 없고 한 열의 글만 있습니다. 표에는 열 이름을 적은 줄과 그 아래 행이 있어야 합니다."
    )
    a_list_to_search_is_korean(page)


def nor_in_another_script(page: Page) -> None:
    """In the same session, whose page goes to another language, and back. In more: `tests/page/test_upload_panel.py`."""
    side, words = page.page.locator(".stSidebar"), all_messages("ar")
    page.page.evaluate(GO, "?lang=ar")
    side.get_by_role("tab", name=words["tab_places"]).wait_for()
    expect(side).to_contain_text("Springfeild")
    assert ours(side) == set()
    for tab, told in (("tab_places", "San José"), ("tab_columns", "Start")):
        side.get_by_role("tab", name=words[tab], exact=True).click()
        expect(side.get_by_role("tabpanel")).to_contain_text(told)
        assert ours(side.get_by_role("tabpanel")) == set()
    chosen = side.locator(".stSelectbox input").evaluate_all("boxes => boxes.map(box => box.value)")
    assert "Start" in chosen
    assert set(chosen) <= {"City", "Start", "End", "Country", "Transport", "From", "Cancelled", words["no_column"]}
    page.page.evaluate(GO, "?lang=ko")
    side.get_by_role("tab", name="장소").first.wait_for()  # that of the other language may stand for another moment
    expect(page.page.locator(".stApp")).to_have_attribute("data-test-script-state", "notRunning")


def a_list_to_search_is_korean(page: Page) -> None:
    """Its values, and the link that every language reads."""
    drop(page.page.locator(".stSidebar"), "many.csv", MANY.encode())
    box = page.page.locator(".st-key-country").get_by_role("combobox")
    box.click()
    page.page.get_by_role("option", name="브라질").click()
    tag = page.page.locator(".st-key-country [data-tag] [title]").first
    expect(tag).to_have_attribute("data-said", "브라질")
    expect(page.page.locator("#trips tbody tr")).to_have_count(1)
    assert "country=Brazil" in page.page.url


def test_the_list_of_what_is_not_drawn_is_korean_but_for_the_tables_own_words() -> None:
    found = read(b"date,city\nsoon,Rome\n2018-01-01,Oslo\n", "trips.csv")
    rows = list(csv.reader(io.StringIO(found.not_drawn_table(language="ko"))))
    assert rows[0] == ["행", "date", "city", "문제가 된 열", "값", "이유", "고칠 방법"]
    assert rows[1][:6] == ["2", "soon", "Rome", "date", "soon", "읽을 수 없는 날짜입니다"]
    assert len(rows) == 2


def test_what_is_told_is_english_for_whoever_takes_it_for_a_text_and_keeps_its_values() -> None:
    told = LocalizedText("no_such_date", expected=LocalizedText("expected_date"))
    assert told.startswith("there is no such date; expected a date such as")
    assert told.in_language("ko").startswith("없는 날짜입니다. 2018-06-10")
    assert copy.deepcopy(told).in_language("ko") == told.in_language("ko")
    assert [localize(text, "ko") for text in ("as it is", LocalizedText("column_number", number=3))] == [
        "as it is",
        "3번째 열",
    ]
