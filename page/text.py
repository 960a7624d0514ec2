"""Text: what data says, made safe for Streamlit's labels and messages, which are Markdown."""

import re

# Every ASCII punctuation mark may be escaped in CommonMark; Streamlit's own directives (:red[], :material/x:, $…$)
# start with one of them too. What Streamlit changes after Markdown it changes still, and none of it asks anyone for
# anything: a bare web address is a link, -> an arrow, :streamlit: a picture of this server's own.
PUNCTUATION = re.compile(r"([!-/:-@\[-`{-~])")
CONTROLS = re.compile(r"[\x00-\x1f\x7f-\x9f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]")


def plain(text: str) -> str:
    """A text as Markdown that shows it letter by letter; control and direction marks are spaces.

    >>> print(plain("![x](https://example.org/x.png)"))
    \\!\\[x\\]\\(https\\:\\/\\/example\\.org\\/x\\.png\\)
    """
    return PUNCTUATION.sub(r"\\\1", CONTROLS.sub(" ", text))
