"""The first answer: the page of a link as HTML that says its view before any script runs, and opens no session.

The scripts that it names are those of the one-file page, in files that browsers keep. Streamlit starts behind it, in a
frame, when the reader wants what needs a session (`static/entries/hosted.js`).
"""

import gzip
import json
import re
from dataclasses import dataclass, replace
from functools import partial
from hashlib import sha256
from html import escape
from urllib.parse import parse_qs

import babel

from data.i18n.messages import (
    DEFAULT_LANGUAGE,
    LANGUAGES,
    catalogue,
    catalogue_digest,
    direction,
    join_list,
    language_names,
    negotiate_language,
    translate,
    translate_name,
)
from data.records.fault import MOST_LISTED
from export.page import icon_url
from export.view import View, candidate_mask, mask_sentence, query_string, read_view
from geo.check.outlines import country_outlines
from geo.payload import search_names, words
from host.embedding import Embedding, read_embedding
from host.file_requests import data_words
from host.hashed_files import HashedFiles
from host.recent import RecentValues
from host.social_cards import CARD, alternates, heading, link_query, tags
from host.view_html import body_html, has_many_pills, notice_html, pills_html, relaxations_html
from page.assets import COMPARISON_SHEET, STATIC, bundle, compact, extension, leaflet, map_style, style_sheet
from page.markup import HeaderParts, header_html, languages_html, publication_html
from page.settings import Settings
from page.shared_data import SharedPage, data_notice

EARLY = compact((STATIC / "entries" / "early.js").read_text(encoding="utf-8"))
# Asks Chromium to compile all functions while a script comes, in another thread; most of them run at once. Left to
# their first call, they cost the main thread 25 ms of a load, and four times that on a phone.
COMPILE_ALL = "//# allFunctionsCalledOnLoad\n"
SESSION = "session=1"  # how the query of Streamlit's own page begins
MOST_ANSWERS = 256  # kept, and as many views

TEMPLATE = """<!DOCTYPE html>
<html lang="{language}" data-server="none"{attributes}>
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title}</title>{tags}
<link rel="icon" href="{icon}">
<style>{style}</style>
<noscript><style>.acts button, .st-key-facets, .frame, .timeline {{ display: none !important; }}</style></noscript>
<template>
<script src="{leaflet}" fetchpriority="high"></script>
<script src="{script}" fetchpriority="high"></script>
<link rel="preload" as="fetch" crossorigin href="{data}">
{translation}<link rel="preload" as="fetch" crossorigin href="{world}">
<link rel="stylesheet" href="{sheet}">
</template>
<script>{early}</script>
</head>
<body class="standalone hosted">
<main>
{head}
<noscript><p>{noscript}</p>
<p><a href="picture.png{query}"><img class="picture" src="{card}{query}" width="1200" height="630" alt="{sentence}"></a>
</p>
</noscript>
<div class="st-key-facets{many}">{pills}</div>
<div class="frame"><div id="map"></div></div>
{body}
</main>
<script type="application/json" id="page">{options}</script>
</body>
</html>
"""


@dataclass(frozen=True, slots=True)
class FirstAnswer:
    """A page as it is sent, plain and gzipped; `preloads` is a Link header (RFC 8288) of what its scripts ask for."""

    plain: bytes
    packed: bytes
    tag: str
    preloads: str


@dataclass(frozen=True, slots=True)
class Link:
    """What a link asks for, read once: its view, its language, how it is framed, and what of it means nothing."""

    view: View
    language: str
    embedding: Embedding
    unknown: tuple[str, ...]

    @property
    def key(self) -> tuple[str, str, Embedding]:
        """Equal for links that have equal answers, but for what is ignored."""
        return query_string(self.view), self.language, self.embedding

    @property
    def view_key(self) -> tuple[str, str]:
        """Equal for links to the same trips in the same language, whatever the map looks like."""
        return query_string(replace(self.view, at=None, colour="", maps=())), self.language


@dataclass(frozen=True, slots=True)
class ViewParts:
    """What a page says of a view: its heading and its sentence as text, the rest as HTML."""

    heading: str
    sentence: str
    pills: str
    body: str
    loosen: str


class FirstAnswers:
    """Builds the first answers of one host; those of links that are opened often are kept."""

    def __init__(self, settings: Settings) -> None:
        """Compress what all pages load."""
        self._settings = settings
        self.files = files = HashedFiles()
        self._answers = RecentValues[FirstAnswer](MOST_ANSWERS)
        self._views = RecentValues[ViewParts](MOST_ANSWERS)
        self._files = {
            "style": style_sheet("theme.css", "layout.css", "page.css", "standalone.css", "hosted.css"),
            "icon": icon_url(),
            "leaflet": files.add("leaflet.{}.js", f"{COMPILE_ALL}{leaflet()}".encode(), "text/javascript"),
            "script": files.add("page.{}.js", _script(), "text/javascript"),
            "sheet": files.add("map.{}.css", map_style().encode(), "text/css"),
            "world": files.add("world.{}.json", _read("basemap/world.json"), "application/json"),
            "korea": files.add("korea.{}.json", _read("basemap/korea.json"), "application/json"),
            "closer": files.add("closer.{}.json", _read("basemap/closer.json"), "application/json"),
        }
        self._comparison = {
            "script": files.add("comparison.{}.js", _comparison_script(), "text/javascript"),
            "sheet": files.add("comparison.{}.css", _read(COMPARISON_SHEET), "text/css"),
            "countries": files.add("countries.{}.json", country_outlines(), "application/json"),
        }

    def prepare(self, page: SharedPage) -> None:
        """Serve the data and the words before they are asked for, since another replica may have named them."""
        self._data(page)
        page.dataset.prepare_links()
        self._names()
        for language in self._settings.languages:
            self._words(language)
            self._cities(language)

    def newest(self, page: SharedPage) -> dict[str, object]:
        """What a page that is open needs to show the newest data: their address and the words of filters."""
        return {"data": self._data(page), "aliases": _aliases(page)}

    def known_parts(self, page: SharedPage, link: Link) -> ViewParts | None:
        """What the page says of a link's view, if it is kept."""
        return self._views.find((page.dataset.digest, link.view_key))

    def build_parts(self, page: SharedPage, link: Link) -> ViewParts:
        """What the page says of a link's view, which is kept."""
        dataset, view, language = page.dataset, link.view, link.language
        candidates, shown = candidate_mask(dataset, view), dataset.columns.mask(view.selection)
        shown = shown if candidates is None else shown & candidates
        sentence = mask_sentence(dataset, shown, language)
        loosen = "" if shown.any() else relaxations_html(dataset, view, candidates, language)
        pills, body = pills_html(page, view, candidates, language), body_html(dataset, shown, language, view.search)
        parts = ViewParts(heading(dataset, view, language), sentence, pills, body, loosen)
        return self._views.keep((dataset.digest, link.view_key), parts)

    def answer(self, page: SharedPage, link: Link, parts: ViewParts, address: str) -> FirstAnswer:
        """The page of a link; `address` is the link without its query, with a slash at its end."""
        key = page.dataset.digest, page.missing, page.failed, bool(page.problem), address, link.key
        found = None if link.unknown else self._answers.find(key)
        if found:
            return found
        html = self._html(page, link, parts, address).encode()
        packed = gzip.compress(html, 1 if link.unknown else 6, mtime=0)
        answer = FirstAnswer(html, packed, sha256(html).hexdigest()[:32], self._preloads(page, link.language))
        return answer if link.unknown else self._answers.keep(key, answer)

    def read(self, page: SharedPage, query: bytes, accepted: str) -> Link:
        """Read a link; what means nothing here is left out, and named.

        `accepted` are the languages of the browser, for links that name none.
        """
        parameters, dataset = parse_qs(query.decode(errors="replace")), page.dataset
        values = data_words(parameters, page.facets)
        language = negotiate_language(*parameters.get("lang", ()), *_tags(accepted), offered=self._settings.languages)
        unknown = dataset.unknown_in_link(values)
        return Link(read_view(dataset, values), language, read_embedding(parameters), unknown)

    def _html(self, page: SharedPage, link: Link, parts: ViewParts, address: str) -> str:
        language, query, words_address = link.language, self._query(link), self._words(link.language)
        card = tags(parts.heading, parts.sentence, f"{address}{query}", f"{address}{CARD}{query}")
        content = {
            **self._files,
            "early": EARLY,
            "language": language,
            "attributes": (' dir="rtl"' if direction(language) == "rtl" else "") + link.embedding.attributes,
            "title": escape(parts.heading),
            "tags": card + alternates(query),
            "data": self._data(page),
            "translation": f'<link rel="preload" as="fetch" crossorigin href="{words_address}">\n'
            if words_address
            else "",
            "head": self._header(page, link, parts),
            "noscript": escape(translate("noscript_hosted", language)),
            "card": CARD,
            "query": escape(query),
            "sentence": escape(parts.sentence),
            "pills": parts.pills,
            "many": " many" if has_many_pills(page) else "",
            "body": parts.body,
            "options": self._options(page, link),
        }
        return re.sub(r"\{\{|\}\}|\{(\w+)\}", lambda hole: content[hole[1]] if hole[1] else hole[0][0], TEMPLATE)

    def _preloads(self, page: SharedPage, language: str) -> str:
        """The Link header of what a page loads, in the order in which it waits for them."""
        scripts = [f"<{self._files[name]}>; rel=preload; as=script" for name in ("script", "leaflet")]
        fetched = (self._data(page), self._words(language), self._files["world"])
        data = [f"<{address}>; rel=preload; as=fetch; crossorigin" for address in fetched if address]
        return ", ".join([*scripts, *data, f"<{self._files['sheet']}>; rel=preload; as=style"])

    def _query(self, link: Link) -> str:
        """The query of a link to the same view; without the language, if it is the host's."""
        is_default = link.language == negotiate_language(offered=self._settings.languages)
        return link_query(link.view, "" if is_default else link.language)

    def _header(self, page: SharedPage, link: Link, parts: ViewParts) -> str:
        language, title = link.language, translate_name(page.dataset.records.about.title, link.language)
        head, mark, rest = parts.sentence.partition(catalogue(language)["colon"].rstrip())
        offered = language_names(self._settings.languages)
        links = {each: link_query(link.view, each) for each in offered}
        return header_html(
            HeaderParts(
                title=escape(title),
                sentence=f"<strong>{escape(head + mark)}</strong>{escape(rest)}",
                languages=languages_html(links, language) if len(links) > 1 else "",
                share=escape(translate("share", language)),
                copy=escape(translate("copy_link", language)),
                more=f'<button type="button" id="own">{escape(translate("your_trips", language))}</button>',
                publication=publication_html(page.dataset.records.about.publication),
                **self._whole(link),
                loosen=parts.loosen,
                notices="".join(map(notice_html, self._notices(page, link))),
            )
        )

    def _whole(self, link: Link) -> dict[str, str]:
        """In a frame, the link to the whole page, and the button that opens the filters."""
        if not link.embedding.embedded:
            return {}
        text, filters = (escape(translate(key, link.language)) for key in ("open_view", "filters"))
        shown = "" if "filters" in link.embedding.parts else " hidden"
        return {
            "whole": f'<a id="whole" target="_blank" href="{escape(self._query(link) or "./")}">{text}</a>'
            f'<button type="button" id="filters" aria-expanded="false"{shown}>{filters}</button>'
        }

    def _notices(self, page: SharedPage, link: Link) -> list[str]:
        ignored = (
            translate("unknown_parameters", link.language, what=join_list(link.unknown, link.language))
            if link.unknown
            else ""
        )
        return [text for text in (ignored, data_notice(page, link.language)) if text]

    def _options(self, page: SharedPage, link: Link) -> str:
        """What the scripts need to know, as JSON that no HTML can end."""
        settings, language = self._settings, link.language
        faults = page.faults
        options = {
            "data": self._data(page),
            "translation": self._words(language),
            "names": self._names(),
            "world": self._files["world"],
            "korea": self._files["korea"],
            "closer": self._files["closer"],
            "comparison": self._comparison,
            "cities": self._cities(language),
            "trip_links": settings.trip_links,
            "session": f"?{SESSION}&lang={language}",
            "aliases": _aliases(page),
            "frame_ancestors": settings.frame_ancestors,
            "tiles": {"url": settings.tiles, "credit": settings.tiles_credit} if settings.tiles else None,
            "languages": language_names(settings.languages),
            "unknown_parameters": link.unknown,
            "faults": [fault.in_language(language) for fault in faults[:MOST_LISTED]],
            "n_faults": len(faults),
            "unavailable": data_notice(page, language),
            "failed": translate("data_failed", language),
            "script": self._files["script"],
        }
        return json.dumps(options, ensure_ascii=False).replace("<", "\\u003c")

    def _data(self, page: SharedPage) -> str:
        return self.files.add_passing("trips.{}.json.gz", page.dataset.digest, page.dataset.packed)

    def _words(self, language: str) -> str:
        """The address of the words of a language other than the data's own, else ""; they are read when asked for."""
        if language == DEFAULT_LANGUAGE:
            return ""
        digest = self._digest(language)
        return self.files.add_later(f"words.{language}.{{}}.json", digest, partial(words, language), "application/json")

    def _cities(self, language: str) -> str:
        """The address of the names of cities on the map in a language other than English, else ""."""
        if language == DEFAULT_LANGUAGE:
            return ""
        names = _read(f"basemap/cities/{language}.json")
        return self.files.add(f"cities.{language}.{{}}.json", names, "application/json")

    def _names(self) -> str:
        """The address of the names of places and people in all languages, for search."""
        return self.files.add_later("names.{}.json", self._digest(*LANGUAGES), search_names, "application/json")

    def _digest(self, *languages: str) -> str:
        """Changes with what the words of languages are made of: catalogues, names of countries, and this release."""
        release = f"{catalogue_digest(*languages)} {babel.__version__} {self._files['script']}"
        return sha256(release.encode()).hexdigest()


def _aliases(page: SharedPage) -> dict[str, dict[str, str]]:
    """The values of filters whose word in a link is escaped, by facet and word."""
    return {
        facet: {word: value for word, value in facets.items() if word != value} for facet, facets in page.facets.items()
    }


def is_session(query: bytes) -> bool:
    """Whether a query is that of Streamlit's own page.

    >>> is_session(b"session=1&lang=ko"), is_session(b"year=2019&session=1")
    (True, False)
    """
    return query.partition(b"&")[0] == SESSION.encode()


def _tags(accepted: str) -> list[str]:
    """The languages of an Accept-Language header, the most wanted first.

    >>> _tags("de;q=0.5, ko-KR, *;q=0.1")
    ['ko-KR', 'de', '*']
    """
    weighed = [part.strip().partition(";q=") for part in accepted.split(",")]
    return [tag for tag, _, weight in sorted(weighed, key=lambda part: -_weight(part[2]))]


def _weight(text: str) -> float:
    try:
        return float(text or 1)
    except ValueError:
        return 0.0


def _read(name: str) -> bytes:
    return (STATIC / name).read_bytes()


def _script() -> bytes:
    """What draws the page. It starts once its code has run: tools that note who asks for a file, as Lighthouse does,
    would parse all of the code again to say where.
    """
    return f"{COMPILE_ALL}{bundle('entries/hosted')}\nqueueMicrotask(modules.hosted.start);\n".encode()


def _comparison_script() -> bytes:
    """What the page loads once its reader compares trips; it takes the page's `modules`, which all scripts share."""
    code = extension("entries/comparison", "entries/hosted")
    return f"{code}\nexport const {{comparison}} = modules.comparison;\n".encode()
