"""Words of column names that say which end of a way a column is about, and what it holds, in some 35 languages."""

from data.reading.values.calendar_words import fold


def _words(*texts: str) -> frozenset[str]:
    """Return folded words; `_` stands for a space."""
    return frozenset(fold(word.replace("_", " ")) for text in texts for word in text.split())


# Each line is one family: the words for the origin, and those for the destination that go with them.
FAMILY_TEXT = (
    ("from where_from from_where leaving_from leaving", "to where_to to_where going_to going headed_to"),
    ("origin orig origins originating o", "destination dest destinations dst destn d"),
    ("departure departures depart departs departing departed dep dpt takeoff etd atd",
     "arrival arrivals arrive arrives arriving arrived arr arv landing landed eta ata"),
    ("start starting begin beginning started", "end ending finish finishing finished ended"),
    ("source src", "target tgt dest destination"),
    ("sending home_institution", "receiving hosting host"),
    ("emigrated emigrated_from migrated_from moved_from set_out set_out_from sailed_from left",
     "settled settled_in immigrated_to migrated_to moved_to reached sailed_to"),
    ("inicio comienzo início inizio début debut", "fin final fim fine llegada arrivée"),
    ("pol port_of_loading loading_port load_port", "pod port_of_discharge discharge_port discharging_port"),
    ("pickup pick_up", "dropoff drop_off"),
    ("boarding board boarded embarkation embark embarked entry lading",
     "alighting alight alighted disembarkation disembark disembarked exit discharge"),
    ("check_in checkin", "check_out checkout"),
    ("von abfahrt abreise abflug herkunft abgang woher start ausgangs", "nach ankunft ziel wohin ende bis bestimmung"),
    ("depart origine provenance embarquement d'ou", "arrivee arrive destination vers debarquement"),
    ("origen salida desde partida embarque sortida", "destino llegada hasta hacia desembarque desti arribada"),
    ("origem partida saida embarque", "destino chegada para ate desembarque"),
    ("partenza origine imbarco provenienza", "arrivo destinazione sbarco"),
    ("van vertrek herkomst afreis", "naar aankomst bestemming"),
    ("från avgång avresa avrese start fra afgang avreise avgang", "till ankomst til mål destination"),
    ("lähtö mistä lähtöpaikka lähtöasema",
     "saapuminen tulo mihin minne määränpää kohde saapumispaikka pääteasema tuloasema"),
    ("skąd odjazd odjazdu wyjazd wyjazdu odlot odlotu wylot wylotu start początek",
     "dokąd przyjazd przyjazdu przylot przylotu cel celu meta koniec przeznaczenia docelowe docelowy docelowa"),
    ("odkud odkiaľ odjezd odchod výchozí odlet začátek", "kam príchod příjezd příchod přílet cíl cieľ konec"),
    ("honnan indulás kiindulás induló indulási kiindulási",
     "hova hová érkezés célállomás cél érkező érkezési uticél"),
    ("de_la de_unde plecare plecării origine",
     "la până_la până_unde la_destinație sosire sosirii către spre destinație destinația"),
    ("nereden kalkış ayrılış gidiş çıkış başlangıç kalkis", "nereye varış bitiş hedef varis"),
    ("από αναχώρηση αναχώρησης αφετηρία προέλευση", "προς άφιξη άφιξης προορισμός προορισμού"),
    ("откуда отправление отправления отъезд отъезда вылет вылета выезд выезда начало",
     "куда прибытие прибытия назначение назначения "
     "прилет прилета приезд приезда конец"),
    ("звідки відправлення виїзд виїзду виліт", "куди прибуття призначення приліт"),
    ("откъде заминаване тръгване отпътуване", "накъде пристигане дестинация"),
    ("od odakle polazak polazište odlazak polaska odhod", "do dokle kuda kamo dolazak odredište dolaska prihod cilj"),
    ("одакле полазак поласка полазиште од", "куда долазак доласка одредиште до"),
    ("од_каде поаѓање", "до_каде пристигнување"),
    ("kust lähtekoht väljumine lähtekoha", "kuhu sihtkoht saabumine"),
    ("iš išvykimas išvykimo kur_iš no_kurienes izbraukšana", "į atvykimas atvykimo kur galamērķis ierašanās"),
    ("出发 出發 离开 離開 起点 起點 始发 始發 起飞 起飛 出发地 从 自",
     "到达 到達 抵达 抵達 终点 終點 目的地 目的 降落 到 至"),
    ("出発 始点 起点 乗車 発 から", "到着 終点 目的地 行き先 行先 降車 着 まで"),
    ("출발 승차 탑승 시작 출발지 에서", "도착 하차 목적지 종료 도착지 까지"),
    ("من مغادرة المغادرة انطلاق الانطلاق", "إلى الى وصول الوصول الوجهة"),
    ("מ מאת מוצא יציאה", "אל ל יעד הגעה"),
    ("dari asal keberangkatan berangkat", "ke tujuan kedatangan tiba"),
    ("từ khởi_hành nơi_đi điểm_đi đi", "đến nơi_đến điểm_đến"),
    ("ต้นทาง จาก", "ปลายทาง ถึง"),
    ("से प्रस्थान", "तक आगमन गंतव्य"),
    ("থেকে প্রস্থান", "পর্যন্ত গন্তব্য আগমন"),
    ("مبدا مبدأ از سے روانگی", "مقصد به تک منزل"),
    ("kutoka", "kwenda hadi"),
    ("mula pinanggalingan", "patungo papunta destinasyon"),
    ("nondik irteera", "nora helmuga iritsiera"),
    ("orixe saída", "destino chegada"),
    ("nisja niset", "mbërritja mbërrin destinacioni"),
    ("қайдан", "қайда қайға"),
    ("хаанаас", "хаашаа"),
    ("საიდან", "სად"),
    ("որտեղից", "ուր"),
)  # fmt: skip
END_FAMILIES = tuple((_words(origin), _words(destination)) for origin, destination in FAMILY_TEXT)
# Short words that mean an end only where they are the whole name: “De” and “À”, “Z” and “Do”, “Da” and “A”.
WEAK_FAMILIES = tuple(
    (_words(origin), _words(destination))
    for origin, destination in (
        ("de du da dal del z ze di din iz", "a à au al do na la para in en vers hacia"),
        ("van", "tot"),
        ("no", "uz"),
        ("nga", "për drejt"),
        ("ab", "an"),
        ("от из", "до в"),
        ("发 發 発", "到 着"),
    )
)
# What follows or precedes the name of two like columns: joins in R, merges in pandas, and plain numbers.
SUFFIX_FAMILIES = (("x", "y"), ("1", "2"), ("a", "b"), ("left", "right"), ("0", "1"), ("i", "j"), ("l", "r"))
LATITUDE_WORDS = _words(
    "lat latitude latitud latitudine lats breite breitengrad breedtegraad breddgrad szerokość šířka zemepisna_sirka "
    "szélesség enlem πλάτος широта latitudinea lintang 纬度 緯度 위도 leveyspiiri"
)
LONGITUDE_WORDS = _words(
    "lon lng long longitude longitud longitudine lons länge längengrad lengtegraad längdgrad długość délka hosszúság "
    "boylam μήκος долгота longitudinea bujur 经度 經度 経度 경도 pituuspiiri"
)
POINT_WORDS = _words(
    "coordinates coordinate coords coord latlng latlon lnglat lonlat geo gps koordinaten koordinater koordinaatit "
    "coordonnées coordenadas coordinate coördinaten координаты współrzędne souřadnice 坐标 座標 좌표"
)
DATE_WORDS = _words(
    "date dates day datetime time timestamp ts datum tag zeit uhrzeit heure jour fecha hora día data ora giorno dia "
    "tijd dag tid dato päivä pvm aika czas dzień dátum den čas idő dată tarih tarihi saat gün ημερομηνία ώρα дата "
    "время день час дати 日期 时间 時間 時刻 日 日付 날짜 일 "
    "일시 시간 시각 日時 تاريخ التاريخ תאריך tanggal waktu ngày giờ วันที่"
)
COUNTRY_WORDS = _words(
    "country countries nation land pays país pais paese kraj země krajina ország țară tara ülke χώρα страна страны "
    "країна държава 国 国家 國家 국가 나라 国名 negara دولة البلد ארץ maa zemlja država nước"
)
REGION_WORDS = _words("state province region admin1 bundesland provincia provincia prefecture département 省 都道府県")
CODE_WORDS = _words("iata icao code locode faa kürzel código codice kod 代码 コード 코드 ident")
NAME_WORDS = _words(
    "name names nom nombre nome naam namn navn nimi nazwa název név nume ad adı όνομα название 名 名称 이름"
)
CITY_WORDS = _words(
    "city cities town towns ville villes ciudad ciudades cidade cidades città stadt städte ort orte stad staden plaats "
    "plats by kaupunki paikkakunta miasto miejscowość miasta město mesto město obec město város városok oraș oras "
    "orașul şehir sehir şehri πόλη πόλεις город города місто міста град градове grad 城市 市 都市 도시 مدينة المدينة "
    "עיר kota thành_phố เมือง linn miestas pilsēta"
)
PLACE_WORDS = _words(
    "place places location locations loc airport airports aerodrome airfield station stations stn stop stops port "
    "harbour harbor point address addr site venue village municipality locality locale spot bahnhof bf flughafen hafen "
    "haltestelle halt lieu lieux gare aéroport aeroport commune arrêt lugar lugares aeropuerto estación puerto "
    "localidad parada aeroporto estação porto local localidade luogo luoghi stazione fermata località luchthaven "
    "vliegveld haven halte locatie flygplats station hamn hållplats sted steder stasjon lufthavn havn bus_stop "
    "paikka asema lentoasema lentokenttä satama miejsce lotnisko dworzec stacja przystanek místo miesto letiště "
    "nádraží stanice přístav zastávka hely helye állomás repülőtér pályaudvar kikötő megálló loc locul stația gară "
    "gara aeroportul yer yeri istasyon istasyonu havalimanı havaalanı liman limanı durak τόπος σταθμός αεροδρόμιο "
    "λιμάνι место станция аэропорт вокзал порт пункт остановка місце станція аеропорт зупинка летище гара място "
    "地 地点 地點 場所 所 駅 駅名 站 站点 站名 车站 車站 火车站 机场 "
    "機場 空港 港 港口 地名 地址 지 역 역명 공항 항 항구 장소 "
    "정류장 터미널 مطار محطة مكان bandara stasiun pelabuhan tempat lokasi sân_bay ga nơi điểm สนามบิน สถานี aerodrom "
    "kolodvor luka postaja mjesto jaam lennujaam koht oro_uostas stotis vieta lidosta"
)
# Columns of an end that are neither where nor when.
OTHER_WORDS = _words(
    "id ids uid uuid terminal gate platform track gleis quai zone timezone tz offset delay delayed delays status type "
    "url link note notes comment comments seat fare price cost altitude elevation alt ele weather temp temperature "
    "runway baggage number no nr accuracy weekday hour minute count index idx order odometer km miles uic eva "
    "reading level battery mode class distance duration speed weight kind category lang language population phone "
    "email user description abbr"
)
END_FILLER_WORDS = _words(
    "of the at in on by and de du del della dell dello do da di des la le el los las den der das des s d l visited "
    "scheduled sched actual planned real rt est estimated utc gmt local full e7 iso official final main destination_of "
    "info information details detail wo og och i en au aux zu zur zum für"
)
DESTINATION_WORDS = _words(
    "destinations reiseziel reiseziele zielort urlaubsort destinos destinazioni bestemmingen kohteet kierunek kierunki "
    "úticél úticélok destinații προορισμοί направления 訪問地 訪問先 旅行先 行き先 目的地 방문지 여행지 목적지 行程地点"
)
