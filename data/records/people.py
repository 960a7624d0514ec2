"""People met, with the titles they held. Reads `people.csv`."""

from dataclasses import dataclass
from pathlib import Path

from data.i18n.message import LocalizedText
from data.records.fault import Fault
from data.records.tables import Table, TableRow, read_table

PEOPLE_COLUMNS = ("id", "name", "native", "title", "from", "to")


@dataclass(frozen=True, slots=True)
class Title:
    """A title and the days it was held, as EDTF text; blank where no source is given."""

    title: str
    start: str
    end: str


@dataclass(frozen=True, slots=True)
class Person:
    """A leader; `titles` in the order of the file."""

    id: str
    name: str
    native: str
    titles: tuple[Title, ...]


def read_people(path: Path) -> tuple[dict[str, Person], list[Fault]]:
    """Read the people of a file by id (an id may repeat, once per title), and its faults."""
    table = read_table(path, PEOPLE_COLUMNS, required=("id", "name"))
    people: dict[str, Person] = {}
    owners: dict[str, str] = {}
    for number, row in table:
        key, name = row["id"], row["name"]
        if not key or not name:
            table.fault(number, "id" if not key else "name", "", LocalizedText("fault_person_blank"))
            continue
        existing = people.get(key)
        if existing and existing.name != name:
            table.fault(number, "name", name, LocalizedText("fault_person_other", id=key, name=existing.name))
            continue
        if owners.setdefault(name, key) != key:  # filters and cards know people by name
            table.fault(number, "name", name, LocalizedText("fault_person_name", id=owners[name]))
            continue
        earlier = existing.titles if existing else ()
        people[key] = Person(key, name, row["native"], (*earlier, *_title(table, number, row)))
    return people, table.faults


def _title(table: Table, number: int, row: TableRow) -> tuple[Title, ...]:
    valid = [not row[column] or table.moment(number, row, column) for column in ("from", "to")]
    return (Title(row["title"], row["from"], row["to"]),) if row["title"] and all(valid) else ()
