"""Press errors: each claim that a reader may have met is told with its publisher, the truth and the sources of both."""

import csv
import json
import tempfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.records.press_errors import PRESS_ERROR_COLUMNS, PressError
from data.records.records import Records, read_records
from geo.dataset import load

RECORDS = read_records()
ERRORS = RECORDS.errors
GOOD = "claim,published,truth,trips,sources\nHe swam.,X,He flew.,row-2,\n"

# What the claims are about, each once, and the trips concerned.
BY_HAND = {
    "all four": ["2018-03-beijing", "2018-05-dalian", "2018-06-beijing", "2019-01-beijing"],
    "flew to hanoi": ["2019-02-hanoi"],
    "landed in beijing": ["2018-06-singapore"],
    "26 may 2018": ["2018-04-dmz"],
    "in seoul": ["2018-04-dmz"],
    "state visit": ["2018-03-beijing"],
    "economic forum": ["2023-09-russia"],
    "arrived in vladivostok": ["2023-09-russia"],
    "90 carriages": ["2018-03-beijing", "2023-09-russia"],
}


def about(words: str) -> PressError:
    """The one error whose claim has these words."""
    (found,) = (error for error in ERRORS if words in error.claim.lower())
    return found


def reading(folder: Path, content: str) -> Records:
    """What is read where errors.csv holds this, beside one trip."""
    (folder / "trips.csv").write_text("destination\nHanoi\n")
    (folder / "errors.csv").write_text(content, encoding="utf-8")
    return read_records(folder / "trips.csv")


def test_nine_errors_are_answered_without_a_fault() -> None:
    assert RECORDS.faults == ()
    assert len(ERRORS) == len(BY_HAND)


@pytest.mark.parametrize("words", BY_HAND)
def test_each_names_the_trips_concerned(words: str) -> None:
    assert list(about(words).trips) == BY_HAND[words]


@pytest.mark.parametrize("words", BY_HAND)
def test_each_says_who_published_it_and_cites_that_and_what_settles_it(words: str) -> None:
    error = about(words)
    erring = RECORDS.sources[error.sources[0]]
    assert erring.publisher.removeprefix("The ").split(",")[0].split(" (")[0] in error.published
    assert len(error.sources) >= 2


def test_what_settles_an_error_is_published_and_linked() -> None:
    settling = {source for error in ERRORS for source in error.sources[1:]}
    assert [source for source in settling if not RECORDS.sources[source].url] == []


def test_the_visits_to_china_by_train_and_by_air_are_as_the_records_have_them() -> None:
    modes = {trip.id: trip.mode for trip in RECORDS.trips}
    assert [modes[trip] for trip in about("all four").trips] == ["rail", "air", "air", "rail"]


def test_errors_reach_the_browser_whole() -> None:
    sent = json.loads(load().payload)
    assert [error["claim"] for error in sent["errors"]] == [error.claim for error in ERRORS]
    assert {source for error in sent["errors"] for source in error["sources"]} <= sent["sources"].keys()
    assert {trip for error in sent["errors"] for trip in error["trips"]} <= {*sent["trips"]["id"]}


def test_a_data_set_without_errors_is_no_fault(tmp_path: Path) -> None:
    (tmp_path / "trips.csv").write_text("destination\nHanoi\n")
    records = read_records(tmp_path / "trips.csv")
    assert (records.errors, records.faults) == ((), ())


@pytest.mark.parametrize(
    ("row", "faults"),
    [
        ("X,,", ["claim: an error needs its claim", "truth: an error needs what is true instead"]),
        ("He swam.,X,He flew.,row-2; row-7,", ["trips “row-7”: expected the id of a trip"]),
        ("He swam.,X,He flew.,,nobody", ["sources “nobody”: expected an id of sources.csv or a web address"]),
    ],
)
def test_every_fault_of_a_row_is_told_and_the_others_stay(tmp_path: Path, row: str, faults: list[str]) -> None:
    records = reading(tmp_path, GOOD + row.replace("X,,", ",X,,,"))
    assert [str(fault) for fault in records.faults] == [f"errors.csv, row 3, {fault}" for fault in faults]
    assert [(error.claim, error.trips) for error in records.errors] == [("He swam.", ("row-2",))]


def test_a_missing_column_is_told(tmp_path: Path) -> None:
    assert [fault.expected for fault in reading(tmp_path, "claim\nx\n").faults] == [
        "has no column “truth”; its columns are claim"
    ]


def test_an_address_in_a_cell_is_a_source_of_its_own(tmp_path: Path) -> None:
    records = reading(tmp_path, f"{GOOD.strip()}https://example.org/swim\n")
    assert (records.faults, records.sources["https://example.org/swim"].publisher) == ((), "example.org")


@given(st.dictionaries(st.sampled_from(PRESS_ERROR_COLUMNS), st.text(st.characters(codec="utf-8"))))
def test_no_cell_ever_raises(cells: dict[str, str]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "trips.csv").write_text("destination\nHanoi\n")
        with (Path(folder) / "errors.csv").open("w", newline="", encoding="utf-8") as table:
            csv.writer(table).writerows(
                [PRESS_ERROR_COLUMNS, [cells.get(column, "") for column in PRESS_ERROR_COLUMNS]]
            )
        records = read_records(Path(folder) / "trips.csv")
    assert {fault.file for fault in records.faults} <= {"errors.csv"}
