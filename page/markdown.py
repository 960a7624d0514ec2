"""Text: what data says, made safe for Streamlit's labels and messages, which are Markdown."""

import re

# Every ASCII punctuation mark may be escaped in CommonMark; Streamlit's own directives (:red[], :material/x:, $…$)
# start with one of them too. What Streamlit changes after Markdown it changes still, and none of it asks anyone for
# anything: a bare web address is a link, -> an arrow, :streamlit: a picture of this server's own.
PUNCTUATION = re.compile(r"([!-/:-@\[-`{-~])")
# Names as most are: nothing in them that Markdown reads, so that they stand in the link as they are.
NAME = re.compile(r"(?!\d+[.)])(?!.*www\.)[^\W_](?:[^\W_]|[ '.,()-])*", re.IGNORECASE)
CONTROLS = re.compile(r"[\x00-\x1f\x7f-\x9f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]")


def escape_markdown(text: str) -> str:
    """A text as Markdown that shows it letter by letter; control and direction marks are spaces.

    >>> print(escape_markdown("![x](https://example.org/x.png)"))
    \\!\\[x\\]\\(https\\:\\/\\/example\\.org\\/x\\.png\\)
    """
    return PUNCTUATION.sub(r"\\\1", CONTROLS.sub(" ", text))


def strip_controls(text: str) -> str:
    """A text for `st.text`, which shows it as it stands and makes no links; control and direction marks are spaces."""
    return CONTROLS.sub(" ", text)


def pill_label(value: str) -> str:
    """A value as the option of a pill: its label, and its word in the link. Names stay as they are.

    >>> pill_label("Moon Jae-in"), pill_label(":cat:")
    ('Moon Jae-in', '\\\\:cat\\\\:')
    """
    return value if NAME.fullmatch(value) else escape_markdown(value)
