"""The plan of tracing, as three small tables beside this module: what the graph alone does not say."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from data.records.places import LonLat, Place
from data.records.tables import TableRow, read_table, split_list
from geo.routes.traced import Line, RouteKey, route_key

HERE = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class Join:
    """A line drawn by hand from a point of the graph; `where` completes the sentence “1.2 km laid by hand ...”."""

    mode: str
    line: Line
    where: str


@dataclass(frozen=True, slots=True)
class Plan:
    """`through` has the towns that a way must pass, in order, with the end at which the order begins."""

    through: dict[RouteKey, tuple[str, tuple[str, ...]]]
    towns: dict[str, LonLat]
    joins: tuple[Join, ...]

    def towns_between(self, start: Place, end: Place, mode: str) -> tuple[str, ...]:
        """The names of the towns from `start` to `end`."""
        first, names = self.through.get(route_key(start.id, end.id, mode), (start.id, ()))
        return names if first == start.id else names[::-1]


def read_plan() -> Plan:
    """Read the three tables; raise ValueError with every fault."""
    through = _rows("through.csv", ("start", "end", "mode", "through"))
    towns = _rows("towns.csv", ("name", "country", "lat", "lon", "source"))
    joins = _rows("joins.csv", ("mode", "line", "where"))
    return Plan(
        dict(_led(row) for row in through),
        {row["name"]: (float(row["lon"]), float(row["lat"])) for row in towns},
        tuple(Join(row["mode"], tuple(_points(row["line"])), row["where"]) for row in joins),
    )


def _rows(name: str, columns: tuple[str, ...]) -> list[TableRow]:
    table = read_table(HERE / name, columns, required=columns)
    if table.faults:
        raise ValueError("\n".join(map(str, table.faults)))
    return [row for _, row in table]


def _led(row: TableRow) -> tuple[RouteKey, tuple[str, tuple[str, ...]]]:
    return route_key(row["start"], row["end"], row["mode"]), (row["start"], tuple(split_list(row["through"])))


def _points(cell: str) -> Iterator[LonLat]:
    for pair in cell.split(","):
        lon, lat = map(float, pair.split())
        yield lon, lat
