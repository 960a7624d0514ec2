"""XML: repeated elements are records and their contents columns."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from xml.parsers import expat

from data.i18n.message import LocalizedText
from data.reading.formats.nested import RecordList, record_grids, record_lists
from data.reading.grid import Grid
from data.reading.options import Limits
from data.records.tables import TableError

MAX_XML_DEPTH = 40  # elements within elements


@dataclass(frozen=True, slots=True)
class XmlRoot:
    """The outermost element of an XML file, by its name without its namespace, and what it holds."""

    kind: str
    value: Mapping[str, Any]


def parse_xml(text: str, limits: Limits) -> XmlRoot | None:
    """Parse an XML file; `None` if it is not one, or if it is a page."""
    if len(text) > limits.markup:
        return None
    root = _Elements()
    try:
        _parser(root).Parse(text, True)
    except expat.ExpatError:
        return None
    (kind, value), *_ = root.open[0].children.items()
    return XmlRoot(kind, value) if isinstance(value, dict) and kind != "html" else None


def xml_grids(root: XmlRoot, taken_for: LocalizedText, limits: Limits) -> list[Grid]:
    """Return the lists of like elements of an XML file; none if no element is repeated."""
    lists = list(record_lists(root.value)) or [RecordList((), single) for single in _single(root.value)]
    return record_grids(lists, taken_for, limits)


def elements(value: Mapping[str, Any], name: str) -> list[Any]:
    """Return the elements of a name within another: none, one or several.

    >>> elements({"b": ["1", "2"]}, "b"), elements({"b": "1"}, "b"), elements({}, "b")
    (['1', '2'], ['1'], [])
    """
    found = value.get(name, [])
    return found if isinstance(found, list) else [found]


def _single(value: Mapping[str, Any]) -> list[list[Any]]:
    """The only record of a file: the one element within the root that holds others."""
    inside = [part for part in value.values() if isinstance(part, dict)]
    return [inside] if len(inside) == 1 else []


@dataclass(slots=True)
class _Element:
    """An element on its way: its attributes, and what it holds so far."""

    attributes: dict[str, str] = field(default_factory=dict)
    children: dict[str, Any] = field(default_factory=dict)
    text: list[str] = field(default_factory=list)

    def add_child(self, name: str, value: Any) -> None:
        """Store a value; repeated names become a list."""
        if name not in self.children:
            self.children[name] = value
        elif isinstance(self.children[name], list):
            self.children[name].append(value)
        else:
            self.children[name] = [self.children[name], value]


@dataclass(slots=True)
class _Elements:
    """The elements that are open, the file itself first."""

    open: list[_Element] = field(default_factory=lambda: [_Element()])

    def start(self, _: str, attributes: dict[str, str]) -> None:
        """Open an element."""
        if len(self.open) > MAX_XML_DEPTH:
            raise TableError(LocalizedText("refused_deep_xml"))
        self.open.append(_Element({_plain(name): value for name, value in attributes.items()}))

    def hear(self, text: str) -> None:
        """Add a piece of text to the open element."""
        self.open[-1].text.append(text)

    def end(self, name: str) -> None:
        """Close it: its parent holds its text, or, where it holds others, all of that."""
        element, name = self.open.pop(), _plain(name)
        text = " ".join("".join(element.text).split())
        if element.children or not text:
            self.open[-1].add_child(name, {**element.attributes, **element.children} or "")
            return
        self.open[-1].add_child(name, text)
        for attribute, value in element.attributes.items():
            self.open[-1].add_child(f"{name}.{attribute}", value)


def _plain(name: str) -> str:
    return name.rpartition(":")[2]


def _parser(elements: _Elements) -> expat.XMLParserType:
    """A parser that tells of elements and texts, and that refuses entities of the file's own, which may be a bomb."""
    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.StartElementHandler, parser.EndElementHandler = elements.start, elements.end
    parser.CharacterDataHandler = elements.hear
    parser.EntityDeclHandler = _refuse_entities
    return parser


def _refuse_entities(*_: object) -> None:
    raise TableError(LocalizedText("refused_entities"))
