"""HTML of the page beside Streamlit: the elements that `static/panels/header.js` and `body.js` fill."""

from collections.abc import Mapping
from dataclasses import dataclass
from html import escape

from data.i18n.messages import join_pair, language_name, translate
from data.records.publication import Publication

HEADER = """<div class="head">
<button type="button" id="skip" hidden></button>
<div class="title">
<h1 id="title">{title}</h1>
<div class="acts">
<div id="languages"{alone}>{languages}</div>
<button type="button" id="share"{shown}>{share}</button>
<button type="button" id="copy" class="quiet"{shown}>{copy}</button>{more}
</div>
</div>
<div id="publication">{publication}</div>
<p id="sentence" aria-live="polite">{sentence}</p>
{whole}
<p id="connection" role="status"></p>
<p id="kept" role="status"></p>
<p id="copied" role="status"></p>
<div id="loosen">{loosen}</div>
<div id="notices">{notices}</div>
</div>"""
_CURRENT = ' aria-current="true"'
BODY = '<div class="body"></div>'


@dataclass(frozen=True, slots=True)
class HeaderParts:
    """What the header says before the scripts do, each part as HTML; `more` are further buttons."""

    title: str = ""
    sentence: str = ""
    languages: str = ""
    share: str = ""
    copy: str = ""
    more: str = ""
    publication: str = ""
    whole: str = '<a id="whole" hidden></a><button type="button" id="filters" hidden></button>'
    loosen: str = ""
    notices: str = ""


def languages_html(links: Mapping[str, str], language: str) -> str:
    """The menu of languages, each with the query of a link to the same view, as `static/panels/header.js` shows it."""
    items = "".join(
        f'<li><a lang="{each}" hreflang="{each}" href="{escape(query)}"{_CURRENT if each == language else ""}>'
        f"{escape(language_name(each))}</a></li>"
        for each, query in links.items()
    )
    own = language_name(language)
    name = escape(join_pair(translate("about_language", language), own, language))
    summary = f'<summary lang="{language}" aria-label="{name}"><span>{escape(own)}</span></summary>'
    return f'<details class="menu">{summary}<ul>{items}</ul></details>'


def publication_html(publication: Publication | None) -> str:
    """Byline, logo and note, as `static/panels/publication.js` shows them."""
    if not publication:
        return ""
    logo = f'<img src="{escape(publication.logo)}" alt="">' if publication.logo else ""
    byline, note = escape(publication.byline), escape(publication.note)
    return f'{logo}<span class="byline">{byline}</span><span class="note">{note}</span>'


def header(title: str = "", sentence: str = "", publication: Publication | None = None) -> str:
    """The header with its first texts, which are escaped; the scripts fill in what is left blank."""
    return header_html(HeaderParts(escape(title), escape(sentence), publication=publication_html(publication)))


def header_html(parts: HeaderParts) -> str:
    """The header of parts that are HTML already; a button without its text is hidden."""
    texts = {name: getattr(parts, name) for name in HeaderParts.__slots__}
    return HEADER.format(**texts, shown="" if parts.share else " hidden", alone="" if parts.languages else " hidden")
