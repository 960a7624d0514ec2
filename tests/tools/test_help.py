"""Tools that write committed files: `--help` prints what they do and does nothing."""

import runpy
import sys

import pytest


@pytest.mark.filterwarnings("ignore:.* found in sys.modules:RuntimeWarning")  # another test has imported it
@pytest.mark.parametrize("tool", ["gazetteer", "trace", "placing"])
def test_help_is_printed_and_nothing_is_done(
    tool: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "argv", [tool, "--help"])
    with pytest.raises(SystemExit) as ended:
        runpy.run_module(f"tools.{tool}", run_name="__main__")
    assert ended.value.code == 0
    assert capsys.readouterr().out.startswith(f"usage: python -m tools.{tool}")
