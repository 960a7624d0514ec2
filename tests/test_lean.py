"""Lean imports: the page starts without what it has no use for."""

import subprocess
import sys
from importlib import import_module

import pytest

from page.lean import without
from tests.server import ROOT


def test_the_map_layer_loads_no_pandas() -> None:
    code = (
        "import sys, page.triplayer; print([name for name in ('pandas', 'pyarrow', 'polars') if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_opening_the_trips_loads_neither_folium_nor_requests() -> None:
    code = "import sys, page.opening; print([name for name in ('folium', 'requests') if name in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_what_is_loaded_already_stays() -> None:
    with without("json"):
        import json  # noqa: PLC0415
    assert json.loads("1") == 1


def test_inside_the_module_cannot_be_had_and_after_it_can() -> None:
    with without("wave"), pytest.raises(ImportError):
        import_module("wave")
    assert import_module("wave").__name__ == "wave"
