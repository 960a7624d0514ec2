"""Publication: what a publisher adds to a map: byline, note, logo, and texts at points. Part of `about.toml`."""

import base64
import math
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path, PurePath
from typing import Any

from data.i18n.message import LocalizedText
from data.records.logo import MAX_LOGO_BYTES, logo_address

MAX_ANNOTATIONS = 20
MAX_TEXT_LENGTHS = {"byline": 200, "note": 1000, "annotation": 120}
LOGO_TYPES = {".svg": "svg+xml", ".png": "png", ".jpg": "jpeg", ".jpeg": "jpeg", ".webp": "webp"}
AddFault = Callable[[str, object, LocalizedText], None]


@dataclass(frozen=True, slots=True)
class Annotation:
    """A text at a point of the map."""

    lat: float
    lon: float
    text: str


@dataclass(frozen=True, slots=True)
class Publication:
    """What stands with the title of a map; `logo` is a `data:` address. All may be blank."""

    byline: str = ""
    note: str = ""
    logo: str = ""
    annotations: tuple[Annotation, ...] = ()


def read_publication(values: object, folder: Path, add_fault: AddFault) -> Publication:
    """Read the table `[publication]`; what is wrong in it is left out, and told as key, value and what is expected."""
    if not isinstance(values, dict):
        add_fault("", values, LocalizedText("fault_publication_table"))
        return Publication()
    known = ("annotations", "byline", "logo", "note")
    for key in sorted(values.keys() - set(known)):
        add_fault(key, "", LocalizedText("fault_key", known=", ".join(known)))
    texts = {key: _text(key, values[key], add_fault) for key in ("byline", "note") if key in values}
    logo = _logo(values["logo"], folder, add_fault) if "logo" in values else ""
    return Publication(**texts, logo=logo, annotations=_annotations(values.get("annotations", []), add_fault))


def publication_from_json(value: object) -> Publication:
    """Return the publication of a project file; raise `ValueError` for one that no page has written."""
    if not isinstance(value, dict):
        raise ValueError("not a publication")
    faults: list[str] = []
    texts = {key: _text(key, value[key], lambda key, *_: faults.append(key)) for key in ("byline", "note")}
    annotations = _annotations(value["annotations"], lambda key, *_: faults.append(key))
    logo = value["logo"]
    if logo and logo_address(base64.b64decode(logo.partition(",")[2], validate=True)) != logo:
        faults.append("logo")
    if faults:
        raise ValueError(faults)
    return Publication(**texts, logo=logo, annotations=annotations)


def read_annotation_lines(text: str) -> tuple[tuple[Annotation, ...], list[str]]:
    """Return the annotations of lines such as “48.9, 2.4, Here it began”, and the lines that are none.

    >>> read_annotation_lines("48.9, 2.4, Here, at last\\n\\nParis, there")
    ((Annotation(lat=48.9, lon=2.4, text='Here, at last'),), ['Paris, there'])
    """
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    read = [_annotation_of_line(line) for line in lines]
    wrong = [line for line, annotation in zip(lines, read, strict=True) if not annotation]
    annotations = [annotation for annotation in read if annotation]
    return tuple(annotations[:MAX_ANNOTATIONS]), [*wrong, *(each.text for each in annotations[MAX_ANNOTATIONS:])]


def _annotation_of_line(line: str) -> Annotation | None:
    lat, _, rest = line.partition(",")
    lon, _, text = rest.partition(",")
    try:
        return _annotation({"lat": float(lat), "lon": float(lon), "text": text.strip()})
    except ValueError:
        return None


def _text(key: str, value: object, add_fault: AddFault) -> str:
    most = MAX_TEXT_LENGTHS[key]
    if isinstance(value, str) and len(value) <= most:
        return value
    add_fault(key, str(value)[:most], LocalizedText("fault_short_text", most=str(most)))
    return ""


def _logo(name: object, folder: Path, add_fault: AddFault) -> str:
    """The `data:` address of a small picture beside `about.toml`, or ""."""
    kind = LOGO_TYPES.get(PurePath(name).suffix.lower()) if isinstance(name, str) else None
    if kind and isinstance(name, str) and PurePath(name).name == name:
        try:
            with (folder / name).open("rb") as file:
                content = file.read(MAX_LOGO_BYTES + 1)
        except (OSError, ValueError):  # there is no such file, or its name has a null
            content = b""
        if 0 < len(content) <= MAX_LOGO_BYTES:
            return f"data:image/{kind};base64,{base64.b64encode(content).decode()}"
    add_fault("logo", name, LocalizedText("fault_logo", kb=str(MAX_LOGO_BYTES // 1000)))
    return ""


def _annotations(values: object, add_fault: AddFault) -> tuple[Annotation, ...]:
    if not isinstance(values, list) or len(values) > MAX_ANNOTATIONS:
        add_fault("annotations", "", LocalizedText("fault_annotations", most=str(MAX_ANNOTATIONS)))
        return ()
    read = [_annotation(value) for value in values]
    for value, annotation in zip(values, read, strict=True):
        if annotation is None:
            add_fault("annotations", value, LocalizedText("fault_annotation", most=str(MAX_TEXT_LENGTHS["annotation"])))
    return tuple(annotation for annotation in read if annotation)


def _annotation(value: Any) -> Annotation | None:
    if not isinstance(value, dict) or value.keys() != {"lat", "lon", "text"}:
        return None
    lat, lon, text = value["lat"], value["lon"], value["text"]
    if not (_is_number(lat, 90) and _is_number(lon, 180) and isinstance(text, str)):
        return None
    return Annotation(float(lat), float(lon), text) if 0 < len(text.strip()) <= MAX_TEXT_LENGTHS["annotation"] else None


def _is_number(value: object, most: float) -> bool:
    is_number = isinstance(value, int | float) and not isinstance(value, bool)
    return is_number and math.isfinite(float(value)) and abs(float(value)) <= most  # type: ignore[arg-type]
