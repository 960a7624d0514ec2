"""Means of travel: words of many languages, alone and in the phrases of tables, with the share that is read right."""

from itertools import product

import pytest

from data.reading import read
from data.reading.columns.modes import MODE_BY_WORD, MODE_WORDS, recognize_mode
from data.records.legs import MODES
from tests.read_tables import written

# Written without a look at the vocabulary: train, plane, bus, bicycle, ship, on foot, a language per line.
WORDS = """
train plane bus bicycle ship on foot
Zug|Flugzeug|Bus|Fahrrad|Schiff|zu Fuß
train|avion|autocar|vélo|bateau|à pied
tren|avión|autobús|bicicleta|barco|a pie
comboio|avião|ônibus|bicicleta|navio|a pé
treno|aereo|autobus|bicicletta|traghetto|a piedi
trein|vliegtuig|bus|fiets|veerboot|te voet
поезд|самолёт|автобус|велосипед|паром|пешком
потяг|літак|автобус|велосипед|пором|пішки
pociąg|samolot|autobus|rower|statek|pieszo
tåg|flyg|buss|cykel|färja|till fots
vlak|letadlo|autobus|kolo|loď|pěšky
tren|uçak|otobüs|bisiklet|vapur|yürüyerek
vonat|repülő|busz|kerékpár|hajó|gyalog
tren|avion|autobuz|bicicletă|vapor|pe jos
τρένο|αεροπλάνο|λεωφορείο|ποδήλατο|πλοίο|με τα πόδια
juna|lentokone|bussi|polkupyörä|laiva|kävellen
火车|飞机|公交车|自行车|轮船|步行
電車|飛行機|バス|自転車|フェリー|徒歩
기차|비행기|버스|자전거|배|도보
""".strip().splitlines()[1:]
ORDER = ("rail", "air", "road", "road", "sea", "foot")
PHRASES = ("{}", " {} ", "{}.", "{} (2)", "{} (night)", "({})", "{} 123")


def test_words_of_twenty_languages_are_read_right() -> None:
    cases = [
        (phrase.format(written), mode)
        for line, phrase in product(WORDS, PHRASES)
        for word, mode in zip(line.split("|"), ORDER, strict=True)
        for written in (word, word.upper(), word.title())
    ]
    wrong = [(cell, mode, recognize_mode(cell)) for cell, mode in cases if recognize_mode(cell) != mode]
    print(f"{len(cases) - len(wrong)} of {len(cases)} right")
    assert len(wrong) * 100 <= len(cases), wrong


@pytest.mark.parametrize(
    ("cell", "mode"),
    [
        ("Ferry (car)", "sea"),
        ("car ferry", "sea"),
        ("water taxi", "sea"),
        ("air taxi", "air"),
        ("Bus (replacement for train)", "road"),
        ("Rail replacement bus", "road"),
        ("Nachtzug", "rail"),
        ("Hubschrauber", "air"),
        ("horse", "road"),
        ("steamer", "sea"),
        ("metro", "rail"),
        ("Business", ""),
        ("Leadership", ""),
        ("Airbus", ""),
        ("Umzug", ""),
    ],
)
def test_a_phrase_names_its_means(cell: str, mode: str) -> None:
    assert recognize_mode(cell) == mode


def test_every_word_of_the_vocabulary_can_match_and_has_one_mode() -> None:
    for mode, words in MODE_WORDS.items():
        for word in words.split():
            assert recognize_mode(word.replace("_", " ")) == mode
    assert set(MODE_BY_WORD.values()) <= set(MODES)


@pytest.mark.parametrize("cell", ["Cancelled", "CANCELED", "Storniert", "annulé", "отменён", "取消", "취소"])
def test_a_cancelled_row_is_no_trip_and_told(cell: str) -> None:
    found = read(f"date,city,Status\n2020-05-03,Rome,Flown\n2020-05-04,Oslo,{cell}\n".encode(), "trips.csv")
    assert [trip.title for trip in found.trips] == ["Rome"]
    assert [str(fault.expected) for fault in found.faults] == ["it was cancelled"]


@pytest.mark.parametrize(
    ("column", "taken_place", "cancelled"),
    [
        ("Stav", "uskutečněno", "zrušena"),
        ("Stan", "odbyła się", "odwołana"),
        ("Állapot", "megtörtént", "elmaradt"),
        ("Статус", "состоялся", "отменён"),
        ("الحالة", "تمت", "ملغاة"),
        ("Tình trạng", "đã đi", "đã hủy"),
        ("Foo", "bar", "cancelled"),
    ],
)
def test_a_status_column_of_any_name_and_language_takes_cancelled_rows_away(
    column: str, taken_place: str, cancelled: str
) -> None:
    rows = [f"2020-05-0{day},Rome,{taken_place}" for day in range(1, 5)]
    found = read("\n".join([f"date,city,{column}", *rows, f"2020-05-09,Oslo,{cancelled}"]).encode(), "trips.csv")
    assert found.mapping["cancelled"] == column
    assert [trip.title for trip in found.trips] == ["Rome"] * 4
    assert [(fault.row, str(fault.expected)) for fault in found.faults] == [(6, "it was cancelled")]


def test_a_text_that_begins_with_cancelled_does_not_make_its_column_a_status() -> None:
    found = written("date,city,Foo", "2020-05-03,Rome,cancelled the dinner but went on to see all of the town")
    assert (found.mapping.get("cancelled"), len(found.trips)) == (None, 1)


def test_yes_in_a_status_is_no_cancellation() -> None:
    found = read(b"date,city,Status\n2020-05-03,Rome,yes\n", "trips.csv")
    assert len(found.trips) == 1
