"""Contrast: every mode, as well known as it may be, is told from land and sea, in light and in dark (WCAG 2.2, 1.4.11)."""

import math
import re
from itertools import combinations

import pytest

from data.records.legs import MODES
from geo.colouring import COLOURS
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
    text = "".join((STATIC / sheet).read_text(encoding="utf-8") for sheet in ("theme.css", "comparison.css"))
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
        for mode in (*MODES, *COLOURS):
            line = over(known[mode], casing, alpha)
            assert contrast(line, known[ground]) >= LINE, f"{mode} on {ground}"
            assert contrast(line, casing) >= LINE, f"{mode} on its casing"


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("ground", ["ground", "water"])
def test_lines_that_are_many_and_thin_are_told_from_land_and_sea(theme: str, ground: str) -> None:
    known = colours(theme)
    faint = {mode: contrast(over(known[mode], known[ground], THIN), known[ground]) for mode in (*MODES, *COLOURS)}
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


# What is left of red, green and blue, in linear light, where one kind of cone is missing (Machado, Oliveira and
# Fernandes 2009, doi:10.1109/TVCG.2009.113, severity 1).
VISION = {
    "all cones": ((1, 0, 0), (0, 1, 0), (0, 0, 1)),
    "no long": ((0.152286, 1.052583, -0.204868), (0.114503, 0.786281, 0.099216), (-0.003882, -0.048116, 1.051998)),
    "no middle": ((0.367322, 0.860646, -0.227968), (0.280085, 0.672501, 0.047413), (-0.011820, 0.042940, 0.968881)),
    "no short": ((1.255528, -0.076749, -0.178779), (-0.078411, 0.930809, 0.147602), (0.004733, 0.691367, 0.303900)),
}
APART = 0.07  # in Oklab; 0.02 is what the eye just tells apart side by side


def oklab(colour: Colour, vision: tuple[Colour, Colour, Colour]) -> Colour:
    """Where a colour stands for an eye, in a space of even distances (Ottosson 2020, bottosson.github.io/posts/oklab)."""
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in colour]
    red, green, blue = (min(1, max(0, sum(a * b for a, b in zip(row, linear, strict=True)))) for row in vision)
    long = (0.4122214708 * red + 0.5363325363 * green + 0.0514459929 * blue) ** (1 / 3)
    middle = (0.2119034982 * red + 0.6806995451 * green + 0.1073969566 * blue) ** (1 / 3)
    short = (0.0883024619 * red + 0.2817188376 * green + 0.6299787005 * blue) ** (1 / 3)
    return (
        0.2104542553 * long + 0.7936177850 * middle - 0.0040720468 * short,
        1.9779984951 * long - 2.4285922050 * middle + 0.4505937099 * short,
        0.0259040371 * long + 0.7827717662 * middle - 0.8086757660 * short,
    )


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("vision", VISION)
def test_the_colours_of_groups_are_told_apart_by_every_eye(theme: str, vision: str) -> None:
    known = colours(theme)
    seen = {name: oklab(known[name], VISION[vision]) for name in COLOURS}
    near = {(one, other): math.dist(seen[one], seen[other]) for one, other in combinations(COLOURS, 2)}
    assert {pair: round(apart, 3) for pair, apart in near.items() if apart < APART} == {}
