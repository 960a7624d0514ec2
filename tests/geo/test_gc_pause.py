"""The garbage collector pauses while a table is read, and never goes through what the page keeps."""

import gc
import subprocess
import sys
from collections.abc import Callable, Iterator
from threading import Timer

import pytest

from geo.gc_pause import gc_paused
from tests.server import ROOT, until


@pytest.fixture(autouse=True)
def collected() -> Iterator[None]:
    assert gc.isenabled()
    yield
    gc.enable()


def test_none_is_looked_for_until_the_outermost_ends() -> None:
    with gc_paused():
        assert not gc.isenabled()
        with gc_paused():
            assert not gc.isenabled()
        assert not gc.isenabled()
    assert gc.isenabled()


def test_it_is_looked_for_again_after_an_error() -> None:
    with pytest.raises(ValueError, match="row 3"), gc_paused():
        raise ValueError("row 3")
    assert gc.isenabled()


def test_it_rests_a_while_longer_where_that_is_asked_for() -> None:
    with gc_paused(rest_s=0.05):
        pass
    assert not gc.isenabled()
    until(gc.isenabled, 30, lambda: "no garbage is looked for any more")


def test_a_pause_that_ends_leaves_another_that_goes_on() -> None:
    first, second = gc_paused(), gc_paused()
    first.__enter__()
    second.__enter__()
    first.__exit__(None, None, None)
    assert not gc.isenabled()
    second.__exit__(None, None, None)
    assert gc.isenabled()


def test_a_rest_that_ends_leaves_another_pause_that_goes_on(monkeypatch: pytest.MonkeyPatch) -> None:
    rests: list[Callable[[], None]] = []

    class Rest(Timer):
        def start(self) -> None:
            rests.append(self.function)

    monkeypatch.setattr("geo.gc_pause.Timer", Rest)
    with gc_paused(rest_s=1):
        pass
    with gc_paused():
        rests[0]()
        assert not gc.isenabled()
    assert gc.isenabled()


def test_who_looks_for_none_goes_on_looking_for_none() -> None:
    gc.disable()
    with gc_paused():
        pass
    assert not gc.isenabled()


OPENED = """
import gc
from weakref import ref
from page.settings import read_settings
from data.records.trips import Trip
from page.shared_data import load_shared_page

class Reader:
    pass

trips = load_shared_page(read_settings([])).dataset.trips
reader = Reader()
reader.own, gone = reader, ref(reader)
del reader
gc.collect()
print(gc.isenabled(), len(trips), sum(isinstance(each, Trip) for each in gc.get_objects()), gone() is None)
"""


def test_trips_that_are_opened_are_never_looked_at_and_what_a_reader_leaves_is() -> None:
    done = subprocess.run([sys.executable, "-c", OPENED], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["True", "11", "0", "True"]
