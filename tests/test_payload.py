"""The payload: what the browser draws is what was read, and equal records give equal bytes."""

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from data.messages import catalogue
from geo.dataset import Dataset, load
from geo.segments import network
from geo.ways import Way, geodesic
from tests.hostile import PAYLOADS, SOURCE_URL, hostile_table

DATASET = load()
PAYLOAD: dict[str, Any] = json.loads(DATASET.payload)
DEGREE = 10_000


def rows(table: str, payload: dict[str, Any] = PAYLOAD) -> list[dict[str, Any]]:
    """A table of a payload, row by row."""
    columns = payload[table]
    return [dict(zip(columns, cells, strict=True)) for cells in zip(*columns.values(), strict=True)]


def decoded(flat: list[int]) -> Way:
    """A way as the browser adds it up, longitude and latitude in degrees."""
    return np.cumsum(np.reshape(flat, (-1, 2)), axis=0) / DEGREE


def of(folder: Path, text: str) -> Dataset:
    """The data set of a table."""
    (folder / "trips.csv").write_text(text, encoding="utf-8")
    return load(folder / "trips.csv")


def test_equal_records_give_equal_bytes_and_one_fingerprint() -> None:
    again = load()
    assert (again.payload, again.fingerprint) == (DATASET.payload, DATASET.fingerprint)
    assert len(DATASET.fingerprint) == 64


def test_one_letter_changes_the_fingerprint(tmp_path: Path) -> None:
    one, other = (of(tmp_path, f"destination,note\nHanoi,{note}\n").fingerprint for note in ("seen", "Seen"))
    assert one != other


def test_every_way_begins_and_ends_at_its_places() -> None:
    places = rows("places")
    for segment in rows("segments"):
        way = decoded(segment["way"])
        ends = [[places[segment[end]][axis] for axis in ("lon", "lat")] for end in ("start", "end")]
        assert np.abs(way[[0, -1]] - ends).max() < 1 / DEGREE, (segment["start"], segment["end"])


def test_every_flight_is_the_geodesic_to_a_ten_thousandth_of_a_degree() -> None:
    places, flights = DATASET.placement.places, [row for row in rows("segments") if row["mode"] == "air"]
    assert len(flights) >= 4
    for flight in flights:
        way = geodesic(places[flight["start"]], places[flight["end"]])
        assert np.abs(decoded(flight["way"]) - way).max() < 1 / DEGREE


def test_every_trip_leg_and_use_is_sent() -> None:
    assert [trip["id"] for trip in rows("trips")] == [trip.id for trip in DATASET.trips]
    assert [leg["trip"] for leg in rows("legs")] == [n for n, trip in enumerate(DATASET.trips) for _ in trip.legs]
    drawn = network(DATASET.trips, DATASET.placement)
    assert [(use["segment"], use["leg"]) for use in rows("uses")] == [(use.segment, use.leg) for use in drawn.uses]


def test_stops_refer_to_places_and_say_what_is_inferred() -> None:
    hanoi = next(leg for leg in rows("legs") if rows("trips")[leg["trip"]]["id"] == "2019-02-hanoi")
    names = [(rows("places")[place]["name"], bool(inferred)) for place, inferred in hanoi["stops"]]
    assert names[:5] == [
        ("Pyongyang Station", False),
        ("Sinuiju", False),
        ("Dandong", False),
        ("Benxi", True),
        ("Shenyang", False),
    ]
    assert hanoi["published"] == [[3800, "hankyoreh-2019-03-04"], [4000, "cgtn-route"]]
    assert (hanoi["depart"], hanoi["arrive"]) == ("2019-02-23T16:30+09:00", "2019-02-26T08:13+07:00")


def test_whatever_is_referred_to_is_there() -> None:
    sources = {source for leg in rows("legs") for source in leg["sources"]}
    assert sources <= PAYLOAD["sources"].keys()
    assert {name for trip in rows("trips") for name in trip["met"]} <= PAYLOAD["people"].keys()
    assert {code for trip in rows("trips") for code in trip["countries"]} <= PAYLOAD["countries"].keys()
    assert PAYLOAD["messages"] == catalogue()
    assert rows("places")[PAYLOAD["about"]["home"]]["id"] == "pyongyang"


def test_a_place_that_is_nowhere_is_sent_by_its_name(tmp_path: Path) -> None:
    payload = json.loads(of(tmp_path, "origin,destination\nXanadu,Hanoi\n").payload)
    assert payload["legs"]["stops"] == [[["Xanadu"], [0, 0]]]
    assert payload["segments"] == {"start": [], "end": [], "mode": [], "way": []}


@pytest.mark.parametrize("text", ["destination\n", "destination\nXanadu\n", "destination\nHanoi\n"])
def test_trips_that_cannot_be_drawn_are_still_sent(tmp_path: Path, text: str) -> None:
    dataset = of(tmp_path, text)
    payload = json.loads(dataset.payload)
    assert len(payload["trips"]["id"]) == len(dataset.trips) == text.count("\n") - 1
    assert payload["uses"]["segment"] == []


def test_an_address_in_a_cell_is_a_source_of_its_own(tmp_path: Path) -> None:
    payload = json.loads(of(tmp_path, "destination,sources\nHanoi,https://example.org/a?b=c\n").payload)
    assert payload["sources"]["https://example.org/a?b=c"]["publisher"] == "example.org"


def test_a_length_that_no_browser_can_read_is_never_sent(tmp_path: Path) -> None:
    (tmp_path / "sources.csv").write_text("id\na\n")
    dataset = of(tmp_path, f"destination,published_km\nHanoi,{'9' * 400} [a]\nHanoi,3800.5 [a]\n")
    assert json.loads(dataset.payload, parse_constant=pytest.fail)["legs"]["published"] == [[[3800.5, "a"]]]


def test_hostile_texts_are_sent_letter_by_letter(tmp_path: Path) -> None:
    payload = json.loads(load(hostile_table(tmp_path)).payload)
    trips = {trip["id"]: trip for trip in rows("trips", payload)}
    legs = rows("legs", payload)
    for text in PAYLOADS.values():
        trip = trips[text]
        assert [trip[column] for column in ("traveller", "title", "occasion", "outcome")] == [text] * 4
        assert trip["met"] == [text]
        leg = next(leg for leg in legs if leg["vehicle"] == text)
        assert (leg["note"], leg["sources"]) == (text, [text])
        place = payload["places"]["id"].index(text)
        assert [payload["places"][column][place] for column in ("name", "native", "label", "source")] == [text] * 4
        assert payload["people"][text]["titles"][0]["title"] == text
        assert payload["sources"][text]["publisher"] == payload["sources"][text]["title"] == text
        assert text in {event["what"] for event in payload["events"] if event["why"] == text}
        assert text in {error["claim"] for error in payload["errors"] if error["truth"] == error["published"] == text}
    assert {text for text in PAYLOADS.values() if text in payload["about"]["title"]} == set(PAYLOADS.values())


def test_no_link_of_a_hostile_table_is_anything_but_http(tmp_path: Path) -> None:
    payload = json.loads(load(hostile_table(tmp_path)).payload)
    links = {source[column] for source in payload["sources"].values() for column in ("url", "archived")}
    assert links == {SOURCE_URL, ""}


def test_every_hostile_trip_with_places_is_drawn(tmp_path: Path) -> None:
    payload = json.loads(load(hostile_table(tmp_path)).payload)
    drawn = {payload["trips"]["id"][payload["legs"]["trip"][leg]] for leg in payload["uses"]["leg"]}
    assert drawn == set(PAYLOADS.values())
    assert set(payload["segments"]["mode"]) == {"rail", "air", "road", "sea", "foot", "other"}
