"""Zones: CLDR's exemplar cities, one for each time zone, in every language that Babel has."""

from collections import defaultdict

from babel import Locale
from babel.core import get_global

from tools.gazetteer.countries import languages
from tools.gazetteer.entry import Entry, folded


def exemplars() -> dict[str, set[str]]:
    """The names of each time zone's city, in all languages."""
    names: defaultdict[str, set[str]] = defaultdict(set)
    for language in languages():
        for zone, told in Locale.parse(language).time_zones.items():
            if "city" in told:
                names[zone].add(told["city"])
    return names


def name_cities(cities: list[tuple[Entry, str]]) -> int:
    """Give the largest city of its name in the zone's continent the names of the zone. Return the number of zones.

    Not within the zone, for CLDR keeps the old names of zones ("Asia/Saigon"), of which Babel knows the new ones.
    """
    named: defaultdict[tuple[str, str], list[Entry]] = defaultdict(list)
    for entry, zone in cities:
        for name in {folded(name) for name in entry.own | entry.others}:
            named[zone.partition("/")[0], name].append(entry)
    found = 0
    for zone, names in exemplars().items():
        same = [city for known in _zone_names(zone) for city in named[known]]
        if same:
            max(same, key=lambda city: city.population).add(names)
            found += 1
    return found


def _zone_names(zone: str) -> set[tuple[str, str]]:
    """Continent and folded city of a zone, by its name in CLDR and by its new one."""
    spelt = {zone, get_global("zone_aliases").get(zone, zone)}
    return {(name.partition("/")[0], folded(name.rpartition("/")[2].replace("_", " "))) for name in spelt}
