"""About: what a data set says of itself. Reads `about.toml`."""

import tomllib
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

from data.fault import Fault


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
    """Texts of a data set, `home` being a place; all may be blank."""

    title: str = ""
    traveller: str = ""
    home: str = ""
    sources_read_to: str = ""
    sources_note: str = ""
    counting: str = ""
    places_note: str = ""
    licence: str = ""
    credits: str = ""
    claim: Claim | None = None


def read_about(path: Path, title: str) -> tuple[About, list[Fault]]:
    """What the file says, with `title` where it says none; a wrong file is one fault."""
    try:
        values = tomllib.loads(path.read_text(encoding="utf-8")) if path.exists() else {}
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        return About(title=title), [Fault(path.name, 0, "", "", f"is not TOML: {error}")]
    known = {field.name for field in fields(About)}
    faults = [Fault(path.name, 0, key, "", f"unknown key; expected {', '.join(sorted(known))}") for key in values if key not in known]
    claim = _claim(values.pop("claim", None))
    texts = {key: str(value) for key, value in values.items() if key in known}
    return About(**{"title": title, **texts}, claim=claim), faults


def _claim(values: dict[str, Any] | None) -> Claim | None:
    if not values:
        return None
    known = {field.name for field in fields(Claim)} - {"sources"}
    texts = {key: str(value) for key, value in values.items() if key in known}
    return Claim(**texts, sources=tuple(map(str, values.get("sources", ()))))
