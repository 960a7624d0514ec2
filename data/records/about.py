"""About a data set: its title, home, sources and claim. Reads `about.toml`."""

import re
import tomllib
from collections.abc import Callable
from dataclasses import dataclass, fields
from datetime import date
from pathlib import Path
from typing import Any

from data.edtf import parse_moment
from data.i18n.message import LocalizedText
from data.records.fault import Fault
from data.records.legs import MODES
from data.records.publication import Publication, read_publication


@dataclass(frozen=True, slots=True)
class Claim:
    """A published count of trips by one mode, to be set beside today's; `before` is an ISO day."""

    publisher: str = ""
    date: str = ""
    quote: str = ""
    mode: str = ""
    before: str = ""
    sources: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class About:
    """Texts of a data set, `home` being a place and `corrections` an address to send them to; all may be blank."""

    title: str = ""
    traveller: str = ""
    home: str = ""
    sources_read_to: str = ""
    sources_note: str = ""
    counting: str = ""
    places_note: str = ""
    licence: str = ""
    credits: str = ""
    corrections: str = ""
    claim: Claim | None = None
    publication: Publication | None = None


def read_about(path: Path, title: str) -> tuple[About, list[Fault]]:
    """Read the file and its faults; `title` is the default title, and wrong values are left out."""
    try:
        values = tomllib.loads(path.read_text(encoding="utf-8-sig")) if path.exists() else {}
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        return About(title=title), [Fault(path.name, 0, "", "", LocalizedText("fault_not_toml", error=str(error)))]
    faults: list[Fault] = []
    claim = _claim(_Part(path.name, "claim.", faults), values.pop("claim", None))
    publication = None
    if "publication" in values:
        part = _Part(path.name, "publication.", faults)
        publication = read_publication(values.pop("publication"), path.parent, part.fault)
    known = {field.name for field in fields(About)} - {"claim", "publication"}
    texts = _Part(path.name, "", faults).texts(values, known)
    return About(**{"title": title, **texts}, claim=claim, publication=publication), faults


@dataclass(frozen=True, slots=True)
class _Part:
    """The file itself, or a table in it whose keys are named with a `prefix`."""

    file: str
    prefix: str
    faults: list[Fault]

    def fault(self, key: str, value: object, expected: LocalizedText) -> None:
        self.faults.append(Fault(self.file, 0, f"{self.prefix}{key}", str(value), expected))

    def texts(self, values: dict[str, Any], known: set[str]) -> dict[str, str]:
        """The values that are texts or dates, by key; a key that is not known, or holds anything else, is a fault."""
        texts = {}
        for key, value in values.items():
            if key not in known:
                self.fault(key, "", LocalizedText("fault_key", known=", ".join(sorted(known))))
            elif isinstance(value, str | date):
                texts[key] = str(value)
            else:
                self.fault(key, value, LocalizedText("fault_text"))
        return texts


def _claim(part: _Part, values: Any) -> Claim | None:
    """The claim, if all that it needs is there and right."""
    if values is None:
        return None
    if not isinstance(values, dict):
        part.fault("", values, LocalizedText("fault_claim_table"))
        return None
    before = len(part.faults)
    sources = values.pop("sources", [])
    if not isinstance(sources, list) or not all(isinstance(source, str) for source in sources):
        part.fault("sources", sources, LocalizedText("fault_claim_sources"))
    claim = part.texts(values, {field.name for field in fields(Claim)} - {"sources"})
    for key, (fits, expected) in CLAIM_NEEDS.items():
        if not fits(claim.get(key, "")):
            part.fault(key, claim.get(key, ""), expected)
    return Claim(**claim, sources=tuple(sources)) if len(part.faults) == before else None


def _is_date(pattern: str) -> Callable[[str], bool]:
    return lambda text: bool(re.fullmatch(pattern, text, re.ASCII)) and _exists(text)


def _exists(text: str) -> bool:
    try:
        parse_moment(text)
    except ValueError:
        return False
    return True


CLAIM_NEEDS: dict[str, tuple[Callable[[str], bool], LocalizedText]] = {
    "publisher": (bool, LocalizedText("fault_claim_publisher")),
    "quote": (bool, LocalizedText("fault_claim_quote")),
    "date": (_is_date(r"\d{4}-\d\d(-\d\d)?"), LocalizedText("fault_claim_month")),
    "mode": (MODES.__contains__, LocalizedText("fault_one_of", known=", ".join(MODES))),
    "before": (_is_date(r"\d{4}-\d\d-\d\d"), LocalizedText("fault_claim_day")),
}
