"""Facilities: stations, airports and bases named after their city, and what is near it, in travellers' languages."""

import csv
import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from geo.gazetteer.spelling import spelling_key


@dataclass(frozen=True, slots=True)
class Facility:
    """A facility and its city: `kind` is "station", "airport", "base", "venue", "port", "castle" or "near"."""

    kind: str
    city: str
    countries: frozenset[str] = frozenset()


# kind, countries whose word it is (none: any), and the word: before a name, or after one.
_BEFORE = (
    (
        "station",
        "FR BE CH LU CA MC MA TN DZ SN",
        r"gare(?: (?:centrale|sncf|routière))? (?:de la |de l['’]|du |des |de |d['’])?",
    ),
    ("station", "IT CH", r"stazione(?: (?:centrale|fs))? (?:di |d['’])?"),
    ("station", "ES MX AR CL CO PE UY", r"estaci[oó]n(?: central| de trenes)? (?:de )?"),
    ("station", "PT BR", r"esta[cç][aã]o(?: central| ferroviária)? (?:de |do |da )?"),
    ("station", "DE AT CH LI LU", r"(?:haupt)?bahnhof |hbf\.? "),
    ("station", "PL", r"dworzec (?:główny |centralny )?"),
    ("station", "RU UA BY KZ", r"(?:ж/?д )?(?:вокзал|станция) |ст\. ?"),
    ("station", "RO MD", r"gara "),
    ("base", "", r"(?:naval (?:air )?station|nas|camp|fort|raf|raaf|base aérea de|base aérienne de|(?:авиа)?база) "),
    ("castle", "FR BE CH LU", r"(?:château|chateau|palais) (?:de la |de |du |des |d['’])"),
    ("castle", "DE AT CH LI LU", r"(?:schloss|schloß|burg|kloster) "),
    ("castle", "IT", r"(?:castello|palazzo) (?:di |d['’])"),
    ("airport", "", r"مطار "),
    (
        "near",
        "",
        r"(?:just )?(?:near|outside(?: of)?|around|close to|off(?: the (?:\w+ )?coast of)?"
        r"|(?:the )?(?:port|suburbs?|outskirts|vicinity|coast) of"
        r"|(?:north|south|east|west|(?:north|south)-?(?:east|west)) of) (?:the )?",
    ),
    (
        "near",
        "",
        r"(?:bei|nahe|unweit von|in der nähe von|vor der küste von|(?:nörd|süd|öst|west)lich von|hafen(?: von)?) ",
    ),
    (
        "near",
        "",
        r"(?:près|au large|aux environs|au (?:nord|sud)|à l['’](?:est|ouest)|(?:le )?port) (?:de |d['’])(?:la )?",
    ),
    ("near", "", r"(?:cerca|en las afueras|al (?:norte|sur|este|oeste)|frente a la costa|puerto) de "),
    ("near", "", r"(?:perto|ao largo|nos arredores|a (?:norte|sul|leste|oeste)|porto) d[eoa] "),
    ("near", "", r"(?:возле|около|рядом с|недалеко от|порт) |(?:بالقرب من|قرب|ميناء) "),
    (
        "airport",
        "",
        r"(?:aéroport|aeropuerto|aeroporto|flughafen|airport|аэропорт|lotnisko|luchthaven)"
        r"(?: (?:international|internacional|internazionale))? (?:de la |de l['’]|du |de |di |do |da |d['’])?",
    ),
)
# Stations that have a name of their own after their city's.
_STATION_NAMES = (
    r"termini|tiburtina|porta (?:nuova|garibaldi|susa)|santa (?:lucia|maria novella)|mestre|atocha|chamart[ií]n|sants"
    r"|santa justa|oriente|santa apol[oó]nia|campanh[aã]|part[- ]dieu|perrache|saint[- ]charles|matabiau|saint[- ]jean"
    r"|montparnasse|midi|zuid|noord|nord|centraal|euston|king['’]?s cross|st\.? pancras|paddington|waterloo|marylebone"
    r"|liverpool street|charing cross|waverley|haymarket|queen street|piccadilly|new street|lime street|temple meads"
    r"|union station|south station|keleti|nyugati|déli|s[üu]dkreuz|ostkreuz|gesundbrunnen|spandau|zoologischer garten"
    r"|dammtor|altona|pasing|meidling|westbahnhof|praterstern|gl[oó]wn[ya]|wschodni[ae]|zachodni[ae]|gda[nń]ski"
    r"|sbb|cff|ffs|rer|tgv|oerlikon|stadelhofen|b[uü]mpliz(?: nord| s[uü]d)?|cornavin|bad(?:ischer)? bf|austerlitz"
    r"|bercy|saint[- ]lazare|vaise|flandres|blancarde|deutz"
    r"|wilhelmsh[oö]he|wannsee|lichtenberg|harburg|h[uü]tteldorf|heiligenstadt|floridsdorf|sloterdijk|amstel|lelylaan|blaak|berchem"
    r"|schuman|ostiense|trastevere|lambrate|rogoredo|rifredi|brignole|campo di marte|pr[ií]ncipe p[ií]o|smíchov"
    r"|hole[sš]ovice|kelenföld|shinagawa|ueno|shinjuku"
)
_AFTER = (
    ("station", "DE AT CH LI LU IT", r"[ -](?:hbf\.?|hauptbahnhof|(?:haupt|west|ost|süd|nord)?bahnhof|bhf\.?)"),
    ("station", "CH", r" hb"),
    ("station", "FR BE CH LU CA", r"[ ,-]+gare(?:\b.*)?"),
    ("station", "IT CH", r" (?:centrale|stazione)"),
    ("station", "NL BE", r"[ -](?:centraal(?: station)?|cs)"),
    ("station", "PL", r" (?:główn[ya]|centraln[ya])"),
    ("station", "CZ", r" (?:hl\. ?n\.|hlavní nádraží)"),
    ("station", "SK", r" (?:hl\. ?st\.|hlavná stanica)"),
    ("station", "HU", r"[ -](?:keleti|nyugati|déli)?[ -]?(?:pályaudvar|pu\.)"),
    ("station", "SE", r" (?:centralstation|c)"),
    ("station", "DK", r" (?:hovedbanegård|h)"),
    ("station", "NO", r" (?:sentralstasjon|s)"),
    ("station", "FI", r"n? (?:päärautatieasema|rautatieasema)"),
    ("station", "HR SI RS BA", r" (?:glavni )?kolodvor"),
    ("station", "RU UA BY KZ", r"[ -](?:(?:ж/?д )?вокзал|станция|пассажирский|главный)"),
    ("station", "JP", r"駅"),
    ("station", "CN TW HK MO SG", r"(?:火车|火車|高铁|高鐵)?(?:车|車)?站"),
    ("station", "KR KP", r" ?역"),
    ("station", "", r" (?:central(?: station)?|(?:railway |train |main |rail )?station|rail terminal)"),
    ("airport", "", r"[ -](?:international airport|intl\.? airport|airport|international|intl\.?|flughafen|aéroport"
     r"|aeropuerto|aeroporto|аэропорт|lentoasema|havalimanı|letiště|luchthaven)"),
    ("airport", "JP", r"(?:国際)?空港"),
    ("airport", "CN TW HK MO SG", r"(?:国际|國際)?(?:机场|機場)"),
    ("airport", "KR", r" ?(?:국제)?공항"),
    ("station", "", rf"[ -](?:{_STATION_NAMES})"),
    ("station", "DE AT CH LI LU", r"[ -](?:messe(?:[/ -]deutz)?|mitte|ost|west|neustadt|flughafen)"),
    ("station", "CN TW HK MO", r"(?:火车|火車)?[东西南北東]站"),
    ("airport", "", r" airfield"),
    ("castle", "GB IE DE AT CH FR CZ DK SE PL SI", r" (?:castle|palace)"),
    ("port", "", r" (?:port|harbou?r|border crossing|suburbs?|outskirts|area|cosmodrome|spaceport)"),
    ("near", "CN TW HK MO JP", r"(?:附近|近郊|郊外)"),
    ("base", "", r" (?:afb|air force base|air base|airbase|naval base|naval air station|nas|army base|air station)"),
)  # fmt: skip
# What every one of these words has; a name without it, as most are, is none of them.
_MARKS = re.compile(
    r"ch[aâ]teau|palais|schlo[sß]|burg |kloster|castello|palazzo|castle|palace"
    r"|gar[ea]|sta[zțt]ion|esta[cç]|bahnhof|\bh(?:bf?|l\.)|bhf|dworzec|вокзал|станци|ст\.|a[eé]ro|airport|airfield"
    r"|flughafen|аэропорт|lotnisko|luchthaven|central|stazione|cent|\b[chs]$|cs$|główn|hlavn|pályaudvar|pu\.|hovedban|sentral|asema|kolodvor"
    r"|пассажирск|главн|[駅站역]|terminal|intl|international|lentoasema|havaliman|leti[sš]t|空港|机场|機場|공항"
    r"|afb|air ?(?:base|force)|naval|\bcamp\b|\bfort\b|\bra?af\b|termini|tibur|porta |santa |mestre|atocha|chamart"
    r"|sants|oriente|campanh|part.dieu|perrache|saint.|matabiau|montparn|midi|zuid|noord|nord|euston|cross|pancras|padding|water"
    r"|street|maryleb|waverley|haymarket|piccadilly|lime|temple|union|south|keleti|nyugati|déli|kreuz|brunnen|spandau|zoolog|damm"
    r"|altona|pasing|meidling|prater|wschod|zachod|\bnas$|army|air station|\bbase\b|база|مطار|gda[nń]ski"
    r"|\bnear\b|outside|around|close to|\boff\b|\bof\b|\bbei\b|nahe|unweit|nähe|küste|lich von|hafen|près|au large"
    r"|environs|au (?:nord|sud)|à l['’]|\bport\b|harbou?r|crossing|cosmodr|spacep|suburb|outskirts|\barea$|cerca"
    r"|afueras|\bal \w+ de\b|frente a|puerto|porto|perto|largo|arredores|возле|около|рядом|недалеко|порт"
    r"|قرب|ميناء|附近|近郊|郊外"
    r"|\b(?:sbb|cff|ffs|rer|tgv|bf|deutz|mitte|ost|west|ueno)$|oerlikon|stadelh|b[uü]mpliz|cornavin|austerl|bercy|vaise"
    r"|flandres|blancarde|messe|neustadt|wilhelmsh|wannsee|lichtenb|harburg|h[uü]tteld|heiligenst|floridsd|sloterd|amstel"
    r"|lelyl|blaak|berchem|schuman|ostiense|trastev|lambrate|rogoredo|rifredi|brignole|di marte|pr[ií]ncipe|smíchov"
    r"|hole[sš]ov|kelenf|shinagawa|shinjuku"
)
# Words of an event or a building, which may stand anywhere beside the name of its city.
_VENUE = re.compile(
    r"universit|college|hotel|hilton|marriott|sheraton|hyatt|museum|opera|theat|stadi|arena|cong?ress|convention|conferen"
    r"|messe\b|expo\b|summit|festival|cathedral|embassy|consulate|hospital|institut|headquarters|\bhq\b|\bfair\b|marathon"
    r"|olympi|biennale|grand prix|symposium|workshop|forum\b|\bin (?=\w)"
)
_BEFORE_PATTERNS = [
    (kind, where, re.compile(rf"(?:{word})(?P<city>\w.*)", re.IGNORECASE)) for kind, where, word in _BEFORE
]
_AFTER_PATTERNS = [
    (kind, where, re.compile(rf"\A(?P<city>.*\w)(?:{word})", re.IGNORECASE)) for kind, where, word in _AFTER
]
# Palaces and seats of governments that are known without their city; written by hand.
RESIDENCES_FILE = Path(__file__).parent / "residences.csv"
# Stations that are not named after their city and yet known without it.
_FAMOUS = {
    "gare de lyon": ("Paris", "FR"),
    "gare du nord": ("Paris", "FR"),
    "gare de l'est": ("Paris", "FR"),
    "penn station": ("New York", "US"),
    "grand central station": ("New York", "US"),
    "euston station": ("London", "GB"),
    "paddington station": ("London", "GB"),
    "waterloo station": ("London", "GB"),
    "victoria station": ("London", "GB"),
}
# A longer text is a sentence, not a name.
_LONGEST = 100
# From here on are the scripts that put no space between a city and the word for its station.
_FIRST_UNSPACED = "\u1100"


def residence(text: str) -> Facility | None:
    """The palace or the seat of a government that a text is, with its city; `None` if it is none.

    >>> residence("Palais de l’Élysée"), residence("Palace Hotel")
    (Facility(kind='residence', city='Paris', countries=frozenset({'FR'})), None)
    """
    return _residences().get(spelling_key(text))


@cache
def _residences() -> dict[str, Facility]:
    with RESIDENCES_FILE.open(encoding="utf-8", newline="") as file:
        return {
            spelling_key(name): Facility("residence", row["city"], frozenset({row["country"]}))
            for row in csv.DictReader(file, delimiter=";")
            for name in row["names"].split("|")
        }


def facilities(text: str) -> list[Facility]:
    """The facilities that a text may name, the likeliest first.

    >>> [(one.kind, one.city) for one in facilities("Köln Hbf")], facilities("Köln")
    ([('station', 'Köln')], [])
    >>> [one.city for one in facilities("Gare de Strasbourg")]
    ['Strasbourg']
    """
    text = " ".join(text[: _LONGEST + 1].split())
    if len(text) > _LONGEST or (text.isalpha() and text[-1:] < _FIRST_UNSPACED):
        return []
    if famous := _FAMOUS.get(text.replace("’", "'").lower()):
        return [Facility("station", famous[0], frozenset({famous[1]}))]
    found = _named_facilities(text) if _MARKS.search(text.casefold()) else []
    return found or ([Facility("venue", text)] if _VENUE.search(text.casefold()) else [])


def _named_facilities(text: str) -> list[Facility]:
    return [
        Facility(kind, match["city"], frozenset(where.split()))
        for kind, where, pattern in (*_BEFORE_PATTERNS, *_AFTER_PATTERNS)
        if (match := pattern.fullmatch(text))
    ]
