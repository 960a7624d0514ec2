"""Country recognition: the ISO 3166-1 code of a cell that holds a code or a name in one of 26 languages."""

import re
import unicodedata
from collections.abc import Sequence
from functools import cache

from babel import Locale
from babel.core import get_global

from data.i18n.countries import country_name

COUNTRY_LANGUAGES = ("en", "de", "fr", "es", "pt", "it", "nl", "ru", "zh", "ja", "ko", "ar")
# Their names of countries are not all known to the gazetteer, where “Kolumbia” is a town of another name.
FURTHER_LANGUAGES = ("pl", "cs", "sv", "tr", "uk", "fi", "da", "nb", "hu", "ro", "el", "sk", "hr", "he")
NAMES_OF_CITIES = frozenset(("brasilia", "columbia", "man", "salvador", "tunis"))  # which these call a country by
# Short and former names that no place goes by; a country of them is shown by its usual name.
SPOKEN_COUNTRY_NAMES = {
    **dict.fromkeys(("korea",), "KR"),
    **dict.fromkeys(("сша", "eeuu", "ee uu", "eua", "eu a", "stati uniti d'america"), "US"),
    **dict.fromkeys(("кнр",), "CN"),
    **dict.fromkeys(("фрг", "brd", "bundesrepublik deutschland"), "DE"),
    **dict.fromkeys(("оаэ", "vae", "eau"), "AE"),
    **dict.fromkeys(("кндр",), "KP"),
    **dict.fromkeys(("großbritannien", "grossbritannien", "grande-bretagne", "gran bretana", "великобритания"), "GB"),
    **dict.fromkeys(("persia", "persien", "perse"), "IR"),
    **dict.fromkeys(("ceylon", "ceilan"), "LK"),
    **dict.fromkeys(("siam",), "TH"),
}
# What the CLDR does not say: short and formal names, and those of English-speaking ministries. Countries that are no
# more keep their own words.
EXTRA_COUNTRY_NAMES = {
    **dict.fromkeys(("uk", "great britain", "britain", "england", "scotland", "wales", "northern ireland"), "GB"),
    **dict.fromkeys(("united kingdom of great britain and northern ireland",), "GB"),
    **dict.fromkeys(("us", "usa", "united states of america", "america", "the united states", "etats-unis"), "US"),
    **dict.fromkeys(("south korea", "republic of korea", "rok", "korea south", "korea"), "KR"),
    **dict.fromkeys(("democratic people's republic of korea", "dprk", "korea north"), "KP"),
    **dict.fromkeys(("people's republic of china", "pr china", "prc", "china pr", "mainland china"), "CN"),
    **dict.fromkeys(("republic of china", "chinese taipei", "taiwan province of china"), "TW"),
    **dict.fromkeys(("democratic republic of the congo", "democratic republic of congo", "dr congo", "drc"), "CD"),
    **dict.fromkeys(("congo-kinshasa", "congo kinshasa"), "CD"),
    **dict.fromkeys(("republic of the congo", "republic of congo", "congo", "congo brazzaville"), "CG"),
    **dict.fromkeys(("ivory coast", "cote d ivoire"), "CI"),
    **dict.fromkeys(("russian federation", "russian fed"), "RU"),
    **dict.fromkeys(("holy see", "the vatican", "vatican", "the holy see"), "VA"),
    **dict.fromkeys(("burma", "myanmar"), "MM"),
    **dict.fromkeys(("macedonia", "fyrom", "republic of macedonia", "republic of north macedonia"), "MK"),
    **dict.fromkeys(("uae", "emirates"), "AE"),
    **dict.fromkeys(("palestine", "west bank", "gaza", "state of palestine", "palestinian authority"), "PS"),
    **dict.fromkeys(("hong kong", "hong kong sar"), "HK"),
    **dict.fromkeys(("macau", "macao"), "MO"),
    **dict.fromkeys(("federated states of micronesia", "micronesia"), "FM"),
    **dict.fromkeys(("czech republic", "the czech republic"), "CZ"),
    **dict.fromkeys(("the gambia", "republic of the gambia"), "GM"),
    **dict.fromkeys(("the bahamas",), "BS"),
    **dict.fromkeys(("turkey", "republic of turkey"), "TR"),
    **dict.fromkeys(("brunei darussalam",), "BN"),
    **dict.fromkeys(("lao people's democratic republic", "lao pdr"), "LA"),
    **dict.fromkeys(("syrian arab republic",), "SY"),
    **dict.fromkeys(("islamic republic of iran",), "IR"),
    **dict.fromkeys(("viet nam",), "VN"),
    **dict.fromkeys(("cape verde",), "CV"),
    **dict.fromkeys(("swaziland",), "SZ"),
    **dict.fromkeys(("east timor",), "TL"),
    **dict.fromkeys(("united republic of tanzania",), "TZ"),
    **dict.fromkeys(("republic of moldova",), "MD"),
    **dict.fromkeys(("the netherlands", "holland"), "NL"),
    **dict.fromkeys(("st lucia",), "LC"),
    **dict.fromkeys(("xkx", "kos"), "XK"),
    **SPOKEN_COUNTRY_NAMES,
}
# What people call the countries that are no more, by the name that the gazetteer knows.
FORMER_COUNTRY_NAMES = {
    **dict.fromkeys(("ссср", "ソ連", "ソビエト連邦", "udssr", "urss", "sowjetunion", "苏联", "소련"), "Soviet Union"),
    **dict.fromkeys(("гдр", "ddr", "rda", "gdr"), "East Germany"),
    **dict.fromkeys(("чсср", "tschechoslowakei", "tchecoslovaquie"), "Czechoslovakia"),
    **dict.fromkeys(("сфрю", "jugoslawien", "yougoslavie"), "Yugoslavia"),
}
# Codes of the Olympic and football associations, and of cars, that are not those of ISO 3166.
_ASSOCIATION_CODES = (
    "GER:DE SUI:CH DEN:DK NED:NL HOL:NL POR:PT GRE:GR CRO:HR BUL:BG SLO:SI LAT:LV MKD:MK MON:MC ENG:GB SCO:GB WAL:GB "
    "NIR:GB RSA:ZA KSA:SA UAE:AE KUW:KW OMA:OM BRN:BH LIB:LB PLE:PS IRI:IR MAS:MY INA:ID PHI:PH VIE:VN TPE:TW MYA:MM "
    "CAM:KH SRI:LK NEP:NP BAN:BD MGL:MN BHU:BT SIN:SG CHI:CL URU:UY PAR:PY GUA:GT CRC:CR HAI:HT PUR:PR ESA:SV HON:HN "
    "BAH:BS BAR:BB BER:BM ARU:AW GRN:GD NCA:NI ANT:AG NGR:NG ALG:DZ LBA:LY ANG:AO ZIM:ZW ZAM:ZM SUD:SD TAN:TZ MAD:MG "
    "BOT:BW LES:LS GAM:GM GUI:GN GBS:GW GEQ:GQ BUR:BF CHA:TD CGO:CG MTN:MR MRI:MU SEY:SC MAW:MW TOG:TG NIG:NE FIJ:FJ "
    "SOL:SB SAM:WS TGA:TO VAN:VU KOS:XK"
)
ASSOCIATION_CODES = dict(pair.split(":") for pair in _ASSOCIATION_CODES.split())
FLAG = re.compile("[\U0001f1e6-\U0001f1ff]{2}")
# They are cities too: “Kuala Lumpur, Singapore” is two stops.
CITY_STATES = frozenset(("SG", "MC", "LU", "DJ", "VA", "SM", "HK", "MO", "GI", "KW", "PA", "GT"))
US_STATES = {
    name: full.replace("_", " ")
    for full, names in (
        pair.split(":")
        for pair in [
            "Alabama:AL Ala",
            "Alaska:AK",
            "Arizona:AZ Ariz",
            "Arkansas:AR Ark",
            "California:CA Calif Cal",
            "Colorado:CO Colo",
            "Connecticut:CT Conn",
            "Delaware:DE Del",
            "Florida:FL Fla",
            "Georgia:GA",
            "Hawaii:HI",
            "Idaho:ID",
            "Illinois:IL Ill",
            "Indiana:IN Ind",
            "Iowa:IA",
            "Kansas:KS Kan",
            "Kentucky:KY Ky",
            "Louisiana:LA La",
            "Maine:ME",
            "Maryland:MD Md",
            "Massachusetts:MA Mass",
            "Michigan:MI Mich",
            "Minnesota:MN Minn",
            "Mississippi:MS Miss",
            "Missouri:MO Mo",
            "Montana:MT Mont",
            "Nebraska:NE Neb",
            "Nevada:NV Nev",
            "New_Hampshire:NH N.H.",
            "New_Jersey:NJ N.J.",
            "New_Mexico:NM N.M.",
            "New_York:NY N.Y.",
            "North_Carolina:NC N.C.",
            "North_Dakota:ND N.D.",
            "Ohio:OH",
            "Oklahoma:OK Okla",
            "Oregon:OR Ore",
            "Pennsylvania:PA Pa Penn",
            "Rhode_Island:RI R.I.",
            "South_Carolina:SC S.C.",
            "South_Dakota:SD S.D.",
            "Tennessee:TN Tenn",
            "Texas:TX Tex",
            "Utah:UT",
            "Vermont:VT Vt",
            "Virginia:VA Va",
            "Washington:WA Wash",
            "West_Virginia:WV W.Va.",
            "Wisconsin:WI Wis",
            "Wyoming:WY Wyo",
        ]
    )
    # The bare names of these two are cities first.
    for name in (*names.split(), *([full.replace("_", " ")] if full not in ("New_York", "Washington") else []))
}
NON_WORD = re.compile(r"[^\w'-]+")
FORMAL_WORDS = re.compile(
    r"republic|kingdom|state|federation|union|commonwealth|principality|duchy|emirate", re.IGNORECASE
)


def fold_country_name(name: str) -> str:
    """Return a name without case, accents and dots.

    >>> fold_country_name("Côte d’Ivoire"), fold_country_name("U.S.A.")
    ("cote d'ivoire", 'usa')
    """
    text = unicodedata.normalize("NFKD", name.replace("’", "'").replace(".", ""))
    bare = "".join(letter for letter in text if not "\u0300" <= letter <= "\u036f")
    return " ".join(NON_WORD.sub(" ", unicodedata.normalize("NFC", bare).casefold()).split())


@cache
def _codes() -> dict[str, str]:
    names = _names(COUNTRY_LANGUAGES)
    three = get_global("territory_aliases")
    letters = {
        old.casefold(): new[0] for old, new in three.items() if len(old) == 3 and old.isalpha() and len(new) == 1
    }
    codes = {code.casefold(): code for code in names.values()}
    return {**_further_names(), **names, **codes, **letters, **EXTRA_COUNTRY_NAMES}


def _names(languages: Sequence[str]) -> dict[str, str]:
    """The codes of countries by their folded names; the first language counts most."""
    return {
        fold_country_name(name.replace("&", "and")): code
        for language in reversed(languages)
        for code, name in Locale.parse(language).territories.items()
        if len(code) == 2 and code.isalpha() and code not in ("EU", "EZ", "UN", "ZZ", "QO")
    }


@cache
def _further_names() -> dict[str, str]:
    known = _names(COUNTRY_LANGUAGES).keys() | EXTRA_COUNTRY_NAMES.keys() | NAMES_OF_CITIES
    return {name: code for name, code in _names(FURTHER_LANGUAGES).items() if name not in known}


def country_code(country: str) -> str:
    """Return the alpha-2 code of a country's code or name, or "" if it is not known.

    >>> [country_code(text) for text in ("Korea, South", "PRK", "Congo, Democratic Republic of", "U.S.S.R.")]
    ['KR', 'KP', 'CD', '']
    """
    if len(country) > 100:
        return ""
    known = _codes()
    country = country.replace("&", "and")
    head, comma, tail = country.partition(",")
    turned = (f"{tail} {head}", f"{tail} the {head}", *([head] if FORMAL_WORDS.search(tail) else [])) if comma else ()
    return next((known[name] for text in (country, *turned) if (name := fold_country_name(text)) in known), "")


def country_hint(text: str) -> str:
    """Return the code of a country beside a city, "" if it is not known; flags and other codes are understood too.

    >>> [country_hint(text) for text in ("SUI", "Francia Francia", "\U0001f1ee\U0001f1f9", "Florida")]
    ['CH', 'FR', 'IT', '']
    """
    if code := country_code(text) or ASSOCIATION_CODES.get(text, ""):
        return code
    if found := FLAG.search(text):
        return country_code("".join(chr(ord(letter) - 0x1F1E6 + ord("A")) for letter in found[0]))
    words = text.split()
    half = len(words) // 2
    return country_hint(" ".join(words[:half])) if half and words[:half] == words[half:] else ""


def common_country_name(text: str) -> str:
    """Return the name of a country by which it is found, for what people call it; other texts come back unchanged.

    >>> common_country_name("Korea"), common_country_name("СССР"), common_country_name("Congo, Republic of the")
    ('South Korea', 'Soviet Union', 'Congo, Republic of the')
    >>> common_country_name("Kolumbia"), common_country_name("Deutschland")
    ('Colombia', 'Deutschland')
    """
    folded = fold_country_name(text)
    if folded in FORMER_COUNTRY_NAMES:
        return FORMER_COUNTRY_NAMES[folded]
    code = SPOKEN_COUNTRY_NAMES.get(folded) or _further_names().get(folded)
    if not code and text.isupper() and len(text) <= 3:
        code = country_hint(text)
    return country_name(code) if code else text


def us_state(text: str) -> str:
    """Return the US state of a name or abbreviation after a city, or "" if it is not one.

    >>> us_state("Calif."), us_state("N.Y."), us_state("New York")
    ('California', 'New York', '')
    """
    return US_STATES.get(text) or US_STATES.get(text.removesuffix(".")) or ""
