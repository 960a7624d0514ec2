"""The hosted page: `uvicorn asgi:app` serves the same page, with its files, to browsers and caches."""

import gzip
import re
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import FilePayload, expect

from tests.conftest import OpenPage
from tests.host_client import CREDIT, TILES, ask
from tests.server import Server, until

OWN_FILE = "/app/static/theme.css"


def test_the_page_works_in_chromium_and_its_policy_refuses_nothing(open_page: OpenPage, hosted: Server) -> None:
    page = open_page("?year=2019", server=hosted)
    assert page.sentence().startswith("Showing 4 of 11 trips")
    page.pill("mode", "rail").click()
    expect(page.page.locator("#sentence")).to_contain_text("Showing 3 of 11")
    page.page.locator("#trips .choose").filter(has_text="Hanoi").click()
    expect(page.page.locator("#card h2")).to_have_text("Hanoi, Vietnam")
    page.map.wait_for_function("() => document.fonts.status === 'loaded'")
    expect(page.page.locator("link[rel=icon]")).to_have_attribute("href", re.compile("^data:"))
    assert (page.errors, page.outside) == ([], [])


def test_share_gives_plain_links_whose_bytes_it_saves_and_says_why_there_is_no_file(
    open_page: OpenPage, hosted: Server
) -> None:
    page = open_page("?year=2019&mode=rail&trip=2019-02-hanoi", server=hosted)
    page.page.get_by_role("button", name="Share").click()
    sharing = page.page.locator("#sharing")
    link = sharing.locator("a[data-form=csv]")
    with page.page.expect_download() as saved:
        link.click()
    assert saved.value.suggested_filename == "trips.csv"
    expect(sharing.get_by_role("status")).to_contain_text("trips.csv is ready")
    address = link.get_attribute("href") or ""
    assert address == f"{hosted.url}/trips.csv?year=2019&mode=rail&trip=2019-02-hanoi"
    assert saved.value.path().read_bytes() == ask(hosted, address.removeprefix(hosted.url)).body
    sharing.locator("form.picture").get_by_label("Size").select_option("card")
    sharing.locator("form.picture").get_by_label("Colours").select_option("dark")
    picture = sharing.get_by_role("textbox", name="Address of the picture").input_value().removeprefix(hosted.url)
    assert picture == "/picture.png?year=2019&mode=rail&trip=2019-02-hanoi&size=card&theme=dark"
    with page.page.expect_download() as saved:
        sharing.get_by_role("button", name="Make the picture").click()
    assert saved.value.suggested_filename == "trips-card.png"
    assert saved.value.path().read_bytes() == ask(hosted, picture).body
    assert f"{hosted.url}/picture.png?" in sharing.get_by_role("textbox", name="Embed the live page").input_value()
    page.page.route("**/trips.kml*", lambda route: route.fulfill(status=503, content_type="text/plain", body="Wait.\n"))
    sharing.locator("a[data-form=kml]").click()
    expect(sharing.get_by_role("status")).to_have_text("Wait.")


def test_the_page_in_one_file_works_at_its_address_and_its_policy_refuses_nothing(
    open_page: OpenPage, hosted: Server
) -> None:
    tab = open_page.browser.new_context().new_page()
    open_page.contexts.callback(tab.context.close)
    errors = list[str]()
    tab.on("console", lambda message: errors.append(message.text) if message.type == "error" else None)
    tab.on("pageerror", lambda error: errors.append(str(error)))
    tab.goto(f"{hosted.url}/trips.html?year=2019&lang=ko")
    tab.locator("[data-state=ready]").wait_for()
    expect(tab.locator("#trips tbody tr")).to_have_count(4)
    tab.locator(".st-key-mode button").first.click()
    expect(tab.locator("#trips tbody tr")).to_have_count(3)
    assert "mode=rail" in tab.url
    assert errors == []


def test_all_that_a_page_asks_for_is_there_before_the_first_reader(hosted: Server, tiled: Server) -> None:
    """So a page that one replica began can be finished by another. The first reader of `tiled` comes in the next test."""
    html = ask(hosted, "/?lang=ko").body.decode()
    assets = sorted({f"/{address}" for address in re.findall(r"assets/[\w.]+", html)})
    names = "cities closer comparison countries korea leaflet map names page trips words world"
    assert {address.split(".")[0] for address in assets} == {f"/assets/{name}" for name in names.split()}
    answers = [ask(tiled, address, accept_encoding="gzip") for address in assets]
    assert [answer.status for answer in answers] == [200] * len(assets)
    assert {answer.headers["cache-control"] for answer in answers} == {"public, max-age=31536000, immutable"}


def test_the_hosts_tiles_are_asked_for_and_credited_as_text_and_nothing_else_is(
    open_page: OpenPage, tiled: Server
) -> None:
    """The tests let no tile through: what counts is who is asked, and that the policy lets the map ask."""
    page = open_page(server=tiled)
    expect(page.map.locator(".leaflet-control-attribution")).to_contain_text(CREDIT)
    until(lambda: page.page.evaluate("true") and bool(page.outside), 30, lambda: "no tile was asked for")
    assert [address for address in page.outside if not re.match(rf"{TILES}/\d/\d+/\d+\.png", address)] == []
    assert [error for error in page.errors if "Content Security Policy" in error] == []


def test_what_is_versioned_is_kept_for_a_year_and_compressed(hosted: Server) -> None:
    html = ask(hosted, "/", accept_encoding="gzip")
    assert (html.headers["content-encoding"], "s-maxage=60" in html.headers["cache-control"]) == ("gzip", True)
    again = ask(hosted, "/", accept_encoding="gzip", if_none_match=html.headers["etag"])
    assert (again.status, "link" in html.headers) == (304, False)
    template = re.search("<template>(.*)</template>", gzip.decompress(html.body).decode(), re.DOTALL)
    assert template
    assert sorted(re.findall("<([^>]+)>;", again.headers["link"])) == sorted(re.findall('"(assets/[^"]+)', template[1]))
    assert gzip.decompress(html.body) == ask(hosted, "/").body
    script = re.search(r'src="\.(/static/js/index[^"]+)', ask(hosted, "/?session=1").body.decode())
    assert script
    answer = ask(hosted, script[1], accept_encoding="gzip")
    assert answer.headers["cache-control"] == "public, max-age=31536000, immutable"
    assert gzip.decompress(answer.body) == ask(hosted, script[1]).body
    assert len(answer.body) < 0.4 * len(gzip.decompress(answer.body))


@pytest.mark.parametrize("path", ["/", "/app/static/theme.css", "/trips.csv", "/_stcore/host-config"])
def test_nothing_is_compressed_for_who_does_not_take_it(hosted: Server, path: str) -> None:
    plain = ask(hosted, path)
    for header in ("gzip;q=0", "*;q=0", "gzip; q=0.000, br", "identity", ""):
        answer = ask(hosted, path, accept_encoding=header)
        assert ("content-encoding" not in answer.headers, answer.body) == (True, plain.body), header


def test_our_own_files_are_asked_for_again_and_not_sent_again(hosted: Server) -> None:
    first = ask(hosted, OWN_FILE, accept_encoding="gzip")
    assert first.headers["cache-control"] == "public, max-age=600"
    again = ask(hosted, OWN_FILE, accept_encoding="gzip", if_none_match=first.headers["etag"])
    assert (again.status, again.body) == (304, b"")


def test_an_upload_is_kept_by_no_browser_and_a_long_title_leaves_the_buttons_on_the_screen(
    open_page: OpenPage, hosted: Server
) -> None:
    page = open_page(server=hosted)
    page.page.get_by_role("button", name="Your trips").click()
    name = f"my_trips_{'_'.join(map(str, range(1990, 2020)))}_affairs.csv"
    file: FilePayload = {"name": name, "mimeType": "", "buffer": b"City,Date\nRome,2019-01-01\n"}
    streamlit = page.page.frame_locator("#own-panel iframe")
    streamlit.locator("input[type=file]").set_input_files(file)
    expect(page.page.locator("#title")).to_contain_text(" affairs")
    address = page.page.evaluate(
        "() => performance.getEntriesByType('resource').map(({name}) => name).findLast(name => name.includes('/media/'))"
    )
    assert ask(hosted, urlsplit(address).path).headers["cache-control"] == "no-store"
    page.page.get_by_role("button", name="Close", exact=True).click()
    for width in (1280, 390):
        page.page.set_viewport_size({"width": width, "height": 800})
        box = page.page.locator("#share").bounding_box()
        assert box
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= width
        assert page.page.evaluate("() => document.documentElement.scrollWidth <= innerWidth")
    page.page.route("**/_stcore/upload_file/**", lambda route: route.fulfill(status=403))
    page.page.get_by_role("button", name="Your trips").click()
    streamlit.locator("input[type=file]").first.set_input_files({**file, "name": "other.csv"})
    expect(streamlit.locator(".upload-error")).to_contain_text("Allow cookies")
