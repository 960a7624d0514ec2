"""Column names by role: what people call the date, the city or the traveller, best names first."""

import re
from functools import lru_cache

from data.reading.values.calendar_words import fold

HUMP = re.compile(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")
PLURAL = re.compile(r"\((s|es|ies|is)\)", re.IGNORECASE)
BRACKETED_MARKS = re.compile(r"\[[^\]]{0,20}\]")
# The vowel signs of Hindi, Thai, Arabic and Hebrew are no letters to Python.
WORD_SEPARATORS = re.compile(r"[^\w#\u0591-\u05c7\u064b-\u065f\u0900-\u0dff\u0e31-\u0e4e]+|_")
MAX_END_LENGTH = 8  # names in the end of a path; no known name has more words


def _names(text: str) -> tuple[str, ...]:
    return tuple(name.strip().casefold() for name in text.split(","))  # “πλάτος” ends in another letter then


DATE_ROLES = ("start", "end", "date")
PLACE_ROLES = ("origin", "destination", "country", "point", "lat")

# In the order in which the roles choose their columns. The names are those of the exports in the wild (COLT, the State
# Department, Wikipedia, flight logs, Trainlog, Polarsteps, Kaggle), and the plain words of six languages.
ROLES: dict[str, tuple[str, ...]] = {
    "trip": _names(
        "trip id, tripid, journey id, visit id, trip, journey, trip number, trip no, uid, id, #, no, number"
    ),
    "start": _names(
        "trip start date, start date, date start, startdate, start, start datetime, start time, date from,"
        "from date, departure date, date of departure, depart date, depart, departure, departed, begin date,"
        "begin, begins, date local, first seen, first day, dep calc, from, left on, set out on, departed on,"
        "duration start timestamp, start timestamp,"
        "check in, etd, atd,"
        "beginn, startdatum, abreise, abfahrt, date de début, date debut, début, debut, fecha inicio,"
        "fecha de inicio, inicio, início, data início, data inicio, начало, дата начала, 开始日期, 出发日期,"
        "출발일, 시작일, 開始日, 出国日, 出国日期, 启程日期, 출국일, с, дата с, с даты, дата начала поездки"
    ),
    "end": _names(
        "trip end date, end date, date end, enddate, end, end datetime, end time, date to, to date,"
        "return date, arrival date, date of arrival, date of return, arrive, arrival, return, returned, until,"
        "last seen, last day, arr calc, to, arrived on, returned on, reached on, back on,"
        "duration end timestamp, end timestamp, check out, eta, ata, finish,"
        "finish date, ende,"
        "enddatum, rückkehr, ankunft, anreise, date de fin, fin, fecha fin, fecha de fin, fim,"
        "data fim, конец, дата окончания,"
        "结束日期, 도착일, 종료일, 終了日, 帰着日, 帰国日, 帰宅日, 返回日期, 回国日期, 返程日期, 귀국일, 복귀일,"
        "по, дата по, по дату, ritorno, rientro, regreso, vuelta, retour, rückreise, rückfahrt, heimreise, retorno,"
        "regresso, volta, powrót, návrat, terugkeer, terugreis, hemresa, hjemreise, dönüş, возвращение,"
        "επιστροφή, العودة"
    ),
    "date": _names(
        "date, dates, when, date of visit, visit date, travel date, trip date, flight date, dates of visit,"
        "dates of travel, date range, day, period, time, timestamp, timestamp ms, departure time local, datum,"
        "fecha, fechas, data, datas, дата, даты, 日期, 날짜, 日付, 期間, 기간, tarih, tarihler, التاريخ, تاريخ,"
        "ημερομηνία,"
        "päivämäärä, dátum, dato, תאריך, วันที่, ngày, tanggal, quand, cuándo, cuando, wann, quando, wanneer, när, når,"
        "kiedy, kdy, когда, いつ, 언제, 何时, 参拝日, 訪問日"
    ),
    "year": _names(
        "year, trip year, year of visit, years, years visited, year of emigration,"
        "year of immigration, year of migration, year of arrival, year of departure, year of travel, jahr,"
        "jahre, année, annee, années, año, años, ano, anos,"
        "год, годы, 年, 年份, 年度, 연도, 년도, anno, anni, jaar, jaren, rok, roky, lata, yıl, yıllar, år,"
        "vuosi, év, anul, έτος, рік, година, godina, leto, שנה, السنة, سنة, ปี, năm, tahun, वर्ष"
    ),
    "origin": _names(
        "origin name, origin city, origin, from, from city, from airport, departure city, departure airport,"
        "departure, est departure airport, departure station, origin station, origin airport, start location,"
        "start place, start city, starting point, city from, dep airport, dep,"
        "source city, startort, abflug, von, départ, depart, origen, desde, salida, origem, partida, откуда,"
        "出发地, 출발지, 出発地, lähtö"
    ),
    "destination": _names(
        "destination name, destination city, city visited, cities visited, city, cities, locale, locales,"
        "locations, location, areas visited, area visited, places visited, destination, destinations, to,"
        "to city, to airport, arrival city, arrival airport, est arrival airport, arrival station,"
        "destination station, destination airport, arrival, end location, end place, end city, city to,"
        "arr airport, arr, town, place, places, port, port of call, stop, stops, place visited,"
        "host city, visited, display name,"
        "location name, address, venue, location full name, stadt, städte, ort, orte, ziel, zielort, nach,"
        "ville, villes, lieu, destino, ciudad, ciudades, lugar, cidade, cidades, città, luogo, destinazione,"
        "город, города, куда, место, 城市, 目的地, 地点, 도시, 목적지, 방문지, 출장지, 여행지, 방문도시, 旅行先,"
        "訪問先, 行き先, 都市, 訪問地,"
        "місто, град, grad, město, mesto, miasto, város, oraș, orașul, πόλη, kaupunki, stad, linn, pilsēta, miestas,"
        "şehir, ქალაქი, քաղաք, עיר, المدينة, مدينة, شهر, शहर, শহর, เมือง, thành phố, kota, bandar, bestemming, lugares,"
        "un locode, unlocode, locode, port code, port locode, where, where to, où, dónde, wo, wohin, waar, gdzie, kde,"
        "где, どこ, 哪里, 어디, 所在地, 訪問場所, 소재지"
    ),
    "via": _names("via, passing through, stopover, stopovers, über, par, por"),
    "iso": _names(
        "country visited iso, destination country code, country iso, country iso3, country iso2, country code,"
        "iso3, iso2, iso, iso code, iso 3166, iso3166, iso alpha 3, iso alpha 2, alpha 3, alpha 2, iso a3,"
        "iso a2, location country code"
    ),
    "country": _names(
        "country visited, countries visited, destination country, to country, host country, arrival country,"
        "country, country name, country or territory, country territory, countries, nation, location country,"
        "land, zielland, pays, país, pais, paese, страна, страны, 国家, 国, 국가, 나라, 国名, 訪問国, 国家 地区, 國家,"
        "країна, краіна, държава, država, држава, zemlja, země, krajina, štát, kraj, państwo, ország, țara,"
        "țară, ţara,"
        "χώρα, maa, riik, valsts, šalis, ülke, herrialdea, ქვეყანა, երկիր, מדינה, ארץ, البلد, بلد, الدولة, دولة, کشور,"
        "देश, দেশ, ประเทศ, quốc gia, negara, nchi"
    ),
    "region": _names(
        "state province, state or province, state, province, admin1, us state, region, bundesland, prefecture,"
        "département"
    ),
    "lat": _names(
        "destination lat, destination latitude, dest lat, to lat, to latitude, arrival lat, arr lat, end lat,"
        "end location latitude e7, location latitude e7, lat, latitude, latitude e7, location lat,"
        "location latitude, breitengrad, latitud, geo lat, y, breite, geogr breite, geographische breite, latitudine,"
        "breedtegraad, breddgrad, breddegrad, szerokość, szerokość geograficzna, šířka, zeměpisná šířka, širina,"
        "zemepisná šírka, szélesség, enlem, πλάτος, γεωγραφικό πλάτος, широта, 纬度, 緯度, 위도, leveyspiiri,"
        "خط العرض, vĩ độ, lintang, अक्षांश, leveysaste, leveys, קו רוחב, ละติจูด, 北緯, 北纬, 북위, laiuskraad,"
        "zemljepisna širina, географска ширина, geografska širina"
    ),
    "lon": _names(
        "destination lng, destination lon, destination long, destination longitude, dest lon, dest lng, to lon,"
        "to lng, to longitude, arrival lon, arr lon, end lon, end lng,"
        "end location longitude e7, location longitude e7, lon, lng, long, longitude, longitude e7,"
        "location lon, location lng, location longitude, längengrad, longitud, geo lon, geo lng, x,"
        "länge, geogr länge, geographische länge, longitudine, lengtegraad, längdgrad, lengdegrad, længdegrad, długość,"
        "długość geograficzna, délka, zeměpisná délka, dužina, zemepisná dĺžka, hosszúság, boylam, μήκος,"
        "γεωγραφικό μήκος, долгота, 经度, 經度, 経度, 경도, pituuspiiri, خط الطول, kinh độ, bujur, रेखांश, देशांतर,"
        "pituusaste, pituus, קו אורך, ลองจิจูด, 東経, 东经, 동경, pikkuskraad, zemljepisna dolžina, zemljepisna dužina,"
        "географска дължина, geografska dužina, geografska dolžina"
    ),
    "point": _names(
        "place location lat lng, place location, end lat lng, activity end, coordinates, coords, coordinate, lat lng,"
        "lat lon, latlng, latlon, lnglat, loc, geo, geom, geometry, wkt, position, gps, point"
    ),
    "origin lat": _names(
        "origin lat, origin latitude, from lat, from latitude, departure lat, dep lat, start lat, start latitude,"
        "start location latitude e7"
    ),
    "origin lon": _names(
        "origin lng, origin lon, origin long, origin longitude, from lon, from lng, from longitude,"
        "departure lon, dep lon, start lon, start lng, start longitude, start location longitude e7"
    ),
    "origin point": _names("start lat lng, activity start, origin coordinates, from coordinates, start coordinates"),
    "origin country": _names("origin country, from country, departure country, origin country code"),
    "home": _names("home, home city, home base, residence, wohnort"),
    "mode": _names(
        "mode, transport mode, travel mode, mode of transport, mode of travel, means of transport,"
        "means of travel, means, transport, transportation, transportation type, transport type, vehicle type,"
        "activity type, travel by, by, type, verkehrsmittel, transportmittel, moyen de transport, transporte,"
        "medio de transporte, транспорт, вид транспорта, 交通, 교통수단, 교통편, 이동수단, 交通手段, 移動手段,"
        "交通方式, 出行方式, 交通工具, vervoer, vervoermiddel, vervoersmiddel, färdmedel, färdsätt,"
        "transportmiddel, kulkuväline, közlekedés, közlekedési eszköz, doprava, dopravní prostředek,"
        "środek transportu, mezzo, mezzo di trasporto, meio, meio de transporte, moyen, ulaşım, ulaşım aracı,"
        "taşıt, μέσο, μεταφορικό μέσο, وسيلة النقل, אמצעי תחבורה, trip category"
    ),
    "main": _names("main"),
    "traveller": _names(
        "traveller, traveler, traveler name 1, traveller name 1, traveller 1, traveller name, traveler name,"
        "leader full name, leader, leader name, person, passenger, passenger name,"
        "name, president, minister, secretary, official, who, username, user,"
        "employee, delegate, visitor, head of state, head of government, leader surname, reisender,"
        "person name, voyageur, viajero, viajante, путешественник, 姓名, 이름, 氏名, politician, politiker, politik,"
        "politico, político, politicien, polityk, politikus, политик, політик, cestující, podróżny, utas,"
        "viaggiatore, reiziger, resenär, rejsende, matkustaja, yolcu, putnik, potnik, călător, мандрівник, пътник,"
        "ταξιδιώτης, נוסע, المسافر, 旅行者, 政治家, 여행자, 정치인, 출장자, 방문자, 出張者, 出差人,"
        "hành khách, qui, quién, wer, chi, quem, kto, kdo, кто, 誰, 누구, migrant,"
        "emigrant, pilgrim, pilger, pèlerin, peregrino"
    ),
    "title": _names("trip name, title, trip title, journey name, name of trip, titel, título, 제목, 标题"),
    "occasion": _names(
        "occasion, purpose, purpose of visit, purpose of trip, reason, remarks, remark, event, details,"
        "name multilat event, reason for visit, reason for trip, anlass, zweck, motif, objet, motivo, цель,"
        "目的, 목적, událost, účel, důvod, príležitosť, dôvod, účel cesty, okazja, powód, wydarzenie, alkalom, esemény,"
        "evento, occasione, ocasión, ocasião, aanleiding, anledning, händelse, tilaisuus, vesile, povod,"
        "razlog, prilika, ocazie, motiv, повод, привід, мета, събитие, αφορμή, σκοπός, المناسبة, מטרה, dịp, mục đích"
    ),
    "outcome": _names("outcome, result, results, ergebnis, résultat, resultado"),
    "with": _names(
        "leaders met, leader met, met with, met, host hogs name, hosts, host, counterpart, counterparts, with,"
        "companions"
    ),
    "vehicle": _names(
        "vehicle, vehicle name, aircraft, aircraft type name, aircraft type, plane, train, train number, ship,"
        "ship name, vessel, vessel name, schiff, navire, buque, nave, fartyg, судно, 船名, 선박, material type"
    ),
    "note": _names(
        "note, notes, comment, comments, description, memo, remarks, bemerkung, notiz, notas, примечание, 备注, 비고,"
        "poznámka, poznámky, uwagi, uwaga, notatka, megjegyzés, opmerking, opmerkingen, anteckning, anmärkning,"
        "huomautus, not, notlar, napomena, opomba, observații, примітка, примітки, забележка, σημείωση, ملاحظة,"
        "ملاحظات, הערה, ghi chú, catatan, 備考"
    ),
    "evidence": _names("evidence"),
    "order": _names("segment order, leg order, stop order, order, sequence, seq, leg number, leg no, leg, stop number"),
    "source": _names(
        "source link 1, source link1, source link, source url, source, sources, url, link, reference, references,"
        "communiqué, communiqués, communique, press release, citation, quelle, quellen, fuente, fuentes, fonte, fonti,"
        "источник, источники, 来源, 出处, 출처, 出典, zdroj, zdroje, źródło, źródła, forrás, források, bron, bronnen,"
        "källa, källor, kilde, kilder, lähde, lähteet, kaynak, kaynaklar, izvor, izvori, vir, viri, sursă, sursa,"
        "surse, джерело, джерела, източник, πηγή, πηγές, المصدر, المصادر, מקור, nguồn, sumber"
    ),
    "cancelled": _names(
        "canceled, cancelled, is canceled, is cancelled, status, trip status, flight status, booking status, estado,"
        "statut"
    ),
    "diverted": _names("diverted to, diverted to airport"),
}
# Columns that say when one came and went: of a stay the arrival is first, of a journey the departure.
STAY_TEXT = (
    "arrival arrive arrived arriving departure depart departed departing arr dep eta ata etd atd ankunft "
    "abfahrt anreise abreise arrivée départ llegada salida arrivo partenza chegada partida "
    "aankomst vertrek прибытие отправление отъезд 到着 出発 도착 도착일 출발 출발일 到达 出发 抵达 离开 到着日 出発日 "
    "sosire sosirii plecare plecării příjezd odjezd príchod odchod érkezés indulás przyjazd "
    "wyjazd ankomst avresa avgång afrejse avreise saapuminen lähtö varış ayrılış άφιξη "
    "αναχώρηση прибуття відбуття пристигане заминаване הגעה עזיבה الوصول المغادرة kedatangan "
    "keberangkatan saída arribada sortida"
)
STAY_WORDS = frozenset(STAY_TEXT.split())
KNOWN_COLUMNS = frozenset(name for names in ROLES.values() for name in names)
# Columns that only logs of flights have: what has no mode of its own flew.
FLIGHT_COLUMNS = frozenset(
    _names(
        "airline, flight, flight number, flight no, callsign, icao24, tail number, aircraft,aircraft type name, plane,"
        "flug, flugnummer, flugnr, fluggesellschaft, vol, numéro de vol, compagnie aérienne, volo, numero volo, vuelo,"
        "número de vuelo, aerolínea, voo, vlucht, vluchtnummer, номер рейса, авиакомпания, 便名, 航空会社, 航班,"
        "航班号, 航空公司, 편명, 항공편, 항공사"
    )
)
TRAIN_COLUMNS = frozenset(
    _names(
        "train, train number, train no, origin station, departure station, zug, zugnummer, zugnr, startbahnhof,"
        "abfahrtsbahnhof, numéro de train, gare de départ, treno, numero treno, stazione di partenza, tren,"
        "número de tren, estación de origen, trein, treinnummer, comboio, trem, поезд, номер поезда,"
        "станция отправления, 列車, 列車番号, 乗車駅, 列车, 车次, 열차, 열차번호, 출발역"
    )
)


def normalize_column_name(name: str) -> str:
    """Normalize a column's name: no case, no camel case, no bracketed marks, no plural in brackets.

    >>> normalize_column_name("TripStartDate"), normalize_column_name("Date(s)[1]"), normalize_column_name("origin_lat")
    ('trip start date', 'date', 'origin lat')
    """
    name = HUMP.sub(" ", PLURAL.sub("", BRACKETED_MARKS.sub("", name[:200])))
    return " ".join(WORD_SEPARATORS.sub(" ", name).casefold().replace("№", "#").split())


def spellings(name: str) -> tuple[str, ...]:
    """Return the normalized name and, of a path in JSON, its ends too, the longest first.

    >>> spellings("placeVisit.location.lat")
    ('place visit location lat', 'location lat', 'lat')
    """
    return _spellings(name[:200])


@lru_cache(maxsize=10_000)
def _spellings(name: str) -> tuple[str, ...]:
    parts = name.split(".")
    starts = (0, *range(max(1, len(parts) - MAX_END_LENGTH), len(parts)))
    paths = [".".join(parts[start:]) for start in starts] if all(parts) else [name]
    return tuple(normalize_column_name(path) for path in paths)


def is_named(name: str, role: str) -> bool:
    """Whether a column has a name of a role.

    >>> is_named("Means of transport", "mode"), is_named("Operator", "mode")
    (True, False)
    """
    return not set(ROLES[role]).isdisjoint(spellings(name))


def is_known_column(name: str) -> bool:
    """Return whether a text is a known column name."""
    return len(name) <= 80 and any(spelling in KNOWN_COLUMNS for spelling in spellings(name))


# Words in the names of columns about voyages.
SHIP_COLUMNS = frozenset(
    map(
        fold,
        _names(
            "ship, vessel, boat, yacht, cruise, liner, port, ports, schiff, hafen, navire, bateau, barco, buque,"
            "puerto, nave, porto, fartyg, haven, судно, порт, корабль, 배, 선박, 항구, 船, 船名, 港"
        ),
    )
)
