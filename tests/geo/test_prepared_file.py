"""Prepared files: what a process opens is what it would have read, and a file that is not of today is not used."""

import io
import json
import logging
import zipfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from data.records.records import BUILT_IN
from geo.background_lookup import BackgroundLookup
from geo.dataset import Dataset, load
from geo.host_table import LocalTable
from geo.prepare import main
from geo.prepared_file import made_of, open_dataset, prepared_path, read_prepared, write_prepared
from tests.shapes import TABLES

ROWS = (
    "depart,arrive,origin,destination,mode,note,published_km\n2018-05-03,,Bern,Rome,rail,=1+1,\n,,Bern,Qqville?,,,12\n"
)
SHAPES = ("colt.csv", "flighty.csv", "polarsteps.json", "traewelling.json", "wikipedia_kim.html")


@pytest.fixture
def table(tmp_path: Path) -> Path:
    """A table with a title made of places, a fault and a name without a place; beside it all that may stand there."""
    (tmp_path / "trips.csv").write_text(ROWS, encoding="utf-8")
    (tmp_path / "about.toml").write_text('title = "Ways"\n[publication]\nlogo = "logo.svg"\n', encoding="utf-8")
    (tmp_path / "logo.svg").write_text('<svg xmlns="http://www.w3.org/2000/svg"/>', encoding="utf-8")
    return tmp_path / "trips.csv"


def parts(dataset: Dataset) -> tuple[object, ...]:
    """All of a data set, but for how each name was resolved; of texts also their types."""
    kinds = [type(trip.title) for trip in dataset.trips], [type(fault.expected) for fault in dataset.faults]
    placement = replace(dataset.placement, resolutions=())
    worked_out = (dataset.countries, dataset.network, dataset.lengths_km, dataset.option_counts, dataset.year_span)
    return dataset.records, placement, dataset.traced, *worked_out, dataset.packed, dataset.fingerprint, kinds


@pytest.mark.parametrize("source", [BUILT_IN, *(TABLES / name for name in SHAPES)], ids=lambda path: path.name)
def test_a_prepared_file_is_the_data_set_of_its_table(tmp_path: Path, source: Path) -> None:
    dataset, made, file = load(source), made_of(source), tmp_path / "prepared.npz"
    write_prepared(dataset, file, made)
    assert parts(read_prepared(file, made)) == parts(dataset)
    assert [other.name for other in tmp_path.iterdir()] == [file.name]


def test_a_process_opens_it_in_place_of_the_table(
    table: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    read = load(table, title="Our ways")
    assert main([str(table), "--title", "Our ways"]) == 0
    assert capsys.readouterr().out.startswith("trips.csv.prepared.npz: 1 trips, 0.")
    monkeypatch.setattr("geo.prepared_file.load", lambda *_, **__: pytest.fail("the table was read"))
    assert parts(BackgroundLookup(LocalTable(table), title="Our ways").dataset) == parts(read)
    elsewhere = prepared_path(table).rename(table.with_name("elsewhere"))
    assert parts(open_dataset(table, title="Our ways", prepared=elsewhere)) == parts(read)


CHANGES: dict[str, Callable[[Path], object]] = {
    "the table has changed": lambda table: table.write_text(ROWS + "2019-01-01,,Bern,Oslo,rail,,\n"),
    "a file beside the table has changed": lambda table: (table.parent / "places.csv").write_text(
        "name,lat,lon\nQ,1,1"
    ),
    "a file beside the table has changed ": lambda table: (table.parent / "logo.svg").write_text("<svg/>"),
    "it was made with another title": lambda table: remade(table, title="Others"),
    "another version of this program made it": lambda table: remade(table, program="older"),
    "it has another format": lambda table: remade(table, format="0"),
    "it is broken (": lambda table: prepared_path(table).write_bytes(b"PK\3\4" + bytes(900)),
    "it is broken (BadZipFile)": lambda table: flipped(prepared_path(table)),
    "it is broken (BadZipFile) ": lambda table: shortened(prepared_path(table)),
    "it is broken (KeyError)": lambda table: rewritten(prepared_path(table), "leg.row"),
    "it is broken (ValueError)": lambda table: rewritten(prepared_path(table), "leg.row", np.array([{}], object)),
    "it is broken (KeyError) ": lambda table: rewritten(
        prepared_path(table), "records", as_bytes({"about": {"os": []}})
    ),
    "it is compressed": lambda table: compressed(prepared_path(table)),
}


def remade(table: Path, **other: str) -> None:
    write_prepared(load(table), prepared_path(table), {**made_of(table), **other})


def flipped(file: Path) -> None:
    content = bytearray(file.read_bytes())
    content[len(content) // 2] ^= 1
    file.write_bytes(content)


def shortened(file: Path) -> None:
    file.write_bytes(file.read_bytes()[:-400])


def rewritten(file: Path, name: str, array: np.ndarray | None = None) -> None:
    with np.load(file) as found:
        arrays: Any = {each: found[each] for each in found if each != name}
    np.savez(file, allow_pickle=True, **arrays, **({} if array is None else {name: array}))


def as_bytes(value: object) -> np.ndarray:
    return np.frombuffer(json.dumps(value).encode(), np.uint8)


def compressed(file: Path) -> None:
    bomb = io.BytesIO()
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("made_of.npy", bytes(10_000_000))
    file.write_bytes(bomb.getvalue())


@pytest.mark.parametrize("reason", CHANGES)
def test_a_file_that_is_not_of_today_is_not_used(
    table: Path, caplog: pytest.LogCaptureFixture, reason: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([str(table)]) == 0
    CHANGES[reason](table)
    with caplog.at_level(logging.WARNING):
        dataset = open_dataset(table)
    assert parts(dataset) == parts(load(table))
    said = "trips.csv.prepared.npz is not used, trips.csv is read instead: "
    assert [record.getMessage()[: len(said + reason.strip())] for record in caplog.records] == [said + reason.strip()]
    capsys.readouterr()


def test_without_a_prepared_file_nothing_is_said(table: Path, caplog: pytest.LogCaptureFixture) -> None:
    assert open_dataset(table).trips
    assert caplog.records == []
    assert open_dataset(table, prepared=table.with_name("gone")).trips
    assert [record.getMessage().rpartition(": ")[2] for record in caplog.records] == ["No such file or directory"]


@pytest.mark.parametrize(("name", "said"), [("gone.csv", "there is no such file"), ("text.csv", "text.csv: ")])
def test_what_is_no_table_is_said(tmp_path: Path, capsys: pytest.CaptureFixture[str], name: str, said: str) -> None:
    (tmp_path / "text.csv").write_text("only words\n\nand more of them\n", encoding="utf-8")
    assert main([str(tmp_path / name)]) == 1
    assert said in capsys.readouterr().err
    assert not prepared_path(tmp_path / name).exists()
