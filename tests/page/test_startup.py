"""Lean: the page starts without what it has no use for."""

import ast
import subprocess
import sys
from importlib import import_module
from itertools import takewhile
from typing import Any

import pytest
from jinja2 import Environment, Template

from page.startup import block_import, delay_import, lazy_templates
from tests.server import ROOT


def test_before_its_first_panel_the_page_loads_neither_folium_nor_requests_and_with_the_map_no_pandas() -> None:
    script = ast.parse((ROOT / "app.py").read_text(encoding="utf-8")).body
    loads = takewhile(lambda node: isinstance(node, ast.Expr | ast.Import | ast.ImportFrom), script)
    slow = ("folium", "jinja2", "matplotlib", "pandas", "requests")
    heavy = ("pandas", "pyarrow", "polars", "requests")
    code = (
        f"{'; '.join(map(ast.unparse, loads))}; print([name for name in {slow} if name in sys.modules]);"
        f"import page.folium_map; print([name for name in {heavy} if name in sys.modules])"
    )
    assert "page.shared_data" in code
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["[]", "[]"]


def test_what_is_loaded_already_stays() -> None:
    with block_import("json"):
        import json  # noqa: PLC0415
    assert json.loads("1") == 1


def test_inside_the_module_cannot_be_had_and_after_it_can() -> None:
    with block_import("wave"), pytest.raises(ImportError):
        import_module("wave")
    assert import_module("wave").__name__ == "wave"


def test_a_delayed_module_is_loaded_by_the_first_who_uses_it_and_by_who_imports_it_afterwards() -> None:
    sys.modules.pop("wave", None)
    with delay_import("wave"):
        delayed = import_module("wave")
        assert "open" not in vars(delayed)
    assert "wave" not in sys.modules
    assert delayed.open is import_module("wave").open
    with delay_import("wave"):
        assert import_module("wave") is not delayed


def test_a_module_that_is_used_while_it_is_delayed_is_loaded_then() -> None:
    sys.modules.pop("wave", None)
    with delay_import("wave"):
        used = import_module("wave").open
    assert used is import_module("wave").open


def test_a_template_is_compiled_when_it_is_first_used_and_only_then_and_once(monkeypatch: pytest.MonkeyPatch) -> None:
    compiled: list[str] = []
    compile_now = Environment.compile

    def counted(self: Environment, source: str, *arguments: Any) -> Any:
        compiled.append(source)
        return compile_now(self, source, *arguments)

    monkeypatch.setattr(Environment, "compile", counted)
    with lazy_templates():
        template = Template("Hello {{ name }}")
    assert compiled == []
    assert [template.render(name=name) for name in ("Rome", "Oslo")] == ["Hello Rome", "Hello Oslo"]
    assert compiled == ["Hello {{ name }}"]
    Template("at once")
    assert compiled == ["Hello {{ name }}", "at once"]
