"""YAML: the lists of records at any depth, every cell as the text that stands there."""

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from data.i18n.message import LocalizedText
from data.reading.formats.nested import record_grids, record_lists
from data.reading.grid import Grid
from data.reading.options import Limits
from data.records.tables import TableError

if TYPE_CHECKING:
    from yaml import Event

YAML_START = re.compile(
    r"(?:#[^\n]{0,500}\n|\s)*+"
    r"(?:[\w\"'][^\n,;|\t:]{0,80}: [^\n]{1,200}\n){0,20}+"
    r"(?:---|- +[\w\"'][^\n,;|\t]{0,80}:(?:\s|$)|[\w\"'-][^\n,;|\t:]{0,80}:\s*\n\s*-? )"
)
NULLS = frozenset(("", "~", "null", "Null", "NULL"))
MAX_YAML_DEPTH, MAX_NAME = 40, 200  # lists within lists, characters of a name
MAX_YAML = 3_000_000  # characters; it is read some hundred times as slowly as JSON


def looks_like_yaml(head: str) -> bool:
    """Return whether a text begins like YAML: a document mark, a list of records, or a name with a list below it.

    Names with a value may stand before.
    """
    return YAML_START.match(head) is not None


def yaml_grids(text: str, taken_for: LocalizedText, limits: Limits) -> list[Grid]:
    """Return the lists of records, none if the text is no YAML; aliases, which may be a bomb, are refused."""
    import yaml  # noqa: PLC0415 - few files are YAML

    if len(text) > min(MAX_YAML, limits.markup):
        raise TableError(LocalizedText("refused_long_yaml", most=min(MAX_YAML, limits.markup)))
    builder = _Builder()
    try:
        for event in yaml.parse(text, Loader=yaml.CBaseLoader):
            builder.take(event)
    except yaml.YAMLError:
        return []
    value: Any = builder.documents[0] if len(builder.documents) == 1 else builder.documents
    return record_grids(list(record_lists(value)), taken_for, limits)


@dataclass(slots=True)
class _Builder:
    """Builds the values of the parser's events one by one: yaml's own loader recurses, and deep lists crash it."""

    documents: list[Any] = field(default_factory=list)
    _open: list[list[Any]] = field(default_factory=list)  # the parts so far of each list or mapping that is open

    def take(self, event: "Event") -> None:
        """Take the next event; raise `TableError` for an alias and for lists too deep."""
        kind = type(event).__name__
        if kind == "AliasEvent":
            raise TableError(LocalizedText("refused_aliases"))
        if kind in ("SequenceStartEvent", "MappingStartEvent"):
            if len(self._open) >= MAX_YAML_DEPTH:
                raise TableError(LocalizedText("refused_deep_yaml"))
            self._open.append([])
        elif kind == "SequenceEndEvent":
            self._add(self._open.pop())
        elif kind == "MappingEndEvent":
            parts = self._open.pop()
            self._add({str(name)[:MAX_NAME]: value for name, value in zip(parts[::2], parts[1::2], strict=True)})
        elif isinstance(text := getattr(event, "value", None), str):
            self._add(None if text in NULLS and not getattr(event, "style", None) else text)

    def _add(self, value: Any) -> None:
        (self._open[-1] if self._open else self.documents).append(value)
