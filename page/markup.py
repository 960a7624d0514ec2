"""HTML of the page beside Streamlit: the elements that `static/panels/header.js` and `body.js` fill."""

from dataclasses import dataclass
from html import escape

from data.records.publication import Publication

HEADER = """<div class="head">
<button type="button" id="skip" hidden></button>
<div class="title">
<h1 id="title">{title}</h1>
<div class="acts">
<span id="languages">{languages}</span>
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
    return HEADER.format(**texts, shown="" if parts.share else " hidden")
