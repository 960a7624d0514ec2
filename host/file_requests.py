"""File requests: what an address such as `/trips.csv?year=2018` asks for, in one spelling for all links to one view."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from urllib.parse import parse_qs, quote, unquote_plus

from data.i18n.messages import DEFAULT_LANGUAGE, join_list, negotiate_language, translate
from export.files import ANIMATION_FORMATS, PICTURE_FORMATS, PICTURE_SIZES, PLAY_SIZES, PROJECTIONS
from export.view import View, query_string, read_view, visible_mask
from geo.dataset import Dataset
from page.facets import FacetWords
from page.shared_data import SharedPage

VIEW_FILES = {
    **{f"/trips.{name}": name for name in ("csv", "xlsx", "geojson", "kml", "html")},
    **{f"/picture.{name}": name for name in PICTURE_FORMATS},
    **{f"/play.{name}": name for name in ANIMATION_FORMATS},
}
# What a picture or an animation may be besides; the first of each is meant where a link says nothing.
PICTURE_OPTIONS = {"size": tuple(PICTURE_SIZES), "projection": tuple(PROJECTIONS), "theme": ("light", "dark")}
PLAY_OPTIONS = {**PICTURE_OPTIONS, "size": tuple(PLAY_SIZES)}
OPTIONS = {**dict.fromkeys(PICTURE_FORMATS, PICTURE_OPTIONS), **dict.fromkeys(ANIMATION_FORMATS, PLAY_OPTIONS)}
# With this parameter Streamlit's scripts would load the page's data from a host of Streamlit's makers.
REFUSED = ("staticAppId",)
# A leg with its line takes a millisecond and 30 kB while the file is built (measured).
FORMATS_WITH_LIMIT = ("geojson", "kml")
MAX_LEGS = 10_000
MAX_QUOTED = 60  # characters of a link's own words in a refusal

Parameters = Mapping[str, Sequence[str]]


class LinkError(ValueError):
    """A link that asks for what there is not; the message says so in one sentence."""


@dataclass(frozen=True, slots=True)
class FileRequest:
    """A file of a view. Requests that mean the same are equal.

    `query` are the view's parameters as `export.view.query_string` spells them; `size`, `projection` and `theme` are
    those of pictures and animations, "" for other files.
    """

    format: str
    query: str
    language: str
    size: str = ""
    projection: str = ""
    theme: str = ""

    def as_options(self) -> dict[str, object]:
        """The request as `export.files.build_file` takes it."""
        return {
            "format": self.format,
            "view": parse_qs(self.query.removeprefix("?")),
            "language": self.language,
            "size": self.size,
            "projection": self.projection,
            "dark": self.theme == "dark",
        }


def read_file_request(path: str, query: bytes, page: SharedPage, languages: Sequence[str]) -> FileRequest:
    """Read the link to a file; raise `LinkError` for a value that the trips do not have, no option of pictures, or too
    many legs.

    A page names such values and shows the rest. A file has no place to do so, and would be another than was asked for.
    Parameters that are nobody's are left out, as on the page.
    """
    try:
        parameters = parse_qs(query.decode(), errors="strict")
    except UnicodeDecodeError:
        raise LinkError(translate("link_not_text")) from None
    language, format = link_language(parameters, languages), VIEW_FILES[path]
    values = data_words(parameters, page.facets)
    dataset = page.dataset
    if unknown := dataset.unknown_in_link(values):
        raise LinkError(translate("link_unknown", language, value=_quoted(unknown[0])))
    view = read_view(dataset, values)
    if format in FORMATS_WITH_LIMIT and (legs := _leg_count(dataset, view)) > MAX_LEGS:
        raise LinkError(translate("link_too_many", language, format=format, legs=legs, most=MAX_LEGS))
    return _file_request(format, view, language, _picture_options(format, parameters, language))


def read_page_link(query: bytes, page: SharedPage, languages: Sequence[str]) -> tuple[View, str]:
    """The view and the language of a link to the page; values that the trips do not have are left out, as there."""
    parameters = parse_qs(query.decode(errors="replace"))
    view = read_view(page.dataset, data_words(parameters, page.facets))
    return view, link_language(parameters, languages)


def without_refused(query: bytes) -> str | None:
    """A page's query without the parameters that it may not have, or `None` if it has none of them.

    >>> without_refused(b"year=2018&static%41ppId=x&mode=rail&mode=air"), without_refused(b"year=2018")
    ('year=2018&mode=rail&mode=air', None)
    """
    parts = query.split(b"&")
    left = [part for part in parts if unquote_plus(part.partition(b"=")[0].decode("latin-1")) not in REFUSED]
    return None if len(left) == len(parts) else quote(b"&".join(left), safe="%&=+,")


def card_request(view: View, language: str) -> FileRequest:
    """The picture of a view that other sites show beside its link."""
    options = {name: values[0] for name, values in PICTURE_OPTIONS.items()}
    return _file_request("png", view, language, {**options, "size": "card"})


def link_language(parameters: Parameters, languages: Sequence[str]) -> str:
    """The language that a link asks for, if the host offers it, else the host's."""
    return negotiate_language(*parameters.get("lang", ()), offered=languages)


def data_words(parameters: Parameters, facets: FacetWords) -> dict[str, list[str]]:
    """The parameters in the data's words; a pill's word in a link may be escaped."""
    return {name: [facets.get(name, {}).get(word, word) for word in words] for name, words in parameters.items()}


def _file_request(format: str, view: View, language: str, options: Mapping[str, str]) -> FileRequest:
    """Leave out of a request what makes no difference to its file."""
    if format not in ("html", *OPTIONS):
        view = replace(view, at=None, colour="")
    elif options.get("projection") == "azimuthal":
        view = replace(view, at=None)
    if format != "html":
        view = replace(view, maps=())
    is_plain = format in ("csv", "xlsx", "geojson")  # in the records' own words, whatever the language
    return FileRequest(format, query_string(view), DEFAULT_LANGUAGE if is_plain else language, **options)


def _picture_options(format: str, parameters: Parameters, language: str) -> dict[str, str]:
    options: dict[str, str] = {}
    for name, offered in OPTIONS.get(format, {}).items():
        words = parameters.get(name, offered[:1])
        if len(words) > 1 or words[0] not in offered:
            value = _quoted(f"{name} {' '.join(words)}")
            raise LinkError(translate("link_option", language, value=value, offered=join_list(offered, language)))
        options[name] = words[0]
    return options


def _leg_count(dataset: Dataset, view: View) -> int:
    """How many legs a file of the view would have."""
    return int(dataset.texts.leg_counts[visible_mask(dataset, view)].sum())


def _quoted(text: str) -> str:
    """A link's own words, short and without characters that are not seen."""
    shown = "".join(letter if letter.isprintable() else "\N{REPLACEMENT CHARACTER}" for letter in text)
    return f"{shown[:MAX_QUOTED]}…" if len(shown) > MAX_QUOTED else shown
