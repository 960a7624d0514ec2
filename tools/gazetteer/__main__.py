"""`python -m tools.gazetteer`: writes `places.npz` from the packages named in docs/gazetteer.md."""

from collections.abc import Iterable

from tools.gazetteer import additions
from tools.gazetteer.airports import airports
from tools.gazetteer.cities import cities
from tools.gazetteer.countries import capitals, countries
from tools.gazetteer.entry import Entry, folded
from tools.gazetteer.regions import regions, table
from tools.gazetteer.table import write
from tools.gazetteer.zones import name_cities


def main() -> None:
    """Build the file and print a summary."""
    located = list(cities(capitals()))
    named = name_cities(located)
    towns = [city for city, _ in located]
    ports = list(airports())
    nations = countries(towns, [port for port, _ in ports])
    entries = {entry.id: entry for entry in [*nations, *towns, *regions(towns)]}
    additions.add(entries)
    places, names = write([*entries.values(), *_serving(entries.values(), ports)], table())
    print(f"{places:,} places by {names:,} names; cities of {named} time zones named in all languages")


def _serving(places: Iterable[Entry], ports: Iterable[tuple[Entry, str]]) -> list[Entry]:
    """Add airports under the names of their cities, if a city has no entry; never a city under an airport's code."""
    places, ports = list(places), list(ports)
    towns = {(place.country, folded(name)) for place in places for name in (*place.own, *place.others)}
    codes = {code for port, _ in ports for code in port.codes}
    for place in places:
        place.codes -= codes
    for port, city in ports:
        if city and (port.country, folded(city)) not in towns:
            port.add([city])
    return [port for port, _ in ports]


if __name__ == "__main__":
    main()
