"""Your trips: a reader drops a table, sees it drawn, mends it, takes away what is not drawn; and no other reader can."""

import csv
import io
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from playwright.sync_api import FilePayload, expect

from data.reading import TableError, read
from data.reading.options import Limits
from data.records.corrections import corrections_table, read_corrections
from data.records.places import Place
from data.records.records import to_records
from data.selection import MAX_SEPARATE_VALUES
from geo.dataset import Dataset, load, place_records
from page.assets import bundle
from page.upload.report import RowReport, row_report
from tests.browser.test_hostile import harmless
from tests.conftest import OpenPage, Page
from tests.hostile import PAYLOADS, hostile_table
from tests.server import ROOT
from tests.shapes import SHAPES, TABLES

TRIPS = "City,Date,Note\nRome,2019-03-01,one\nSpringfeild,2019-04-02,two\nSan José,2019-05-03,three\nTBD,??,four\n"
# Addresses of data that the browser asked for, of this server's media.
ASKED = (
    "() => performance.getEntriesByType('resource').map(entry => entry.name).filter(name => name.includes('/media/'))"
)
# A page with an upload hears from a new server, and its body is drawn once more with what the old one told it.
REPLACED = """async () => {
  const {url, ...shown} = window.tripmap, root = document.querySelector(".head").parentElement.cloneNode(true);
  const told = {url, aliases: {}, table: 0, session: "new", title: ""};
  const before = {...told, url: "media/gone.gz", table: 1, session: "old"};
  window.tripmap = {...shown, ...before};
  delete root.dataset.mounted;
  await Promise.all([mount(root, told, "head"), mount(document.createElement("div"), before, "body")]);
  return root.querySelector("#notices").textContent;
}"""
# Leaflet by itself tells of another size of the window as of a move, 200 ms later.
SETTLED = "() => new Promise(done => { window.tripLayer._map.once('moveend', done); setTimeout(done, 400); })"
OWN = Path(__file__).parents[1] / "data" / "own"
UNSAID = ("Evidence", "reported", "door to door", "Sources", "Met")  # by a table of one's own
CELLS = st.sampled_from(["Rome", "Xyzzyburg", "", "Paris, Nowhereville", "12, 40", "Italy", "Total", "?"]) | st.text(
    max_size=12
)
DATES = st.sampled_from(["2019-01-01", "TBD", "", "13.13.2019", "May 2019"])


def of(content: bytes, name: str) -> tuple[Dataset, RowReport]:
    reading = read(content, name)
    dataset = place_records(to_records(reading, name), name)
    return dataset, row_report(reading, dataset)


def panel(page: Page) -> None:
    page.page.get_by_role("button", name="Your trips").click()
    page.page.locator(".st-key-upload_demos").wait_for()


def drop(page: Page, name: str, content: bytes) -> None:
    drop_files(page, (name, content))


def drop_files(page: Page, *files: tuple[str, bytes]) -> None:
    dropped = [FilePayload(name=name, mimeType="", buffer=content) for name, content in files]
    page.page.locator("input[type=file]").first.set_input_files(dropped)


def drawn(page: Page, total: int, places: int) -> None:
    """Wait until sentence and map show another table."""
    expect(page.page.locator("#sentence")).to_contain_text(f"of {total} trips")
    ready = f"[data-state=ready][data-trips='{total}'][data-places='{places}']"
    expect(page.page.frame_locator("iframe").locator(ready)).to_be_attached()


def kept(page: Page) -> None:
    """Wait until the browser has the project of the trips that are shown."""
    expect(page.page.locator("#kept")).to_contain_text("kept in this browser")


@pytest.mark.parametrize("name", SHAPES)
def test_every_shape_is_drawn_and_its_rows_add_up(name: str) -> None:
    content = (TABLES / name).read_bytes()
    reading = read(content, name)
    dataset, told = of(content, name)
    assert told.drawn
    assert told.rows == reading.rows
    assert {fault.row for fault in told.faults} == told.not_drawn
    assert len(told.not_drawn) == dataset.rows_not_drawn
    assert dataset.placement.places


@settings(max_examples=30)  # `python -m tools.fuzz` runs for longer
@given(st.lists(st.tuples(CELLS, CELLS, DATES, CELLS), min_size=1, max_size=8), st.sampled_from(["", "Rome"]))
def test_rows_drawn_and_not_drawn_are_all_rows_whatever_stands_in_them(rows: list[tuple[str, ...]], home: str) -> None:
    text = io.StringIO()
    csv.writer(text).writerows([("From", "City", "Date", "Country"), *rows])
    try:
        reading = read(text.getvalue().encode(), "trips.csv")
    except TableError:
        return
    dataset = place_records(to_records(reading, "trips", home), "trips.csv")
    told = row_report(reading, dataset)
    assert told.rows == reading.rows
    assert {fault.row for fault in told.faults} == told.not_drawn
    assert len(told.not_drawn) == dataset.rows_not_drawn


@pytest.mark.parametrize("name", ["tour.csv", "flights.csv"])
def test_the_demos_show_something_of_everything(name: str) -> None:
    dataset, told = of((ROOT / "data" / "demo" / name).read_bytes(), name)
    assert min(len(dataset.trips), len(told.drawn)) >= 8
    assert told.not_drawn


def test_a_row_whose_place_is_unknown_is_not_drawn_though_home_is() -> None:
    reading = read(b"Origin,City\nRome,Xyzzyburg\nRome,Paris\n", "trips.csv")
    dataset = place_records(to_records(reading, "trips", "Rome"), "trips.csv")
    told = row_report(reading, dataset)
    assert (told.drawn, told.not_drawn) == (frozenset([3]), frozenset([2]))
    assert [(fault.column, fault.value) for fault in told.faults] == [("City", "Xyzzyburg")]


def test_a_table_is_dropped_mended_and_taken_away_and_two_readers_see_each_their_own(open_page: OpenPage) -> None:
    """The corrections that the one reader takes away mend the table of the other."""
    one, other = open_page("?year=2018"), open_page()
    corrections = dropped_seen_and_mended(one)
    panel(other)
    drop(other, "places.csv", corrections)
    drop(other, "journeys.csv", TRIPS.encode())
    drawn(other, 3, 3)
    assert one.errors == other.errors == one.outside == other.outside == []

    mine, yours = dropped_and_kept(one, "errand A"), dropped_and_kept(other, "errand B")  # that differ in a byte
    assert min(len(mine - yours), len(yours - mine)) >= 2  # the trips, and the project that the browser keeps
    for page, own, foreign in ((one, "errand A", "errand B"), (other, "errand B", "errand A")):
        expect(page.page.locator("#trips")).to_contain_text(own)
        expect(page.page.locator("body")).not_to_contain_text(foreign)
    # Two with the very same bytes have each an address of their own, so that none can be guessed from the file.
    assert not mine & dropped_and_kept(other, "errand A")


def dropped_seen_and_mended(page: Page) -> bytes:
    """Drop a table with a name that nobody knows, take away the row, choose the place, and take away the correction."""
    tab = page.page
    panel(page)
    page.map.evaluate("() => { window.isSameFrame = true; }")
    drop(page, "journeys.csv", TRIPS.encode())
    drawn(page, 3, 2)
    assert page.map.evaluate("() => window.isSameFrame"), "the map's frame was loaded anew for other trips"
    expect(tab.locator("#title")).to_have_text("journeys")
    expect(tab.locator("#sentence")).to_contain_text("2 rows are not drawn.")
    with tab.expect_download() as taken:
        tab.get_by_role("button", name="Download what is not drawn").click()
    rows = list(csv.DictReader(io.StringIO(Path(taken.value.path()).read_text(encoding="utf-8-sig"))))
    told = [rows[0][column] for column in ("row", "City", "Note", "reason")]
    assert told == ["3", "Springfeild", "two", "no such place is known"]
    assert rows[0]["remedy"].startswith("did you mean Springfield?")
    tab.get_by_role("tab", name="Places").click()
    tab.locator(".stSidebar").get_by_role("radio", name="Springfield").click()
    drawn(page, 3, 3)
    with tab.expect_download() as taken:
        tab.get_by_role("button", name="Download the corrections").click()
    corrections = Path(taken.value.path()).read_bytes()
    assert b"Springfeild,Springfeild,,Springfield" in corrections
    return corrections


def dropped_and_kept(page: Page, title: str) -> set[str]:
    """Drop a table of the title, and return where the browser found its trips and the project that it keeps."""
    before = set(page.page.evaluate(ASKED))  # some are asked for twice
    drop(page, "same.csv", f"City,Date,Title\nRome,2019-03-01,{title}\nOslo,2019-04-02,two\n".encode())
    drawn(page, 2, 2)
    expect(page.page.locator("#trips")).to_contain_text(title)
    page.page.wait_for_function(f"before => new Set(({ASKED})()).size >= before + 2", arg=len(before))
    return set(page.page.evaluate(ASKED)) - before


def files_dropped_in_quick_succession_are_all_taken_and_the_last_is_drawn(page: Page) -> None:
    """Streamlit lost one of twelve, in two times of three, where a run started while the browser asked for an address."""
    for number in range(8):
        drop(page, f"table{number}.csv", TRIPS.encode())
    expect(page.page.locator("#title")).to_have_text("table7")
    names = " ".join(page.page.locator(".stFileUploader").all_inner_texts())
    assert [number for number in range(8) if f"table{number}.csv" not in names] == []
    # A run that has ended serves its data no more, and the page asks for it once again.
    assert [error for error in page.errors if "/media/" not in error] == []


def a_table_is_told_as_it_tells_itself(page: Page) -> None:
    """One journey or many visits, and own columns as filters and on the card."""
    tab = page.page
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


def test_a_table_is_told_as_it_is_what_was_not_read_is_named_and_a_repair_is_undone(open_page: OpenPage) -> None:
    page = open_page()
    panel(page)
    a_table_is_told_as_it_tells_itself(page)
    assert page.outside == page.errors == []
    for name, rows in (
        ("tripit.ics", "2 rows are not drawn."),
        ("wikipedia_years.html", "Not read: “List of international trips” (1 row)"),
    ):
        drop(page, name, (TABLES / name).read_bytes())
        expect(page.page.locator("#title")).to_have_text(Path(name).stem.replace("_", " "))
        expect(page.page.locator(".head")).to_contain_text(rows)
    page.page.get_by_role("tab", name="Columns").click()
    expect(page.page.locator(".stMultiSelect")).to_contain_text("2014")
    drop(page, "exchanged.csv", b"City,Lat,Lon,Date\nRome,12.5,41.9,2019-03-01\nOslo,10.75,59.9,2019-04-02\n")
    finding = page.page.locator(".st-key-upload_finding_0")
    finding.wait_for()
    expect(finding).to_contain_text("lie where their names are only if latitude and longitude are exchanged")
    finding.get_by_role("button", name="Undo").click()
    finding.get_by_role("button", name="Exchange them").wait_for()
    expect(page.page.locator(".timeline")).to_be_visible()
    drop(page, "undated.csv", b"City,Traveller\nRome,Ann\nOslo,Ben\n")
    expect(page.page.locator("#title")).to_have_text("undated")
    expect(page.page.locator(".timeline")).to_be_hidden()  # rather than in a year that no trip has
    files_dropped_in_quick_succession_are_all_taken_and_the_last_is_drawn(page)


def a_narrow_window_writes_no_position(page: Page) -> None:
    """Nor does the panel: the map is smaller, and the reader has not moved it."""
    page.map.wait_for_function("() => window.tripLayer._map.getSize().x < 800")
    page.page.set_viewport_size({"width": 320, "height": 640})
    page.map.wait_for_function("() => window.tripLayer._map.getSize().x < 400")
    page.map.evaluate(SETTLED)
    assert "at=" not in page.page.url
    page.page.set_viewport_size({"width": 1280, "height": 900})


def test_what_is_no_table_is_told_an_upload_is_gone_when_its_reader_is_and_hostile_tables_are_text(
    open_page: OpenPage, tmp_path: Path
) -> None:
    page = open_page()
    panel(page)
    a_narrow_window_writes_no_position(page)
    drop(page, "prose.txt", b"It was a dark and stormy night.\nThe rain fell.\n")
    page.page.locator(".stSidebar [data-testid=stAlert]").filter(has_text="No table is found here").wait_for()
    assert page.sentence().startswith("Showing 11 of 11 trips")
    before = set(page.page.evaluate(ASKED))
    page.page.get_by_role("button", name="a concert tour").click()
    drawn(page, 1, 10)  # its stops follow one another, so they are one journey
    kept(page)
    addresses = set(page.page.evaluate(ASKED)) - before
    assert sorted(address.rpartition(".")[2] for address in addresses) == ["gz", "zip"]
    assert all(urlsplit(address).path.startswith("/media/") for address in addresses)
    assert all(page.page.request.get(address).ok for address in addresses)
    page.page.get_by_role("button", name="Back to the page’s own trips").click()
    drawn(page, 11, 12)
    expect(page.page.locator("#title")).to_have_text("Where Kim Jong Un has travelled")
    assert page.errors == []
    assert {page.page.request.get(address).status for address in addresses} == {404}
    a_hostile_table_is_text_in_panel_and_page(page, tmp_path)
    what_a_server_that_is_gone_has_told_brings_nothing_back(page)


def a_hostile_table_is_text_in_panel_and_page(page: Page, tmp_path: Path) -> None:
    """One with hostile names of columns, and then the hostile data set, whose places come with it."""
    table = io.StringIO()
    writer = csv.writer(table)
    texts = list(PAYLOADS.values())
    writer.writerow(["City", "Date", "Traveller", *texts])
    for number, text in enumerate(texts, 1):
        writer.writerow([f"{text} {number}", f"2019-01-{number:02}", text, *texts])
    writer.writerow(["Rome", "2019-02-01", "Ann"])
    drop(page, f"{PAYLOADS['image'].replace('/', '')}.csv", table.getvalue().encode())
    expect(page.page.locator("#sentence")).to_contain_text(f"of {len(texts) + 1} trips")
    the_panel_is_text(page)
    page.page.get_by_role("tab", name="Columns").click()
    page.page.locator(".stSidebar [role=combobox]").first.click()
    expect(page.page.locator("[role=listbox] :is(img, a, .katex, script)")).to_have_count(0)
    page.page.keyboard.press("Escape")
    content = hostile_table(tmp_path).read_bytes()
    drop_files(page, ("places.csv", (tmp_path / "places.csv").read_bytes()), ("trips.csv", content))
    expect(page.page.locator("#sentence")).to_contain_text(f"of {len(of(content, 'trips.csv')[0].trips)} trips")
    the_panel_is_text(page)
    drop(page, "few.csv", few_values(tmp_path / "trips.csv"))
    pills_are_text_and_filter(page)
    harmless(page)


def few_values(table: Path) -> bytes:
    """Rows of the hostile table with so few values that each has a pill; all that is Markdown is among them."""
    few = list(PAYLOADS.values())[-MAX_SEPARATE_VALUES:]
    assert PAYLOADS["markdown image"] in few
    kept, rows = io.StringIO(), csv.DictReader(io.StringIO(table.read_text(encoding="utf-8"), newline=""))
    writer = csv.DictWriter(kept, rows.fieldnames or ())
    writer.writeheader()
    writer.writerows(row for row in rows if row["with"] in few)
    return kept.getvalue().encode()


def pills_are_text_and_filter(page: Page) -> None:
    """Streamlit takes the labels of pills for Markdown."""
    pill = page.page.locator(".st-key-with button[aria-pressed]").filter(has_text=PAYLOADS["markdown image"])
    expect(pill).to_have_count(1)
    for key in ("with", "traveller", "country"):
        made = page.page.locator(f".st-key-{key} :is(img:not([src^='data:']), a, code, em, .katex)").evaluate_all(
            "all => all.map(e => e.outerHTML)"
        )
        assert made == []
    pill.click()
    expect(page.page.locator("#trips tbody tr")).to_have_count(1)


def the_panel_is_text(page: Page) -> None:
    for name in ("Places", "Columns", "Rows"):
        page.page.get_by_role("tab", name=name).click()
        made = page.page.locator(".stSidebar :is(img:not([src^='data:']), a, .katex, script)")
        expect(made).to_have_count(0)


def test_the_host_may_give_a_file_of_any_shape(tmp_path: Path) -> None:
    (tmp_path / "openflights.csv").write_bytes((TABLES / "openflights.csv").read_bytes())
    (tmp_path / "about.toml").write_text('title = "Flown"\n')
    dataset = load(tmp_path / "openflights.csv")
    assert (dataset.records.about.title, [trip.mode for trip in dataset.trips]) == ("Flown", ["air", "air"])
    assert [place.country for place in dataset.placement.places] == ["AE", "SA"]


def test_corrections_come_back_as_they_went() -> None:
    place = Place("=1+1", "=1+1", "", "Paris, Texas", "US", -95.56, 33.66, (), "GeoNames")
    assert read_corrections(corrections_table([place]).encode(), "places.csv") == ((place,), [])


def test_more_than_the_host_allows_is_refused_in_a_sentence() -> None:
    with pytest.raises(TableError, match="more than 3 rows"):
        read(TRIPS.encode(), "trips.csv", limits=Limits(legs=3))


def what_a_server_that_is_gone_has_told_brings_nothing_back(page: Page) -> None:
    page.page.add_script_tag(content=f"{bundle('entries/streamlit')}\nwindow.mount = modules.streamlit.mount;")
    assert "drop it again" in page.page.evaluate(REPLACED)
    assert page.page.evaluate("() => window.tripmap.session") == "new"
