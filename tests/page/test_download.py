"""Downloads: a request is kept until it is answered, and the browser hears how far its file is."""

from contextlib import nullcontext
from types import SimpleNamespace
from typing import Any

import pytest
import streamlit

from data.i18n.message import LocalizedText
from data.records.tables import TableError
from export.files import ExportFile
from page import download
from page.download import DownloadRequest, deliver_downloads, pending_downloads
from page.worker_pool import JobListener, WorkerStoppedError

CSV: DownloadRequest = {"id": 1, "format": "csv", "language": "ko"}
KML: DownloadRequest = {"id": 2, "format": "kml", "language": "en"}


class Clicked(BaseException):
    """As Streamlit ends a run for the next one."""


@pytest.fixture(autouse=True)
def shown(monkeypatch: pytest.MonkeyPatch) -> list[dict[str, Any]]:
    """What the browser has got, with a session that begins."""
    monkeypatch.setattr(streamlit, "session_state", {})
    monkeypatch.setattr(streamlit, "empty", lambda: SimpleNamespace(container=nullcontext))
    monkeypatch.setattr(download, "RESPONSE_S", 0)
    monkeypatch.setattr(download, "serve_file", lambda content, name, mimetype: f"media/{name[:9]}{len(content)}")
    return []


def deliver(requests: tuple[DownloadRequest, ...], build: Any, shown: list[dict[str, Any]]) -> None:
    deliver_downloads(requests, build, {}, "", lambda part, html, data, key: shown.append({"key": key, **data}))


def built(request: DownloadRequest, *, listener: JobListener) -> ExportFile:
    listener.waiting(2)
    listener.progress(0.5)
    return ExportFile(f"trips.{request['format']}", b"x" * 1_001)


def test_the_browser_hears_how_far_each_file_is_and_where_it_is_at_last(shown: list[dict[str, Any]]) -> None:
    pending_downloads(CSV, 0)
    deliver(pending_downloads(KML, 0), built, shown)
    assert [(each.get("share"), each.get("ahead"), each.get("address")) for each in shown] == 2 * [
        (0.0, 2, None),
        (0.5, 0, None),
        (None, None, "media/download-1001"),
    ]
    assert [each["id"] for each in shown] == [1, 1, 1, 2, 2, 2]
    assert shown[-1]["kb"] == 2
    assert len({each["key"] for each in shown}) == len(shown)  # Streamlit refuses a second component of a key
    assert pending_downloads(None, 0) == ()


def test_a_click_that_ends_the_run_loses_no_request(shown: list[dict[str, Any]]) -> None:
    def interrupted(request: DownloadRequest, *, listener: JobListener) -> ExportFile:
        raise Clicked

    with pytest.raises(Clicked):
        deliver(pending_downloads(CSV, 0), interrupted, shown)
    assert pending_downloads(None, 0) == (CSV,)


@pytest.mark.parametrize(("request_next", "table"), [({"id": 2, "cancel": True}, 0), (None, 1)])
def test_cancelled_requests_and_those_of_other_trips_are_dropped(request_next: Any, table: int) -> None:
    pending_downloads(CSV, 0)
    assert pending_downloads(request_next, table) == ()
    assert pending_downloads(KML, table) == (KML,)


@pytest.mark.parametrize(
    ("error", "sentence"),
    [
        (TableError(LocalizedText("refused_busy")), "표"),
        (WorkerStoppedError(), "메모리"),
    ],
)
def test_a_file_that_takes_too_much_is_refused_in_a_sentence(
    error: Exception, sentence: str, shown: list[dict[str, Any]]
) -> None:
    def stopped(request: DownloadRequest, *, listener: JobListener) -> ExportFile:
        raise error

    deliver(pending_downloads(CSV, 0), stopped, shown)
    assert sentence in shown[-1]["reason"]
    assert pending_downloads(None, 0) == ()


def test_an_error_that_nobody_foresaw_is_told_and_does_not_come_again(shown: list[dict[str, Any]]) -> None:
    def failing(request: DownloadRequest, *, listener: JobListener) -> ExportFile:
        raise KeyError

    with pytest.raises(KeyError):
        deliver(pending_downloads(CSV, 0), failing, shown)
    assert shown == [{"key": "downloads_0_0", "id": 1}]
    assert pending_downloads(None, 0) == ()
