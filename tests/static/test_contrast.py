"""Contrast: every mode, as well known as it may be, is told from land and sea, in light and in dark (WCAG 2.2, 1.4.11)."""

import re

import pytest

from data.records.legs import MODES
from page.assets import STATIC

LINE = 3.0  # the least contrast of a line with what lies beside it
TEXT = 4.5
BASES = {"reported": 1.0} | {
    name: float(alpha)
    for name, alpha in re.findall(
        r"^  (\w+): \{.*alpha: ([\d.]+)\}", (STATIC / "elements" / "modes.js").read_text(), re.MULTILINE
    )
    if name not in MODES
}
THIN = float(
    re.findall(r"^const THIN_ALPHA = ([\d.]+);", (STATIC / "elements" / "modes.js").read_text(), re.MULTILINE)[0]
)
THEMES = ("light", "dark")
Colour = tuple[float, float, float]


def colours(theme: str) -> dict[str, Colour]:
    """The colours of a theme by name, each channel from 0 to 1."""
    text = (STATIC / "theme.css").read_text(encoding="utf-8")
    pairs = re.findall(r"--([\w-]+): light-dark\((#\w{6}), (#\w{6})\)", text)
    return {name: _channels(pair[THEMES.index(theme)]) for name, *pair in pairs}


def _channels(code: str) -> Colour:
    red, green, blue = (int(code[at : at + 2], 16) / 255 for at in (1, 3, 5))
    return red, green, blue


def over(colour: Colour, under: Colour, alpha: float) -> Colour:
    """A colour laid over another as opaque as `alpha` says."""
    red, green, blue = (alpha * a + (1 - alpha) * b for a, b in zip(colour, under, strict=True))
    return red, green, blue


def luminance(colour: Colour) -> float:
    """The relative luminance of WCAG 2.2."""
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in colour]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: Colour, other: Colour) -> float:
    """The contrast ratio of WCAG 2.2, from 1 to 21."""
    dark, light = sorted(map(luminance, (one, other)))
    return (light + 0.05) / (dark + 0.05)


def test_contrast_is_that_of_the_recommendation() -> None:
    assert contrast((0, 0, 0), (1, 1, 1)) == pytest.approx(21)
    assert contrast(_channels("#777777"), (1, 1, 1)) == pytest.approx(4.48, abs=0.01)
    assert BASES.keys() == {"reported", "inferred", "schematic"}


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("basis", BASES)
def test_every_line_is_told_from_land_sea_and_its_own_casing(theme: str, basis: str) -> None:
    known, alpha = colours(theme), BASES[basis]
    for ground in ("ground", "water"):
        casing = over(known["paper"], known[ground], alpha)
        for mode in MODES:
            line = over(known[mode], casing, alpha)
            assert contrast(line, known[ground]) >= LINE, f"{mode} on {ground}"
            assert contrast(line, casing) >= LINE, f"{mode} on its casing"


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("ground", ["ground", "water"])
def test_lines_that_are_many_and_thin_are_told_from_land_and_sea(theme: str, ground: str) -> None:
    known = colours(theme)
    faint = {mode: contrast(over(known[mode], known[ground], THIN), known[ground]) for mode in MODES}
    assert {mode: ratio for mode, ratio in faint.items() if ratio < LINE} == {}


@pytest.mark.parametrize("theme", THEMES)
def test_names_and_marks_are_told_from_land_and_sea(theme: str) -> None:
    known = colours(theme)
    for ground in ("ground", "water", "paper", "raised"):
        assert contrast(known["ink"], known[ground]) >= TEXT, f"ink on {ground}"
        assert contrast(known["focus"], known[ground]) >= LINE, f"focus on {ground}"
    for ground in ("ground", "paper", "raised"):
        assert contrast(known["muted"], known[ground]) >= TEXT, f"muted on {ground}"
    assert contrast(known["land"], known["ground"]) >= TEXT  # names of countries
    assert contrast(known["control"], known["paper"]) >= LINE  # edges of buttons
