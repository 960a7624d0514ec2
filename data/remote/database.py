"""Query table: the rows of a database as a CSV file. SQLAlchemy and the database's driver are loaded only for one.

The query runs in a transaction that is read-only where the database knows that, bounded in time, rows and bytes, and
rolled back. What the driver says of an error is shown without anything of the database's address.
"""

import csv
import io
import re
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any
from urllib.parse import quote, quote_plus

from data.i18n.message import LocalizedText
from data.reading.formats.columnar import value_text
from data.reading.options import HOST_LIMITS, Limits, format_megabytes
from data.records.tables import TableError, escape_formula

if TYPE_CHECKING:
    from sqlalchemy import Connection, Engine
    from sqlalchemy.engine import URL

# The driver of `requirements-database.txt`, where an address names none.
DRIVERS = {"postgresql": "postgresql+psycopg", "postgres": "postgresql+psycopg"}
# What makes a transaction read-only and bounds its statements, by the kind of database; `{ms}` is a time.
BOUNDS: Mapping[str, Sequence[str]] = {
    "postgresql": ("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY", "SET LOCAL statement_timeout = {ms}"),
    "mysql": ("SET SESSION max_execution_time = {ms}", "START TRANSACTION READ ONLY"),
    "mariadb": ("SET SESSION max_statement_time = {ms} / 1000", "START TRANSACTION READ ONLY"),
    "sqlite": ("PRAGMA query_only = ON",),
}
# What tells in one row whether the rows of a query have changed, worked out by the database: of 100,000 rows it takes
# 0.1 s there, and reading them all 1.1 s of the page's own process.
CHANGE_QUERIES = {
    "postgresql": "SELECT count(*), sum(hashtextextended(found::text, 0)::numeric) FROM (\n{query}\n) AS found"
}
ORDERED = re.compile(r"\border\s+by\b", re.IGNORECASE)
FETCHED_ROWS = 1_000  # at a time
STEPS_BETWEEN_LOOKS = 100_000  # instructions of SQLite's machine
SHOWN_ERROR = 200  # characters


@dataclass
class QueryTable:
    """A query to a database, by its address for SQLAlchemy. Neither the address nor the query is ever shown."""

    url: str = field(repr=False)
    query: str = field(repr=False)
    timeout_s: float
    limits: Limits = HOST_LIMITS
    _last_change: Sequence[object] = field(default=(), init=False, repr=False)

    def read(self) -> bytes | None:
        """Return the rows as CSV, or `None` if the database says that they are as before; equal rows, equal bytes.

        Raise `TableError`, with one sentence. Rows of a query without ORDER BY come in any order, so they are sorted,
        and all who ask see the same.
        """
        try:
            lines = self._lines()
        except TableError:
            raise
        except ImportError as error:
            missing = f"pip install -r requirements-database.txt: {error.name}"
            raise TableError(LocalizedText("database_failed", error=missing)) from None
        except Exception as error:  # of whatever driver; its text may hold the address, so nothing of it is kept
            raise TableError(LocalizedText("database_failed", error=self._shown(error))) from None
        if lines is None:
            return None
        header, rows = lines[0], lines[1:] if ORDERED.search(self.query) else sorted(lines[1:])
        text = io.StringIO()
        csv.writer(text, lineterminator="\n").writerows([header, *rows])
        return text.getvalue().encode("utf-8", "replace")

    @cached_property
    def _url(self) -> "URL":
        from sqlalchemy import make_url  # noqa: PLC0415  0.2 s

        url = make_url(self.url)
        return url.set(drivername=DRIVERS.get(url.drivername, url.drivername))

    @cached_property
    def _engine(self) -> "Engine":
        """One connection, kept open and tried before each use."""
        from sqlalchemy import create_engine, event  # noqa: PLC0415

        options = _connection_options(self._url, self.timeout_s)
        engine = create_engine(
            self._url, pool_size=1, max_overflow=0, pool_pre_ping=True, connect_args=options, hide_parameters=True
        )
        if self._url.get_backend_name() == "sqlite":
            event.listen(engine, "checkout", lambda connection, *_: _bound_sqlite(connection, self.timeout_s))
        return engine

    def _lines(self) -> list[list[str]] | None:
        end_s = time.monotonic() + self.timeout_s
        with self._engine.connect() as connection:
            try:
                is_mariadb = getattr(connection.dialect, "is_mariadb", False)  # which may be asked as MySQL
                for statement in BOUNDS.get("mariadb" if is_mariadb else connection.dialect.name, ()):
                    connection.exec_driver_sql(statement.format(ms=round(self.timeout_s * 1000)))
                change = self._change(connection)
                if change and change == self._last_change:
                    return None
                lines = list(self._bounded(connection, end_s))
                self._last_change = change
                return lines
            finally:
                connection.rollback()

    def _change(self, connection: "Connection") -> Sequence[object]:
        """What is another once the rows are others; empty where the database cannot say."""
        query = CHANGE_QUERIES.get(connection.dialect.name)
        if not query:
            return ()
        statement = query.format(query=self.query.rstrip().rstrip(";"))
        found = connection.exec_driver_sql(statement, execution_options={"no_parameters": True})
        return tuple(found.one())

    def _bounded(self, connection: "Connection", end_s: float) -> Iterator[list[str]]:
        """The names of the columns, then the rows, as long as they are not too many and do not take too long."""
        options = {"stream_results": True, "max_row_buffer": FETCHED_ROWS, "no_parameters": True}
        result = connection.exec_driver_sql(self.query, execution_options=options)
        yield [escape_formula(str(name)) for name in result.keys()]  # noqa: SIM118  rows, without it
        length = 0
        for number, row in enumerate(result):
            line = [escape_formula(value_text(cell)) for cell in row]
            length += sum(map(len, line))
            if number >= self.limits.legs:
                raise TableError(LocalizedText("refused_rows", most=self.limits.legs))
            if length > self.limits.size:
                size = format_megabytes(self.limits.size)
                raise TableError(LocalizedText("refused_unpacked", size=size, most=size))
            if not number % FETCHED_ROWS and time.monotonic() > end_s:
                raise TableError(LocalizedText("database_failed", error=f"more than {self.timeout_s:g} s"))
            yield line

    def _shown(self, error: Exception) -> str:
        """The first line of the driver's own text, with nothing of the address in it."""
        cause = getattr(error, "orig", None) or error
        text = str(cause.args[-1] if cause.args else cause).partition("\n")[0]  # before it may be a number
        for secret in sorted(_secrets(self.url), key=len, reverse=True):
            text = text.replace(secret, "…")
        return text[:SHOWN_ERROR] or type(error).__name__


def _secrets(url: str) -> set[str]:
    """What an address has of names, passwords, hosts and options, as it is written there and as it is meant."""
    from sqlalchemy import make_url  # noqa: PLC0415

    try:
        parsed = make_url(url)
    except Exception:  # it is no such address; whatever is said of it
        return {url, *re.split(r"[:/@?&=]+", url)} - {""}
    options = [word for value in parsed.query.values() for word in ([value] if isinstance(value, str) else value)]
    meant = [parsed.username, parsed.password, parsed.host, *options, url]
    return {shape for each in meant if each for shape in (str(each), quote(str(each)), quote_plus(str(each)))}


def _connection_options(url: "URL", timeout_s: float) -> dict[str, Any]:
    """What makes a driver give up on a server that does not answer, by driver."""
    seconds = max(round(timeout_s), 1)
    if url.drivername == "postgresql+psycopg":
        alive = {"keepalives_idle": seconds, "keepalives_interval": 2, "keepalives_count": 3}
        return {"connect_timeout": seconds, "tcp_user_timeout": seconds * 1000, **alive, "application_name": "trip-map"}
    if url.drivername in ("mysql+pymysql", "mariadb+pymysql"):
        return {"connect_timeout": seconds, "read_timeout": seconds, "write_timeout": seconds}
    return {"timeout": seconds} if url.get_backend_name() == "sqlite" else {}


def _bound_sqlite(connection: Any, timeout_s: float) -> None:
    """End what takes longer, as SQLite has no setting for it."""
    end_s = time.monotonic() + timeout_s
    connection.set_progress_handler(lambda: time.monotonic() > end_s, STEPS_BETWEEN_LOOKS)
