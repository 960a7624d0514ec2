"""CSV and XLSX of a view, in the columns of `trips.csv`, so that the page can read them back."""

import csv
import io
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from functools import cache, partial

import numpy as np

from data.records.about import About
from data.records.legs import Leg, Stop
from data.records.metadata import ABOUT_COLUMNS, METADATA_COLUMN, metadata_cell
from data.records.places import PLACE_COLUMNS, Place
from data.records.records import built_in_places
from data.records.sources import SOURCE_COLUMNS, Source, source_from_cell
from data.records.tables import escape_formula
from data.records.trips import STAY_COLUMN, TRIP_COLUMNS, Trip
from export.progress import ProgressCallback, ignore_progress, track_progress
from export.view import View, cited_sources, data_date, read_to_line, visible_trips
from geo.dataset import Dataset
from geo.geocoding.place_index import PlaceIndex

FIRST_DAY = datetime(1900, 1, 1)  # of Excel; openpyxl and others refuse years of fewer than four digits
MAX_CELL_LENGTH = 32_767  # characters in a cell, Excel's limit
COLUMN_WIDTHS = {
    "title": 24,
    "occasion": 32,
    "outcome": 48,
    "note": 60,
    "via": 40,
    "sources": 40,
    "url": 48,
    "aliases": 32,
}

CsvRow = dict[str, str]
StopText = Callable[[Stop], str]
SourceText = Callable[[str], str]


def to_csv(dataset: Dataset, view: View, progress: ProgressCallback = ignore_progress) -> bytes:
    """Return the trips as one CSV file (RFC 4180, UTF-8) that needs no other.

    Of the built-in records places are named by id or point and sources by URL. Own trips have a column more for all
    that stands beside them.
    """
    trips = track_progress(visible_trips(dataset, view), progress)
    columns = exported_columns(dataset)
    if _is_own(dataset):
        columns, rows = (*columns, METADATA_COLUMN), _own_rows(dataset, visible_trips(dataset, view), trips)
    else:
        named = partial(_place_id_or_point, dataset)
        rows = ({**row, "published_km": ""} for row in _rows(dataset, trips, named, partial(_address, dataset)))
    text = io.StringIO()
    table = csv.DictWriter(text, columns, lineterminator="\r\n")
    table.writerow({column: escape_formula(column) for column in columns})
    for row in rows:
        table.writerow({column: escape_formula(cell) for column, cell in row.items()})
    return text.getvalue().encode()


def to_xlsx(dataset: Dataset, view: View, progress: ProgressCallback = ignore_progress) -> bytes:
    """Return trips, places and sources as three sheets, and title and home of own trips as one more.

    Every cell is a text.
    """
    import xlsxwriter  # noqa: PLC0415  loaded only when a workbook is exported

    trips = visible_trips(dataset, view)
    file = io.BytesIO()
    book = xlsxwriter.Workbook(file, {"in_memory": True})
    book.set_properties(
        {
            "title": dataset.records.about.title[:255],
            "comments": read_to_line(dataset)[:255],
            "created": max(data_date(dataset).replace(tzinfo=None), FIRST_DAY),
        }
    )
    placed = _placed(dataset, trips)
    known = [dataset.records.sources[key] for key in cited_sources(dataset, view)]
    sheets: list[tuple[str, Sequence[str], Iterator[CsvRow]]] = [
        (
            "trips",
            exported_columns(dataset),
            _rows(dataset, track_progress(trips, progress), lambda stop: _place_id(dataset, stop), lambda key: key),
        ),
        ("places", PLACE_COLUMNS, (_place_cells(place) for place in placed)),
        (
            "sources",
            SOURCE_COLUMNS,
            map(_source_cells, known),
        ),
    ]
    if _is_own(dataset):
        sheets.append(("about", ABOUT_COLUMNS, iter([_about_cells(dataset)])))
    bold, top = book.add_format({"bold": True}), book.add_format({"valign": "top", "text_wrap": True})
    for name, columns, rows in sheets:
        sheet = book.add_worksheet(name)
        sheet.freeze_panes(1, 0)
        for number, column in enumerate(columns):
            sheet.set_column(number, number, COLUMN_WIDTHS.get(column, 16), top)
            sheet.write_string(0, number, escape_formula(column)[:MAX_CELL_LENGTH], bold)
        for line, row in enumerate(rows, 1):
            for number, column in enumerate(columns):
                if row[column]:
                    sheet.write_string(line, number, escape_formula(row[column])[:MAX_CELL_LENGTH], top)
    book.close()
    return file.getvalue()


def exported_columns(dataset: Dataset) -> tuple[str, ...]:
    """Return the columns of `trips.csv`, `stay` if any date is that of a visit, then those that only this table has."""
    stays = any(leg.stay for trip in dataset.trips for leg in trip.legs)
    return (*TRIP_COLUMNS, *((STAY_COLUMN,) if stays else ()), *dataset.records.own_columns)


def _rows(dataset: Dataset, trips: Iterable[Trip], named: StopText, cited_as: SourceText) -> Iterator[CsvRow]:
    """Yield one row per leg; the first row of a trip holds what belongs to the trip."""
    columns, own = exported_columns(dataset), dataset.records.own_columns
    for trip in trips:
        for number, leg in enumerate(trip.legs):
            yield {
                **dict.fromkeys(columns, ""),
                "trip": trip.id,
                **_trip_cells(trip, number),
                **_leg_cells(leg, named, cited_as),
                **({STAY_COLUMN: "yes"} if leg.stay else {}),
                **dict(zip(own, leg.details, strict=True)),
            }


def _is_own(dataset: Dataset) -> bool:
    """Whether these are a reader's own trips, of which no more is known than a title and a home."""
    about = dataset.records.about
    return about == About(about.title, home=about.home)


def _own_rows(dataset: Dataset, trips: Sequence[Trip], tracked: Iterable[Trip]) -> Iterator[CsvRow]:
    """Yield one row per leg, with the places and sources that it is the first to name, and the first row with home."""
    names = _place_names(_placed(dataset, trips))
    rows = _rows(dataset, tracked, lambda stop: _own_name(dataset, stop, names), lambda key: key)
    told = {("places", place.id) for place in _home(dataset)}
    beside = {"about": [_about_cells(dataset)], "places": [*map(_place_cells, _home(dataset))]}
    for row, leg in zip(rows, (leg for trip in trips for leg in trip.legs), strict=True):
        places = [place for stop in leg.stops if (place := dataset.placement.place(stop))]
        new_places = [place for place in places if ("places", place.id) not in told]
        keys = dict.fromkeys((*leg.sources, *(length.source for length in leg.published)))
        sources = [dataset.records.sources[key] for key in keys if ("sources", key) not in told]
        told |= {("places", place.id) for place in new_places} | {("sources", key) for key in keys}
        beside["places"] = [*beside.get("places", ()), *map(_place_cells, dict.fromkeys(new_places))]
        beside["sources"] = [_source_cells(source) for source in sources if source != source_from_cell(source.id)]
        yield {**row, METADATA_COLUMN: metadata_cell(beside)}
        beside = {}


def _placed(dataset: Dataset, trips: Sequence[Trip]) -> list[Place]:
    """The places of trips, and that of home, in their order."""
    placement = dataset.placement
    stops = {stop.key for trip in trips for leg in trip.legs for stop in leg.stops}
    numbers = {placement.numbers[key] for key in stops & placement.numbers.keys()}
    if _is_own(dataset) and placement.home_number is not None:
        numbers.add(placement.home_number)
    return [placement.places[number] for number in sorted(numbers)]


def _home(dataset: Dataset) -> list[Place]:
    number = dataset.placement.home_number
    return [] if number is None else [dataset.placement.places[number]]


def _about_cells(dataset: Dataset) -> CsvRow:
    """The title, and the home by the id of its place, as it stands among the places."""
    about, home = dataset.records.about, _home(dataset)
    return {"title": about.title, "home": home[0].id if home else about.home}


def _place_names(places: Sequence[Place]) -> Mapping[str, str]:
    """What a cell says for each place, by id: its label where that means no other place."""
    index = PlaceIndex(places)
    return {place.id: next(text for text in _cells_for(place) if _means(index, text, place)) for place in places}


def _cells_for(place: Place) -> tuple[str, str, str]:
    return place.label, place.id, _point(place)


def _means(index: PlaceIndex, text: str, place: Place) -> bool:
    """Whether a cell of that text is read as the place: a list would be split at `;`, and a `?` at the end left out."""
    is_cell = text == text.strip() and ";" not in text and not text.endswith("?")
    return text == _point(place) or (is_cell and index.place(text) == place)


def _own_name(dataset: Dataset, stop: Stop, names: Mapping[str, str]) -> str:
    place = dataset.placement.place(stop)
    return _marked(names[place.id] if place else stop.name, stop)


def _trip_cells(trip: Trip, number: int) -> CsvRow:
    if number:
        return {}
    met = "; ".join(name.replace(";", ",") for name in trip.people_met)
    return {
        "traveller": trip.traveller,
        "title": trip.title if trip.titled else "",
        "occasion": trip.occasion,
        "outcome": trip.outcome,
        "with": met,
    }


def _leg_cells(leg: Leg, named: StopText, cited_as: SourceText) -> CsvRow:
    places = {
        column: [named(stop) for stop in leg.stops if stop.column == column]
        for column in ("origin", "via", "destination")
    }
    return {
        "depart": leg.depart.text if leg.depart else "",
        "arrive": leg.arrive.text if leg.arrive else "",
        **{column: "; ".join(cells) for column, cells in places.items()},
        "mode": leg.mode,
        "main": "yes" if leg.main else "",
        "vehicle": leg.vehicle,
        "note": leg.note,
        "evidence": leg.evidence,
        "published_km": "; ".join(
            f"{length.km:.3f}".rstrip("0").rstrip(".") + f" [{length.source}]" for length in leg.published
        ),
        "sources": "; ".join(filter(None, dict.fromkeys(map(cited_as, leg.sources)))),
    }


def _place_id_or_point(dataset: Dataset, stop: Stop) -> str:
    """Return a stop's cell for a table without `places.csv`: the id of a built-in place, else the coordinates."""
    place = dataset.placement.place(stop)
    if place is None:
        return _marked(stop.name, stop)
    known = _built_in().get(place.id)
    is_known = known is not None and (known.lon, known.lat) == (place.lon, place.lat)
    return _marked(place.id if is_known else _point(place), stop)


def _place_id(dataset: Dataset, stop: Stop) -> str:
    place = dataset.placement.place(stop)
    return _marked(place.id if place else stop.name, stop)


def _marked(name: str, stop: Stop) -> str:
    return f"{name}?" if stop.inferred else name


@cache
def _built_in() -> Mapping[str, Place]:
    return {place.id: place for place in built_in_places()}


def _point(place: Place) -> str:
    return f"{_degrees(place.lat)}, {_degrees(place.lon)}"


def _degrees(value: float) -> str:
    """Return all significant digits without an exponent, which the reader of coordinates does not accept."""
    return np.format_float_positional(value, trim="-")


def _place_cells(place: Place) -> CsvRow:
    cells = {column: getattr(place, column) for column in PLACE_COLUMNS}
    return {**cells, "lat": _degrees(place.lat), "lon": _degrees(place.lon), "aliases": "; ".join(place.aliases)}


def _source_cells(source: Source) -> CsvRow:
    return {column: getattr(source, column) for column in SOURCE_COLUMNS}


def _address(dataset: Dataset, key: str) -> str:
    source = dataset.records.sources[key]
    return (source.url or source.archived).replace(";", "%3B") or (
        source.publisher if source.id == source.publisher else ""
    )
