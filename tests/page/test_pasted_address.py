"""Pasted address: the table of an address is read as one that was dropped; a reader who leaves ends the fetch."""

from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest
from streamlit.testing.v1 import AppTest

from data.i18n.messages import translate
from data.remote import fetch as fetch_module
from data.remote.fetch import FetchLimits
from page.markdown import escape_markdown
from page.settings import Settings
from page.upload import pasted_address
from page.upload.pasted_address import FETCH_PLACES, with_fetched
from page.upload.session import UploadState, table_worker, without_request
from page.worker_pool import SilentListener
from tests import fake_nominatim
from tests.fake_network import FakeNetwork
from tests.fake_nominatim import FakeNominatim, sends
from tests.server import until

TABLE = b"date,from,to\n2024-01-01,Bern,Oslo\n"
LIMITS = FetchLimits(1_000_000, 5)
STATE = UploadState(address=" http://trips.example/my-trips.csv ")


@pytest.fixture
def server() -> Iterator[FakeNominatim]:
    with fake_nominatim.running() as server:
        server.behave = sends(TABLE)
        yield server


@pytest.fixture
def network(server: FakeNominatim) -> FakeNetwork:
    return FakeNetwork(server.server_port)


@pytest.fixture(autouse=True, scope="module")
def no_worker_stays() -> Iterator[None]:
    yield
    for settings in (Settings(), Settings(pasted_addresses=True)):
        table_worker(settings).pool.close()


class Leaves:
    """A reader who leaves at the first sign of progress."""

    def progress(self, share: float) -> None:
        raise KeyboardInterrupt

    def waiting(self, ahead: int) -> None:
        raise KeyboardInterrupt


def test_the_table_of_an_address_is_the_next_to_load(network: FakeNetwork) -> None:
    state = with_fetched(STATE, LIMITS, SilentListener(), network)
    assert (state.address, state.notice) == ("", "")
    assert state.request is not None
    assert [(table.name, table.content) for table in state.request.tables] == [("my-trips.csv", TABLE)]


@pytest.mark.parametrize("language", ["en", "ko"])
def test_what_is_refused_is_one_sentence_and_nothing_is_lost(network: FakeNetwork, language: str) -> None:
    network.names["trips.example"] = [["10.0.0.1"]]
    before = with_fetched(STATE, LIMITS, SilentListener(), FakeNetwork(network.port))
    state = with_fetched(replace(before, address=STATE.address, language=language), LIMITS, SilentListener(), network)
    assert (state.address, state.request) == ("", before.request)
    assert "trips.example" in state.notice
    assert network.connected == []


def test_an_error_that_nobody_foresaw_does_not_lock_the_session(
    network: FakeNetwork, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pasted_address, "fetch", lambda *_, **__: 1 / 0)
    state = with_fetched(STATE, LIMITS, SilentListener(), network)
    assert (state.address, "reference" in state.notice) == ("", True)


def test_a_reader_who_leaves_ends_the_fetch_and_makes_room_for_others(
    server: FakeNominatim, network: FakeNetwork
) -> None:
    server.behave = fake_nominatim.hangs
    for _ in range(5):
        with pytest.raises(KeyboardInterrupt):
            with_fetched(STATE, replace(LIMITS, timeout_s=60), Leaves(), network)
    until(lambda: FETCH_PLACES._value == 4, 10, lambda: "a fetch goes on")


def test_readers_beyond_a_few_are_told_to_try_again(network: FakeNetwork, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(FETCH_PLACES, "acquire", lambda blocking: False)
    assert "try again in a minute" in with_fetched(STATE, LIMITS, SilentListener(), network).notice


def test_cancelling_forgets_the_address() -> None:
    assert without_request(STATE, "Cancelled").address == ""


def test_readers_may_paste_addresses_only_where_the_host_allows_it_and_never_private_ones() -> None:
    assert table_worker(Settings()).fetch_limits is None
    allowed = table_worker(Settings(pasted_addresses=True, private_addresses=True)).fetch_limits
    assert allowed is not None
    assert not allowed.private_networks


def draw_allowed() -> None:
    """The panel of a host who allows addresses."""
    from page.settings import Settings  # noqa: PLC0415 - the script runs by itself
    from page.upload.panel import show_standing_panel  # noqa: PLC0415
    from page.upload.session import table_worker  # noqa: PLC0415

    show_standing_panel(table_worker(Settings(pasted_addresses=True)), "en")


def draw_barred() -> None:
    """The panel of a host who does not."""
    from page.settings import Settings  # noqa: PLC0415
    from page.upload.panel import show_standing_panel  # noqa: PLC0415
    from page.upload.session import table_worker  # noqa: PLC0415

    show_standing_panel(table_worker(Settings()), "en")


def paste(script: Callable[[], None], text: str) -> AppTest:
    app = AppTest.from_function(script, default_timeout=30).run()
    app.text_area(key="upload_text").set_value(text)
    return app.button(key="upload_paste").click().run()


def test_an_address_that_is_pasted_into_the_panel_is_drawn(
    network: FakeNetwork, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(fetch_module, "SystemNetwork", lambda: network)
    app = paste(draw_allowed, STATE.address)
    assert not app.exception
    upload = app.session_state["upload"].upload
    assert [table.name for table in upload.trips.tables] == ["my-trips.csv"]
    network.names["trips.example"] = [["10.0.0.1"]]
    app.text_area(key="upload_text").set_value(STATE.address)
    app.button(key="upload_paste").click().run()
    assert [each.value.replace("\\", "") for each in app.warning] == [
        "trips.example is not on the public Internet, so it is not read."
    ]
    assert app.session_state["upload"].upload is upload


def test_where_the_host_does_not_allow_it_one_sentence_says_so_and_nobody_is_asked(
    network: FakeNetwork, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(fetch_module, "SystemNetwork", lambda: network)
    app = AppTest.from_function(draw_barred, default_timeout=30).run()
    app.text_area(key="upload_text").set_value(STATE.address).run()  # by Ctrl+Enter
    assert [each.value for each in app.warning] == [escape_markdown(translate("paste_no_address"))]
    assert network.looked_up == []
    assert not [each for each in app.caption if "address of a table" in each.value]
