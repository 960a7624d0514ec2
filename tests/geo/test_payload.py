"""The payload: what the browser draws is what was read, and equal records give equal bytes."""

import json
from collections import Counter
from itertools import accumulate, pairwise
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from data.i18n.messages import catalogue, record_texts
from geo.dataset import Dataset, load
from geo.payload import text_hash, words
from geo.routes.geometry import RouteLine, distance_km
from tests.hostile import PAYLOADS, SOURCE_URL, hostile_table

DATASET = load()
PAYLOAD: dict[str, Any] = json.loads(DATASET.payload)
DEGREE = 10_000


def column(values: Any) -> list[Any]:
    """A column of a payload, its codes read."""
    return [values["values"][code] for code in values["codes"]] if isinstance(values, dict) else values


def rows(table: str, payload: dict[str, Any] = PAYLOAD) -> list[dict[str, Any]]:
    """A table of a payload, row by row."""
    columns = {name: column(values) for name, values in payload[table].items()}
    return [dict(zip(columns, cells, strict=True)) for cells in zip(*columns.values(), strict=True)]


def parts(counts: list[int], values: list[Any]) -> list[list[Any]]:
    """Rows of one table by the row of the other that they belong to."""
    ends = list(accumulate(counts, initial=0))
    return [values[start:end] for start, end in pairwise(ends)]


def legs(payload: dict[str, Any] = PAYLOAD) -> list[dict[str, Any]]:
    """The legs, each with the id of its trip and its stops: (name of the place, whether it is inferred)."""
    stops, names = payload["stops"], payload["stops"]["names"]
    named = [names[-1 - place] if place < 0 else payload["places"]["name"][place] for place in stops["place"]]
    found = rows("legs", payload)
    of_legs = parts(payload["legs"]["stops"], list(zip(named, map(bool, stops["inferred"]), strict=True)))
    of_trips = parts(payload["trips"]["legs"], list(range(len(found))))
    ids = {leg: trip for trip, own in zip(payload["trips"]["id"], of_trips, strict=True) for leg in own}
    return [{**leg, "trip": ids[number], "stops": of_legs[number]} for number, leg in enumerate(found)]


def decoded(flat: list[int]) -> RouteLine:
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
    places, segments = rows("places"), rows("segments")
    assert len(PAYLOAD["geometries"]) > 30
    for number, flat in PAYLOAD["geometries"].items():
        way, segment = decoded(flat), segments[int(number)]
        ends = [[places[segment[end]][axis] for axis in ("lon", "lat")] for end in ("start", "end")]
        assert np.abs(way[[0, -1]] - ends).max() < 1 / DEGREE, number


def test_flights_are_left_to_the_browser_and_measured_along_the_geodesic() -> None:
    places = DATASET.placement.places
    flights = [(number, row) for number, row in enumerate(rows("segments")) if row["mode"] == "air"]
    assert len(flights) >= 4
    for number, flight in flights:
        assert str(number) not in PAYLOAD["geometries"]
        assert flight["km"] == round(distance_km(places[flight["start"]], places[flight["end"]]), 2)


def test_a_flight_to_the_other_side_of_the_world_is_laid_out_by_the_server(tmp_path: Path) -> None:
    payload = json.loads(of(tmp_path, 'origin,destination,mode\n"10, 20","-10.2, -160.1",air\n').payload)
    assert list(payload["geometries"]) == ["0"]


def test_beyond_a_hundred_segments_by_sea_the_others_stand_for_ways_not_known(tmp_path: Path) -> None:
    table = "".join(f'"0, {lon}","10, {lon + 40}",sea\n' for lon in range(101))
    payload = json.loads(of(tmp_path, f"origin,destination,mode\n{table}").payload)
    assert (len(payload["geometries"]), column(payload["uses"]["basis"]).count("schematic")) == (100, 1)


def test_every_trip_leg_and_use_is_sent() -> None:
    assert [trip["id"] for trip in rows("trips")] == [trip.id for trip in DATASET.trips]
    assert [leg["trip"] for leg in legs()] == [trip.id for trip in DATASET.trips for _ in trip.legs]
    drawn = DATASET.network
    counts = Counter(use.leg for use in drawn.uses)
    assert PAYLOAD["legs"]["uses"] == [counts[leg] for leg in range(len(legs()))]
    assert PAYLOAD["uses"]["segment"] == [use.segment for use in drawn.uses]


def test_days_are_counted_from_1970_and_null_where_they_are_not_known(tmp_path: Path) -> None:
    trips = json.loads(of(tmp_path, "depart,destination\n1969-12-31,Hanoi\n,Beijing\n").payload)["trips"]
    assert (trips["start"], trips["end"], trips["days"]) == ([-1, None], [-1, None], [1, None])


def test_stops_refer_to_places_and_say_what_is_inferred() -> None:
    hanoi = next(leg for leg in legs() if leg["trip"] == "2019-02-hanoi")
    assert hanoi["stops"][:5] == [
        ("Pyongyang Station", False),
        ("Sinuiju", False),
        ("Dandong", False),
        ("Benxi", True),
        ("Shenyang", False),
    ]
    assert hanoi["published"] == [[3800, "hankyoreh-2019-03-04"], [4000, "cgtn-route"]]
    assert (hanoi["depart"], hanoi["arrive"]) == ("2019-02-23T17:00+09:00", "2019-02-26T08:13+07:00")


def test_whatever_is_referred_to_is_there() -> None:
    sources = {source for leg in legs() for source in leg["sources"]}
    assert sources <= PAYLOAD["sources"].keys()
    assert {name for trip in rows("trips") for name in trip["met"]} <= PAYLOAD["people"].keys()
    assert {code for trip in rows("trips") for code in trip["countries"]} <= PAYLOAD["countries"].keys()
    assert PAYLOAD["messages"] == catalogue()
    assert rows("places")[PAYLOAD["about"]["home"]]["id"] == "pyongyang"


def test_a_place_that_is_nowhere_is_sent_by_its_name(tmp_path: Path) -> None:
    payload = json.loads(of(tmp_path, "origin,destination\nXanadu,Hanoi\n").payload)
    assert [leg["stops"] for leg in legs(payload)] == [[("Xanadu", False), ("Hanoi", False)]]
    assert payload["stops"]["place"] == [-1, 0]
    assert (rows("segments", payload), payload["geometries"]) == ([], {})


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
    assert legs(json.loads(dataset.payload, parse_constant=pytest.fail))[0]["published"] == [[3800.5, "a"]]


def test_hostile_texts_are_sent_letter_by_letter(tmp_path: Path) -> None:
    payload = json.loads(load(hostile_table(tmp_path)).payload)
    trips = {trip["id"]: trip for trip in rows("trips", payload)}
    sent = legs(payload)
    for text in PAYLOADS.values():
        trip = trips[text]
        assert [trip[column] for column in ("traveller", "title", "occasion", "outcome")] == [text] * 4
        assert trip["met"] == [text]
        leg = next(leg for leg in sent if leg["vehicle"] == text)
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
    assert {leg["trip"] for leg in legs(payload) if leg["uses"]} == set(PAYLOADS.values())
    assert set(column(payload["segments"]["mode"])) == {"rail", "air", "road", "sea", "foot", "other"}


def test_texts_of_the_records_go_to_readers_of_another_language_alone() -> None:
    expected = {text_hash(text): translated for text, translated in record_texts("ko").items()}
    assert json.loads(words("ko"))["records"] == expected
    assert len(expected) == len(record_texts("ko"))
    assert "records" not in PAYLOAD
