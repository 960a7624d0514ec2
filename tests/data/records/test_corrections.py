"""Corrections: a `places.csv` that is dropped is read whole, or one sentence says how much of it would be."""

import pytest

from data.records.corrections import MAX_CORRECTIONS, MAX_CORRECTIONS_BYTES, read_corrections

HEADER = b"name,lat,lon\n"


def test_as_many_places_as_allowed_are_read() -> None:
    content = HEADER + b"".join(b"Place %d,1.5,2.5\n" % number for number in range(MAX_CORRECTIONS))
    places, faults = read_corrections(content, "places.csv")
    assert len(places) == MAX_CORRECTIONS
    assert faults == []


@pytest.mark.parametrize(
    "content", [HEADER + b"Rome,1,2\n" * (MAX_CORRECTIONS + 1), HEADER + b"x" * MAX_CORRECTIONS_BYTES]
)
def test_more_rows_or_bytes_are_refused_in_one_sentence_and_not_parsed(content: bytes) -> None:
    places, (fault,) = read_corrections(content, "places.csv")
    assert places == ()
    assert fault.in_language("en") == (
        "places.csv: has too many places; at most 10,000 rows and 2 MB are read, so take out some"
    )
    assert fault.in_language("ko").startswith("places.csv")
