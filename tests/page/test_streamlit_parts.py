"""The parts of Streamlit that are not public and that the page uses, each still as `page/streamlit_parts.py` says."""

import urllib.request
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path, PurePath
from types import SimpleNamespace

import pytest
from playwright.sync_api import Browser, Route, expect
from starlette.datastructures import UploadFile
from starlette.requests import Request
from starlette.types import Message
from streamlit.components.v1 import component_registry, custom_component, declare_component
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.runtime.forward_msg_queue import ForwardMsgQueue
from streamlit.runtime.memory_uploaded_file_manager import MemoryUploadedFileManager
from streamlit.runtime.uploaded_file_manager import UploadedFileRec

from geo.dataset import load
from page import streamlit_parts
from page.streamlit_parts import (
    WIDGETS,
    held_upload_bytes,
    keep_upload_addresses,
    keep_uploads_in_memory,
    skip_module_search,
    widget_scripts,
)
from tests.asgi_client import in_own_thread
from tests.conftest import GO, OpenPage, Page
from tests.server import Server
from tests.tabs import TabPool

DATASET = load()


@pytest.fixture(scope="module")
def kept_page(browser: Browser, tabs: TabPool, page_server: Server) -> Iterator[Page]:
    """A page for all tests of this file that can do with one that is open."""
    with ExitStack() as contexts:
        yield OpenPage(browser, tabs, lambda: page_server, contexts)()


def test_the_media_file_manager_serves_the_data_set_as_it_was_compressed_once(
    kept_page: Page, page_server: Server
) -> None:
    address = kept_page.page.evaluate("() => new URL(window.tripmap.url, document.baseURI).href")
    assert address.startswith(f"{page_server.url}/media/")
    request = urllib.request.Request(address, headers={"Accept-Encoding": "gzip"})
    with urllib.request.urlopen(request) as answer:
        assert answer.headers["Content-Type"].startswith("application/gzip")
        assert answer.headers["Content-Encoding"] is None
        assert answer.read() == DATASET.packed


def test_a_component_is_named_after_its_module_with_and_without_the_search_for_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(component_registry, "_get_module_name", streamlit_parts._search_module_name)
    searched = declare_component("map", url="https://127.0.0.1")
    skip_module_search()
    assert component_registry._get_module_name is streamlit_parts._module_name
    assert declare_component("map", url="https://127.0.0.1").name == searched.name == f"{__name__}.map"


def test_pills_and_the_colour_scheme_are_as_the_link_and_the_browser_say(open_page: OpenPage, kept_page: Page) -> None:
    dark = open_page("?mode=air", dark=True)
    pill = dark.page.locator(".st-key-mode button[aria-pressed]")
    assert pill.all_text_contents() == ["rail", "air", "road"]
    assert [each.get_attribute("aria-pressed") for each in pill.all()] == ["false", "true", "false"]
    for page, scheme in ((kept_page, "light"), (dark, "dark")):
        assert page.page.evaluate("() => getComputedStyle(document.querySelector('.stApp')).colorScheme") == scheme
        assert page.map.evaluate("() => document.documentElement.style.colorScheme") == scheme


def test_a_popstate_makes_the_script_run(kept_page: Page) -> None:
    for query, pressed in (("?year=2023", "true"), ("", "false")):
        kept_page.page.evaluate(GO, query)
        expect(kept_page.pill("year", "2023")).to_have_attribute("aria-pressed", pressed)


def test_a_click_on_a_pill_reaches_streamlit_after_the_paint_and_is_one_step(kept_page: Page) -> None:
    page, pill = kept_page.page, kept_page.pill("year", "2023")
    steps = page.evaluate("history.length")
    for step, pressed in enumerate(("true", "false"), 1):
        pill.click()
        assert pill.get_attribute("aria-pressed") == pressed
        expect(page.locator(".st-key-year [data-selected]")).to_have_count(step % 2)  # Streamlit's own word for it
        assert page.evaluate("history.length") == steps + step
    assert page.evaluate("() => document.activeElement.matches('.st-key-year button:not(:focus-visible)')")


def test_the_map_follows_when_the_theme_changes(kept_page: Page) -> None:
    page = kept_page
    page.page.emulate_media(color_scheme="dark")
    page.map.wait_for_function("() => document.documentElement.style.colorScheme === 'dark'")
    assert page.map.evaluate("() => window.tripLayer.colours().paper") == "rgb(20, 24, 28)"
    fills = """() => {
      const {lines, _map: map} = window.tripLayer;
      return lines.dots.map(({place}) => {
        const {x, y} = map.latLngToLayerPoint([place.lat, place.lon]).subtract(lines._bounds.min);
        return lines._ctx.getImageData(x, y, 1, 1).data.slice(0, 3).join();
      });
    }"""
    assert "20,24,28" in page.map.evaluate(fills)
    page.page.emulate_media(color_scheme="light")
    page.map.wait_for_function("() => document.documentElement.style.colorScheme === 'light'")


def test_the_main_element_scrolls_and_the_map_lets_it(kept_page: Page) -> None:
    page = kept_page
    box = page.page.locator("iframe.stCustomComponentV1").bounding_box()
    assert box
    page.page.mouse.move(box["x"] + 400, box["y"] + 200)
    page.page.mouse.wheel(0, 300)
    page.page.wait_for_function("() => document.querySelector('.stMain').scrollTop > 100")
    zoom = page.map.evaluate("() => window.tripLayer._map.getZoom()")
    page.page.keyboard.down("Control")
    page.page.mouse.wheel(0, -200)
    page.map.wait_for_function("zoom => window.tripLayer._map.getZoom() > zoom", arg=zoom)
    page.page.keyboard.up("Control")
    page.page.evaluate("() => { document.querySelector('.stMain').scrollTop = 0; }")


def test_the_map_waits_for_a_page_that_is_slower_than_its_frame(kept_page: Page) -> None:
    """Streamlit mounts the frame and the panels on their own, so either may be first."""
    early = kept_page.map.evaluate("""async () => {
        const {start} = await import(new URL('../../app/static/entries/frame.js', location.href));
        const outside = window.parent, {tripmap, tripmapFiles} = outside, old = window.tripLayer;
        outside.tripmap = outside.tripmapFiles = undefined;
        const started = start(L.map(document.body.appendChild(document.createElement('div')), {center: [33, 118], zoom: 4}), {title: ''});
        Object.assign(outside, {tripmap, tripmapFiles});
        outside.dispatchEvent(new Event('tripmap'));
        await started; // which waits for no page that is slower
        while (window.tripLayer === old) await new Promise(requestAnimationFrame);
        const early = window.tripLayer;
        window.tripLayer = old;
        return early !== old && early.trips === old.trips;
    }""")
    assert early


def test_a_lost_data_set_is_asked_for_again(kept_page: Page) -> None:
    """On a 404 the page makes the server run, which serves the data set anew, and asks for it once more."""
    page = kept_page
    real = page.page.evaluate("() => new URL(window.tripmap.url, document.baseURI).href")
    asked: list[str] = []

    def lost_once(route: Route) -> None:
        asked.append(route.request.url)
        if len(asked) == 1:
            route.fulfill(status=404)
        else:
            route.continue_(url=real)

    page.page.route("**/gone.json", lost_once)
    page.page.evaluate("() => { window.runs = 0; window.addEventListener('popstate', () => window.runs++); }")
    page.page.evaluate("""async () => {
        const {mount} = await import(new URL('app/static/entries/streamlit.js', document.baseURI));
        const shared = window.tripmap, root = document.createElement('div');
        root.innerHTML = '<div class="body"></div>';
        await mount(root, {url: '/media/gone.json', aliases: {}}, 'body');
        window.rows = root.querySelectorAll('#trips tbody tr').length;
        window.tripmap = shared;
    }""")
    assert page.page.evaluate("() => [window.runs, window.rows]") == [1, 11]
    assert len(asked) == 2
    page.page.unroute_all()


def test_a_running_page_has_loaded_no_pandas(kept_page: Page, page_server: Server) -> None:
    assert kept_page.sentence()
    loaded = Path(f"/proc/{page_server.pid}/maps")
    if loaded.exists():  # where there is /proc, as on Linux
        assert "/pandas/" not in loaded.read_text(encoding="utf-8")
    assert vars(custom_component)["is_dataframe_like"]([]) is False


def test_the_address_for_a_file_is_sent_though_a_run_starts_before() -> None:
    keep_upload_addresses()
    queue, answer, other = ForwardMsgQueue(), ForwardMsg(), ForwardMsg()
    answer.file_urls_response.response_id = "1"
    other.delta.new_element.text.body = "of the run before"
    queue.enqueue(other)
    queue.enqueue(answer)
    queue.clear(retain_lifecycle_msgs=True)
    assert queue.flush() == [answer]
    assert queue.flush() == []


def test_each_widget_of_the_details_has_one_script() -> None:
    assert [PurePath(script).name.partition(".")[0] for script in widget_scripts()] == list(WIDGETS)


def test_an_upload_is_received_in_memory() -> None:
    keep_uploads_in_memory()
    head = b'--x\r\nContent-Disposition: form-data; name="file"; filename="a.csv"\r\n\r\n'
    body = head + b"a" * 3_000_000 + b"\r\n--x--\r\n"
    headers = [(b"content-type", b"multipart/form-data; boundary=x")]

    async def receive() -> Message:
        return {"type": "http.request", "body": body, "more_body": False}

    async def is_on_disk() -> bool:
        async with Request({"type": "http", "method": "PUT", "headers": headers}, receive).form() as form:
            (upload,) = form.values()
            assert isinstance(upload, UploadFile)
            assert upload.size == 3_000_000
            return bool(vars(upload.file)["_rolled"])

    assert not in_own_thread(is_on_disk)


def test_what_sessions_hold_of_uploads_is_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    manager = MemoryUploadedFileManager("")
    for session, file, size in (("a", "1", 10), ("a", "2", 20), ("b", "1", 5)):
        manager.add_file(session, UploadedFileRec(file, "t.csv", "text/csv", b"x" * size))
    monkeypatch.setattr(streamlit_parts, "exists", lambda: True)
    monkeypatch.setattr(streamlit_parts, "get_instance", lambda: SimpleNamespace(uploaded_file_mgr=manager))
    assert held_upload_bytes("a") == (30, 35)
    assert held_upload_bytes("c") == (0, 35)
