"""Modes: the words of tables for rail, air, road, sea and foot."""

from data.reading.columns.vocabulary import plain
from data.records.legs import MODES

WORDS = {
    "rail": (
        "train trains rail railway railroad tgv ice eurostar metro subway tram underground tube "
        "lightrail zug bahn tren treno trein comboio поезд 火车 高铁 기차 열차 電車 列車 in_train "
        "rapidtransit"
    ),
    "air": (
        "air airplane aeroplane plane flight flights flying fly jet aircraft helicopter heli flugzeug "
        "flug avion avión aereo avião vuelo vol самолет самолёт 飞机 비행기 항공 飛行機 in_flying airline"
    ),
    "road": (
        "road car bus coach taxi cab uber motorcade auto automobile driving drive motorcycle motorbike "
        "van truck limousine bicycle bike cycling cycle motorcycling pkw voiture coche carro автомобиль 汽车 자동차 "
        "버스 車 rental vehicle scooter motor"
    ),
    "sea": (
        "sea ship boat ferry cruise yacht sailing vessel sail schiff fähre bateau barco navire nave судно 船 배 water"
    ),
    "foot": ("foot walk walking on_foot hike hiking run running zu_fuß pied à_pied a_pie пешком 步行 도보 徒歩"),
}
KNOWN = {word.replace("_", " "): mode for mode, words in WORDS.items() for word in words.split()}


def mode_of(text: str) -> str:
    """One of the six modes, "" where none is recognised.

    >>> mode_of("High-speed train"), mode_of("Flight"), mode_of("teleport")
    ('rail', 'air', '')
    """
    name = plain(text)
    if name in MODES:
        return name
    if name in KNOWN:
        return KNOWN[name]
    return next((KNOWN[word] for word in reversed(name.split()) if word in KNOWN), "")
