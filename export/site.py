"""The static site: a folder of files for any static host, with no server process."""

from collections.abc import Iterator
from html import escape
from pathlib import Path

from data.i18n.messages import translate
from export.figures import figures_html
from export.files import DATA_FORMATS
from export.page import icon_url, one_file_page
from export.picture import render_picture
from export.view import DEFAULT_VIEW, citation, read_to_line, view_sentence
from geo.dataset import Dataset
from page.assets import STATIC

PAGE_FILE = "trips.html"
CARD_FILE = "card.png"

INDEX_TEMPLATE = """<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title}</title>
<link rel="icon" href="{icon}">
<meta name="description" content="{summary}">
{tags}<style>{style}</style>
</head>
<body class="standalone">
<main class="index">
<div class="head"><h1>{title}</h1>
<p id="sentence">{summary}</p></div>
<p><a class="open" href="{page}">{open}</a></p>
<p><a href="{page}"><img src="{card}" width="1200" height="630" alt="{summary}"></a></p>
<h2>{take}</h2>
<ul>
{files}
</ul>
<h2>{figures_title}</h2>
<ul class="figures">
{figures}
</ul>
<h2>{cite}</h2>
<p>{citation}</p>
<h2>{about}</h2>
{parts}
</main>
</body>
</html>
"""


def site_files(dataset: Dataset) -> Iterator[tuple[str, bytes]]:
    """Yield name and content of each file of the site; equal data give equal bytes."""
    yield PAGE_FILE, one_file_page(dataset, _tags(dataset)).encode()
    for name, build in DATA_FORMATS.items():
        yield f"trips.{name}", build(dataset, DEFAULT_VIEW)
    yield "picture.svg", render_picture(dataset, DEFAULT_VIEW, "svg")
    yield "picture.pdf", render_picture(dataset, DEFAULT_VIEW, "pdf")
    yield CARD_FILE, render_picture(dataset, DEFAULT_VIEW, "png", size="card")
    yield "index.html", _index(dataset).encode()


def write_site(dataset: Dataset, folder: Path) -> None:
    """Write the site into a folder; create the folder if it does not exist."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, content in site_files(dataset):
        (folder / name).write_bytes(content)


def _tags(dataset: Dataset) -> str:
    """Return the social-card tags; the picture's address is relative, which most readers resolve."""
    properties = {
        "og:type": "website",
        "og:title": dataset.records.about.title,
        "og:description": view_sentence(dataset, DEFAULT_VIEW),
        "og:image": CARD_FILE,
        "og:image:width": "1200",
        "og:image:height": "630",
        "og:image:alt": view_sentence(dataset, DEFAULT_VIEW),
    }
    lines = [f'<meta property="{name}" content="{escape(text)}">\n' for name, text in properties.items()]
    return "".join([*lines, '<meta name="twitter:card" content="summary_large_image">\n'])


def _index(dataset: Dataset) -> str:
    names = [*(f"trips.{name}" for name in DATA_FORMATS), "picture.svg", "picture.pdf", CARD_FILE]
    parts = {
        "title": escape(dataset.records.about.title),
        "summary": escape(view_sentence(dataset, DEFAULT_VIEW)),
        "icon": icon_url(),
        "card": CARD_FILE,
        "tags": _tags(dataset),
        "style": "".join((STATIC / sheet).read_text(encoding="utf-8") for sheet in ("theme.css", "index.css")),
        "page": PAGE_FILE,
        "open": escape(translate("site_open")),
        "take": escape(translate("site_downloads")),
        "files": "\n".join(f'<li><a href="{name}">{name}</a></li>' for name in names),
        "figures_title": escape(translate("statistics")),
        "figures": figures_html(dataset, PAGE_FILE),
        "cite": escape(translate("site_cite")),
        "citation": escape(citation(dataset, DEFAULT_VIEW, PAGE_FILE)),
        "about": escape(translate("about")),
        "parts": _about(dataset),
    }
    return INDEX_TEMPLATE.format(**parts)


def _about(dataset: Dataset) -> str:
    """Return the About texts of the page; the citation has a heading of its own here."""
    about = dataset.records.about
    sent = (
        f"{translate('about_correct_to')} {about.corrections}" if about.corrections else translate("about_correct_host")
    )
    sources = translate("about_sources_text", n=len(dataset.records.sources))
    ways = f"{translate('credits_ways')} (ODbL 1.0)." if dataset.traced_sources else ""
    parts = {
        "about_method": [translate("about_method_text")],
        "about_sources": [sources, read_to_line(dataset), about.sources_note],
        "counting": [about.counting],
        "about_names": [about.places_note, translate("about_names_text")],
        "about_licences": [f"{about.credits or translate('credits')} {ways}", translate("about_licences_text")],
        "about_correct": [translate("about_correct_text"), sent],
    }
    texts_of = {key: "".join(f"<p>{escape(text)}</p>\n" for text in texts if text) for key, texts in parts.items()}
    return "".join(f"<h3>{escape(translate(key))}</h3>\n{texts}" for key, texts in texts_of.items() if texts)
