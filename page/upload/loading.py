"""Loading: reads, places and packs an uploaded table. It runs in a worker process, so nothing here knows Streamlit."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from data.i18n.message import LocalizedText
from data.reading import DEFAULT_LIMITS, Limits, ReadOptions, ReadResult
from data.reading.columns.reasons import role_reasons
from data.reading.finding import Finding
from data.reading.grid import TablePart
from data.reading.options import DEFAULT_OPTIONS
from data.records.places import Place
from data.records.records import to_records
from data.selection import year_range
from geo.check.doubts import read_and_check
from geo.dataset import Dataset, place_records
from geo.gazetteer import Sureness
from geo.geocoding.resolver import Resolution
from page.facets import FacetWords, facet_words
from page.upload.report import RowReport, RowSummary, row_report

DEMO_TABLES = Path(__file__).parents[2] / "data" / "demo"
READ_SHARE, PLACED_SHARE = 0.45, 0.55  # of the time that 100,000 rows take, measured
MOST_LISTED_NAMES = 10_000  # the least sure
DOUBT_ORDER = tuple(reversed(Sureness))  # the least sure first


@dataclass(frozen=True, slots=True)
class UploadRequest:
    """A table to load, by name and content, and what the reader says of it.

    `corrections` are places by the name they stand for; `home` of the choice is a place. `earlier_choices` are what the
    reader chose for other tables, by their columns.
    """

    name: str
    content: bytes = field(repr=False)
    title: str = ""
    choice: ReadOptions = DEFAULT_OPTIONS
    corrections: Mapping[str, Place] = field(default_factory=dict)
    earlier_choices: Mapping[tuple[str, ...], ReadOptions] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class NameSummary:
    """How many names of places a table has, how many are not placed or ambiguous, and the least sure of them."""

    total: int
    unplaced: int
    ambiguous: int
    resolutions: tuple[Resolution, ...]


@dataclass(frozen=True, slots=True)
class LoadedTable:
    """What a session keeps of its table: small, but for `packed`, which browsers draw; `digest` is that one's.

    `choice` is what it was read by, `first_columns` and `guess` its columns and their roles before any choice.
    `mapping` has the column of each role, `reasons` why, `samples` the first cells of each column, `dates` how each
    column of dates was read; `facets` and `years` are offered
    as filters. `findings` are doubts about how it was read; `parts` are the tables of the file, read or left out.
    """

    title: str
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
    names: NameSummary
    facets: FacetWords
    years: tuple[int, int] | None
    packed: bytes = field(repr=False)
    digest: str


def warm_up() -> None:
    """Load a table once, and with it all that loading needs, for the workers to share."""
    demo = DEMO_TABLES / "tour.csv"
    load_table(demo.read_bytes(), UploadRequest(demo.name, b""), DEFAULT_LIMITS, lambda _: None)


def load_table(
    content: bytes, request: UploadRequest, limits: Limits, progress: Callable[[float], None]
) -> LoadedTable:
    """Read and place a table; its content comes beside its request. May raise `TableError`."""
    reading, findings = _read(content, request, limits, lambda share: progress(share * READ_SHARE))
    first = reading
    earlier = request.earlier_choices.get(first.columns)
    if earlier and request.choice == DEFAULT_OPTIONS:
        first, _ = _read(content, replace(request, choice=ReadOptions(tables=earlier.tables)), limits, progress)
        request = replace(request, choice=earlier)
        reading, findings = _read(content, request, limits, progress)
    dataset = _place(request, reading)
    progress(PLACED_SHARE)
    digest = dataset.digest
    report = row_report(reading, dataset)
    return LoadedTable(
        title=dataset.records.about.title,
        format=reading.format,
        choice=request.choice,
        first_columns=first.columns,
        guess=first.mapping,
        columns=reading.columns,
        mapping=reading.mapping,
        reasons=role_reasons(reading.mapping, request.choice.columns),
        samples=reading.samples,
        dates=reading.dates,
        findings=findings,
        parts=reading.grid.parts,
        rows=report.summary(),
        names=_summarize_names(dataset),
        facets=facet_words(dataset),
        years=year_range(dataset.trips),
        packed=dataset.packed,
        digest=digest,
    )


def load_dataset(content: bytes, request: UploadRequest, limits: Limits, progress: Callable[[float], None]) -> Dataset:
    """The trips of a table, placed, as an export needs them."""
    return _place(request, _read(content, request, limits, progress)[0])


def not_drawn_file(
    content: bytes, request: UploadRequest, limits: Limits, language: str, progress: Callable[[float], None]
) -> bytes:
    """The rows that are not drawn, as CSV, with the reasons in a language."""
    reading, _ = _read(content, request, limits, progress)
    report: RowReport = row_report(reading, _place(request, reading))
    return reading.not_drawn_table(report.faults, language).encode("utf-8-sig")


def _read(
    content: bytes, request: UploadRequest, limits: Limits, progress: Callable[[float], None]
) -> tuple[ReadResult, tuple[Finding, ...]]:
    return read_and_check(content, request.name, request.choice, limits, progress)


def _place(request: UploadRequest, reading: ReadResult) -> Dataset:
    records = to_records(reading, request.title or request.name, request.choice.home)
    return place_records(records, request.name, corrections=tuple(request.corrections.values()))


def _summarize_names(dataset: Dataset) -> NameSummary:
    resolutions = sorted(dataset.placement.resolutions, key=lambda resolution: DOUBT_ORDER.index(resolution.sureness))
    unplaced, ambiguous = (
        sum(resolution.sureness is sureness for resolution in resolutions)
        for sureness in (Sureness.UNKNOWN, Sureness.AMBIGUOUS)
    )
    return NameSummary(len(resolutions), unplaced, ambiguous, tuple(resolutions[:MOST_LISTED_NAMES]))
