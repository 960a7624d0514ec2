"""Modes of transport: the words that tables use for rail, air, road, sea and foot."""

import re
from collections.abc import Iterable, Mapping, Sequence

from data.reading.columns.vocabulary import FLIGHT_COLUMNS, SHIP_COLUMNS, TRAIN_COLUMNS, normalize_column_name
from data.reading.values.calendar_words import fold
from data.records.legs import MODES

# Words of the languages of tables; `_` stands for a space.
MODE_WORDS = {
    "rail": (
        "train trains rail railway railways railroad tgv ice icn rer frecciarossa italo ave shinkansen ktx srt "
        "thalys amtrak eurostar nightjet intercity railjet interrail metro subway tram tramway trolley streetcar "
        "underground tube lightrail funicular monorail maglev sleeper zug bahn eisenbahn s_bahn u_bahn straßenbahn "
        "strassenbahn seilbahn schwebebahn regionalbahn tren trenes treno treni trein treinen tågen tåg tog toget "
        "jernbane spårvagn t_bane comboio comboios trem trens métro tranvía tranvia tranvai funicolare chemin_de_fer "
        "ferrocarril ferrovia spoorwegen pociąg pociag pociągiem kolej tramwaj vlak vlakem tramvaj železnice vonat "
        "vonattal villamos trenul tramvai juna junalla raitiovaunu τρένο τραίνο σιδηρόδρομος μετρό τραμ kereta "
        "kereta_api поезд поезда поездом электричка метро трамвай железная_дорога потяг електричка влак 火车 火車 "
        "高铁 高鐵 动车 地铁 地鐵 轻轨 铁路 鉄道 기차 열차 전철 지하철 고속철도 電車 列車 新幹線 地下鉄 鐵路 قطار "
        "רכבת in_train in_subway in_tram rapidtransit national_express regional_exp suburban"
    ),
    "air": (
        "air airplane airplanes aeroplane plane planes flight flights flying fly flew jet aircraft helicopter heli "
        "chopper airline seaplane balloon flugzeug flug fliegen hubschrauber luft avion avión aviones avions aereo "
        "aerei avião aviao vuelo vuelos voo voos volo voli vol vols hélicoptère helicóptero elicottero helikopter "
        "vliegtuig vlucht flyg flygplan flyvning samolot samolotem lot śmigłowiec letadlo letadlem vrtulník uçak "
        "uçuş repülő repülőgép repülővel zbor lentokone lento lentokoneella αεροπλάνο πτήση ελικόπτερο pesawat "
        "самолет самолёт самолетом самолётом авиа перелет перелёт рейс вертолет вертолёт літак літаком полет 飞机 "
        "飛機 航班 直升机 비행기 항공 항공편 헬기 헬리콥터 飛行機 航空機 航空 طائرة מטוס in_flying"
    ),
    "road": (
        "road car cars horse horseback carriage wagon postbus bus buses coach taxi cab uber lyft bolt "
        "grab tuktuk rickshaw motorcade auto automobile "
        "driving drive drove motorcycle motorcycles motorbike moped van truck lorry limousine limo bicycle bicycles "
        "bike bikes biking cycling cycle e_bike motorcycling rental vehicle scooter motor minibus minivan shuttle "
        "jeep suv rv camper campervan motorhome hitchhiking rideshare carpool flixbus greyhound pkw lkw autobus "
        "autobús ómnibus pullman fahrrad rad velo vélo vélos motorrad moto motos wohnmobil mietwagen reisebus "
        "fernbus voiture voitures autocar camion coche coches carro carros bicicleta bicicletas bicicletta bici "
        "camión camioneta ônibus onibus autocarro macchina corriera fiets bromfiets wagen bil bilen buss cykel "
        "sykkel samochód samochod samochodem autokar rower rowerem motocykl taksówka autem kolo autobusem araba "
        "otobüs bisiklet motosiklet taksi dolmuş autó autóval busz kerékpár bicikli mașină maşină mașina autobuz "
        "bicicletă microbuz autolla linja_auto bussi pyörä polkupyörä αυτοκίνητο λεωφορείο ποδήλατο ταξί μοτοσικλέτα "
        "mobil sepeda автомобиль автобус машина машине автобусом автомобилем такси маршрутка велосипед мотоцикл "
        "троллейбус авто автівка таксі кола 汽车 汽車 巴士 公交 公交车 大巴 出租车 计程车 自行车 单车 摩托车 자동차 "
        "버스 고속버스 택시 자전거 오토바이 승용차 렌터카 車 バス タクシー 自動車 自転車 バイク レンタカー سيارة "
        "حافلة אוטובוס מכונית in_passenger_vehicle in_bus"
    ),
    "sea": (
        "sea ship ships steamship steamer steamboat boat boats ferry ferries cruise yacht sailing sailboat vessel "
        "sail water river catamaran hydrofoil hovercraft canoe kayak speedboat riverboat liner schiff fähre faehre "
        "boot dampfer segelboot kreuzfahrt bateau bateaux navire paquebot croisière bac barco barcos buque crucero "
        "transbordador lancha traghetto traghetti nave aliscafo battello crociera balsa navio cruzeiro veerboot "
        "veerpont schip båt båten färja färjan fartyg ferge ferje skip færge skib statek statkiem prom promem łódź "
        "loď lodí trajekt gemi vapur feribot tekne hajó hajóval komp vapor navă feribotul laiva laivalla lautta vene "
        "πλοίο φέρι καράβι φέρυ βάρκα kapal судно корабль пароход паром теплоход катер лодка яхта корабель пором "
        "човен кораб ферибот 船 轮船 渡轮 邮轮 輪船 渡輪 배 여객선 페리 유람선 선박 フェリー 客船 船舶 汽船 عبارة "
        "سفينة מעבורת אונייה in_ferry"
    ),
    "foot": (
        "foot walk walks walked walking on_foot by_foot hike hiking trek trekking run running jogging stroll zu_fuß "
        "zu_fuss fuß fußweg wandern wanderung spaziergang pied pieds à_pied marche randonnée a_pie pie caminando "
        "caminata senderismo a_piedi piedi camminata camminando a_pé a_pe pé caminhada te_voet lopend wandelen lopen "
        "till_fots gång promenad vandring til_fots til_fods gå gang pieszo piechotą spacer pěšky chůze yürüyüş "
        "yürüyerek yaya gyalog gyalogos séta pe_jos mers_pe_jos kävellen kävely με_τα_πόδια πεζός περπάτημα πόδια "
        "jalan_kaki пешком пеший ходьба пішки пеша 步行 走路 徒步 도보 걷기 걸어서 徒歩 歩き ハイキング سيرا ברגל"
    ),
}
MODE_BY_WORD = {fold(word.replace("_", " ")): mode for mode, words in MODE_WORDS.items() for word in words.split()}
LONGEST_PHRASE = max(word.count(" ") + 1 for word in MODE_BY_WORD)
COMPOUND_ENDS = {
    fold(word): MODE_BY_WORD.get(fold(word), mode)
    for mode, words in (
        ("rail", "zug bahn tåg trein 列車 電車 기차 열차"),
        ("air", "flug flugzeug flyg 航空"),
        ("road", "wagen fahrrad taxi bil buss bussi autó autobus 버스 バス"),
        ("sea", "schiff fähre boot båt färja fartyg laiva フェリー 여객선"),
    )
    for word in words.split()
}
ELEMENTS = {"water": "sea", "sea": "sea", "river": "sea", "wasser": "sea", "air": "air"}
VEHICLES_ANYWHERE = frozenset(("taxi", "bus", "shuttle", "coach"))
ADDITION = re.compile(r" (?:for|instead of|with|from|to|statt|fur|mit|pour|con|avec|com|per) ")
PARENTHESIS = re.compile(r"[(\[（].*?(?:[)\]）]|$)")


def recognize_mode(text: str) -> str:
    """Return one of the six modes, or "" if none is recognised.

    The last word says what it is, as in “night train”, up to what a bracket or “for” adds.

    >>> recognize_mode("High-speed train"), recognize_mode("Flight"), recognize_mode("teleport")
    ('rail', 'air', '')
    >>> recognize_mode("Ferry (car)"), recognize_mode("Bus (replacement for train)"), recognize_mode("zu Fuß")
    ('sea', 'road', 'foot')
    """
    name = fold(normalize_column_name(text))
    if name in MODES:
        return name
    if name in MODE_BY_WORD:
        return MODE_BY_WORD[name]
    outside = fold(normalize_column_name(PARENTHESIS.sub(" ", text)))
    return _mode_of_words(outside) or _mode_of_words(name)


def are_modes(texts: Iterable[str]) -> bool:
    """Whether texts say nothing but modes.

    >>> are_modes(["train", "Flight"]), are_modes(["Air China", "Air India"])
    (True, False)
    """
    return all(fold(text) in MODE_BY_WORD for text in texts)


def _mode_of_words(name: str) -> str:
    words = ADDITION.split(name)[0].split() or name.split()
    if len(words) > 1 and words[0] in ELEMENTS and words[-1] in VEHICLES_ANYWHERE:
        return ELEMENTS[words[0]]
    phrases = [
        MODE_BY_WORD[phrase]
        for end in range(len(words), 0, -1)
        for size in range(LONGEST_PHRASE, 0, -1)
        if size <= end and (phrase := " ".join(words[end - size : end])) in MODE_BY_WORD
    ]
    return phrases[0] if phrases else next(filter(None, map(_mode_of_compound, reversed(words))), "")


def _mode_of_compound(word: str) -> str:
    """The mode of a word whose end is one, as in Nachtzug, Kreuzfahrtschiff or 夜行列車."""
    starts = range(3 if word.isascii() else 1, len(word) - 1) if len(word) <= 40 else ()
    return next((COMPOUND_ENDS[word[start:]] for start in starts if word[start:] in COMPOUND_ENDS), "")


def default_mode(columns: Sequence[str], mapping: Mapping[str, str], ways: bool) -> str:
    """Return the mode of a table without a mode column, by the names of its columns.

    Where rows say from where to where, or are `ways` in one cell, numbers of flights mean air and those of trains rail;
    columns of ships or ports mean sea.
    """
    if "mode" in mapping:
        return "other"
    names = {normalize_column_name(column) for column in columns}
    if ways or "origin" in mapping:
        if names & FLIGHT_COLUMNS or "airport" in normalize_column_name(mapping.get("origin", "")):
            return "air"
        if names & TRAIN_COLUMNS:
            return "rail"
    ends = [mapping[role] for role in ("origin", "destination", "vehicle") if role in mapping]
    words = {fold(word) for column in ends for word in normalize_column_name(column).split()}
    return "sea" if (names | words) & SHIP_COLUMNS else "other"
