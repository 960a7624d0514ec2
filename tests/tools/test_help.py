"""Tools that write committed files: `--help` prints what they do and does nothing."""

import subprocess
import sys

import pytest

from tests.server import ROOT


@pytest.mark.parametrize("tool", ["gazetteer", "trace", "placing"])
def test_help_is_printed_and_nothing_is_done(tool: str) -> None:
    command = [sys.executable, "-m", f"tools.{tool}", "--help"]
    run = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    assert run.stdout.startswith(f"usage: python -m tools.{tool}")
