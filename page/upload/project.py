"""Project: the reader's own tables and all that was said of them, and the one file that keeps them.

A project file is a zip of plain files: `project.json` with the version, the title, the corrections and, for each table,
how it is read; and each table as it was, in `tables/`. docs/your-own-trips.md describes it. Equal projects give equal
bytes, and a project that is dropped again gives the page that it was saved from.
"""

import io
import json
import zipfile
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from pathlib import PurePath
from struct import error as StructError
from typing import Any, TypeVar

from data.i18n.message import LocalizedText
from data.reading import ReadOptions
from data.reading.columns.journeys import JOURNEY_CHOICES
from data.reading.columns.vocabulary import ROLES
from data.reading.formats.archive import ZIP_MAGIC
from data.reading.options import DEFAULT_OPTIONS, format_megabytes
from data.reading.values.date_column import DAY_FIRST, MONTH_FIRST, YEAR_FIRST
from data.records.corrections import MAX_CORRECTIONS
from data.records.places import Place
from data.records.publication import Publication, publication_from_json
from data.records.tables import TableError

FORMAT, VERSION = "trip-map-project", 1
INDEX = "project.json"
MOST_TABLE_FILES = 20
MAX_INDEX_BYTES = 8_000_000
MOST_PARTS = 10_000  # texts of a list
PLACE_TEXTS = ("id", "name", "native", "label", "country", "source")
LONGEST_TITLE, LONGEST_NAME = 200, 255  # characters; the panel takes as long a title
DATE_ORDERS = ("", DAY_FIRST, MONTH_FIRST, YEAR_FIRST)
FIRST_DAY_OF_ZIP = (1980, 1, 1, 0, 0, 0)
FAST_BYTES = 1_000_000  # from which on a file is packed quickly rather than small
FREE_BYTES, MOST_PACKED = 10_000_000, 100  # up to so many bytes a table may pack as well as it likes; then 100 : 1
# What a zip or JSON that is broken, or made to harm, raises when it is read.
BROKEN = (
    *(zipfile.BadZipFile, zlib.error, StructError, OSError, EOFError, RuntimeError),
    *(ValueError, LookupError, TypeError, AttributeError),
)
NO_PUBLICATION = Publication()
Checked = TypeVar("Checked")


@dataclass(frozen=True, slots=True)
class TableFile:
    """A table to read: its file's name and content, and how the reader wants it read."""

    name: str
    content: bytes = field(repr=False)
    choice: ReadOptions = DEFAULT_OPTIONS


@dataclass(frozen=True, slots=True)
class UploadRequest:
    """Tables to load together, and what the reader says of them.

    `corrections` are places by the name they stand for; `home` of a choice is a place; `publication` is what is added
    for those who publish them. `earlier_choices` are what the
    reader chose for other tables, by their columns.
    """

    tables: tuple[TableFile, ...]
    title: str = ""
    corrections: Mapping[str, Place] = field(default_factory=dict)
    earlier_choices: Mapping[tuple[str, ...], ReadOptions] = field(default_factory=dict)
    sizes: tuple[int, ...] = ()
    publication: Publication = NO_PUBLICATION

    @staticmethod
    def of_table(name: str, content: bytes) -> "UploadRequest":
        """The request for one table, under the name of its file."""
        table = TableFile(name, content)
        return UploadRequest((table,), table_names([table]))

    @property
    def content(self) -> bytes:
        """The content of all tables, one after the other; that of one table is no copy."""
        if len(self.tables) == 1:
            return self.tables[0].content
        return b"".join(table.content for table in self.tables)

    def without_content(self) -> "UploadRequest":
        """The request without the content of its tables, but with their `sizes`, so that it can travel beside it."""
        sizes = tuple(len(table.content) for table in self.tables)
        return replace(self, tables=tuple(replace(table, content=b"") for table in self.tables), sizes=sizes)

    def with_content(self, content: bytes) -> "UploadRequest":
        """The request with the content of its tables again."""
        if len(self.tables) == 1:
            return replace(self, tables=(replace(self.tables[0], content=content),), sizes=())
        tables, start = [], 0
        for table, size in zip(self.tables, self.sizes, strict=True):
            tables.append(replace(table, content=content[start : start + size]))
            start += size
        return replace(self, tables=tuple(tables), sizes=())

    def with_choices(self, choices: Sequence[ReadOptions]) -> "UploadRequest":
        """The request with a choice for each table, and with none for tables to come."""
        tables = tuple(replace(table, choice=choice) for table, choice in zip(self.tables, choices, strict=True))
        return replace(self, tables=tables, earlier_choices={})

    def with_choice(self, number: int, choice: ReadOptions) -> "UploadRequest":
        """The request with another choice for one table."""
        tables = [replace(table, choice=choice) if at == number else table for at, table in enumerate(self.tables)]
        return replace(self, tables=tuple(tables))


def table_names(tables: Sequence[TableFile]) -> str:
    """The names of tables without the endings of their files, as the title of trips that have no other.

    >>> table_names([TableFile("my_trips 2.csv", b"")])
    'my trips 2'
    """
    names = (PurePath(table.name).stem.replace("_", " ").strip() or table.name for table in tables)
    return ", ".join(names)[:LONGEST_TITLE]


def is_project(content: bytes) -> bool:
    """Whether a file is a project file of any version, whole or cut: a zip with its index."""
    if not content.startswith(ZIP_MAGIC):
        return False
    if content[30 : 30 + len(INDEX)] == INDEX.encode():  # where a zip has the name of its first file
        return True
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            return INDEX in archive.namelist()
    except BROKEN:
        return False


def project_file(request: UploadRequest) -> bytes:
    """The project file of a request."""
    paths = [f"tables/{number}/{_file_name(table.name)}" for number, table in enumerate(request.tables, 1)]
    index: dict[str, object] = {
        "format": FORMAT,
        "version": VERSION,
        "title": request.title,
        "tables": [
            {"name": table.name, "file": path, "choice": asdict(table.choice)}
            for table, path in zip(request.tables, paths, strict=True)
        ],
        "corrections": [asdict(place) for place in request.corrections.values()],
    }
    if request.publication != NO_PUBLICATION:
        index["publication"] = asdict(request.publication)
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        _add(archive, INDEX, json.dumps(index, ensure_ascii=False, indent=1).encode())
        for table, path in zip(request.tables, paths, strict=True):
            _add(archive, path, table.content)
    return file.getvalue()


def _add(archive: zipfile.ZipFile, path: str, content: bytes) -> None:
    entry = zipfile.ZipInfo(path, FIRST_DAY_OF_ZIP)
    entry.create_system = 3  # the same bytes on every system
    level = 1 if len(content) > FAST_BYTES else 6
    # What packs as well as a bomb is not packed, for it would be refused.
    plain = len(content) > FREE_BYTES and len(zlib.compress(content, level)) * MOST_PACKED < len(content)
    archive.writestr(entry, content, zipfile.ZIP_STORED if plain else zipfile.ZIP_DEFLATED, level)


def _file_name(name: str) -> str:
    """The name of a table's file inside the archive, which any system can unpack."""
    safe = "".join(letter if letter.isalnum() or letter in " ._-" else "_" for letter in name).strip(" .")
    return safe[-80:] or "table"


def read_project(content: bytes, most_bytes: int) -> UploadRequest:
    """Read a project file; raise `TableError`, with one sentence, if it is broken or not one that this page knows.

    Its tables may unpack to `most_bytes` together, and to a hundred times of the file: a session keeps them in memory.
    """
    most_bytes = min(most_bytes, max(FREE_BYTES, MOST_PACKED * len(content)))
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            index = json.loads(_unpacked(archive, INDEX, MAX_INDEX_BYTES))
            if index["format"] != FORMAT:
                raise ValueError(index["format"])
            if _of_type(int, index["version"]) > VERSION:
                raise TableError(LocalizedText("refused_newer_project"))
            return UploadRequest(
                _read_tables(index["tables"], archive, most_bytes),
                _short(index["title"], LONGEST_TITLE),
                _read_corrections(index["corrections"]),
                publication=publication_from_json(index["publication"]) if "publication" in index else NO_PUBLICATION,
            )
    except BROKEN as error:
        if isinstance(error, TableError):
            raise
        raise TableError(LocalizedText("refused_project")) from error


def _read_tables(entries: object, archive: zipfile.ZipFile, most_bytes: int) -> tuple[TableFile, ...]:
    tables = []
    for entry in _list(entries, MOST_TABLE_FILES):
        content = _unpacked(archive, _of_type(str, entry["file"]), most_bytes)
        most_bytes -= len(content)
        tables.append(TableFile(_short(entry["name"], LONGEST_NAME), content, _read_choice(entry["choice"])))
    if not tables:
        raise ValueError(entries)
    return tuple(tables)


def _unpacked(archive: zipfile.ZipFile, path: str, most_bytes: int) -> bytes:
    """A file of the archive; what its directory says of its size may be a lie."""
    with archive.open(path) as stream:
        content = stream.read(most_bytes + 1)
    if len(content) > most_bytes:
        size, most = format_megabytes(len(content)), format_megabytes(most_bytes)
        raise TableError(LocalizedText("refused_unpacked", size=size, most=most))
    return content


def _read_choice(entry: Mapping[str, object]) -> ReadOptions:
    """A choice, each part of the type that it has by default; parts that are missing are as by default."""
    values: dict[str, Any] = {}
    for name in ReadOptions.__slots__:
        default, value = getattr(DEFAULT_OPTIONS, name), entry.get(name)
        if value is None:
            continue
        if isinstance(default, tuple):
            values[name] = tuple(_text(each) for each in _list(value, MOST_PARTS))
        elif isinstance(default, Mapping):
            pairs = _of_type(dict, value).items()
            values[name] = {_text(role): _text(column) for role, column in pairs if role in ROLES}
        else:
            values[name] = _text(value) if isinstance(default, str) else _of_type(type(default), value)
    choice = ReadOptions(**values)
    dates = choice.dates if choice.dates in DATE_ORDERS else ""
    return replace(choice, dates=dates, journey=choice.journey if choice.journey in JOURNEY_CHOICES else "")


def _read_corrections(entries: object) -> dict[str, Place]:
    places = [_read_place(entry) for entry in _list(entries, MAX_CORRECTIONS)]
    return {place.name: place for place in places}


def _read_place(entry: Mapping[str, object]) -> Place:
    lon, lat = (float(_of_type((int, float), entry[name])) for name in ("lon", "lat"))
    if not (abs(lon) <= 180 and abs(lat) <= 90):
        raise ValueError((lon, lat))
    id, name, native, label, country, source = (_text(entry[field]) for field in PLACE_TEXTS)
    aliases = tuple(_text(each) for each in _list(entry["aliases"], MOST_PARTS))
    return Place(id, name, native, label, country, lon, lat, aliases, source)


def _of_type(kind: type[Checked] | tuple[type[Checked], ...], value: object) -> Checked:
    if not isinstance(value, kind):
        raise TypeError(value)
    return value


def _list(value: object, most: int) -> list[Any]:
    entries = _of_type(list, value)
    if len(entries) > most:
        raise ValueError(len(entries))
    return entries


def _text(value: object) -> str:
    """A text that can be written again: JSON may hold halves of characters."""
    text = _of_type(str, value)
    text.encode()
    return text


def _short(value: object, longest: int) -> str:
    return _text(value)[:longest]
