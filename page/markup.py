"""HTML of the page beside Streamlit: the elements that `static/panels/header.js` and `body.js` fill."""

from html import escape

HEADER = """<div class="head">
<button type="button" id="skip" hidden></button>
<div class="title">
<h1 id="title">{title}</h1>
<div class="acts">
<span id="languages"></span>
<button type="button" id="share" hidden></button>
<button type="button" id="copy" class="quiet" hidden></button>
</div>
</div>
<p id="sentence" aria-live="polite">{sentence}</p>
<a id="whole" hidden></a>
<p id="connection" role="status"></p>
<p id="copied" role="status"></p>
<div id="loosen"></div>
<div id="notices"></div>
</div>"""
BODY = '<div class="body"></div>'


def header(title: str = "", sentence: str = "") -> str:
    """The header with its first texts, which are escaped; the scripts fill in what is left blank."""
    return HEADER.format(title=escape(title), sentence=escape(sentence))
