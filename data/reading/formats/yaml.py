"""YAML: the lists of records at any depth, every cell as the text that stands there."""

import re
from typing import Any

from data.i18n.message import LocalizedText
from data.reading.formats.nested import record_grids, record_lists
from data.reading.grid import Grid
from data.reading.options import Limits
from data.records.tables import TableError

YAML_START = re.compile(
    r"(?:#[^\n]{0,500}\n|\s)*+"
    r"(?:---|- +[\w\"'][^\n,;|\t]{0,80}:(?:\s|$)|[\w\"'-][^\n,;|\t:]{0,80}:\s*\n\s*-? )"
)
MAX_YAML = 3_000_000  # characters; it is read some hundred times as slowly as JSON


def looks_like_yaml(head: str) -> bool:
    """Return whether a text begins like YAML: a document mark, a list of records, or a name with a list below it."""
    return YAML_START.match(head) is not None


def yaml_grids(text: str, taken_for: LocalizedText, limits: Limits) -> list[Grid]:
    """Return the lists of records, none if the text is no YAML; aliases, which may be a bomb, are refused."""
    import yaml  # noqa: PLC0415 - few files are YAML

    if len(text) > min(MAX_YAML, limits.markup):
        raise TableError(LocalizedText("refused_long_yaml", most=min(MAX_YAML, limits.markup)))
    try:
        events = yaml.parse(text, Loader=yaml.CBaseLoader)
        if any(isinstance(event, yaml.AliasEvent) for event in events):
            raise TableError(LocalizedText("refused_aliases"))
        documents = list(yaml.load_all(text, Loader=yaml.CBaseLoader))
    except (yaml.YAMLError, RecursionError, ValueError):
        return []
    value: Any = documents[0] if len(documents) == 1 else documents
    return record_grids(list(record_lists(value)), taken_for, limits)
