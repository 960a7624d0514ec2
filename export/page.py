"""The one-file page: one HTML file with the data and the page's own scripts, which opens from disk without network."""

import gzip
import json
import re
from base64 import b64encode
from collections.abc import Sequence
from functools import cache
from html import escape
from urllib.parse import quote

from data.i18n.messages import DEFAULT_LANGUAGE, LANGUAGES, direction, language_name, translate, translate_name
from data.records.fault import MOST_LISTED
from export.view import DEFAULT_VIEW, View, query_string, view_sentence
from geo.check.outlines import outlines_of
from geo.dataset import Dataset
from geo.payload import words
from page.assets import COMPARISON_SHEET, STATIC, bundle, leaflet, map_style, style_sheet
from page.markup import BODY, header

# Before the first paint: a link that holds trips shows none of those in the file.
EARLY_SCRIPT = 'if (location.hash.startsWith("#trips=")) document.documentElement.classList.add("linked");'
PAGE_TEMPLATE = """<!DOCTYPE html>
<html lang="{language}" dir="{direction}" data-view="{view}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title}</title>
<link rel="icon" href="{icon}">
<meta name="description" content="{description}">
{tags}<style>{style}</style>
<script>{early}</script>
</head>
<body class="standalone">
<main>
{head}
<div class="st-key-facets"></div>
<div class="frame"><div id="map"></div></div>
{body}
</main>
<noscript><p>{noscript}</p></noscript>
<script type="text/plain" id="data">{data}</script>
{words}{faults}<script type="text/plain" id="world">{world}</script>
<script type="text/plain" id="korea">{korea}</script>
<script type="text/plain" id="closer">{closer}</script>
<script type="text/plain" id="countries">{countries}</script>
<script>{leaflet}</script>
<script>{script}</script>
</body>
</html>
"""


def one_file_page(
    dataset: Dataset,
    tags: str = "",
    view: View = DEFAULT_VIEW,
    language: str = DEFAULT_LANGUAGE,
    languages: Sequence[str] = LANGUAGES,
) -> str:
    """Return the page of a data set as one HTML file that opens at a view and in a language.

    It contains English, that language and `languages`; `tags` are further elements of its head, already HTML.
    """
    early, leaflet_script, script = one_file_scripts()
    title = translate_name(dataset.records.about.title, language)
    showing = view_sentence(dataset, view, language)
    others = [each for each in LANGUAGES if each in (language, *languages) and each != DEFAULT_LANGUAGE]
    parts = {
        "language": language,
        "direction": direction(language),
        "title": escape(title),
        "description": escape(showing),
        "view": escape(query_string(view)),
        "icon": icon_url(),
        "tags": tags,
        "style": _style(),
        "head": header(title, showing, dataset.records.about.publication),
        "body": BODY,
        "noscript": escape(translate("noscript", language)),
        "data": b64encode(dataset.packed).decode(),
        "words": "".join(map(_words, others)),
        "faults": _faults(dataset, (DEFAULT_LANGUAGE, *others)),
        "world": _base_map("world"),
        "korea": _base_map("korea"),
        "closer": _base_map("closer"),
        "countries": _zipped(outlines_of(code for codes in set(dataset.countries.values()) for code in codes)),
        "early": early,
        "leaflet": leaflet_script,
        "script": script,
    }
    return re.sub(r"\{(\w+)\}", lambda name: parts[name[1]], PAGE_TEMPLATE)


def one_file_scripts() -> tuple[str, str, str]:
    """Return the scripts that the page runs: one line, Leaflet and our own; nothing of a data set is in them."""
    script = f"{bundle('entries/standalone')}\nmodules.standalone.start();"
    return EARLY_SCRIPT, _inside_script_code(leaflet()), _inside_script_code(script)


def icon_url() -> str:
    """Return the page's icon as a `data:` URL."""
    return f"data:image/svg+xml,{quote(_static('icon.svg'))}"


def _static(name: str) -> str:
    return (STATIC / name).read_text(encoding="utf-8")


@cache  # as of the base map: to compress them takes 0.2 s, more than all else of a page of a few trips
def _words(language: str) -> str:
    """The words of a language, which are unpacked only for its readers, under the language's own name."""
    name = escape(language_name(language))
    texts = {
        f'data-language="{language}" data-name="{name}"': words(language).decode(),
        f'data-cities="{language}"': _static(f"basemap/cities/{language}.json"),
    }
    return "".join(f'<script type="text/plain" {name}>{_zipped(text)}</script>\n' for name, text in texts.items())


@cache
def _base_map(name: str) -> str:
    return _zipped(_static(f"basemap/{name}.json"))


def _faults(dataset: Dataset, languages: Sequence[str]) -> str:
    """The first faults of the data by language, and how many there are, for the sentence to open; "" for none."""
    faults = dataset.faults
    if not faults:
        return ""
    texts = {language: [fault.in_language(language) for fault in faults[:MOST_LISTED]] for language in languages}
    zipped = _zipped(json.dumps({"n": len(faults), "texts": texts}))
    return f'<script type="text/plain" id="faults">{zipped}</script>\n'


def _zipped(text: str) -> str:
    """Return a text as Base64 of gzip, for what scripts alone read; equal texts give equal bytes."""
    return b64encode(gzip.compress(text.encode(), mtime=0)).decode()


def _style() -> str:
    return map_style() + style_sheet("theme.css", "layout.css", "page.css", "standalone.css", COMPARISON_SHEET)


def _inside_script_code(code: str) -> str:
    if re.search(r"</script|<!--", code, re.IGNORECASE):
        raise ValueError("a script contains text that would end its element")
    return code
