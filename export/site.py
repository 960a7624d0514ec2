"""The static site: a folder for any static host, so that a million readers need no server."""

import json
from collections.abc import Iterator
from html import escape
from pathlib import Path

from data.i18n.messages import translate
from export.files import DATA
from export.page import icon, one_file
from export.picture import draw
from export.view import View, citation, told
from geo.dataset import Dataset
from page.assets import STATIC

PAGE = "trips.html"
CARD = "card.png"
EVERYTHING = View()

INDEX = """<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title}</title>
<link rel="icon" href="{icon}">
<meta name="description" content="{told}">
{tags}<style>{style}</style>
</head>
<body class="standalone">
<main class="index">
<div class="head"><h1>{title}</h1>
<p id="sentence">{told}</p></div>
<p><a class="open" href="{page}">{open}</a></p>
<p><a href="{page}"><img src="{card}" width="1200" height="630" alt="{told}"></a></p>
<h2>{take}</h2>
<ul>
{files}
</ul>
<h2>{cite}</h2>
<p>{citation}</p>
<h2>{about}</h2>
{parts}
</main>
</body>
</html>
"""


def site(dataset: Dataset) -> Iterator[tuple[str, bytes]]:
    """The files of the site, name and content; equal data give equal bytes."""
    yield PAGE, one_file(dataset, _tags(dataset)).encode()
    for form, made in DATA.items():
        yield f"trips.{form}", made(dataset, EVERYTHING)
    yield "picture.svg", draw(dataset, EVERYTHING, "svg")
    yield "picture.pdf", draw(dataset, EVERYTHING, "pdf")
    yield CARD, draw(dataset, EVERYTHING, "png", size="card")
    yield "index.html", _index(dataset).encode()


def write_site(dataset: Dataset, folder: Path) -> None:
    """Write the site into a folder, which is made where it is not there."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, content in site(dataset):
        (folder / name).write_bytes(content)


def _tags(dataset: Dataset) -> str:
    """Social-card tags; the picture's address is relative, which most readers of them resolve."""
    properties = {
        "og:type": "website",
        "og:title": dataset.records.about.title,
        "og:description": told(dataset, EVERYTHING),
        "og:image": CARD,
        "og:image:width": "1200",
        "og:image:height": "630",
        "og:image:alt": told(dataset, EVERYTHING),
    }
    lines = [f'<meta property="{name}" content="{escape(text)}">\n' for name, text in properties.items()]
    return "".join([*lines, '<meta name="twitter:card" content="summary_large_image">\n'])


def _index(dataset: Dataset) -> str:
    names = [*(f"trips.{form}" for form in DATA), "picture.svg", "picture.pdf", CARD]
    parts = {
        "title": escape(dataset.records.about.title),
        "told": escape(told(dataset, EVERYTHING)),
        "icon": icon(),
        "card": CARD,
        "tags": _tags(dataset),
        "style": "".join((STATIC / sheet).read_text(encoding="utf-8") for sheet in ("theme.css", "index.css")),
        "page": PAGE,
        "open": escape(translate("site_open")),
        "take": escape(translate("site_take")),
        "files": "\n".join(f'<li><a href="{name}">{name}</a></li>' for name in names),
        "cite": escape(translate("site_cite")),
        "citation": escape(citation(dataset, EVERYTHING, PAGE)),
        "about": escape(translate("about")),
        "parts": _about(dataset),
    }
    return INDEX.format(**parts)


def _about(dataset: Dataset) -> str:
    """What the page says about itself, as in the page's About; the citation has its own heading here."""
    about = dataset.records.about
    sent = (
        f"{translate('about_correct_to')} {about.corrections}" if about.corrections else translate("about_correct_host")
    )
    sources = translate("about_sources_text", n=len(dataset.records.sources))
    ways = f"{translate('credits_ways')} (ODbL 1.0)." if json.loads(dataset.payload)["traced"] else ""
    parts = {
        "about_method": [translate("about_method_text")],
        "about_sources": [sources, about.sources_note],
        "counting": [about.counting],
        "about_names": [about.places_note, translate("about_names_text")],
        "about_licences": [f"{about.credits or translate('credits')} {ways}", translate("about_licences_text")],
        "about_correct": [translate("about_correct_text"), sent],
    }
    told = {key: "".join(f"<p>{escape(text)}</p>\n" for text in texts if text) for key, texts in parts.items()}
    return "".join(f"<h3>{escape(translate(key))}</h3>\n{texts}" for key, texts in told.items() if texts)
