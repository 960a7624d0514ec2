"""Social cards: Streamlit's HTML with the title and the sentence of a link's view, for sites that preview links.

Streamlit's own HTML has neither; the rest of it stays as it is.
"""

from collections.abc import Mapping, Sequence
from html import escape
from typing import TypeVar
from urllib.parse import parse_qs

from data.i18n.messages import DEFAULT_LANGUAGE, negotiate_language, translate_name
from export.picture import render_picture
from export.view import View, describe_filters, read_view, view_sentence
from geo.dataset import Dataset
from page.shared_data import SharedPage

TITLE = "<title>Streamlit</title>"
CARD = "card.png"
MOST_CACHED = 256

CacheKey = TypeVar("CacheKey")
CachedValue = TypeVar("CachedValue")


class SocialCards:
    """The cards of one host, cached, since many readers ask for a link that is shared."""

    def __init__(self, html: str, languages: Sequence[str]) -> None:
        """`html` is Streamlit's; a link may name one of the languages."""
        if TITLE not in html:
            raise ValueError("Streamlit's page has no title to replace")
        self._html = html
        self._languages = languages
        self._summaries: dict[tuple[str, str], tuple[str, str]] = {}
        self._pictures: dict[tuple[str, str], bytes] = {}

    def html(self, page: SharedPage, query: str, address: str) -> str:
        """The HTML for a link with a query; `address` is the link without it, with a slash at its end."""
        key = page.dataset.digest, query
        title, sentence = self._summaries.get(key) or _keep(self._summaries, key, self._summary(page, query))
        link, language = f"{address}?{query}" if query else address, self._language(query)
        picture = f"{address}{CARD}?lang={language}" if language != DEFAULT_LANGUAGE else f"{address}{CARD}"
        return self._html.replace(TITLE, f"<title>{escape(title)}</title>{tags(title, sentence, link, picture)}")

    def _summary(self, page: SharedPage, query: str) -> tuple[str, str]:
        return summary(page, parse_qs(query), self._language(query))

    def _language(self, query: str) -> str:
        return negotiate_language(*parse_qs(query).get("lang", ()), offered=self._languages)

    def picture(self, dataset: Dataset, query: str) -> bytes:
        """The picture of all cards in a query's language, a PNG of 1200 x 630: the view without a filter."""
        key = dataset.digest, self._language(query)
        cached = self._pictures.get(key)
        return cached or _keep(
            self._pictures, key, render_picture(dataset, View(), "png", size="card", language=key[1])
        )


def _keep(cache: dict[CacheKey, CachedValue], key: CacheKey, value: CachedValue) -> CachedValue:
    if len(cache) >= MOST_CACHED:
        cache.clear()
    cache[key] = value
    return value


def summary(page: SharedPage, query: Mapping[str, Sequence[str]], language: str) -> tuple[str, str]:
    """The title and the sentence of a link's view in a language; unknown values in the link are ignored."""
    dataset = page.dataset
    words = {facet: [values.get(word, word) for word in query.get(facet, ())] for facet, values in page.facets.items()}
    view = read_view(dataset, {**query, **words})
    about = translate_name(dataset.records.about.title, language)
    titles = (translate_name(trip.title, language) for trip in dataset.trips if trip.id == view.selection.trip)
    return " · ".join(filter(None, [next(titles, describe_filters(view, language)), about])), view_sentence(
        dataset, view, language
    )


def tags(title: str, sentence: str, link: str, picture: str) -> str:
    """The HTML tags that other sites read; `picture` is an address."""
    image = {"og:image": picture, "og:image:width": "1200", "og:image:height": "630"}
    properties = {"og:type": "website", "og:title": title, "og:description": sentence, "og:url": link, **image}
    lines = [f'<meta property="{name}" content="{escape(text)}">' for name, text in properties.items()]
    named = {"description": sentence, "twitter:card": "summary_large_image"}
    lines += [f'<meta name="{name}" content="{escape(text)}">' for name, text in named.items()]
    return "\n    ".join(["", *lines])
