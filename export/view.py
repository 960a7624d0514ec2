"""View: what a link shows of a data set, and how it is cited. The same words as in the URL of the page."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, time
from urllib.parse import quote, urlencode

from data.edtf import moment
from data.i18n.messages import DEFAULT, catalogue, translate, translate_name
from data.records.trips import Trip
from data.selection import FACETS, Selection, facet_options, is_view, localize_value, read_years, year_range
from data.summary import sentence
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


def query(view: View) -> str:
    """The parameters of a link to the view, with its `?`; "" for everything, where the map frames it.

    >>> query(View(Selection(year=frozenset(["2019", "2018"]), trip="a b"), (40, 120.5, 5)))
    '?year=2018&year=2019&trip=a%20b&at=40,120.5,5'
    """
    facets = [(facet, value) for facet, field in FIELDS.items() for value in sorted(getattr(view.selection, field))]
    trip = [("trip", view.selection.trip)] if view.selection.trip else []
    at = [("at", ",".join(f"{number:.15g}" for number in view.at))] if view.at else []
    years = [("years", str(year)) for year in view.selection.years or ()]
    pairs = [*facets, *years, *trip, *at]
    return f"?{urlencode(pairs, safe=',', quote_via=quote)}" if pairs else ""


def _position(text: str) -> tuple[float, float, float]:
    lat, lng, zoom = map(float, text.split(","))
    return lat, lng, zoom


def shown(dataset: Dataset, view: View) -> tuple[Trip, ...]:
    """The trips that the view shows, in date order."""
    return view.selection.shown(dataset.trips)


def told(dataset: Dataset, view: View, language: str = DEFAULT) -> str:
    """The sentence of the view."""
    return sentence(shown(dataset, view), len(dataset.trips), language)


def chosen(view: View, language: str = DEFAULT) -> str:
    """The filters in words, or "".

    >>> chosen(View(Selection(year=frozenset(["2019", "2018"]), mode=frozenset(["rail"]))))
    'Year: 2018, 2019; Transport: rail'
    """
    facets = {facet: sorted(getattr(view.selection, field)) for facet, field in FIELDS.items()}
    values = {
        facet: ", ".join(localize_value(facet, value, language) for value in values) for facet, values in facets.items()
    }
    told = [f"{translate(facet, language)}: {text}" for facet, text in values.items() if text]
    if view.selection.years:
        first, last = map(str, view.selection.years)
        told.insert(
            0, f"{translate('year', language)}: {translate('from_to', language, **{'from': first, 'to': last})}"
        )
    return "; ".join(told)


def cited(dataset: Dataset, view: View) -> tuple[str, ...]:
    """The ids of the sources of the trips shown, each once, in the order met."""
    legs = [leg for trip in shown(dataset, view) for leg in trip.legs]
    ids = [(*leg.sources, *(length.source for length in leg.published)) for leg in legs]
    return tuple(dict.fromkeys(key for keys in ids for key in keys))


def sources_read_to(dataset: Dataset, language: str = DEFAULT) -> str:
    """“1 January 2026”: until when its sources were read, as the data says; what is no date stands as it is."""
    text = dataset.records.about.sources_read_to
    try:
        day = moment(text).day
    except ValueError:
        return text
    if day is None:
        return text
    month = catalogue(language)["months"][day.month - 1]
    return translate("day_month_year", language, day=day.day, month=month, year=str(day.year))


def dated(dataset: Dataset) -> datetime:
    """The date of the data: until when its sources were read, else its last trip's end; so equal data, equal files."""
    try:
        day = moment(dataset.records.about.sources_read_to).last
    except ValueError:
        ends = [trip.end for trip in dataset.trips if trip.end]
        return datetime.combine(max(ends), time(), UTC) if ends else UNDATED
    return datetime.combine(day, time(), UTC)


def edition(dataset: Dataset) -> str:
    """Which data these are: the start of their fingerprint, as links and pictures carry it."""
    return dataset.fingerprint[:8]


def citation(dataset: Dataset, view: View, link: str, language: str = DEFAULT) -> str:
    """The view as a plain-text citation: title, view in words, date of the data, sources, link, data fingerprint."""
    read_to, filters = sources_read_to(dataset, language), chosen(view, language)
    parts = [
        f"{translate_name(dataset.records.about.title, language)}.",
        f"{filters}." if filters else "",
        told(dataset, view, language),
        f"{translate('sources_read_to', language, when=read_to)};" if read_to else "",
        f"{translate('source_count', language, n=len(cited(dataset, view)))}.",
        f"{link} ({translate('data_edition', language, edition=edition(dataset))})",
    ]
    return " ".join(" ".join(part.split()) for part in parts if part)
