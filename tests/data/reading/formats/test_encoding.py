"""Encodings: letters survive, whatever bytes they are written in."""

import random

import pytest

from data.reading import read
from data.reading.formats.encoding import detect_encoding


@pytest.mark.parametrize(
    ("encoding", "taken_for"),
    [
        ("utf-8", "CSV, semicolons, UTF-8"),
        ("utf-8-sig", "CSV, semicolons, UTF-8"),
        ("utf-16", "CSV, semicolons, UTF-16"),
        ("utf-16-le", "CSV, semicolons, UTF-16-LE"),
        ("latin-1", "CSV, semicolons, Windows-1252"),
        ("cp1252", "CSV, semicolons, Windows-1252"),
    ],
)
@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
def test_letters_survive_every_encoding_and_line_end(encoding: str, taken_for: str, line_end: str) -> None:
    table = line_end.join(["Datum;Stadt;Land", "10.06.2018;Zürich;Schweiz", "11.06.2018;São Paulo;Brasilien", ""])
    found = read(table.encode(encoding), "reisen.csv")
    assert (found.format, [trip.title for trip in found.trips]) == (taken_for, ["Zürich", "São Paulo"])


@pytest.mark.parametrize("encoding", ["cp1251", "gb18030", "shift_jis", "euc_kr"])
def test_letters_of_other_scripts_survive_their_encodings(encoding: str) -> None:
    city = {
        "cp1251": "Владивосток",
        "gb18030": "符拉迪沃斯托克",
        "shift_jis": "ウラジオストク",
        "euc_kr": "블라디보스토크",
    }
    lines = [f"2018-06-{day:02},{city[encoding]}" for day in range(1, 29)]
    assert read("\n".join(["date,city", *lines]).encode(encoding), "t.csv").trips[0].title == city[encoding]


def test_one_broken_byte_does_not_spoil_a_text_in_utf_8() -> None:
    table = "date,city\n" + "2018-01-01,Köln\n" * 30
    assert read(table.encode() + b"2018-01-02,K\xffln\n", "t.csv").trips[0].title == "Köln"


OLD_CODECS = {
    "koi8_r": ["Москва", "Санкт-Петербург"],
    "cp1251": ["Москва", "Казань"],
    "mac_roman": ["Orléans", "Besançon", "Zürich"],
    "iso8859_9": ["Eskişehir", "Diyarbakır", "Muğla"],
    "cp1252": ["Reykjavík", "Þórshöfn", "Zürich", "L’Aquila"],
}


@pytest.mark.parametrize("codec", OLD_CODECS)
def test_old_encodings_are_told_by_their_letters(codec: str) -> None:
    table = "date;city\n" + "".join(f"2018-05-0{day};{city}\n" for day, city in enumerate(OLD_CODECS[codec], 1))
    assert [trip.title for trip in read(table.encode(codec), "trips.csv").trips] == OLD_CODECS[codec]


TOWNS = {
    "cp1250": "Plzeň, Ústí nad Labem, Kraków, Łódź, Gdańsk, Győr, Kőszeg, Žilina, Košice, Niš, Čakovec, Târgu Mureş, Iaşi",
    "cp1252": "Málaga, A Coruña, São Paulo, Orléans, Besançon, Köln, Zürich, Malmö, Århus, Tromsø, Akureyri, Reykjavík",
    "cp1254": "Eskişehir, Diyarbakır, Muğla, İzmir, Şanlıurfa, Çanakkale, Balıkesir, Niğde, Kütahya, Gümüşhane, Ağrı",
    "mac_roman": "Málaga, A Coruña, São Paulo, Orléans, Besançon, Köln, Zürich, Malmö, Århus, Tromsø, Bogotá, Córdoba",
}


@pytest.mark.parametrize("codec", TOWNS)
def test_an_encoding_is_told_by_three_towns_among_twenty_in_ascii(codec: str) -> None:
    chance, wrong = random.Random(codec), []
    for _ in range(100):
        towns = [*["Berlin", "Lima", "Oslo", "Rome"] * 5, *chance.sample(TOWNS[codec].split(", "), 3)]
        chance.shuffle(towns)
        table = "date;city;note\n" + "".join(f"2018-05-{day:02};{town};x\n" for day, town in enumerate(towns, 1))
        content = table.encode(codec)
        if content.decode(detect_encoding(content).codec) != table:
            wrong.append([town for town in towns if not town.isascii()])
    assert len(wrong) <= 2, wrong
