"""Upload session: no file that a reader drops is lost, whenever the run of the script ends."""

import re
from dataclasses import dataclass, replace
from typing import Any

import pytest
import streamlit

from page.upload import session
from page.upload.session import TableWorker
from page.worker_pool import SilentListener

PLACES = b"id,name,country,lon,lat\nRome,Rome,IT,12.5,41.9\n"


@dataclass(frozen=True)
class File:
    """A file as Streamlit's uploader gives it."""

    file_id: str
    name: str
    content: bytes = b"City\nRome\n"

    def getvalue(self) -> bytes:
        return self.content


class RunEnded(Exception):
    """As Streamlit ends a run at an access to the session state."""


class SessionState(dict[str, Any]):
    """A session state; the run ends at one of the accesses to it."""

    accesses_left = 1_000

    def _access(self) -> None:
        self.accesses_left -= 1
        if not self.accesses_left:  # and not in the next run
            raise RunEnded

    def get(self, key: str, default: Any = None) -> Any:
        self._access()
        return super().get(key, default)

    def __setitem__(self, key: str, value: Any) -> None:
        self._access()
        super().__setitem__(key, value)


@pytest.fixture
def state(monkeypatch: pytest.MonkeyPatch) -> SessionState:
    fresh = SessionState()
    monkeypatch.setattr(streamlit, "session_state", fresh)
    return fresh


@pytest.mark.parametrize("access", range(1, 4))
def test_a_file_is_taken_though_the_run_ends_at_any_access_to_the_state(state: SessionState, access: int) -> None:
    files = [File("1", "places.csv", PLACES), File("2", "journeys.csv")]
    state.accesses_left = access
    with pytest.raises(RunEnded):
        session.take_files(files, 1_000_000)
    session.take_files(files, 1_000_000)
    taken = session.current_state()
    assert taken.request
    assert (taken.request.tables[0].name, taken.number, set(taken.request.corrections)) == ("journeys.csv", 1, {"Rome"})


def test_each_file_is_taken_once_and_the_last_table_is_loaded(state: SessionState) -> None:
    for count in (1, 2, 2, 5):
        session.take_files([File(str(number), f"{number}.csv") for number in range(count)], 1_000_000)
    taken = session.current_state()
    assert (taken.number, taken.taken_ids) == (5, frozenset("01234"))
    assert taken.request
    assert taken.request.tables[0].name == "4.csv"


def test_corrections_that_come_first_hold_for_the_table_that_comes_later(state: SessionState) -> None:
    session.take_files([File("1", "places.csv", PLACES)], 1_000_000)
    assert session.current_state().request is None
    session.take_files([File("1", "places.csv", PLACES), File("2", "journeys.csv")], 1_000_000)
    request = session.current_state().request
    assert request
    assert set(request.corrections) == {"Rome"}


def fail(content: bytes, *_: Any) -> None:
    """A function for a worker; its error quotes a reader's file."""
    raise KeyError(content.decode())


def test_an_error_that_nobody_foresaw_is_one_sentence_and_the_session_goes_on(
    state: SessionState, worker: TableWorker, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    listener = SilentListener()
    before = session.with_table(session.current_state(), "trips.csv", b"City\nRome\n")
    loaded = session.after_loading(before, worker, listener)
    assert loaded.upload
    monkeypatch.setattr(session, "load_tables", fail)
    after = session.after_loading(session.with_table(loaded, "next.csv", b"City\nSecret town\n"), worker, listener)
    reference = re.search(r"reference ([0-9a-f]{8})", after.notice)
    assert reference
    assert reference[1] in caplog.text
    assert "KeyError" in caplog.text
    assert "in fail" in caplog.text
    assert "Secret" not in caplog.text
    assert (after.request, after.upload) == (None, loaded.upload)
    assert after.rejected


def test_a_table_that_takes_more_than_it_may_is_refused_in_a_sentence(state: SessionState, worker: TableWorker) -> None:
    small = replace(worker, limits=replace(worker.limits, memory=5_000_000))
    before = session.with_table(session.current_state(), "trips.csv", b"City\n" + b"Rome\n" * 50_000)
    after = session.after_loading(before, small, SilentListener())
    assert after.notice.startswith(
        "Reading this table takes more than this page gives to one (5 MB of memory, 60 seconds)"
    )
    assert after.rejected
