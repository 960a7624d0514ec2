"""Draw the click times by number of trips as an SVG for the docs: median, min and max."""

from collections.abc import Mapping
from math import log10

from tools.bench.figures import Figure

WIDTH, HEIGHT = 720, 300
LEFT, RIGHT, TOP, BOTTOM = 60, 20, 50, 40
TICKS_MS = (10, 20, 50, 100, 200, 500)
APP_COLOUR, BARE_COLOUR, BAR_COLOUR, PALE = "#1d6ba8", "#6b6b6b", "#a8321f", "#d8d4c8"


def picture(clicks: Mapping[str, Figure]) -> str:
    """Draw the clicks of each size, such as “11 trips”, on a logarithmic scale from 10 to 500 ms."""
    step = (WIDTH - LEFT - RIGHT) / len(clicks)
    columns = [_column(LEFT + step * (at + 0.5), *each) for at, each in enumerate(clicks.items())]
    head = _text(LEFT, 24, "Click to the end of its frame, in ms: median, from min to max", "start", size=15)
    keys = [("this page", APP_COLOUR), ("bare page, no map", BARE_COLOUR), ("bar", BAR_COLOUR)]
    told = [_text(LEFT + 150 * at, 42, f"\u25cf {name}", "start", colour) for at, (name, colour) in enumerate(keys)]
    view = f'viewBox="0 0 {WIDTH} {HEIGHT}" font-family="sans-serif"'
    paper = f'<rect width="{WIDTH}" height="{HEIGHT}" fill="#fbfaf5"/>'
    parts = [paper, head, *told, *map(_tick, TICKS_MS), *columns]
    return f'<svg xmlns="http://www.w3.org/2000/svg" {view}>\n' + "\n".join(parts) + "\n</svg>\n"


def _y(ms: float) -> float:
    low, high = log10(TICKS_MS[0]), log10(TICKS_MS[-1])
    share = (log10(min(TICKS_MS[-1], max(TICKS_MS[0], ms))) - low) / (high - low)
    return HEIGHT - BOTTOM - share * (HEIGHT - BOTTOM - TOP)


def _column(x: float, name: str, figure: Figure) -> str:
    pairs = ((x - 18, figure.app, APP_COLOUR), (x + 18, figure.bare, BARE_COLOUR))
    parts = [_text(x, HEIGHT - 14, name, "middle")]
    for at, sample, colour in pairs:
        if sample is None:
            continue
        parts.append(_line(at, at, min(sample.values), max(sample.values), colour, 2))
        parts.append(f'<circle cx="{at:.1f}" cy="{_y(sample.median):.1f}" r="5" fill="{colour}"/>')
        parts.append(_text(at + 9, _y(sample.median) + 4, f"{sample.median:.0f}", "start", colour))
    limit = figure.limit
    return "\n".join([*parts, _line(x - 32, x - 4, limit, limit, BAR_COLOUR, 2)])


def _tick(ms: int) -> str:
    line = f'<line x1="{LEFT}" x2="{WIDTH - RIGHT}" y1="{_y(ms):.1f}" y2="{_y(ms):.1f}" stroke="{PALE}"/>'
    return line + _text(LEFT - 8, _y(ms) + 4, str(ms), "end")


def _line(x1: float, x2: float, from_ms: float, to_ms: float, colour: str, width: float) -> str:
    place = f'x1="{x1:.1f}" x2="{x2:.1f}" y1="{_y(from_ms):.1f}" y2="{_y(to_ms):.1f}"'
    return f'<line {place} stroke="{colour}" stroke-width="{width}"/>'


def _text(x: float, y: float, text: str, anchor: str, colour: str = "#33302a", size: int = 12) -> str:
    return f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}" fill="{colour}" font-size="{size}">{text}</text>'
