"""docs/add-a-trip.md, followed to the letter: a twelfth trip is read without a fault, placed and drawn."""

import json
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from data.records import people, places, sources, trips
from geo.dataset import Dataset, load

ROOT = Path(__file__).parents[3]
DOCUMENT = (ROOT / "docs" / "add-a-trip.md").read_text(encoding="utf-8")
BLOCK = re.compile(r"^`(data/\w+\.csv)`: ([\w, \n]+)\n\n```csv\n(.*?)^```$", re.MULTILINE | re.DOTALL)
TRIP = "2031-05-dandong"


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """A copy of what reads the records, and of the records with the document's rows appended."""
    for folder in ("data", "geo"):
        shutil.copytree(ROOT / folder, tmp_path / folder, ignore=shutil.ignore_patterns("__pycache__"))
    for name, _, rows in BLOCK.findall(DOCUMENT):
        with (tmp_path / name).open("a", encoding="utf-8") as table:
            table.write(rows)
    return tmp_path


@pytest.fixture
def extended(copy: Path) -> Dataset:
    """The records with the twelfth trip."""
    return load(copy / "data" / "trips.csv")


def test_the_document_has_rows_for_every_table_that_a_trip_needs() -> None:
    columns = {name: [column.strip() for column in named.split(",")] for name, named, _ in BLOCK.findall(DOCUMENT)}
    assert columns == {
        "data/sources.csv": list(sources.SOURCE_COLUMNS),
        "data/places.csv": list(places.PLACE_COLUMNS),
        "data/people.csv": list(people.PEOPLE_COLUMNS),
        "data/trips.csv": list(trips.TRIP_COLUMNS),
    }
    assert len(BLOCK.findall(DOCUMENT)) == DOCUMENT.count("```csv") == 4


def test_twelve_trips_are_read_without_a_fault(extended: Dataset) -> None:
    assert extended.faults == ()
    assert [trip.id for trip in extended.trips] == [*(trip.id for trip in load().trips), TRIP]


def test_the_new_trip_is_what_the_document_says(extended: Dataset) -> None:
    trip = extended.trips[-1]
    assert (trip.title, trip.mode, trip.days, extended.countries[trip.id], trip.people_met) == (
        "Dandong",
        "rail",
        1,
        ("CN",),
        ("Erika Example",),
    )
    assert len({source for leg in trip.legs for source in leg.sources}) == 2
    assert trip.evidence == "reported"


def test_the_new_trip_is_placed_and_every_leg_is_drawn(extended: Dataset) -> None:
    payload: dict[str, Any] = json.loads(extended.payload)
    legs = slice(sum(payload["trips"]["legs"][:11]), sum(payload["trips"]["legs"]))
    assert len(payload["legs"]["uses"][legs]) == 4
    assert all(payload["legs"]["uses"][legs])
    assert payload["stops"]["names"] == []
    assert "Hushan" in payload["places"]["label"]


def test_the_documents_command_says_what_the_document_says(copy: Path) -> None:
    (command,) = re.findall(r"```sh\npython (.*?)\n```", DOCUMENT)
    checked = subprocess.run(
        [sys.executable, *shlex.split(command)], cwd=copy, capture_output=True, text=True, check=True
    )
    assert checked.stdout == "12 trips, 0 faults\n"
    assert checked.stdout.strip() in DOCUMENT


def test_every_file_that_the_document_names_is_there() -> None:
    named = set(re.findall(r"`((?:data|tests)/[\w.]+)`|\]\(([\w.]+)\)", DOCUMENT))
    files = [ROOT / name if name else ROOT / "docs" / link for name, link in named]
    assert [file.name for file in files if not file.is_file()] == []
