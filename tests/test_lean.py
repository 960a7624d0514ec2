"""Lean imports: the page starts without what it has no use for."""

import subprocess
import sys

from page.lean import without
from tests.server import ROOT


def test_the_map_layer_loads_no_pandas() -> None:
    code = (
        "import sys, page.triplayer; print([name for name in ('pandas', 'pyarrow', 'polars') if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_what_is_loaded_already_stays() -> None:
    with without("json"):
        import json  # noqa: PLC0415
    assert json.loads("1") == 1


def test_after_it_the_module_can_be_had() -> None:
    assert "wave" not in sys.modules
    with without("wave"):
        assert sys.modules["wave"] is None
    assert "wave" not in sys.modules
