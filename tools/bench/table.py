"""Format figures as a Markdown table with aligned columns."""

from collections.abc import Sequence

from tools.bench.figures import Figure, Sample

HEAD = ("what", "ours: median (min to max, n)", "bare", "ratio", "plain client", "bar", "")


def table(figures: Sequence[Figure]) -> str:
    """The table, one row per figure."""
    rows = [HEAD, *map(_row, figures)]
    widths = [max(len(row[column]) for row in rows) for column in range(len(HEAD))]
    lines = [_line(row, widths) for row in rows]
    return "\n".join([lines[0], _line(["-" * width for width in widths], widths), *lines[1:]])


def _row(figure: Figure) -> tuple[str, ...]:
    bar = figure.bar.text(figure.unit)
    verdict = f"missed by {_short(figure.missed_by)} {figure.unit}" if figure.missed_by else "met" if bar else ""
    ratio = "" if figure.ratio is None else f"{figure.ratio:.2f} x"
    values = (_format_sample(figure.app), _format_sample(figure.bare), ratio, _format_sample(figure.client))
    return (f"{figure.what}, {figure.unit}", *values, bar, verdict)


def _format_sample(sample: Sample | None) -> str:
    """Format a sample: median, extremes and number; one value alone; "" for none."""
    if sample is None:
        return ""
    if len(sample.values) == 1:
        return _short(sample.median)
    low, high = min(sample.values), max(sample.values)
    return f"{_short(sample.median)} ({_short(low)} to {_short(high)}, {len(sample.values)})"


def _short(value: float) -> str:
    """Format a value with three significant digits.

    >>> _short(1234.5), _short(12.34), _short(1.234)
    ('1,234', '12.3', '1.23')
    """
    return f"{value:,.{0 if abs(value) >= 100 else 1 if abs(value) >= 10 else 2}f}"


def _line(cells: Sequence[str], widths: Sequence[int]) -> str:
    return f"| {' | '.join(cell.ljust(width) for cell, width in zip(cells, widths, strict=True))} |"
