"""Provinces and states: what follows a city's name and its comma as “ON”, “NSW” or “Bavaria”, and is no place to go."""

from dataclasses import dataclass

from data.reading.values.calendar_words import fold
from data.reading.values.countries import us_state


@dataclass(frozen=True, slots=True)
class Province:
    """A part of a country: the country's ISO 3166-1 code, and its name as the gazetteer has it."""

    country: str
    name: str


# Short forms, in capitals as they are written; those that are a state of the US too are told apart by the country.
_CODES = {
    "CA": "ON:Ontario QC:Quebec PQ:Quebec BC:British_Columbia AB:Alberta MB:Manitoba SK:Saskatchewan NS:Nova_Scotia "
    "NB:New_Brunswick NL:Newfoundland_and_Labrador NF:Newfoundland_and_Labrador PE:Prince_Edward_Island "
    "PEI:Prince_Edward_Island NT:Northwest_Territories NWT:Northwest_Territories YT:Yukon YK:Yukon NU:Nunavut",
    "AU": "NSW:New_South_Wales VIC:Victoria QLD:Queensland SA:South_Australia WA:Western_Australia TAS:Tasmania "
    "NT:Northern_Territory ACT:Australian_Capital_Territory",
    "BR": "SP:São_Paulo RJ:Rio_de_Janeiro MG:Minas_Gerais BA:Bahia RS:Rio_Grande_do_Sul SC:Santa_Catarina PR:Paraná "
    "PE:Pernambuco CE:Ceará DF:Federal_District GO:Goiás AM:Amazonas PA:Pará ES:Espírito_Santo",
}
_NAMES = {
    "CA": "Ontario British_Columbia Alberta Manitoba Saskatchewan Nova_Scotia New_Brunswick Newfoundland "
    "Newfoundland_and_Labrador Prince_Edward_Island Northwest_Territories Yukon Nunavut",
    "AU": "New_South_Wales Queensland South_Australia Western_Australia Tasmania Northern_Territory "
    "Australian_Capital_Territory",
    "DE": "Bavaria Bayern Saxony Sachsen Hesse Hessen Thuringia Thüringen Brandenburg Saarland North_Rhine-Westphalia "
    "Nordrhein-Westfalen Lower_Saxony Niedersachsen Baden-Württemberg Rhineland-Palatinate Rheinland-Pfalz "
    "Schleswig-Holstein Saxony-Anhalt Sachsen-Anhalt Mecklenburg-Vorpommern",
    "AT": "Tyrol Tirol Styria Steiermark Carinthia Kärnten Vorarlberg Burgenland Upper_Austria Lower_Austria",
    "IT": "Lombardy Lombardia Tuscany Toscana Veneto Piedmont Piemonte Liguria Sicily Sicilia Sardinia Sardegna Lazio "
    "Campania Apulia Puglia Calabria Umbria Marche Abruzzo Emilia-Romagna Basilicata Molise",
    "ES": "Catalonia Cataluña Catalunya Andalusia Andalucía Galicia Aragon Aragón Asturias Extremadura Cantabria "
    "Castile_and_León Castilla_y_León Castilla-La_Mancha Basque_Country País_Vasco Navarre Navarra Canary_Islands",
    "FR": "Brittany Bretagne Normandy Normandie Provence Occitanie Burgundy Bourgogne Alsace Lorraine Corsica Corse "
    "Île-de-France Aquitaine Nouvelle-Aquitaine Auvergne Auvergne-Rhône-Alpes Hauts-de-France Pays_de_la_Loire "
    "Provence-Alpes-Côte_d'Azur Grand_Est",
    "IN": "Maharashtra Karnataka Tamil_Nadu Kerala Gujarat Rajasthan Uttar_Pradesh West_Bengal Telangana Punjab Bihar "
    "Andhra_Pradesh Madhya_Pradesh Haryana Assam Odisha Uttarakhand Himachal_Pradesh",
    "MX": "Jalisco Nuevo_León Yucatán Quintana_Roo Chiapas Sonora Sinaloa Baja_California Michoacán",
    "BR": "Minas_Gerais Bahia Rio_Grande_do_Sul Santa_Catarina Paraná Pernambuco Ceará Goiás Amazonas Pará",
    "CN": "Sichuan Guangdong Yunnan Zhejiang Jiangsu Shandong Hunan Hubei Henan Hebei Fujian Shaanxi Shanxi Liaoning "
    "Gansu Hainan Guizhou Guangxi Heilongjiang Jiangxi Anhui Xinjiang Tibet Inner_Mongolia",
    "NL": "North_Holland South_Holland Noord-Holland Zuid-Holland North_Brabant Gelderland Friesland Zeeland",
    "ZA": "Western_Cape Eastern_Cape KwaZulu-Natal Gauteng Limpopo Mpumalanga",
}
# “WA” is Washington too; these are in Australia.
_WESTERN_AUSTRALIA = frozenset(
    ("perth", "fremantle", "broome", "bunbury", "geraldton", "kalgoorlie", "busselton", "karratha", "esperance")
)
_ENDS = (
    " province",
    " prefecture",
    " oblast",
    " county",
    " region",
    " state",
    " krai",
    " voivodeship",
    "県",
    "省",
    "州",
)


def _entries(table: dict[str, str], coded: bool) -> dict[str, list[Province]]:
    found: dict[str, list[Province]] = {}
    for country, texts in table.items():
        for text in texts.split():
            written, _, name = text.partition(":")
            key = written if coded else fold(written.replace("_", " "))
            found.setdefault(key, []).append(Province(country, (name or written).replace("_", " ")))
    return found


CODES, NAMES = _entries(_CODES, coded=True), _entries(_NAMES, coded=False)


def province(text: str, city: str, country: str = "") -> Province | None:
    """Return the province that a text after a city's name means, `None` if it is none; `country` is the row's code.

    >>> province("ON", "Toronto"), province("WA", "Seattle").name, province("WA", "Perth").name
    (Province(country='CA', name='Ontario'), 'Washington', 'Western Australia')
    """
    found = CODES.get(text.replace(".", "")) or NAMES.get(fold(text)) or []
    fitting = [one for one in found if country in ("", one.country)]
    if text == "WA" and country == "" and fold(city) in _WESTERN_AUSTRALIA:
        return fitting[0]
    if country in ("", "US") and (state := us_state(text)):
        return Province("US", state)
    if text == "NT" and not country:  # Darwin is better known than the towns of Canada's north
        return fitting[-1]
    if not fitting and len(text) < 60 and (folded := fold(text)).endswith(_ENDS):
        return Province(country, folded.title())
    return fitting[0] if fitting else None
