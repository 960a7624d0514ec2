"""Reader: turns the bytes of a file into a `ReadResult`, with guessed or chosen columns."""

import csv
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice

from data.i18n.message import LocalizedText
from data.reading.columns.contents import fits_role
from data.reading.columns.country_headings import country_headings
from data.reading.columns.header import Header, find_header
from data.reading.columns.journeys import ONE_JOURNEY, StopList, is_stop_list
from data.reading.columns.merged_cells import filled_down
from data.reading.columns.modes import are_modes, default_mode
from data.reading.columns.parts import ComposedColumn, find_parts
from data.reading.columns.roles import (
    apply_choices,
    are_pairs,
    find_cities,
    find_year_columns,
    guess_roles,
)
from data.reading.columns.sample import SampledColumn
from data.reading.columns.trip_ids import are_names, are_trip_ids
from data.reading.columns.vocabulary import DATE_ROLES, is_named, normalize_column_name
from data.reading.doubts import (
    converted_degrees,
    long_rows,
    merged_columns,
    trip_categories,
    undated_rows,
    unread_dates,
    zero_points,
)
from data.reading.formats.delimited import LongCellError
from data.reading.formats.detect import read_tables
from data.reading.grid import HEADING_YEAR, CellLine, Grid
from data.reading.options import DEFAULT_LIMITS, DEFAULT_OPTIONS, REPORT_EVERY, Limits, Progress, ReadOptions
from data.reading.rearranged import rearranged
from data.reading.records_table import RelatedTables, is_records_table, read_records_table
from data.reading.result import ReadResult
from data.reading.row_dates import date_cells, date_reasons, first_days, is_stay
from data.reading.row_parser import ParsedRow, RowParser
from data.reading.row_places import end_cells, in_degrees, names_ways, without_codes, without_numbers
from data.reading.rows import RawRows, read_rows
from data.reading.tables import choose_tables, sample_columns
from data.reading.trip_builder import TripBuilder
from data.reading.values.cell import clean_cell
from data.reading.values.cities import PlaceTest, code_style, no_place_test
from data.reading.values.date_column import DateColumn, read_date_columns
from data.records.metadata import METADATA_COLUMN
from data.records.people import Person
from data.records.sources import Source
from data.records.tables import TableError, distinct_names
from data.records.trips import STAY_COLUMN, TRIP_COLUMNS, Trip, sort_by_date

GUESS_LINES = 300  # lines, for the guess
DATED_ROLES = frozenset((*DATE_ROLES, "year"))
MOST_ORDERED = 500_000  # rows, which are all kept until their trips are made; of more they would take too much memory
MAX_TITLE_WORDS = 5  # above a table
SHOWN_CELLS = 3  # of each column
ROW_NUMBER_NAMES = frozenset(("#", "no", "number", "trip no", "trip number"))


def read(
    content: bytes,
    name: str,
    choice: ReadOptions = DEFAULT_OPTIONS,
    limits: Limits = DEFAULT_LIMITS,
    people: Mapping[str, Person] | None = None,
    sources: Mapping[str, Source] | None = None,
    progress: Callable[[float], None] | None = None,
    is_one_place: PlaceTest = no_place_test,
) -> ReadResult:
    """Read the trips of any table; raise `TableError`, with one sentence for the owner, if there is no table.

    `people` and `sources` resolve the ids in a table with the records' own columns. `progress` is called now and then
    with the share done, from 0 to 1; an exception of it ends the reading, which is how to cancel.
    `is_one_place` says of a text whether it is one place, so that no cell is split that names one.
    """
    whole = Progress(progress) if progress else Progress()
    whole.report(0)
    for grids in read_tables(content, name, limits, whole.part(0, 0.4)):
        reader = _Reader(
            name, choice, limits, RelatedTables(people or {}, sources or {}), whole.part(0.4, 1), is_one_place
        )
        try:
            reading = reader.read(rearranged(choose_tables(grids, choice.tables)))
        except csv.Error as error:
            wrong = error
        else:
            whole.report(1)
            return reading
    if isinstance(wrong, LongCellError):
        raise TableError(wrong.reason)
    raise TableError(LocalizedText("refused_quotes", error=wrong.args[0]))


@dataclass(frozen=True, slots=True)
class _Reader:
    """The inputs of one reading, for whichever grid is tried."""

    name: str
    options: ReadOptions
    limits: Limits
    related: RelatedTables
    progress: Progress
    is_one_place: PlaceTest

    def read(self, grid: Grid) -> ReadResult:
        """The reading of a grid; raise `csv.Error` where its quotes prove wrong."""
        head = list(islice(grid.lines(), GUESS_LINES))
        header = find_header(head, grid.header_row)
        if is_records_table(header) and not self.options.columns:
            return self._as_records(grid, header)
        header, sampled, mapping = self._guess(head, header)
        _refuse_prose(header, mapping, head)
        rows, mapping, years, merged = self._rows(grid, header, sampled, mapping)
        filled = tuple(merged_columns(merged, mapping))
        rows, headings = _under_countries(rows)
        rows, styles = in_degrees(rows, mapping, self.options)
        dates = read_date_columns(date_cells(rows, _with_years(mapping, years)), self.options.dates)
        stay = not self.options.columns.keys() & {"start", "end"} and is_stay(rows, mapping, dates)
        if stay:
            rows, mapping = rows.with_swapped("start", "end"), _swapped(mapping)
        rows, mapping, category = self._with_trips(rows, mapping, dates)
        journey, rows, mapping, mode = self._as_journey(rows, mapping, dates, header)
        roles = _with_years(mapping, years)
        if self.options.no_airports:
            rows = rows.with_cells(without_codes(rows))
        style = code_style(() if self.options.no_airports else end_cells(rows))
        parser = RowParser(
            self.name,
            header.columns[0],
            roles,
            dates,
            mode,
            bool(years),
            style,
            *names_ways(rows, mapping),
            is_one_place=self.is_one_place,
            headings=headings,
        )
        parser.year = _year_above(head[: max(header.row - 1, 0)])
        builder = self._builder(rows, mapping, joins=self.options.journey == ONE_JOURNEY and bool(journey))
        trips = sort_by_date(_limit_legs(builder.trips(self._parsed(rows, parser)), self.limits))
        why, faults = date_reasons(dates, mapping if stay else {}), tuple(sorted(set(parser.faults)))
        findings = (
            *unread_dates(sampled, mapping),
            *undated_rows(rows, mapping, dates),
            *filled,
            *long_rows(rows),
            *converted_degrees(styles, mapping),
            *zero_points(parser.zeros),
            *trip_categories(category, self.options),
        )
        shown = (
            self.name,
            trips,
            grid.format,
            header.columns,
            roles,
            why,
            len(set(rows.numbers)),
            faults,
            grid,
            header,
        )
        said = "" if mode == "other" or "mode" in mapping else mode
        own, samples = _own_names(rows.own), {column.name: column.sample[:SHOWN_CELLS] for column in sampled}
        return ReadResult(*shown, findings=findings, samples=samples, own_columns=own, journey=journey, mode=said)

    def _guess(self, head: list[CellLine], header: Header) -> tuple[Header, list[SampledColumn], dict[str, str]]:
        """The header, the columns, and the column of each role, as chosen or guessed."""
        sampled = sample_columns(head, header)
        guess = guess_roles(sampled)
        if not guess and are_pairs(head):
            header = find_header(head, 0)
            sampled = sample_columns(head, header)
            guess = dict(zip(("origin", "destination"), header.columns, strict=True))
        mapping = apply_choices(guess, self.options.columns, header.columns)
        if "destination" not in self.options.columns:
            mapping = {**mapping, **find_cities(sampled, mapping, self.is_one_place)}
        return header, sampled, mapping

    def _rows(
        self, grid: Grid, header: Header, sampled: list[SampledColumn], mapping: dict[str, str]
    ) -> tuple[RawRows, dict[str, str], tuple[str, ...], Mapping[str, list[str]]]:
        """The rows with values in parts put together and merged cells filled down; the columns of each role, those
        that hold years by traveller, and the cells that were filled.
        """
        composed = [one for one in find_parts(sampled, mapping, fits_role) if one.role not in self.options.columns]
        parts = {f"{one.role} {number}": name for one in composed for number, name in enumerate(one.columns)}
        taken = set(parts.values())
        composed_roles = {*DATED_ROLES, *(one.role for one in composed)}
        mapping = {
            role: column for role, column in mapping.items() if column not in taken or role not in composed_roles
        }
        years = () if composed else find_year_columns(sampled, mapping)
        known = {*mapping.values(), *taken, *years} - set(_telling_modes(sampled, mapping))
        own = [name for name in header.columns if name not in known][: self.limits.own_columns(grid.length)]
        progress = self.progress.part(0, 0.4)
        rows = read_rows(grid, header, {**mapping, **parts}, years, own, self.limits, progress)
        rows = rows.with_cells({one.role: _joined(one, rows) for one in composed})
        merged = filled_down(rows.cells)
        rows = rows.with_cells(merged).with_each_year()
        rows = rows.with_cells(without_numbers(rows))
        return rows, {**mapping, **{one.role: one.name for one in composed}}, years, merged

    def _with_trips(
        self, rows: RawRows, mapping: dict[str, str], dates: Mapping[str, DateColumn]
    ) -> tuple[RawRows, dict[str, str], str]:
        """The rows and the columns of the roles, with the ids of trips as titles where they are names.

        Ids that join rows far apart in time are no trips: the column is the occasion, and its name is returned too.
        """
        column = mapping.get("trip", "")
        if not column or normalize_column_name(column) in ROW_NUMBER_NAMES:
            return rows, mapping, ""
        ids = rows.cells["trip"]
        if "trip" not in self.options.columns and not _alone(rows):
            blank = [""] * len(ids)
            days = first_days(rows, mapping, dates)
            if not are_trip_ids(ids, days, rows.cells.get("traveller", blank)):
                mapping = {role: name for role, name in mapping.items() if role != "trip"}
                cells: dict[str, Sequence[str]] = {"trip": blank}
                if "occasion" in mapping:
                    rows = rows.with_own(column, ids)
                else:
                    mapping["occasion"], cells["occasion"] = column, ids
                return rows.with_cells(cells), mapping, column
        if "title" not in mapping and "title" not in self.options.columns and are_names(ids):
            return rows.with_cells({"title": ids}), {**mapping, "title": column}, ""
        return rows, mapping, ""

    def _as_journey(
        self, rows: RawRows, mapping: dict[str, str], dates: Mapping[str, DateColumn], header: Header
    ) -> tuple[str, RawRows, dict[str, str], str]:
        """Whether rows that only name stops are one journey or many visits, and the mode of rows that do not say.

        They are joined only where the options say so, as whoever asks may want the guess first. What each stop of a
        journey says as if it were a trip is one more column of its own.
        """
        are_ways, _ = names_ways(rows, mapping)
        mode = default_mode(header.columns, mapping, are_ways)
        is_asked = not (rows.years or self.options.chain or are_ways)
        if not is_asked or not is_stop_list(mapping, rows.cells.get("trip", ()), len(rows.numbers)):
            return "", rows, mapping, mode
        days = first_days(rows, mapping, dates)
        travellers = rows.cells.get("traveller", [""] * len(days))
        stops = StopList(header.columns, self.name, mapping, days, travellers, {**rows.own, **rows.cells})
        if self.options.journey != ONE_JOURNEY:
            return self.options.journey or stops.guess(), rows, mapping, mode
        for role in ("title", "occasion", "outcome"):
            if role in mapping and len(set(rows.cells[role])) > 1:
                rows = rows.with_own(mapping[role], rows.cells[role]).with_cells({role: [""] * len(days)})
                mapping = {other: column for other, column in mapping.items() if other != role}
        return (
            ONE_JOURNEY,
            rows,
            mapping,
            stops.mode if mode == "other" and "mode" not in mapping and stops.mode else mode,
        )

    def _builder(self, rows: RawRows, mapping: Mapping[str, str], joins: bool) -> TripBuilder:
        return TripBuilder(
            self.options.home,
            self.options.chain,
            numbered=normalize_column_name(mapping.get("trip", "")) in ROW_NUMBER_NAMES,
            alone=not joins and _alone(rows),
            journey=joins,
            ordered=len(rows.numbers) <= MOST_ORDERED,
        )

    def _as_records(self, grid: Grid, header: Header) -> ReadResult:
        found = read_records_table(self.name, grid, header, self.related, self.limits, self.progress)
        same = {column: column for column in header.columns}
        taken_for = LocalizedText("format_canonical", format=grid.format)
        return ReadResult(
            self.name,
            found.trips,
            taken_for,
            header.columns,
            same,
            {},
            found.rows,
            found.faults,
            grid,
            header,
            found.places,
            found.sources,
            own_columns=found.own_columns,
            title=found.title,
            home=found.home,
            states_homes=found.states_homes,
            unread_rows=found.unread_rows,
        )

    def _parsed(self, rows: RawRows, parser: RowParser) -> Iterator[ParsedRow]:
        """What can be drawn, as long as its stops are not too many: one cell may name five hundred."""
        stops, progress, about = 0, self.progress.part(0.4, 1), len(rows.numbers)
        for column in parser.dates.values():
            column.undated.clear()  # read so far without the years of headings
        for number, row in enumerate(rows):
            if not number % REPORT_EVERY:
                progress.report(number / about)
            if parsed := parser.read(row):
                stops += len(parsed.places.stops)
                if stops > self.limits.legs:
                    raise TableError(LocalizedText("refused_legs", most=self.limits.legs))
                yield parsed


def _telling_modes(sampled: Iterable[SampledColumn], mapping: Mapping[str, str]) -> Iterator[str]:
    """The column of the modes where it is one of something else that tells them, as “Air China” under “Operator”."""
    for column in sampled:
        if column.name == mapping.get("mode") and not is_named(column.name, "mode") and not are_modes(column.sample):
            yield column.name


def _own_names(columns: Iterable[str]) -> tuple[str, ...]:
    """The names of columns without a role; one that is also a column of the records is written with a capital."""
    known = {*TRIP_COLUMNS, STAY_COLUMN, METADATA_COLUMN}
    return distinct_names([name.capitalize() if name in known else str(name) for name in columns], ())


def _year_above(lines: list[CellLine]) -> str:
    """The year of the title above a table, such as “2018” or “My travels 2018”; "" where it has other numbers too."""
    titles = [cells[0] for line in lines if len(cells := list(filter(None, map(clean_cell, line)))) == 1]
    found = HEADING_YEAR.findall(titles[-1]) if titles and len(titles[-1].split()) <= MAX_TITLE_WORDS else []
    digits = sum(map(str.isdigit, titles[-1])) if titles else 0
    return found[0] if len(found) == 1 and digits == 4 else ""


def _under_countries(rows: RawRows) -> tuple[RawRows, frozenset[int]]:
    """The rows with the country of the heading above each, and the numbers of the rows that are such headings."""
    countries = country_headings(rows.cells)
    if not countries:
        return rows, frozenset()
    named = zip(rows.numbers, rows.cells["destination"], countries, strict=True)
    return rows.with_cells({"country": countries}), frozenset(
        number for number, place, above in named if place == above
    )


def _limit_legs(trips: Iterable[Trip], limits: Limits) -> Iterator[Trip]:
    legs = 0
    for trip in trips:
        legs += len(trip.legs)
        if legs > limits.legs:
            raise TableError(LocalizedText("refused_legs", most=limits.legs))
        yield trip


def _alone(rows: RawRows) -> bool:
    """Whether no two rows share an id, so that each is a trip by itself."""
    ids = list(filter(None, rows.cells.get("trip", ())))
    return len(set(ids)) == len(ids)


def _with_years(mapping: Mapping[str, str], years: Sequence[str]) -> dict[str, str]:
    """The columns of the roles, with those that hold a year for each traveller together."""
    return {**mapping, **({"year": ", ".join(years)} if years else {})}


def _joined(composed: ComposedColumn, rows: RawRows) -> list[str]:
    columns = [rows.cells[f"{composed.role} {number}"] for number in range(len(composed.columns))]
    known: dict[tuple[str, ...], str] = {}
    return [known.get(cells) or known.setdefault(cells, composed.join(cells)) for cells in zip(*columns, strict=True)]


def _swapped(mapping: Mapping[str, str]) -> dict[str, str]:
    return {**mapping, "start": mapping["end"], "end": mapping["start"]}


def _refuse_prose(header: Header, mapping: Mapping[str, str], head: list[CellLine]) -> None:
    """Lines of one cell each, of which nothing is known, are a text and not a table."""
    single = sum(sum(map(bool, line)) < 2 for line in head)
    if not mapping and (len(header.columns) < 2 or single * 2 >= len(head)):
        raise TableError(LocalizedText("refused_prose" if head else "refused_nothing"))
