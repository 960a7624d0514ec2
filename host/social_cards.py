"""Social cards: the title and the sentence of a link's view, for sites that preview links."""

from html import escape

from data.i18n.message import translate_title
from data.i18n.messages import translate_name
from export.view import View, describe_filters, query_string
from geo.dataset import Dataset

CARD = "card.png"
ALTERNATES = {
    "csv": "text/csv",
    "geojson": "application/geo+json",
    "kml": "application/vnd.google-earth.kml+xml",
}


def link_query(view: View, language: str) -> str:
    """The query of a link to a view in a language; without the language, if that is "".

    >>> link_query(View(), ""), link_query(View(), "ko"), link_query(View(at=(40, 120, 5)), "ko")
    ('', '?lang=ko', '?at=40,120,5&lang=ko')
    """
    query = query_string(view)
    return f"{query}{'&' if query else '?'}lang={language}" if language else query


def heading(dataset: Dataset, view: View, language: str) -> str:
    """The title of a view: the selected trip or the filters, and the title of the data set."""
    about = translate_name(dataset.records.about.title, language)
    chosen = view.selection.trip
    titles = (translate_title(trip.title, language) for trip in (dataset.trips if chosen else ()) if trip.id == chosen)
    return " · ".join(filter(None, [next(titles, describe_filters(view, language)), about]))


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
