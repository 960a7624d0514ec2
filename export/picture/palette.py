"""Palette: the page's own colours, light and dark. Reads `static/theme.css`."""

import re
from functools import cache
from pathlib import Path

THEME = Path(__file__).parents[2] / "static" / "theme.css"
COLOUR = re.compile(r"--([\w-]+): light-dark\((#[0-9a-f]{6}), (#[0-9a-f]{6})\)")


@cache
def palette(dark: bool) -> dict[str, str]:
    """Colours as `#rrggbb` by their names in the style sheet, modes among them."""
    return {name: night if dark else day for name, day, night in COLOUR.findall(THEME.read_text(encoding="utf-8"))}
