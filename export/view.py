"""View: the part of a data set that a link shows, and its citation. The parameters are those of the page's URL."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, time
from functools import reduce
from itertools import compress
from urllib.parse import quote, urlencode

import numpy as np

from data.edtf import parse_moment
from data.i18n.dates import format_day
from data.i18n.messages import (
    DEFAULT_LANGUAGE,
    end_sentence,
    join_list,
    join_pair,
    join_sentences,
    translate,
    translate_name,
)
from data.records.trips import Trip
from data.selection import (
    COLUMN_FACETS,
    FACETS,
    Selection,
    facet_name,
    is_map_position,
    localize_value,
    parse_year_range,
)
from data.summary import summary_sentence
from geo.dataset import Dataset
from geo.search import clean_search
from geo.trip_columns import Mask
from geo.trip_places import PLACE_FACETS, ROUTE_MARK

FACET_FIELDS = dict(zip(FACETS, ("year", "mode", "people_met", "country", "traveller", "evidence"), strict=True))
NO_FILTER = Selection()
# Bounds (south, west, north, east), or latitude, longitude and zoom: where the map is, as in the URL's `at`.
MapPosition = tuple[float, float, float, float] | tuple[float, float, float]
UNDATED = datetime(2000, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class View:
    """Filters, the selected trip, and the map position, if the link has one.

    `place` and `route` are names of `geo.trip_places`, `search` is a text that trips are searched for. `colour` is the
    facet that lines are coloured by, "" for the transport, `maps` are the small maps that are open.
    """

    selection: Selection = NO_FILTER
    at: MapPosition | None = None
    place: frozenset[str] = frozenset()
    route: frozenset[str] = frozenset()
    search: str = ""
    colour: str = ""
    maps: tuple[str, ...] = ()


DEFAULT_VIEW = View()


def read_view(dataset: Dataset, query: Mapping[str, Sequence[str]]) -> View:
    """Return the view that a link's parameters ask for (name to values); values that the data lacks are ignored."""
    known = dataset.link_values
    chosen = {field: frozenset(query.get(facet, ())) & known[facet] for facet, field in FACET_FIELDS.items()}
    trip = next((value for value in query.get("trip", ()) if value in known["trip"]), "")
    at = next((_position(value) for value in query.get("at", ()) if is_map_position(value)), None)
    years = parse_year_range(query.get("years", ()), dataset.year_span)
    place, route = (frozenset(query.get(name, ())) & dataset.place_names(name, query) for name in PLACE_FACETS)
    search = next((text for text in map(clean_search, query.get("search", ())) if text), "")
    columns = ((facet, frozenset(query.get(facet, ())) & values) for facet, values in known.items())
    own = tuple((facet, values) for facet, values in columns if facet in COLUMN_FACETS and values)
    maps = tuple(name for name in dataset.maps if name in query.get("maps", ()))
    selection = Selection(**chosen, trip=trip, years=years, columns=own)
    return View(selection, at, place, route, search, _colour(dataset, query), maps)


def query_string(view: View) -> str:
    """Return the parameters of a link to the view, with `?`; "" for the default view.

    >>> query_string(View(Selection(year=frozenset(["2019", "2018"]), trip="a b"), (40, 120.5, 5)))
    '?year=2018&year=2019&trip=a%20b&at=40,120.5,5'
    """
    facets = [(facet, value) for facet, values in view.selection.chosen().items() for value in sorted(values)]
    trip = [("trip", view.selection.trip)] if view.selection.trip else []
    at = [("at", ",".join(f"{number:.15g}" for number in view.at))] if view.at else []
    years = [("years", str(year)) for year in view.selection.years or ()]
    names = [(facet, value) for facet in PLACE_FACETS for value in sorted(getattr(view, facet))]
    search = [("search", view.search)] if view.search else []
    looks = [("colour", view.colour)] if view.colour else []
    looks += [("maps", name) for name in view.maps]
    pairs = [*facets, *names, *years, *search, *trip, *at, *looks]
    return f"?{urlencode(pairs, safe=',', quote_via=quote)}" if pairs else ""


def _colour(dataset: Dataset, query: Mapping[str, Sequence[str]]) -> str:
    asked = query.get("colour", ())[:1]
    return asked[0] if asked and asked[0] in dataset.colour_facets else ""


def _position(text: str) -> MapPosition:
    match [float(part) for part in text.split(",")]:
        case [south, west, north, east]:
            return south, west, north, east
        case [lat, lng, zoom]:
            return lat, lng, zoom
    raise ValueError(f"not a map position: {text!r}")


def visible_trips(dataset: Dataset, view: View) -> tuple[Trip, ...]:
    """Return the trips that the view shows, in date order."""
    return tuple(compress(dataset.trips, visible_mask(dataset, view).tolist()))


def visible_mask(dataset: Dataset, view: View) -> Mask:
    """Return which trips of the data set the view shows."""
    shown, candidates = dataset.columns.mask(view.selection), candidate_mask(dataset, view)
    return shown if candidates is None else shown & candidates


def candidate_mask(dataset: Dataset, view: View) -> Mask | None:
    """Return which trips of the data set have the view's places, routes and search, whatever else is chosen; `None`
    where the view asks for none of them.
    """
    masks = [dataset.trips_at(facet, names) for facet in PLACE_FACETS if (names := getattr(view, facet))]
    masks += [dataset.search_index.find(view.search)] if view.search else []
    return reduce(np.logical_and, masks) if masks else None


def view_sentence(dataset: Dataset, view: View, language: str = DEFAULT_LANGUAGE) -> str:
    """Return the sentence that describes the view: “Showing N of M trips …”."""
    return mask_sentence(dataset, visible_mask(dataset, view), language)


def mask_sentence(dataset: Dataset, shown: Mask, language: str) -> str:
    """Return the sentence that describes the trips shown."""
    facts = dataset.columns.facts(shown, dataset.trips)
    return summary_sentence(facts, len(dataset.trips), language, dataset.rows_not_drawn)


def is_filtered(view: View) -> bool:
    """Return whether the view leaves trips out by a choice of the reader."""
    return bool(view.place or view.route or view.search) or replace(view.selection, trip="") != NO_FILTER


def describe_filters(view: View, language: str = DEFAULT_LANGUAGE, own_columns: Sequence[str] = ()) -> str:
    """Return the filters in words, or ""; `own_columns` name those of the table's own columns.

    >>> describe_filters(View(Selection(year=frozenset(["2019", "2018"]), mode=frozenset(["rail"]))))
    'Year: 2018, 2019; Transport: rail'
    """
    values = {
        facet: join_list((localize_value(facet, value, language) for value in sorted(chosen)), language)
        for facet, chosen in view.selection.chosen().items()
    }
    values |= {
        facet: join_list((localize_place(name, language) for name in sorted(getattr(view, facet))), language)
        for facet in PLACE_FACETS
    }
    values["search"] = view.search
    parts = [
        join_pair(facet_name(facet, own_columns, language), text, language) for facet, text in values.items() if text
    ]
    if view.selection.years:
        first, last = map(str, view.selection.years)
        years = translate("from_to", language, **{"from": first, "to": last})
        parts.insert(0, join_pair(translate("year", language), years, language))
    return join_list(parts, language, "semicolon")


def localize_place(name: str, language: str) -> str:
    """Translate the name of a place or of a route.

    >>> localize_place("Pyongyang \N{EN DASH} Hanoi", "ko")
    '평양 \N{EN DASH} 하노이'
    """
    return ROUTE_MARK.join(translate_name(part, language) for part in name.split(ROUTE_MARK))


def cited_sources(dataset: Dataset, view: View) -> tuple[str, ...]:
    """Return the ids of the sources of the visible trips, each once, in order of first use."""
    legs = [leg for trip in visible_trips(dataset, view) for leg in trip.legs]
    ids = [(*leg.sources, *(length.source for length in leg.published)) for leg in legs]
    return tuple(dict.fromkeys(key for keys in ids for key in keys))


def sources_read_to(dataset: Dataset, language: str = DEFAULT_LANGUAGE) -> str:
    """Return the day to which the sources were read, such as “22 March 2026”; a text that is no date is unchanged."""
    text = dataset.records.about.sources_read_to
    try:
        day = parse_moment(text).day
    except ValueError:
        return text
    return text if day is None else format_day(day, language, full=True)


def read_to_line(dataset: Dataset, language: str = DEFAULT_LANGUAGE) -> str:
    """Return “Sources read to 22 March 2026.”, or "" where the data does not say."""
    day = sources_read_to(dataset, language)
    return end_sentence(translate("sources_read_to", language, when=day), language) if day else ""


def data_date(dataset: Dataset) -> datetime:
    """Return the date of the data: the day to which sources were read, else the end of the last trip.

    Files carry this date instead of the current one, so equal data give equal files.
    """
    try:
        day = parse_moment(dataset.records.about.sources_read_to).last
    except ValueError:
        ends = [trip.end for trip in dataset.trips if trip.end]
        return datetime.combine(max(ends), time(), UTC) if ends else UNDATED
    return datetime.combine(day, time(), UTC)


def data_edition(dataset: Dataset) -> str:
    """Return the first 8 digits of the data's fingerprint, which links and pictures carry."""
    return dataset.fingerprint[:8]


def citation(dataset: Dataset, view: View, link: str, language: str = DEFAULT_LANGUAGE) -> str:
    """Return a plain-text citation of the view: title, filters, sentence, date of the data, sources, link, edition."""
    day, filters = sources_read_to(dataset, language), describe_filters(view, language, dataset.records.own_columns)
    read_to = translate("sources_read_to", language, when=day) if day else ""
    cited = translate("source_count", language, n=len(cited_sources(dataset, view)))
    sentences = [
        end_sentence(translate_name(dataset.records.about.title, language), language),
        end_sentence(filters, language),
        view_sentence(dataset, view, language),
        end_sentence(join_list(filter(None, (read_to, cited)), language, "semicolon"), language),
    ]
    edition = translate("data_edition", language, edition=data_edition(dataset))
    return " ".join([*join_sentences(sentences, language).split(), link, f"({edition})"])
