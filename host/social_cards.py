"""Social cards: Streamlit's HTML with the title and the sentence of a link's view, for sites that preview links.

Streamlit's own HTML has neither; the rest of it stays as it is.
"""

from collections.abc import Sequence
from dataclasses import replace
from html import escape

from data.i18n.messages import negotiate_language, translate_name
from export.view import View, describe_filters, query_string, view_sentence
from geo.dataset import Dataset
from host.file_requests import read_page_link
from page.shared_data import SharedPage

TITLE = "<title>Streamlit</title>"
CARD = "card.png"
ALTERNATES = {
    "csv": "text/csv",
    "geojson": "application/geo+json",
    "kml": "application/vnd.google-earth.kml+xml",
}
MOST_CACHED = 256


class SocialCards:
    """The cards of one host, cached, because many readers request a link that is shared."""

    def __init__(self, html: str, languages: Sequence[str]) -> None:
        """`html` is Streamlit's; a link may name one of the languages."""
        if TITLE not in html:
            raise ValueError("Streamlit's page has no title to replace")
        self._html = html
        self._languages = languages
        self._summaries: dict[tuple[str, str, str], tuple[str, str]] = {}

    def html(self, page: SharedPage, query: bytes, address: str) -> str:
        """The HTML for a link with a query; `address` is the link without it, with a slash at its end."""
        view, language = read_page_link(query, page, self._languages)
        title, sentence = self._summary(page.dataset, view, language)
        link = link_query(view, "" if language == negotiate_language(offered=self._languages) else language)
        card = tags(title, sentence, f"{address}{link}", f"{address}{CARD}{link}")
        return self._html.replace(TITLE, f"<title>{escape(title)}</title>{card}{alternates(link)}")

    def _summary(self, dataset: Dataset, view: View, language: str) -> tuple[str, str]:
        """The summary of a view, cached; links that differ only in the position or in other parameters share one."""
        key = dataset.digest, query_string(replace(view, at=None)), language
        known = self._summaries.get(key)
        if known is None:
            known = summary(dataset, view, language)
            if len(self._summaries) >= MOST_CACHED:
                self._summaries.clear()
            self._summaries[key] = known
        return known


def link_query(view: View, language: str) -> str:
    """The query of a link to a view in a language; without the language, if that is "".

    >>> link_query(View(), ""), link_query(View(), "ko"), link_query(View(at=(40, 120, 5)), "ko")
    ('', '?lang=ko', '?at=40,120,5&lang=ko')
    """
    query = query_string(view)
    return f"{query}{'&' if query else '?'}lang={language}" if language else query


def summary(dataset: Dataset, view: View, language: str) -> tuple[str, str]:
    """The title and the sentence of a view in a language."""
    about = translate_name(dataset.records.about.title, language)
    titles = (translate_name(trip.title, language) for trip in dataset.trips if trip.id == view.selection.trip)
    title = " · ".join(filter(None, [next(titles, describe_filters(view, language)), about]))
    return title, view_sentence(dataset, view, language)


def tags(title: str, sentence: str, link: str, picture: str) -> str:
    """The HTML tags that other sites read; `picture` is an address."""
    image = {"og:image": picture, "og:image:width": "1200", "og:image:height": "630"}
    properties = {"og:type": "website", "og:title": title, "og:description": sentence, "og:url": link, **image}
    lines = [f'<meta property="{name}" content="{escape(text)}">' for name, text in properties.items()]
    named = {"description": sentence, "twitter:card": "summary_large_image"}
    lines += [f'<meta name="{name}" content="{escape(text)}">' for name, text in named.items()]
    return "\n    ".join(["", *lines])


def alternates(query: str) -> str:
    """The HTML tags that name the files of a view, for the page's Share dialog and for other programs."""
    lines = [
        f'<link rel="alternate" type="{kind}" href="trips.{name}{escape(query)}">' for name, kind in ALTERNATES.items()
    ]
    return "\n    ".join(["", *lines])
