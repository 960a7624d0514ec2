"""Modes of transport: the words that tables use for rail, air, road, sea and foot."""

from data.reading.columns.vocabulary import normalize_column_name
from data.records.legs import MODES

MODE_WORDS = {
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
MODE_BY_WORD = {word.replace("_", " "): mode for mode, words in MODE_WORDS.items() for word in words.split()}


def recognize_mode(text: str) -> str:
    """Return one of the six modes, or "" if none is recognised.

    >>> recognize_mode("High-speed train"), recognize_mode("Flight"), recognize_mode("teleport")
    ('rail', 'air', '')
    """
    name = normalize_column_name(text)
    if name in MODES:
        return name
    if name in MODE_BY_WORD:
        return MODE_BY_WORD[name]
    return next((MODE_BY_WORD[word] for word in reversed(name.split()) if word in MODE_BY_WORD), "")
