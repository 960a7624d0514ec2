"""Characters that no table means: they are left out at reading, so that the page and every export can hold the rest."""

import json

import pytest

from data.reading import ReadResult, TableError, read

NOTES = {"a\x00b\x1fc": "abc", "cut \ud83d": "cut \ufffd", "tab\tand\nline": "tab and\nline", "whole 😀": "whole 😀"}


def notes(reading: ReadResult) -> list[str]:
    return [leg.note for trip in reading.trips for leg in trip.legs]


def records(note: str, **rest: str) -> bytes:
    return json.dumps([{"date": "2018-06-10", "city": "Rome", "note": note, **rest}]).encode()


@pytest.mark.parametrize(("written", "read_as"), NOTES.items())
def test_json_escapes_give_text_that_can_be_written(written: str, read_as: str) -> None:
    assert notes(read(records(written), "trips.json")) == [read_as]


def test_half_an_emoji_in_a_name_or_an_unused_column_does_not_stop_the_list_of_what_is_not_drawn() -> None:
    content = json.dumps([{"date": "never\ud83d", "city": "Rome", "x\ud83d": "y\ud83d"}, {"date": "2018", "city": "A"}])
    reading = read(content.encode(), "trips.json")
    assert reading.not_drawn == {2}
    assert "y\ufffd" in reading.not_drawn_table().encode().decode()


@pytest.mark.parametrize("codec", ["utf-8", "cp1252", "utf-16"])
def test_control_characters_in_a_delimited_file_are_left_out(codec: str) -> None:
    control = "\x00\x0b\x1e" if codec == "utf-16" else "\x0b\x1e"
    table = "date,city,note\r\n" + f"2018-06-10,Zürich,a{control}b\r\n" + "2018-06-10,Zürich,ab\r\n" * 20
    reading = read(table.encode(codec), "trips.csv")
    assert set(notes(reading)) == {"ab"}
    assert {stop.name for trip in reading.trips for leg in trip.legs for stop in leg.stops} == {"Zürich"}


@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_json_lines_end_at_line_feeds_and_nowhere_else(end: str) -> None:
    lines = ['{"city": "Rome", "date": "2018", "note": "a\u2028b\x85c"}', '{"city": "Bern", "date": "2019"}', ""]
    reading = read(end.join(lines).encode(), "trips.jsonl")
    assert len(reading.drawn) == 2
    assert reading.format.in_language("en").startswith("JSON")


def test_a_long_cell_in_an_unused_column_is_refused_by_the_stated_limit() -> None:
    for length in (100_001, 140_000):
        with pytest.raises(TableError, match=f"{length:,}.*100,000"):
            read(f"date,city,free text\n2018,Rome,{'x' * length}\n".encode(), "trips.csv")
    assert len(read(f"date,city,free text\n2018,Rome,{'x' * 100_000}\n".encode(), "trips.csv").drawn) == 1
