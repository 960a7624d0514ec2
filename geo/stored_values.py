"""Stored values: records as JSON that names the type of each, so that who reads a file runs nothing that it holds."""

from collections.abc import Callable, Mapping
from dataclasses import fields
from datetime import date, datetime
from typing import Any

from data.edtf import Moment
from data.i18n.message import LocalizedCountry, LocalizedText, RouteTitle
from data.records.about import About, Claim
from data.records.events import Event
from data.records.fault import Fault
from data.records.legs import PublishedLength, Stop
from data.records.people import Person, Title
from data.records.places import Place
from data.records.press_errors import PressError
from data.records.publication import Annotation, Publication
from data.records.sources import Source

PLAIN = (type(None), bool, int, float, str)
RECORD_TYPES = (
    *(About, Annotation, Claim, Event, Fault, Moment, Person, Place, PressError, Publication, PublishedLength),
    *(Source, Stop, Title),
)
TEXT_TYPES = (LocalizedText, LocalizedCountry, RouteTitle)


def to_stored(value: Any) -> Any:
    """Return a value as JSON has it: a tuple as a list, a mapping as `{"dict": pairs}`, a record as `{type: fields}`.

    >>> to_stored((PublishedLength(12.5, "atlas"), date(2018, 6, 1)))
    [{'PublishedLength': [12.5, 'atlas']}, {'date': '2018-06-01'}]
    """
    kind = type(value)
    if kind in PLAIN:
        return value
    if isinstance(value, tuple | list):
        return list(map(to_stored, value))
    if isinstance(value, float):  # of numpy
        return float(value)
    name = "dict" if isinstance(value, Mapping) else kind.__name__
    if name not in _READERS:
        raise TypeError(f"a {name} cannot be stored")
    return {name: _content(value)}


def _content(value: Any) -> Any:
    """What a record, a text, a day or a mapping is made again from."""
    if isinstance(value, Mapping):
        return [[to_stored(key), to_stored(each)] for key, each in value.items()]
    if isinstance(value, LocalizedText):
        arguments, named = value.__getnewargs_ex__()
        return [list(arguments), to_stored(named)]
    if isinstance(value, date):
        return value.isoformat()
    return [to_stored(getattr(value, field.name)) for field in fields(value)]


def from_stored(stored: Any) -> Any:
    """Return the value that was stored; raise `KeyError` for a type that is not known.

    >>> from_stored(to_stored((PublishedLength(12.5, "atlas"), RouteTitle("Bern", "Rome"))))
    (PublishedLength(km=12.5, source='atlas'), 'Bern to Rome')
    """
    if isinstance(stored, list):
        return tuple(map(from_stored, stored))
    if isinstance(stored, dict):
        ((name, content),) = stored.items()
        return _READERS[name](content)
    return stored


def _record_reader(kind: Any) -> Callable[[Any], Any]:
    return lambda content: kind(*map(from_stored, content))


def _text_reader(kind: Any) -> Callable[[Any], Any]:
    return lambda content: kind(*content[0], **from_stored(content[1]))


_READERS: Mapping[str, Callable[[Any], Any]] = {
    **{kind.__name__: _record_reader(kind) for kind in RECORD_TYPES},
    **{kind.__name__: _text_reader(kind) for kind in TEXT_TYPES},
    "date": date.fromisoformat,
    "datetime": datetime.fromisoformat,
    "dict": lambda pairs: {from_stored(key): from_stored(each) for key, each in pairs},
}
