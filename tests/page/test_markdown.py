"""Text: what data says is shown letter by letter where Streamlit reads Markdown."""

import re
from string import punctuation

import pytest
from hypothesis import given
from hypothesis import strategies as st

from page.markdown import CONTROLS, escape_markdown, pill_label, strip_controls
from tests.hostile import PAYLOADS


def as_shown(markdown: str) -> str:
    """What CommonMark shows of a text in which every mark is escaped: each letter, without the backslash before it."""
    return re.sub(r"\\(.)", r"\1", markdown)


@pytest.mark.parametrize("mark", punctuation)
def test_every_mark_that_markdown_knows_is_escaped(mark: str) -> None:
    assert escape_markdown(f"a{mark}b") == f"a\\{mark}b"


@pytest.mark.parametrize(
    ("text", "markdown"),
    [
        ("![x](https://outside.example/x.png)", r"\!\[x\]\(https\:\/\/outside\.example\/x\.png\)"),
        ("[x](javascript:alert(1))", r"\[x\]\(javascript\:alert\(1\)\)"),
        (":red[x]", r"\:red\[x\]"),
        (":material/home:", r"\:material\/home\:"),
        ("$x^2$", r"\$x\^2\$"),
        ("<img src=x onerror=y>", r"\<img src\=x onerror\=y\>"),
        ("&lt;b&gt;", r"\&lt\;b\&gt\;"),
        ("`code`", r"\`code\`"),
        ("**bold** _it_ ~~no~~", r"\*\*bold\*\* \_it\_ \~\~no\~\~"),
        ("# head", r"\# head"),
        ("1. one", r"1\. one"),
        ("- item", r"\- item"),
        ("a | b", r"a \| b"),
        ("\\", r"\\"),
    ],
)
def test_markdown_is_shown_as_it_was_written(text: str, markdown: str) -> None:
    assert escape_markdown(text) == markdown
    assert as_shown(markdown) == text


@pytest.mark.parametrize("name", ["Xi Jinping", "Hà Nội", "北京", "Владивосток", "판문점", "சிங்கப்பூர்", "القاهرة"])
def test_a_plain_name_stays_as_it_is(name: str) -> None:
    assert escape_markdown(name) == name


@pytest.mark.parametrize(
    "control", ["\u202e", "\u200f", "\u061c", "\u200b", "\ufeff", "\u2028", "\x00", "\x1b", "\x85", "\n"]
)
def test_what_is_unseen_or_turns_the_line_around_becomes_a_space(control: str) -> None:
    assert escape_markdown(f"a{control}b") == "a b"


def test_isolates_which_stand_around_values_leave_no_space() -> None:
    assert escape_markdown("a \u2066b\u2069.") == "a b\\."


@given(st.text())
def test_any_text_is_shown_letter_by_letter(text: str) -> None:
    assert as_shown(escape_markdown(text)) == strip_controls(text)


@given(st.text())
def test_no_mark_is_left_that_could_start_anything(text: str) -> None:
    left = re.sub(r"\\[!-/:-@\[-`{-~]", "", escape_markdown(text))
    assert set(left) & set(punctuation) == set()


@pytest.mark.parametrize(
    "name", ["Xi Jinping", "Moon Jae-in", "Guinea-Bissau", "St. Lucia", "O'Neil", "Congo (Kinshasa)", "2018", "판문점"]
)
def test_a_name_is_the_same_word_in_a_pill_and_in_a_link(name: str) -> None:
    assert pill_label(name) == name


@pytest.mark.parametrize(
    "value", [*PAYLOADS.values(), "1. one", "2) two", "- three", "www.outside.example", "a_b", "a\u202eb"]
)
def test_a_value_that_markdown_would_read_is_escaped_in_a_pill(value: str) -> None:
    assert pill_label(value) == escape_markdown(value) != value


@given(st.text())
def test_a_pill_holds_no_mark_that_could_start_anything(text: str) -> None:
    left = re.sub(r"\\[!-/:-@\[-`{-~]", "", pill_label(text))
    assert set(left) & set(punctuation) <= set("'.,()-")
    assert not CONTROLS.search(left)
