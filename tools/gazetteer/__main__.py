"""`python -m tools.gazetteer`: writes `places.npz` from the packages named in docs/gazetteer.md."""

from argparse import ArgumentParser
from collections.abc import Iterable

from geo.gazetteer.index import Kind
from tools.gazetteer import additions, subdivisions
from tools.gazetteer.airports import airports, name_after_city
from tools.gazetteer.cities import cities
from tools.gazetteer.countries import capitals, countries
from tools.gazetteer.entry import Entry, folded
from tools.gazetteer.natural import features
from tools.gazetteer.overshadowed import mark
from tools.gazetteer.regions import regions, table
from tools.gazetteer.seats import name_seats
from tools.gazetteer.standing import rate
from tools.gazetteer.table import write
from tools.gazetteer.zones import name_cities

_CITIES = (Kind.CAPITAL, Kind.CITY)


def main() -> None:
    """Build the file and print a summary."""
    located = list(cities(capitals()))
    named = name_cities(located)
    towns = [city for city, _ in located]
    name_seats(towns, table())
    ports = list(airports())
    nations = countries(towns, [port for port, _ in ports])
    entries = {entry.id: entry for entry in [*nations, *towns, *regions(towns)]}
    entries |= {entry.id: entry for entry in [*subdivisions.add(entries)]}
    taken = {folded(name) for entry in entries.values() for name in entry.own | entry.others}
    areas = {
        (entry.country, folded(name)) for entry in entries.values() if entry.kind is Kind.REGION for name in entry.own
    }
    # "Alaska" is the state, which has towns and people.
    natural = [
        one
        for one in features(taken)
        if one.kind not in (Kind.AREA, Kind.ISLAND) or not {(code, folded(one.name)) for code in one.members} & areas
    ]
    entries |= {f"natural {entry.id}": entry for entry in natural}
    additions.add(entries)
    additions.add_spellings(entries)
    everything = [*entries.values(), *_serving(entries.values(), ports)]
    overshadowed = mark(everything)
    rate(everything)
    places, names = write(everything, table())
    print(f"{places:,} places by {names:,} names; cities of {named} time zones named in all languages")
    print(f"{overshadowed:,} places are a letter away from one far better known")


def _serving(places: Iterable[Entry], ports: Iterable[tuple[Entry, str]]) -> list[Entry]:
    """Add airports under the names of their cities, if a city has no entry; never a city under an airport's code."""
    places, ports = list(places), list(ports)
    towns = {(place.country, folded(name)) for place in places for name in (*place.own, *place.others)}
    people: dict[tuple[str, str], int] = {}
    for place in (place for place in places if place.kind in _CITIES):
        for key in {(place.country, folded(name)) for name in (*place.own, *place.others)}:
            people[key] = max(place.population, people.get(key, 0))
    codes = {code for port, _ in ports for code in port.codes}
    for place in places:
        place.codes -= codes
    for port, city in ports:
        if city and (port.country, folded(city)) not in towns:
            port.add([city])
        name_after_city(port, city, people.get((port.country, folded(city)), 0))
    return [port for port, _ in ports]


if __name__ == "__main__":
    ArgumentParser(prog="python -m tools.gazetteer", description=__doc__).parse_args()
    main()
