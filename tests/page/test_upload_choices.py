"""Columns tab: the guess is shown with its cells and reasons, one click turns it, and it is kept for the next table."""

import io

import xlsxwriter
from streamlit.testing.v1 import AppTest

from data.reading import ReadOptions
from page.upload import session
from page.upload.session import TableWorker, Upload, UploadState
from page.worker_pool import SilentListener

FLIGHTS = b"when,start town,end town\n2018-05-03,Paris,Rome\n2018-05-04,Rome,Oslo\n"


def loaded(state: UploadState, worker: TableWorker) -> UploadState:
    after = session.after_loading(state, worker, SilentListener())
    assert after.notice == ""
    return after


def upload(state: UploadState) -> Upload:
    assert state.upload
    return state.upload


def draw() -> None:
    """The Columns tab of the session's table; what it returns is the request of the next run."""
    from dataclasses import replace  # noqa: PLC0415 - the script runs by itself

    from page.upload.columns import choose_columns  # noqa: PLC0415
    from page.upload.session import current_state, store_state  # noqa: PLC0415

    state = current_state()
    if state.upload:
        choice = choose_columns(state.upload.trips.tables[0], 0, str(state.number))
        if choice != state.upload.request.tables[0].choice:
            store_state(replace(state, request=state.upload.request.with_choice(0, choice)))


def tab(state: UploadState) -> AppTest:
    page = AppTest.from_function(draw)
    page.session_state[session.KEY] = state
    return page.run(timeout=20)


def requested(page: AppTest) -> ReadOptions:
    request = page.session_state[session.KEY].request
    assert request
    choice: ReadOptions = request.tables[0].choice
    return choice


def workbook() -> bytes:
    file = io.BytesIO()
    with xlsxwriter.Workbook(file) as book:
        for name in ("2018", "2019", "Airports"):
            sheet = book.add_worksheet(name)
            sheet.write_row(0, 0, ("IATA", "Lat", "Lon") if name == "Airports" else ("Date", "City"))
            sheet.write_row(1, 0, ("LHR", "51.47", "-0.45") if name == "Airports" else (f"{name}-05-03", "Paris"))
    return file.getvalue()


def test_the_tab_shows_cells_and_reasons_as_text_and_swaps_both_ends(worker: TableWorker) -> None:
    table = (
        FLIGHTS.replace(b"Paris", b"**Paris**")
        .replace(b"end town", b"end town,Vessel")
        .replace(b"Rome\n", b"Rome,QE2\n")
    )
    state = loaded(session.with_table(UploadState(), "flights.csv", table), worker)
    assert upload(state).trips.tables[0].mapping["destination"] == "end town"
    page = tab(state)
    captions = [caption.value for caption in page.caption]
    assert "\\*\\*Paris\\*\\* · Rome \\(as the other end of “end town”\\)" in captions
    assert "sea in all rows\\, by words in the table or its name" in captions
    page.button(key="upload_swap").click().run()
    swapped = loaded(page.session_state[session.KEY], worker)
    mapping = upload(swapped).trips.tables[0].mapping
    assert (mapping["origin"], mapping["destination"]) == ("end town", "start town")
    assert tab(swapped).session_state[session.KEY].request is None


def test_other_tables_of_a_file_are_chosen_by_name(worker: TableWorker) -> None:
    state = loaded(session.with_table(UploadState(), "trips.xlsx", workbook()), worker)
    page = tab(state)
    assert page.multiselect[0].value == ["2018", "2019"]
    page.multiselect[0].set_value(["Airports"]).run()
    assert requested(page).tables == ("Airports",)
    airports = loaded(page.session_state[session.KEY], worker)
    assert upload(airports).trips.tables[0].rows.rows == 1
    assert tab(airports).session_state[session.KEY].request is None


def test_capitals_that_are_not_airports_are_names(worker: TableWorker) -> None:
    state = loaded(session.with_table(UploadState(), "cities.csv", b"date,city\n2018-05-03,ULM\n"), worker)
    page = tab(state)
    page.checkbox(key=f"upload_airports_{state.number}").check().run()
    names = loaded(page.session_state[session.KEY], worker)
    assert [name.label for name in upload(names).trips.names.resolutions] == ["Ulm"]


def test_what_was_chosen_is_kept_for_the_next_table_of_the_same_columns(worker: TableWorker) -> None:
    state = loaded(session.with_table(UploadState(), "one.csv", FLIGHTS), worker)
    choice = ReadOptions({"origin": "end town", "destination": "start town"})
    state = loaded(session.with_choice(state, 0, choice), worker)
    again = loaded(session.with_table(state, "two.csv", FLIGHTS.replace(b"Oslo", b"Bern")), worker)
    assert upload(again).request.tables[0].choice == choice
    assert upload(again).trips.tables[0].guess["destination"] == "end town"
    other = loaded(session.with_table(again, "three.csv", b"date,city\n2018-05-03,Rome\n"), worker)
    assert upload(other).request.tables[0].choice == ReadOptions()
