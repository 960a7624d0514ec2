"""Tables pasted from a page: what spans rows is missing in the text, and stands in each row again."""

from time import process_time

from data.reading.formats.pasted import with_hanging_cells
from tests.read_tables import way, when, written

HEADER = "#\tCountry\tLocation\tDates\tDetails"


def test_a_number_that_spans_two_rows_is_put_back() -> None:
    found = written(HEADER, "1\tChina\tBeijing\tMarch 25–28, 2018\tTalks.", "Mongolia\tUlaanbaatar\tMay 2, 2018\tOn.")
    assert [(when(trip), way(trip)) for trip in found.trips] == [
        ("2018-03-25/2018-03-28/2018-05-02", "Beijing, CN > Ulaanbaatar, MN")
    ]


def test_a_country_that_spans_two_rows_is_put_back_beside_it() -> None:
    rows = [["1", "China", "Beijing", "2018-03-25", "Talks."], ["Shanghai", "2018-03-26", "More talks."]]
    filled = with_hanging_cells([HEADER.split("\t"), *rows])
    assert list(filled[2]) == ["1", "China", "Shanghai", "2018-03-26", "More talks."]


def test_rows_that_only_end_early_stay_as_they_are() -> None:
    rows = [["1", "China", "Beijing", "2018-03-25", "Talks."], ["2", "Japan", "Tokyo", "2018-03-26"], ["2019"]]
    assert list(with_hanging_cells([HEADER.split("\t"), *rows])) == [HEADER.split("\t"), *rows]


def test_many_short_rows_take_no_long_time() -> None:
    rows = [[f"c{column} {line}" for column in range(20)][: 20 - line % 2] for line in range(400)]
    begun = process_time()
    with_hanging_cells(rows)
    assert process_time() - begun < 2
