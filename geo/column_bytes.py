"""Column bytes: the long columns of numbers of a payload as bytes after its JSON, which browsers need not parse.

`static/model/payload.js` reads them.
"""

from collections.abc import Mapping
from typing import Any

import numpy as np
import numpy.typing as npt

LEAST_ROWS = 200_000  # of a column that is sent as bytes: below, JSON is read as soon, and is smaller once packed
MISSING_NUMBER = -(2**31)  # `MISSING` of `static/model/columns.js`
TABLES = ("trips", "legs", "details", "stops", "segments", "uses")
ALIGNED = 4  # bytes, to which each column begins at a multiple
NULLABLE = {int, type(None)}


class ColumnBytes:
    """The bytes of columns, one after the other."""

    def __init__(self, least_rows: int = LEAST_ROWS) -> None:
        """Take columns of so many rows and more."""
        self._least = least_rows
        self._parts: list[bytes] = []
        self._size = 0

    def moved(self, tables: Mapping[str, Any]) -> dict[str, Any]:
        """Return the same tables with the place of each long column in its stead: type, offset and number of rows."""
        return {name: self._moved(table) if name in TABLES else table for name, table in tables.items()}

    def _moved(self, value: Any) -> Any:
        if isinstance(value, Mapping):
            return {name: self._moved(each) for name, each in value.items()}
        if isinstance(value, np.ndarray) and value.size >= self._least:
            return self._move(value)
        if isinstance(value, list) and len(value) >= self._least and set(map(type, value)) <= NULLABLE:
            known = (MISSING_NUMBER if number is None else number for number in value)
            return self._move(np.fromiter(known, np.int32))
        return [self._moved(each) for each in value] if _is_tables(value) else value

    def _move(self, column: npt.NDArray[Any]) -> dict[str, list[Any]]:
        low, high = int(column.min()), int(column.max())
        kind = "i4" if low < 0 else "u1" if high < 2**8 else "u2" if high < 2**16 else "i4"
        content = column.astype(f"<{kind}").tobytes()
        place = [kind, self._size, column.size]
        self._parts.append(content + bytes(-len(content) % ALIGNED))
        self._size += len(self._parts[-1])
        return {"bytes": place}

    def after(self, json: bytes) -> bytes:
        """Return a JSON text, a line end and the bytes; only the text where there are none."""
        if not self._parts:
            return json
        return b"".join((json, b" " * (-(len(json) + 1) % ALIGNED), b"\n", *self._parts))


def _is_tables(value: Any) -> bool:
    return isinstance(value, list) and bool(value) and isinstance(value[0], Mapping)
