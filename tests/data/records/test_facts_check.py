"""The second check of the facts: each row of `facts_check.csv` is what was not right, and the records say it as mended.

A row names the fact by its number in the check, what the check found, where it stands (a file, its record and column),
what stood there, what stands there now, and the sources of that record which say so.
"""

import csv
import json
import tomllib
from pathlib import Path

import pytest

from data.i18n.messages import FOLDER
from data.records.records import BUILT_IN

DATA = BUILT_IN.parent
KEYS = {"events.csv": "what", "errors.csv": "claim", "sources.csv": "id"}
Row = dict[str, str]


def rows_of(file: Path) -> list[Row]:
    """The rows of a table, by column."""
    with file.open(encoding="utf-8", newline="") as table:
        return list(csv.DictReader(table))


CHECKED = rows_of(Path(__file__).with_name("facts_check.csv"))


def record(file: str, name: str) -> Row:
    """A row of a table of the records: of trips by the trip and the number of the leg, of others by their key."""
    rows = rows_of(DATA / file)
    if file == "trips.csv":
        trip, leg = name.split()
        return [row for row in rows if row["trip"] == trip][int(leg) - 1]
    (found,) = (row for row in rows if row[KEYS[file]] == name)
    return found


def text(row: Row) -> str:
    """What stands now where a row of the check says."""
    file, column = row["file"], row["column"]
    if file == "about.toml":
        return str(tomllib.loads((DATA / file).read_text(encoding="utf-8"))[column])
    if file.startswith("messages/"):
        content = (FOLDER / Path(file).name).read_text(encoding="utf-8")
        return str(json.loads(content)[column]) if column else content
    return record(file, row["record"])[column]


def name(row: Row) -> str:
    """How a test of a row is called."""
    return f"{row['number']}-{row['claim']}"


@pytest.mark.parametrize("row", CHECKED, ids=name)
def test_each_fact_is_as_mended_and_no_more_as_it_was(row: Row) -> None:
    now = text(row)
    assert row["says"] in now
    assert not row["said"] or row["said"] not in now
    assert row["says"] or not now  # a blank means that nothing is left


@pytest.mark.parametrize("row", [row for row in CHECKED if row["sources"]], ids=name)
def test_each_fact_cites_the_sources_that_mended_it(row: Row) -> None:
    cited = record(row["file"], row["record"])["sources"].split("; ")
    assert set(row["sources"].split("; ")) <= set(cited)


def test_every_source_that_mended_a_fact_has_publisher_date_and_address() -> None:
    known = {source["id"]: source for source in rows_of(DATA / "sources.csv")}
    used = {source for row in CHECKED if row["sources"] for source in row["sources"].split("; ")}
    assert [key for key in used if not all(known[key][column] for column in ("publisher", "date", "url"))] == []


def test_what_could_not_be_found_again_is_gone() -> None:
    gone = {"lbc-2025", "mirror-2018-05-09"}
    assert {source["id"] for source in rows_of(DATA / "sources.csv")} & gone == set()
    assert all(key not in file.read_text(encoding="utf-8") for key in gone for file in DATA.glob("*.csv"))
