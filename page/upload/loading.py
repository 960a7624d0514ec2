"""Loading: reads, places and packs uploaded tables. It runs in a worker process, so nothing here knows Streamlit."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from hashlib import sha256
from itertools import count
from pathlib import Path, PurePath

from data.i18n.message import LocalizedText
from data.reading import DEFAULT_LIMITS, Limits, ReadOptions, ReadResult, TableError
from data.reading.columns.journeys import ONE_JOURNEY
from data.reading.columns.reasons import role_reasons
from data.reading.finding import Finding
from data.reading.grid import TablePart
from data.reading.options import DEFAULT_OPTIONS, Progress
from data.records.merge import join_records, name_travellers, row_offsets, separate_ids
from data.records.records import Records, to_records
from page.fork_server import keep_until_exit
from page.startup import block_import

# Geopy takes `requests` where it finds it, for adapters that are not ours: 0.1 s before the first upload.
with block_import("requests"):
    from geo.check.doubts import read_and_check
    from geo.dataset import Dataset, place_records
    from geo.gazetteer import Sureness
    from geo.geocoding.resolver import Resolution
    from page.facets import FacetWords, facet_words
    from page.upload.project import NO_PUBLICATION, UploadRequest, project_file, table_names
    from page.upload.report import RowReport, RowSummary, row_report

DEMO_TABLES = Path(__file__).parents[2] / "data" / "demo"
READ_SHARE, PLACED_SHARE = 0.45, 0.55  # of the time that 100,000 rows take, measured
MOST_LISTED_NAMES = 10_000  # the least sure
DOUBT_ORDER = tuple(reversed(Sureness))  # the least sure first
MAX_BROWSER_BYTES = 10_000_000  # of tables that the reader's browser keeps


@dataclass(frozen=True, slots=True)
class NameSummary:
    """How many names of places the tables have, how many are not placed or ambiguous, and the least sure of them."""

    total: int
    unplaced: int
    ambiguous: int
    resolutions: tuple[Resolution, ...]


@dataclass(frozen=True, slots=True)
class LoadedTable:
    """What a session keeps of a table that was read.

    `choice` is what it was read by, `first_columns` and `guess` its columns and their roles before any choice.
    `mapping` has the column of each role, `reasons` why, `samples` the first cells of each column, `dates` how each
    column of dates was read. `findings` are doubts about how it was read; `parts` are the tables of the file, read or
    left out. `journey` is "one" or "many" where its rows only name stops.
    """

    name: str
    format: LocalizedText
    choice: ReadOptions
    first_columns: tuple[str, ...]
    guess: Mapping[str, str]
    columns: tuple[str, ...]
    mapping: Mapping[str, str]
    reasons: Mapping[str, LocalizedText]
    samples: Mapping[str, tuple[str, ...]]
    dates: Mapping[str, LocalizedText]
    findings: tuple[Finding, ...]
    parts: tuple[TablePart, ...]
    rows: RowSummary
    journey: str


@dataclass(frozen=True, slots=True)
class LoadedTrips:
    """What a session keeps of the trips of its tables: small, but for `packed`, which browsers draw, and `project`.

    `digest` and `project_digest` are those of both. `facets` and `years` are offered as filters. `project` is the
    project file for the reader's browser to keep, empty where the tables are too large.
    """

    title: str
    tables: tuple[LoadedTable, ...]
    names: NameSummary
    own_columns: tuple[str, ...]
    facets: FacetWords
    years: tuple[int, int] | None
    packed: bytes = field(repr=False)
    digest: str
    project: bytes = field(repr=False)
    project_digest: str


@dataclass(frozen=True, slots=True)
class _Reading:
    """A table as it was read: by the request's choice, or by that for earlier tables of its columns."""

    result: ReadResult
    findings: tuple[Finding, ...]
    choice: ReadOptions
    first: ReadResult


@dataclass(frozen=True, slots=True)
class _PlacedTables:
    """The trips of all tables, placed; `parts` are the records of each, with `rows` of the whole before them."""

    dataset: Dataset
    parts: tuple[Records, ...]
    rows: tuple[int, ...]

    def report(self, number: int, reading: ReadResult) -> RowReport:
        """Report on the rows of one table."""
        before, placement = self.rows[number], self.dataset.placement
        after = self.rows[number + 1] if number + 1 < len(self.rows) else None
        faults = tuple(
            replace(fault, file=reading.file, row=fault.row - before)
            for fault in placement.faults
            if before < fault.row and (after is None or fault.row <= after)
        )
        part = replace(self.dataset, records=self.parts[number], placement=replace(placement, faults=faults))
        return row_report(reading, part)


def warm_up() -> None:
    """Load a table once, and with it all that loading needs, for the workers to share."""
    demo = DEMO_TABLES / "tour.csv"
    content = demo.read_bytes()
    request = UploadRequest.of_table(demo.name, content)
    load_tables(content, request.without_content(), DEFAULT_LIMITS, lambda _: None)


def load_tables(
    content: bytes, request: UploadRequest, limits: Limits, progress: Callable[[float], None]
) -> LoadedTrips:
    """Read and place the tables of a request, whose content comes beside it. May raise `TableError`."""
    request = request.with_content(content)
    readings = _read_tables(request, limits, lambda share: progress(share * READ_SHARE))
    request = _as_exported(request, readings)
    placed = _place(request, [reading.result for reading in readings])
    keep_until_exit(readings, placed)
    dataset = placed.dataset
    progress(PLACED_SHARE)
    digest = dataset.digest
    tables = tuple(
        _summarize_table(reading, request.tables[number].choice, placed.report(number, reading.result))
        for number, reading in enumerate(readings)
    )
    # In no thread of its own, which may never say that it began where memory is short.
    project = project_file(request) if len(content) <= MAX_BROWSER_BYTES else b""
    return LoadedTrips(
        title=dataset.records.about.title,
        tables=tables,
        names=_summarize_names(dataset),
        own_columns=dataset.records.own_columns,
        facets=facet_words(dataset),
        years=dataset.year_span,
        packed=dataset.packed,
        digest=digest,
        project=project,
        project_digest=sha256(project).hexdigest() if project else "",
    )


def load_dataset(content: bytes, request: UploadRequest, limits: Limits, progress: Callable[[float], None]) -> Dataset:
    """The trips of the tables of a request, placed, as an export needs them."""
    request = request.with_content(content)
    readings = _read_tables(request, limits, progress)
    return _place(_as_exported(request, readings), [reading.result for reading in readings]).dataset


def not_drawn_file(
    content: bytes,
    request: UploadRequest,
    limits: Limits,
    number: int,
    language: str,
    progress: Callable[[float], None],
) -> bytes:
    """The rows of one table that are not drawn, as CSV, with the reasons in a language."""
    request = request.with_content(content)
    readings = [reading.result for reading in _read_tables(request, limits, progress)]
    report = _place(request, readings).report(number, readings[number])
    return readings[number].not_drawn_table(report.faults, language).encode("utf-8-sig")


def _read_tables(request: UploadRequest, limits: Limits, progress: Callable[[float], None]) -> list[_Reading]:
    """Read each table; together they may have as many legs as one."""
    whole, n = Progress(progress), len(request.tables)
    readings = [_read(request, at, limits, whole.part(at / n, (at + 1) / n).report) for at in range(n)]
    if sum(len(trip.legs) for reading in readings for trip in reading.result.trips) > limits.legs:
        raise TableError(LocalizedText("refused_legs", most=limits.legs))
    return readings


def _as_exported(request: UploadRequest, readings: Sequence[_Reading]) -> UploadRequest:
    """The request with the choices by which its tables were read, and with what an export of this page brings along.

    The title of an export counts where the reader has chosen none, and so does its home.
    """
    choices = [replace(reading.choice, home=reading.choice.home or reading.result.home) for reading in readings]
    titles = [reading.result.title for reading in readings]
    is_unnamed = request.title in ("", table_names(request.tables))
    title = titles[0] if len(titles) == 1 and titles[0] and is_unnamed else request.title
    return replace(request.with_choices(choices), title=title)


def _read(request: UploadRequest, number: int, limits: Limits, progress: Callable[[float], None]) -> _Reading:
    """Read a table by its choice; without one, by what the reader chose for earlier tables of the same columns."""
    table, choice = request.tables[number], request.tables[number].choice
    result, findings = read_and_check(table.content, table.name, choice, limits, progress)
    first = result
    earlier = request.earlier_choices.get(first.columns)
    if earlier and choice == DEFAULT_OPTIONS:
        choice = ReadOptions(tables=earlier.tables)
        first, _ = read_and_check(table.content, table.name, choice, limits, progress)
        choice = earlier
        result, findings = read_and_check(table.content, table.name, choice, limits, progress)
    if result.journey == ONE_JOURNEY and not choice.journey:  # the better guess is drawn, and the reader asked
        joined = replace(choice, journey=ONE_JOURNEY)
        result, findings = read_and_check(table.content, table.name, joined, limits, progress)
    return _Reading(result, findings, choice, first)


def _place(request: UploadRequest, readings: Sequence[ReadResult]) -> _PlacedTables:
    title = request.title or request.tables[0].name
    homes = [table.choice.home for table in request.tables]
    records = [to_records(reading, title, home) for reading, home in zip(readings, homes, strict=True)]
    parts: tuple[Records, ...] = (records[0],)
    whole = records[0]
    if len(records) > 1:
        names = _distinct_stems([table.name for table in request.tables])
        named = [
            replace(each, trips=name_travellers(each.trips, name)) for each, name in zip(records, names, strict=True)
        ]
        parts = separate_ids(named)
        whole = join_records(parts, title)
    if request.publication != NO_PUBLICATION:
        whole = replace(whole, about=replace(whole.about, publication=request.publication))
    dataset = place_records(whole, request.tables[0].name, corrections=tuple(request.corrections.values()))
    return _PlacedTables(dataset, parts, tuple(row_offsets(parts)))


def _distinct_stems(names: Sequence[str]) -> list[str]:
    """The names of files without their endings, numbered where they are the same.

    >>> _distinct_stems(["ann.csv", "ann.xlsx", "bob.csv"])
    ['ann', 'ann (2)', 'bob']
    """
    taken: dict[str, None] = {}
    for name in names:
        stem = PurePath(name).stem or name
        numbered = (f"{stem} ({number})" for number in count(2))
        taken[stem if stem not in taken else next(each for each in numbered if each not in taken)] = None
    return list(taken)


def _summarize_table(reading: _Reading, choice: ReadOptions, report: RowReport) -> LoadedTable:
    result = reading.result
    return LoadedTable(
        name=result.file,
        format=result.format,
        choice=choice,
        first_columns=reading.first.columns,
        guess=reading.first.mapping,
        columns=result.columns,
        mapping=result.mapping,
        reasons=role_reasons(result.mapping, choice.columns, result.mode),
        samples=result.samples,
        dates=result.dates,
        findings=reading.findings,
        parts=result.grid.parts,
        rows=report.summary(),
        journey=result.journey,
    )


def _summarize_names(dataset: Dataset) -> NameSummary:
    resolutions = sorted(dataset.placement.resolutions, key=lambda resolution: DOUBT_ORDER.index(resolution.sureness))
    unplaced, ambiguous = (
        sum(resolution.sureness is sureness for resolution in resolutions)
        for sureness in (Sureness.UNKNOWN, Sureness.AMBIGUOUS)
    )
    return NameSummary(len(resolutions), unplaced, ambiguous, tuple(resolutions[:MOST_LISTED_NAMES]))
