"""SQLite databases, opened read-only from memory: each table is one; views, which may compute without end, are not."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from itertools import islice
from pathlib import Path

from data.i18n.message import LocalizedText
from data.reading.grid import CellLine, Grid, grid_from_rows
from data.reading.options import Limits
from data.reading.values.cell import to_plain_text
from data.records.tables import TableError

SQLITE_MAGIC = b"SQLite format 3\0"
JOURNAL_MODE = slice(18, 20)  # bytes of the header; 2 means that a second file belongs to it, which is not here
WITH_LOG, LOG_ENDING, LOCK_S = b"\2\2", "-wal", 5.0
MAX_SQLITE_TABLES = 100
MAX_STEPS = (
    50_000_000  # instructions of SQLite's machine, some seconds; a table of half a million rows takes ten million
)
STEPS_BETWEEN = 100_000
ALLOWED = frozenset((sqlite3.SQLITE_SELECT, sqlite3.SQLITE_READ))
SCHEMA = "SELECT name, sql FROM sqlite_master WHERE type = 'table'"


def file_content(path: Path) -> bytes:
    """Return the content of a file on disk; of a database that others write to, as of their last transaction.

    Changes may still be in the file beside it, `-wal`, and pages half written; SQLite itself knows both.
    """
    with path.open("rb") as file:
        header = file.read(JOURNAL_MODE.stop)
        if not is_sqlite(header):
            return header + file.read()
    # To open the log of a database creates it, in a folder that may not be writable; without one, there is no need.
    is_at_rest = header[JOURNAL_MODE] == WITH_LOG and not path.with_name(f"{path.name}{LOG_ENDING}").exists()
    address = f"{path.resolve().as_uri()}?mode=ro{'&immutable=1' if is_at_rest else ''}"
    try:
        with closing(sqlite3.connect(address, uri=True, timeout=LOCK_S)) as database:
            return database.serialize()
    except sqlite3.Error as error:
        raise TableError(LocalizedText("refused_sqlite", error=str(error)[:200])) from error


def is_sqlite(content: bytes) -> bool:
    """Return whether a file is an SQLite database."""
    return content.startswith(SQLITE_MAGIC)


def sqlite_grids(content: bytes, limits: Limits) -> list[Grid]:
    """Return the tables of a database that hold rows."""
    try:
        with closing(_opened(content)) as database:
            schema = database.execute(SCHEMA).fetchmany(MAX_SQLITE_TABLES)
            names = [str(name) for name, sql in schema if _is_plain(str(name), str(sql))]
            tables = {name: list(_lines(database, name, limits)) for name in names}
    except sqlite3.Error as error:
        raise TableError(LocalizedText("refused_sqlite", error=str(error)[:200])) from error
    grids = [_grid(name, lines) for name, lines in tables.items() if len(lines) > 1]
    if not grids:
        raise TableError(LocalizedText("refused_sqlite", error=LocalizedText("no_rows")))
    return grids


def _grid(name: str, lines: list[CellLine]) -> Grid:
    taken_for = LocalizedText("format_plain", kind="SQLite")
    return replace(grid_from_rows(taken_for, lines, 1), headings=(to_plain_text(name),))


def _is_plain(name: str, sql: str) -> bool:
    """Whether a table is the owner's, and holds its rows itself."""
    return not name.startswith("sqlite_") and not sql.upper().startswith("CREATE VIRTUAL")


def _opened(content: bytes) -> sqlite3.Connection:
    """The database in memory: it may read its own tables and do nothing else, and not for long."""
    steps = 0

    def stop() -> int:
        nonlocal steps
        steps += STEPS_BETWEEN
        return int(steps > MAX_STEPS)

    database = sqlite3.connect(":memory:")
    database.text_factory = lambda text: text.decode("utf-8", "replace")
    header = content[: JOURNAL_MODE.start] + b"\1\1" + content[JOURNAL_MODE.stop :]
    database.deserialize(header)
    database.execute("PRAGMA trusted_schema = OFF")
    database.set_authorizer(lambda action, *_: sqlite3.SQLITE_OK if action in ALLOWED else sqlite3.SQLITE_DENY)
    database.set_progress_handler(stop, STEPS_BETWEEN)
    return database


def _lines(database: sqlite3.Connection, table: str, limits: Limits) -> Iterator[CellLine]:
    quoted = table.replace('"', '""')
    rows = database.execute(f'SELECT * FROM "{quoted}"')
    columns = [str(column[0]) for column in rows.description]
    if len(columns) > limits.columns:
        raise TableError(LocalizedText("refused_columns", most=limits.columns))
    yield list(map(to_plain_text, columns))
    length = 0
    for row in islice(rows, limits.legs + 1):
        line = [_text(cell) for cell in row]
        length += sum(map(len, line))
        if length > limits.size:
            raise TableError(LocalizedText("refused_rows", most=limits.legs))
        yield line


def _text(cell: object) -> str:
    if isinstance(cell, str):
        return to_plain_text(cell)
    if cell is None or isinstance(cell, bytes):
        return ""
    return str(int(cell)) if isinstance(cell, float) and cell.is_integer() else str(cell)
