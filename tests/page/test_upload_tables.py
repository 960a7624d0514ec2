"""Several tables: each keeps its name, rows and faults, and travellers are compared by the ordinary facet."""

import gzip
import json
from dataclasses import replace
from typing import Any

from data.reading import DEFAULT_LIMITS, ReadOptions
from export.uploads import build_upload_file
from page.upload.loading import LoadedTrips, load_tables, not_drawn_file
from page.upload.project import TableFile, UploadRequest, project_file, read_project
from page.upload.session import Upload, UploadState, with_file, with_replaced, without_table

ANN = b"City,Date\nRome,2019-03-01\nXyzzyburg,2019-04-02\n"
BOB = b"Place,When,Who\nOslo,2019-05-01,Bob\nParis,2019-06-01,Bob\nQwertyville,2019-07-01,Bob\nTBD,??,Bob\n"
MOST = 1_000_000


def load(request: UploadRequest) -> LoadedTrips:
    return load_tables(request.content, request.without_content(), DEFAULT_LIMITS, lambda _: None)


def loaded(state: UploadState) -> UploadState:
    """The state after its request is loaded, as the page does it in a worker."""
    assert state.request
    return replace(state, request=None, upload=Upload(state.request, load(state.request), {}))


def names(state: UploadState) -> list[str]:
    request = state.request or (state.upload and state.upload.request)
    assert request
    return [table.name for table in request.tables]


def both() -> UploadRequest:
    return UploadRequest((TableFile("ann.csv", ANN), TableFile("bob.csv", BOB)), "Both")


def payload(trips: LoadedTrips) -> Any:
    return json.loads(gzip.decompress(trips.packed))


def test_a_second_table_replaces_the_first_and_one_click_shows_both() -> None:
    state = loaded(with_file(UploadState(), "ann.csv", ANN, MOST))
    state = loaded(with_file(state, "bob.csv", BOB, MOST))
    assert (names(state), [table.name for table in state.replaced]) == (["bob.csv"], ["ann.csv"])
    state = with_replaced(state)
    assert (names(state), state.replaced) == (["ann.csv", "bob.csv"], ())
    assert state.request
    assert state.request.title == "ann, bob"
    state = without_table(loaded(state), 0)
    assert names(state) == ["bob.csv"]
    assert state.request
    assert state.request.title == "bob"


def test_tables_that_come_at_once_can_all_be_shown() -> None:
    state = UploadState()
    for number in range(4):
        state = with_file(state, f"{number}.csv", ANN, MOST)
    assert (names(state), len(state.replaced)) == (["3.csv"], 3)
    assert names(with_replaced(loaded(state))) == ["0.csv", "1.csv", "2.csv", "3.csv"]


def test_a_file_that_is_dropped_again_is_no_second_table() -> None:
    state = loaded(with_file(UploadState(), "ann.csv", ANN, MOST))
    assert with_file(state, "ann.csv", ANN + b"Bern,2020-01-01\n", MOST).replaced == ()


def test_each_table_has_its_own_rows_and_faults() -> None:
    ann, bob = load(both()).tables
    assert [(ann.rows.rows, ann.rows.drawn), (bob.rows.rows, bob.rows.drawn)] == [(2, 1), (4, 2)]
    assert payload(load(both()))["about"]["rows_not_drawn"] == 3
    assert [(fault.row, fault.value) for fault in ann.rows.faults] == [(3, "Xyzzyburg")]
    assert [(fault.row, fault.value) for fault in bob.rows.faults] == [(4, "Qwertyville"), (5, "")]
    alone = load(UploadRequest.of_table("bob.csv", BOB)).tables[0]
    assert bob.rows == alone.rows


def test_what_is_not_drawn_of_a_table_has_its_own_rows() -> None:
    request = both()
    file = not_drawn_file(request.content, request.without_content(), DEFAULT_LIMITS, 1, "en", lambda _: None)
    assert [line.split(",")[:2] for line in file.decode().splitlines()[1:]] == [["4", "Qwertyville"], ["5", "TBD"]]


def test_a_table_without_travellers_has_its_files_name() -> None:
    trips = load(both())
    assert payload(trips)["trips"]["traveller"]["values"] == ["ann", "Bob"]
    assert set(trips.facets["traveller"]) == {"ann", "Bob"}
    assert "traveller" not in load(UploadRequest.of_table("ann.csv", ANN)).facets


def test_the_same_table_twice_is_two_travellers_with_trips_of_their_own() -> None:
    trips = load(UploadRequest((TableFile("ann.csv", ANN), TableFile("ann.csv", ANN))))
    tables = payload(trips)["trips"]
    assert len(set(tables["id"])) == len(tables["id"]) == 4
    assert tables["traveller"]["values"] == ["ann", "ann (2)"]


def test_each_table_is_read_by_its_own_choice_and_the_project_keeps_it() -> None:
    request = both().with_choice(1, ReadOptions({"traveller": ""}))
    assert payload(load(request))["trips"]["traveller"]["values"] == ["ann", "bob"]
    assert load(read_project(project_file(request), MOST)).packed == load(request).packed


def test_places_and_sources_of_two_workbooks_stay_apart() -> None:
    books = []
    for name, place in (("one", "Rome"), ("two", "Bern")):
        table = f"City,Date,Source\n{place},2019-03-01,https://{name}.example/a\n".encode()
        request = UploadRequest.of_table(f"{name}.csv", table)
        about = {"format": "xlsx", "view": {}}
        file = build_upload_file(table, request.without_content(), DEFAULT_LIMITS, about, lambda _: None)
        books.append(TableFile(f"{name}.xlsx", file.content))
    places = payload(load(UploadRequest(tuple(books))))["places"]
    assert places["label"] == ["Rome", "Bern"]
