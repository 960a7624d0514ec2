"""Geocode names as geopy does: `geocode(name)` in Python, `python -m geo.geocode NAME ...` on the command line."""

import sys
from argparse import ArgumentParser
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache
from typing import Literal, overload

from geopy.exc import GeopyError
from geopy.location import Location

from data.i18n.countries import country_name
from data.records.places import Place
from data.records.records import built_in_places
from geo.folding import sorted_country_codes
from geo.gazetteer import Gazetteer, Sureness
from geo.geocoding.nominatim import NominatimGeocoder
from geo.geocoding.place_index import PlaceIndex
from geo.geocoding.queries import PlaceQuery
from geo.geocoding.resolver import Resolution, Resolver
from geo.geocoding.service import GeocodingService

Codes = str | Sequence[str] | None


@overload
def geocode(
    query: str,
    *,
    exactly_one: Literal[True] = True,
    country_codes: Codes = None,
    service: GeocodingService | None = None,
) -> Location | None: ...


@overload
def geocode(
    query: str, *, exactly_one: Literal[False], country_codes: Codes = None, service: GeocodingService | None = None
) -> list[Location] | None: ...


def geocode(
    query: str, *, exactly_one: bool = True, country_codes: Codes = None, service: GeocodingService | None = None
) -> Location | list[Location] | None:
    """The place that a name, a code or a text "lat, lon" means, or up to ten candidates if not `exactly_one`.

    The built-in places are asked first, then the offline gazetteer, then `service`, if one is given. `country_codes`
    (ISO 3166-1) mean any of them. `None`: no such place is known, see `suggest`. A service that fails raises geopy's
    errors, which name it.

    `raw` has `place` (a `Place`), `source` (who knows it), `sureness`, `why`, `country`, `candidates` (how many) and
    `ambiguous`.

    >>> location = geocode("Tripoli")
    >>> location.address, location.raw["country"], str(location.raw["sureness"]), location.raw["ambiguous"]
    ('Tripoli', 'LY', 'ambiguous', True)
    """
    resolution = _resolve(query, country_codes, service)
    if resolution.error:
        raise resolution.error
    if resolution.place is None:
        return None
    return _location(resolution.place, resolution) if exactly_one else _locations(resolution)


def suggest(query: str) -> tuple[str, ...]:
    """Up to three known names that a misspelt name may mean.

    >>> suggest("Vladivostockk")
    ('Vladivostok',)
    """
    return _resolver().suggestions(PlaceQuery(query, query))


def _resolve(query: str, country_codes: Codes, service: GeocodingService | None) -> Resolution:
    place_query = PlaceQuery(query, query, sorted_country_codes(country_codes), strict=True)
    return replace(_resolver(), service=service).resolve({query: place_query})[query]


@cache
def _resolver() -> Resolver:
    return Resolver(PlaceIndex(()), PlaceIndex(built_in_places()), Gazetteer())


def _location(place: Place, resolution: Resolution) -> Location:
    raw = {
        "place": place,
        "source": str(resolution.source),
        "sureness": resolution.sureness,
        "why": resolution.reason,
        "country": place.country,
        "candidates": resolution.total,
        "ambiguous": resolution.sureness is Sureness.AMBIGUOUS,
    }
    return Location(place.label, (place.lat, place.lon), raw)


def _locations(resolution: Resolution) -> list[Location]:
    return [_location(place, resolution) for place in resolution.candidates]


def _described(location: Location) -> str:
    """A candidate on one line: label, country, latitude and longitude."""
    country = location.raw["country"]
    where = f", {country_name(country)} ({country})" if country else ""
    return f"{location.address}{where}, lat {location.latitude:.5f}, lon {location.longitude:.5f}"


def _report(name: str, candidates: Sequence[Location]) -> Iterator[str]:
    """The lines printed for a name: the place chosen, how sure that is and why, and what else it may mean."""
    if not candidates:
        near = suggest(name)
        yield f"{name}: {Sureness.UNKNOWN}, no such place is known" + (f"; did you mean {near[0]}?" if near else "")
        return
    best, *others = candidates
    yield f"{name}: {_described(best)}"
    yield f"  {best.raw['sureness']}: {best.raw['why']} [{best.raw['source']}]"
    yield from (f"  or {_described(other)}" for other in others)
    if (more := best.raw["candidates"] - len(candidates)) > 0:
        yield f"  and {more} more"


def main(arguments: Sequence[str]) -> int:
    """Print what each name means; 1 if any name is unknown, 2 if the service failed, else 0."""
    parser = ArgumentParser(prog="python -m geo.geocode", description="Find places by name, offline.")
    parser.add_argument(
        "names", nargs="+", metavar="NAME", help="a place, “place, country”, an airport code or “lat, lon”"
    )
    parser.add_argument("--country", action="append", metavar="CODE", help="ISO 3166-1; may be repeated")
    parser.add_argument("--nominatim", metavar="DOMAIN", help="a Nominatim server to ask for what is unknown offline")
    parser.add_argument("--user-agent", default="", metavar="TEXT", help="who asks, as Nominatim's policy demands")
    options = parser.parse_args(arguments)
    unknown = False
    try:
        service = _service(options.nominatim, options.user_agent) if options.nominatim else None
        for name in options.names:
            candidates = geocode(name, exactly_one=False, country_codes=options.country, service=service) or []
            print("\n".join(_report(name, candidates)))
            unknown |= not candidates
    except GeopyError as error:
        print(error, file=sys.stderr)
        return 2
    return int(unknown)


def _service(address: str, user_agent: str) -> NominatimGeocoder:
    scheme, _, domain = address.rpartition("://")
    return NominatimGeocoder(domain=domain, scheme=scheme or "https", user_agent=user_agent)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
