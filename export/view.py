"""View: what a link shows of a data set, and how it is cited. The same words as in the URL of the page."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, time

from data.edtf import moment
from data.messages import catalogue, say
from data.selection import FACETS, Selection, facet_options, is_view, read_years, year_range
from data.sentence import sentence
from data.trips import Trip
from geo.dataset import Dataset

FIELDS = dict(zip(FACETS, ("year", "mode", "met", "country", "traveller", "evidence"), strict=True))
EVERYTHING = Selection()
UNDATED = datetime(2000, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class View:
    """Filters, the selected trip, and where the map stands: (latitude, longitude, zoom) as in the URL's `at`."""

    selection: Selection = EVERYTHING
    at: tuple[float, float, float] | None = None


def read_view(dataset: Dataset, query: Mapping[str, Sequence[str]]) -> View:
    """The view of a link's parameters, name to values; what is not in the data is ignored."""
    offered = {facet: set(facet_options(dataset.trips, facet)) for facet in FACETS}
    chosen = {field: frozenset(query.get(facet, ())) & offered[facet] for facet, field in FIELDS.items()}
    ids = {trip.id for trip in dataset.trips}
    trip = next((value for value in query.get("trip", ()) if value in ids), "")
    at = next((_position(value) for value in query.get("at", ()) if is_view(value)), None)
    years = read_years(query.get("years", ()), year_range(dataset.trips))
    return View(Selection(**chosen, trip=trip, years=years), at)


def _position(text: str) -> tuple[float, float, float]:
    lat, lng, zoom = map(float, text.split(","))
    return lat, lng, zoom


def shown(dataset: Dataset, view: View) -> tuple[Trip, ...]:
    """The trips that the view shows, in date order."""
    return view.selection.shown(dataset.trips)


def told(dataset: Dataset, view: View) -> str:
    """The sentence of the view."""
    return sentence(shown(dataset, view), len(dataset.trips))


def chosen(view: View) -> str:
    """The filters in words, or "".

    >>> chosen(View(Selection(year=frozenset(["2019", "2018"]), mode=frozenset(["rail"]))))
    'Year: 2018, 2019; Transport: rail'
    """
    facets = {facet: sorted(getattr(view.selection, field)) for facet, field in FIELDS.items()}
    told = [f"{say(facet)}: {', '.join(values)}" for facet, values in facets.items() if values]
    if view.selection.years:
        first, last = map(str, view.selection.years)
        told.insert(0, f"{say('year')}: {say('from_to', **{'from': first, 'to': last})}")
    return "; ".join(told)


def cited(dataset: Dataset, view: View) -> tuple[str, ...]:
    """The ids of the sources of the trips shown, each once, in the order met."""
    legs = [leg for trip in shown(dataset, view) for leg in trip.legs]
    ids = [(*leg.sources, *(length.source for length in leg.published)) for leg in legs]
    return tuple(dict.fromkeys(key for keys in ids for key in keys))


def sources_read_to(dataset: Dataset) -> str:
    """“1 January 2026”: until when its sources were read, as the data says; what is no date stands as it is."""
    text = dataset.records.about.sources_read_to
    try:
        day = moment(text).day
    except ValueError:
        return text
    if day is None:
        return text
    return say("day_month_year", day=day.day, month=catalogue()["months"][day.month - 1], year=str(day.year))


def dated(dataset: Dataset) -> datetime:
    """The date of the data: until when its sources were read, else its last trip's end; so equal data, equal files."""
    try:
        day = moment(dataset.records.about.sources_read_to).last
    except ValueError:
        ends = [trip.end for trip in dataset.trips if trip.end]
        return datetime.combine(max(ends), time(), UTC) if ends else UNDATED
    return datetime.combine(day, time(), UTC)


def citation(dataset: Dataset, view: View, link: str) -> str:
    """The view as a plain-text citation: title, view in words, date of the data, sources, link, data fingerprint."""
    read_to = sources_read_to(dataset)
    parts = [
        f"{dataset.records.about.title}.",
        f"{chosen(view)}." if chosen(view) else "",
        told(dataset, view),
        f"Sources read to {read_to};" if read_to else "",
        f"{say('source_count', n=len(cited(dataset, view)))}.",
        f"{link} (data {dataset.fingerprint[:12]})",
    ]
    return " ".join(" ".join(part.split()) for part in parts if part)
