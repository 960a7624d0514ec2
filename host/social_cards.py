"""Cards: the page's first HTML with the title and the sentence of the view that its link names, for those who quote it.

Streamlit's own HTML names nothing; what else is in it stays as it is.
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
KEPT = 256

Key = TypeVar("Key")
Value = TypeVar("Value")


class SocialCards:
    """The cards of one host: what was made is kept, for a link that is shared is asked for many times."""

    def __init__(self, page: str, languages: Sequence[str]) -> None:
        """`page` is Streamlit's HTML; a link may name one of the languages."""
        if TITLE not in page:
            raise ValueError("Streamlit's page has no title to replace")
        self._page = page
        self._languages = languages
        self._summaries: dict[tuple[str, str], tuple[str, str]] = {}
        self._pictures: dict[tuple[str, str], bytes] = {}

    def html(self, opened: SharedPage, query: str, address: str) -> str:
        """The page for a link: its query, and the whole of it up to there, with a slash at the end."""
        key = opened.dataset.digest, query
        told = self._summaries.get(key) or _keep(self._summaries, key, self._summary(opened, query))
        link, language = f"{address}?{query}" if query else address, self._language(query)
        picture = f"{address}{CARD}?lang={language}" if language != DEFAULT_LANGUAGE else f"{address}{CARD}"
        return self._page.replace(TITLE, f"<title>{escape(told[0])}</title>{tags(*told, link, picture)}")

    def _summary(self, opened: SharedPage, query: str) -> tuple[str, str]:
        return summary(opened, parse_qs(query), self._language(query))

    def _language(self, query: str) -> str:
        return negotiate_language(*parse_qs(query).get("lang", ()), offered=self._languages)

    def picture(self, dataset: Dataset, query: str) -> bytes:
        """The picture of every card in a query's language, a PNG of 1200 x 630: that of the view without a filter."""
        key = dataset.digest, self._language(query)
        drawn = self._pictures.get(key)
        return drawn or _keep(self._pictures, key, render_picture(dataset, View(), "png", size="card", language=key[1]))


def _keep(kept: dict[Key, Value], key: Key, value: Value) -> Value:
    if len(kept) >= KEPT:
        kept.clear()
    kept[key] = value
    return value


def summary(opened: SharedPage, query: Mapping[str, Sequence[str]], language: str) -> tuple[str, str]:
    """The title and the sentence of a link's view in a language; what the data does not have is left out."""
    dataset = opened.dataset
    words = {facet: [spelt.get(word, word) for word in query.get(facet, ())] for facet, spelt in opened.facets.items()}
    view = read_view(dataset, {**query, **words})
    about = translate_name(dataset.records.about.title, language)
    titles = (translate_name(trip.title, language) for trip in dataset.trips if trip.id == view.selection.trip)
    return " · ".join(filter(None, [next(titles, describe_filters(view, language)), about])), view_sentence(
        dataset, view, language
    )


def tags(title: str, sentence: str, link: str, picture: str) -> str:
    """The tags that other sites read; `picture` is its address."""
    image = {"og:image": picture, "og:image:width": "1200", "og:image:height": "630"}
    told = {"og:type": "website", "og:title": title, "og:description": sentence, "og:url": link, **image}
    lines = [f'<meta property="{name}" content="{escape(text)}">' for name, text in told.items()]
    named = {"description": sentence, "twitter:card": "summary_large_image"}
    lines += [f'<meta name="{name}" content="{escape(text)}">' for name, text in named.items()]
    return "\n    ".join(["", *lines])
