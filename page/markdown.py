"""Markdown: text from data, escaped for Streamlit's labels and messages, which are Markdown."""

import re

# Every ASCII punctuation mark may be escaped in CommonMark; Streamlit's own directives (:red[], :material/x:, $…$)
# start with one of them too. Streamlit replaces some texts after Markdown, which escaping does not prevent and which
# fetches nothing from elsewhere: a web address becomes a link, -> an arrow, :streamlit: a picture of this server.
PUNCTUATION = re.compile(r"([!-/:-@\[-`{-~])")
# A usual name, which holds nothing that Markdown reads: it can stand in the link as it is.
NAME = re.compile(r"\A(?!\d+[.)])(?!.*www\.)[^\W_](?:[^\W_]|[ '.,()-])*", re.IGNORECASE)
CONTROLS = re.compile(r"[\x00-\x1f\x7f-\x9f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2065\u206a-\u206f\ufeff]")
DIRECTION_MARKS = re.compile(r"[\u2066-\u2069]")  # they stand around values, where a space would be seen


def escape_markdown(text: str) -> str:
    """Escape a text, so that Markdown shows it letter by letter; `strip_controls` says what is not shown.

    >>> print(escape_markdown("![x](https://example.org/x.png)"))
    \\!\\[x\\]\\(https\\:\\/\\/example\\.org\\/x\\.png\\)
    """
    return PUNCTUATION.sub(r"\\\1", strip_controls(text))


def strip_controls(text: str) -> str:
    """Replace control and direction marks by spaces, and take isolates out; for `st.text`, which shows no Markdown."""
    return CONTROLS.sub(" ", DIRECTION_MARKS.sub("", text))


def pill_label(value: str) -> str:
    """The label of a value's pill, which is also its word in the link; most values are their own label.

    >>> pill_label("Moon Jae-in"), pill_label(":cat:")
    ('Moon Jae-in', '\\\\:cat\\\\:')
    """
    return value if NAME.fullmatch(value) else escape_markdown(value)
