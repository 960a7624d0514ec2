"""Styles: the page's own style sheet, sent with the page so that nothing is drawn without it."""

from functools import cache
from pathlib import Path

import streamlit as st

STATIC = Path(__file__).parents[1] / "static"
SHEETS = ("theme.css", "page.css")


@cache
def _style() -> str:
    return "".join((STATIC / sheet).read_text(encoding="utf-8") for sheet in SHEETS)


def apply_styles() -> None:
    """Give the page its colours and layout."""
    st.html(f"<style>{_style()}</style>")
