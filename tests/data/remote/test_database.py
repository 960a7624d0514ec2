"""Query table: the rows of a query as CSV, within bounds, read-only, and with nothing of its address in any error."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from data.reading.options import Limits
from data.records.tables import TableError
from data.remote.database import QueryTable

SELECT = 'SELECT date, "from", "to" FROM trips'


@pytest.fixture
def database(tmp_path: Path) -> Iterator[sqlite3.Connection]:
    with closing(sqlite3.connect(tmp_path / "trips.db", isolation_level=None)) as database:
        database.execute('CREATE TABLE trips (date TEXT, "from" TEXT, "to" TEXT, n REAL, note TEXT)')
        database.execute("INSERT INTO trips VALUES ('2024-02-01', 'Bern', 'Oslo', 2.0, '=1+1')")
        database.execute("INSERT INTO trips VALUES ('2024-01-01', 'Bern, BE', NULL, 2.5, 'a\nb')")
        yield database


def table(folder: Path, query: str, **limits: int) -> QueryTable:
    return QueryTable(f"sqlite:///{folder / 'trips.db'}", query, 5, Limits(**limits))


def test_rows_come_as_csv_sorted_where_the_query_does_not_say_how(database: sqlite3.Connection, tmp_path: Path) -> None:
    assert table(tmp_path, f"{SELECT};").read() == b'date,from,to\n2024-01-01,"Bern, BE",\n2024-02-01,Bern,Oslo\n'
    ordered = table(tmp_path, f"{SELECT} ORDER BY date DESC").read() or b""
    assert ordered.split(b"\n")[1] == b"2024-02-01,Bern,Oslo"


def test_values_of_any_kind_are_cells_and_marks_in_a_query_are_left_as_they_are(
    database: sqlite3.Connection, tmp_path: Path
) -> None:
    assert table(tmp_path, "SELECT n, note, '50%' AS p, ':a' AS q FROM trips").read() == (
        b'n,note,p,q\n2,\'=1+1,50%,:a\n2.5,"a\nb",50%,:a\n'
    )


def test_a_row_that_is_inserted_is_seen_by_the_next_reading(database: sqlite3.Connection, tmp_path: Path) -> None:
    rows = table(tmp_path, SELECT)
    before = rows.read() or b""
    assert rows.read() == before != b""
    database.execute("INSERT INTO trips VALUES ('2024-03-01', 'Oslo', 'Rome', 1, '')")
    assert rows.read() == before + b"2024-03-01,Oslo,Rome\n"


@pytest.mark.parametrize(
    ("query", "limits", "sentence"),
    [
        (SELECT, {"legs": 1}, "The table has more than 1 rows"),
        (SELECT, {"size": 10}, "This file unpacks to"),
        ("SELECT x FROM trips", {}, "The database did not give the table (no such column: x)."),
        ("SELECT", {}, "The database did not give the table ("),
        ("WITH a AS (SELECT 1) INSERT INTO trips (n) SELECT 1", {}, "The database did not give the table ("),
        ("DELETE FROM trips", {}, "The database did not give the table (attempt to write a readonly database)."),
    ],
)
def test_what_cannot_be_read_is_one_sentence_and_changes_nothing(
    database: sqlite3.Connection, tmp_path: Path, query: str, limits: dict[str, int], sentence: str
) -> None:
    with pytest.raises(TableError) as caught:
        table(tmp_path, query, **limits).read()
    assert str(caught.value).startswith(sentence)
    assert database.execute("SELECT count(*) FROM trips").fetchone() == (2,)


def test_a_query_without_end_is_ended(database: sqlite3.Connection, tmp_path: Path) -> None:
    endless = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT max(i) FROM n"
    with pytest.raises(TableError, match=r"The database did not give the table \(interrupted\)"):
        QueryTable(f"sqlite:///{tmp_path / 'trips.db'}", endless, 0.2).read()


SECRETS = ("reader-name", "s3cret word", "s3cret%20word", "s3cret+word", "db.inside.example", "token-in-option")


@pytest.mark.parametrize(
    "url",
    [
        "postgresql://reader-name:s3cret%20word@127.0.0.1:1/trips?sslkey=token-in-option",
        "nosuch://reader-name:s3cret%20word@db.inside.example/trips?x=token-in-option",
        "sqlite:///reader-name/s3cret%20word/db.inside.example?x=token-in-option",
        "postgresql://reader-name:s3cret%20word@db.inside.example:port/trips",
    ],
)
def test_no_error_holds_anything_of_the_address(url: str) -> None:
    rows = QueryTable(url, SELECT, 1)
    with pytest.raises(TableError) as caught:
        rows.read()
    shown = f"{caught.value} {caught.value!r} {rows!r} {caught.value.__cause__!r}"
    assert [secret for secret in SECRETS if secret in shown] == []
    assert str(caught.value).startswith("The database did not give the table (")
    assert caught.value.__suppress_context__
