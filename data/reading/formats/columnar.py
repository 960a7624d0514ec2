"""Parquet and Arrow (Feather) files, read by pyarrow, which comes with Streamlit; it is loaded only for such a file."""

from collections.abc import Iterator
from datetime import date, datetime, time
from decimal import Decimal
from math import isnan
from typing import TYPE_CHECKING, Any

from data.i18n.message import LocalizedText
from data.reading.grid import CellLine, Grid, grid_from_rows
from data.reading.options import Limits, format_megabytes
from data.reading.values.cell import to_plain_text
from data.records.tables import TableError

if TYPE_CHECKING:
    from pyarrow import Array, RecordBatch

PARQUET_MAGIC, ARROW_MAGIC = b"PAR1", b"ARROW1"
BATCH_ROWS = 5_000
MOST_KEPT_TEXTS = 100_000  # of a column, and a part of its rows


def is_columnar(content: bytes) -> bool:
    """Return whether a file is Parquet or Arrow."""
    return content.startswith((PARQUET_MAGIC, ARROW_MAGIC))


def columnar_grid(content: bytes, limits: Limits) -> Grid:
    """Return the file as a table, nested columns by their path; refuse what says of itself that it is too large."""
    try:
        batches = _parquet(content, limits) if content.startswith(PARQUET_MAGIC) else _arrow(content, limits)
        lines = list(_lines(batches, limits))
    except TableError:
        raise
    except Exception as error:  # whatever pyarrow finds wrong with the file
        raise TableError(LocalizedText("refused_columnar", error=str(error).partition("\n")[0][:200])) from error
    kind = "Parquet" if content.startswith(PARQUET_MAGIC) else "Arrow"
    return grid_from_rows(LocalizedText("format_plain", kind=kind), lines, 1)


def _parquet(content: bytes, limits: Limits) -> "Iterator[RecordBatch]":
    import pyarrow  # noqa: PLC0415
    import pyarrow.parquet  # noqa: PLC0415

    file = pyarrow.parquet.ParquetFile(pyarrow.BufferReader(content), memory_map=False, pre_buffer=False)
    about = file.metadata
    unpacked = sum(about.row_group(number).total_byte_size for number in range(about.num_row_groups))
    _refuse_large(about.num_rows, about.num_columns, unpacked, limits)
    yield from file.iter_batches(BATCH_ROWS, use_threads=False)


def _arrow(content: bytes, limits: Limits) -> "Iterator[RecordBatch]":
    import pyarrow  # noqa: PLC0415
    import pyarrow.ipc  # noqa: PLC0415

    file = pyarrow.ipc.open_file(pyarrow.BufferReader(content))
    rows = 0
    for number in range(file.num_record_batches):
        batch = file.get_batch(number)
        rows += batch.num_rows
        _refuse_large(rows, batch.num_columns, batch.nbytes, limits)
        yield batch


def _refuse_large(rows: int, columns: int, size: int, limits: Limits) -> None:
    if rows > limits.legs:
        raise TableError(LocalizedText("refused_rows", most=limits.legs))
    if columns > limits.columns:
        raise TableError(LocalizedText("refused_columns", most=limits.columns))
    if size > limits.size:
        most = format_megabytes(limits.size)
        raise TableError(LocalizedText("refused_unpacked", size=format_megabytes(size), most=most))


def _lines(batches: "Iterator[RecordBatch]", limits: Limits) -> Iterator[CellLine]:
    """The names, then the rows; repeated texts are one object. A dictionary may stand for far more than it takes."""
    texts: list[_Texts] = []
    length = 0
    for batch in batches:
        flat = _flattened(batch)
        if not texts:
            yield [to_plain_text(name) for name, _ in flat]
            texts = [_Texts() for _ in flat]
        columns = [known.of(column) for known, (_, column) in zip(texts, flat, strict=True)]
        length += sum(len(cell) for cells in columns for cell in cells)
        if length > limits.size:
            most = format_megabytes(limits.size)
            raise TableError(LocalizedText("refused_unpacked", size=most, most=most))
        yield from zip(*columns, strict=True)


class _Texts(dict[Any, str]):
    """The texts of a column's cells, which are of one type: each distinct one is written once."""

    def of(self, column: "Array") -> list[str]:
        """The cells of a part of the column."""
        if len(self) > MOST_KEPT_TEXTS:
            self.clear()
        try:
            return list(map(self.__getitem__, column.to_pylist()))
        except TypeError:  # lists
            return list(map(value_text, column.to_pylist()))

    def __missing__(self, cell: Any) -> str:
        text = self[cell] = value_text(cell)
        return text


def _flattened(batch: "RecordBatch") -> "list[tuple[str, Array]]":
    """The columns, those of a structure by their path."""
    from pyarrow.types import is_struct  # noqa: PLC0415

    columns = [(str(name), column) for name, column in zip(batch.schema.names, batch.columns, strict=True)]
    while any(is_struct(column.type) for _, column in columns):
        columns = [
            (path, part)
            for name, column in columns
            for path, part in (
                [(f"{name}.{column.type.field(at).name}", part) for at, part in enumerate(column.flatten())]
                if is_struct(column.type)
                else [(name, column)]
            )
        ]
    return columns


def value_text(cell: Any) -> str:
    """Return a value of any type as the text of a cell."""
    if isinstance(cell, str):
        return to_plain_text(cell)
    if cell is None or isinstance(cell, bytes) or (isinstance(cell, float | Decimal) and isnan(cell)):
        return ""
    if isinstance(cell, date | time):
        return _moment_text(cell)
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return to_plain_text("; ".join(map(str, cell)) if isinstance(cell, list) else str(cell))


def _moment_text(moment: date | time) -> str:
    if not isinstance(moment, datetime):
        return moment.isoformat()
    return moment.date().isoformat() if moment.time() == time() else moment.isoformat(" ", "seconds")
