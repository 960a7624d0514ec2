"""Doubts: findings about a table that its columns and cells show by themselves, before any place is looked up."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from data.i18n.message import LocalizedText
from data.reading.columns.ends import EndKind, end_names
from data.reading.columns.sample import SampledColumn
from data.reading.columns.vocabulary import DATE_ROLES, ROLES, spellings
from data.reading.finding import Finding
from data.reading.options import ReadOptions
from data.reading.rows import RawRows
from data.reading.values.date_column import DateColumn
from data.reading.values.degrees import DegreeStyle, Unit
from data.reading.values.periods import BeforeChristError

DATE_NAMES = frozenset(name for role in (*DATE_ROLES, "year") for name in ROLES[role])

MOST_LONG = 0.5  # of the rows; where more are long, the last column has no name


def unread_dates(columns: Sequence[SampledColumn], mapping: Mapping[str, str]) -> Iterator[Finding]:
    """Yield a finding for a column named like a date whose cells are hardly any, where the rows get no other date."""
    if mapping.keys() & {*DATE_ROLES, "year"}:
        return
    for column in columns:
        if column.sample and column.name not in mapping.values() and _is_named_as_date(column.name):
            yield Finding(LocalizedText("finding_no_dates", column=column.name, cell=column.sample[0][:60]))
            return


def _is_named_as_date(name: str) -> bool:
    return any(spelling in DATE_NAMES for spelling in spellings(name)) or any(
        meaning.kind is EndKind.DATE for meaning in end_names(name)
    )


def undated_rows(rows: RawRows, mapping: Mapping[str, str], dates: Mapping[str, DateColumn]) -> Iterator[Finding]:
    """Yield a finding for each column with dates that lack their year, or lie before the year 1."""
    for role in DATE_ROLES:
        column = mapping.get(role, "")
        undated = dates[column].undated if column in dates else {}
        if not undated:
            continue
        for ancient in (False, True):
            cells = {cell for cell, why in undated.items() if isinstance(why, BeforeChristError) is ancient}
            numbers = [number for number, cell in zip(rows.numbers, rows.cells[role], strict=True) if cell in cells]
            if numbers:
                example = next(cell for cell in rows.cells[role] if cell in cells)
                told: dict[str, str | int] = {"n": len(numbers), "column": column, "cell": example[:60]}
                text = (
                    LocalizedText("finding_before_christ", **told)
                    if ancient
                    else LocalizedText("finding_no_year", **told)
                )
                yield Finding(text, row=numbers[0])


def merged_columns(merged: Mapping[str, Sequence[str]], mapping: Mapping[str, str]) -> Iterator[Finding]:
    """Yield a finding for the columns whose blank cells are read as the cell above."""
    if merged:
        names = ", ".join(f"“{mapping[role]}”" for role in merged)
        yield Finding(LocalizedText("finding_merged", n=len(merged), columns=names))


def long_rows(rows: RawRows) -> Iterator[Finding]:
    """Yield a finding where a few rows have more cells than columns have names, as an unquoted comma makes them."""
    if rows.long and len(rows.long) <= MOST_LONG * len(rows.numbers):
        yield Finding(LocalizedText("finding_long_rows", row=str(rows.long[0])), row=rows.long[0])


def converted_degrees(styles: Mapping[str, DegreeStyle], mapping: Mapping[str, str]) -> Iterator[Finding]:
    """Yield a finding for each pair of columns whose numbers are not plain degrees, the latitude first."""
    for role, style in styles.items():
        columns = {"lat": mapping[role], "lon": mapping[role.replace("lat", "lon")]}
        if style.exchanged:
            yield Finding(LocalizedText("finding_exchanged", **columns))
        elif style.unit is Unit.MERCATOR:
            yield Finding(LocalizedText("finding_mercator", **columns))
        else:
            yield Finding(LocalizedText("finding_microdegrees", **columns))


def zero_points(rows: Sequence[int]) -> Iterator[Finding]:
    """Yield a finding where points stand at 0, 0, which mostly means that they are not known."""
    if rows:
        yield Finding(LocalizedText("finding_zero", row=str(min(rows))), row=min(rows))


def trip_categories(column: str, options: ReadOptions) -> Iterator[Finding]:
    """Yield a finding for a column that would join rows far apart in time into one trip; a click joins them."""
    if column:
        joined = replace(options, columns={**options.columns, "trip": column})
        yield Finding(LocalizedText("finding_no_ids", column=column), LocalizedText("remedy_join"), joined)
