"""The page in each language: wholly translated, nothing cut or overlapping, by keyboard, and mirrored where it runs so."""

import re
from functools import cache
from typing import Any

import pytest
from playwright.sync_api import Page as Tab
from playwright.sync_api import expect

from data.i18n.messages import (
    DEFAULT_LANGUAGE,
    FOLDER,
    LANGUAGES,
    catalogue,
    direction,
    language_name,
    proper_names,
    record_texts,
    translate,
    translate_name,
)
from geo.dataset import load
from tests.access import violations
from tests.browser.test_korean import CUT_OFF, PROPER, SETTING, STREAMLIT, TEXTS
from tests.conftest import GO, OpenPage, ShowView
from tests.list_selection import summary_sentence
from tests.tree import Tree, copy_link

DATASET = load()
OTHERS = [language for language in LANGUAGES if language != DEFAULT_LANGUAGE]
OWN_SCRIPT = {"ar", "ja", "ko", "ru", "zh"}  # in which a word in Latin letters is a name, or was left
ISOLATED = "\u2066\u2067"  # at the beginning of a text that is set apart
ISOLATES = re.compile("[\u2066-\u2069]")
WORD = re.compile(r"[A-Za-z]{4,}")
HOLE = re.compile(r"\\\{\w+\\\}")
LEAST_LETTERS = 6  # of a text around its values, to be known by
# Buttons, headings and labels that lie one over the other or off the screen, in the page's head and its filters.
OVERLAPPING = """() => {
  const shown = [...document.querySelectorAll('.acts > *, .head h1, #sentence, .st-key-facets label, .st-key-facets button')]
    .filter(node => node.checkVisibility() && node.getBoundingClientRect().width > 1);
  const clipped = node => node.closest('[role=toolbar], .stButtonGroup > div, .st-key-facets');
  const seen = node => {
    const own = node.getBoundingClientRect(), frame = clipped(node)?.getBoundingClientRect();
    return frame ? [Math.max(own.left, frame.left), own.top, Math.min(own.right, frame.right), own.bottom]
      : [own.left, own.top, own.right, own.bottom];
  };
  const boxes = shown.map(node => [node, seen(node)]).filter(([, [left, , right]]) => right > left);
  const found = [...document.querySelectorAll('.acts > *')].filter(node => node.checkVisibility())
    .filter(node => node.getBoundingClientRect().left < 0 || node.getBoundingClientRect().right > innerWidth)
    .map(node => node.textContent.slice(0, 40));
  for (const label of document.querySelectorAll('.st-key-facets label')) {
    const text = document.createRange();
    text.selectNodeContents(label);
    if (text.getBoundingClientRect().width > label.getBoundingClientRect().width + 1) found.push(label.textContent);
  }
  for (const [at, [one, a]] of boxes.entries()) {
    for (const [other, b] of boxes.slice(at + 1)) {
      const apart = a[0] >= b[2] - 1 || b[0] >= a[2] - 1 || a[1] >= b[3] - 1 || b[1] >= a[3] - 1;
      if (!apart && !one.contains(other)) found.push(`${one.textContent.slice(0, 40)} | ${other.textContent.slice(0, 40)}`);
    }
  }
  return found;
}"""
MIDDLES = "(nodes, axis) => nodes.map(node => { const box = node.getBoundingClientRect(); return (box.left + box.right) / 2; })"


@cache
def english_texts(language: str) -> re.Pattern[str]:
    """What a text is that was left in English: a message, a name or a text of the records that has a translation."""
    own, patterns = catalogue(language), set[str]()
    for key, message in catalogue().items():
        english = set(forms(message)) - set(forms(own[key]))
        patterns |= {HOLE.sub(".+", re.escape(text)) for text in english if letters(text) >= LEAST_LETTERS}
    for texts in (proper_names(language), record_texts(language)):
        patterns |= {re.escape(text) for text, translated in texts.items() if text != translated}
    return re.compile("|".join(sorted(patterns)))


@cache
def own_texts(language: str) -> str:
    """All that the catalogue of a language has."""
    return (FOLDER / f"{language}.json").read_text(encoding="utf-8")


def forms(message: Any) -> list[str]:
    """The texts of a message; months, which are short, are none."""
    return list(message.values()) if isinstance(message, dict) else [message] if isinstance(message, str) else []


def letters(text: str) -> int:
    """How many letters a text has outside its values."""
    return sum(map(str.isalpha, re.sub(r"\{\w+\}", "", text)))


def left_in_english(tab: Tab, language: str) -> set[str]:
    """Texts that are as in English though there is a translation, or words that are in Latin letters and no names."""
    texts = {ISOLATES.sub("", SETTING.sub("", text)).strip() for text in tab.evaluate(TEXTS)}
    found = {text for text in texts if english_texts(language).fullmatch(text)}
    if language in OWN_SCRIPT:
        found |= {word for text in texts for word in WORD.findall(text)} - PROPER - STREAMLIT
        found -= set(WORD.findall(own_texts(language)))  # as the translation has them
    return found


@pytest.mark.parametrize("language", OTHERS)
def test_a_language_is_whole_and_nothing_is_cut_or_lies_over_another(show_view: ShowView, language: str) -> None:
    page = show_view("?trip=2019-02-hanoi", language=language)
    tab = page.page
    assert tab.locator("html").get_attribute("dir") == direction(language)
    said = summary_sentence(DATASET.trips, 11, DATASET.countries, language)
    assert page.sentence() == said.replace("\xa0", " ").replace("\u202f", " ") or page.sentence() == said
    assert tab.title() == translate_name(DATASET.records.about.title, language)
    expect(tab.locator("#card h2")).to_contain_text(translate_name("Hanoi", language))
    assert left_in_english(tab, language) == set()
    tab.locator("#share").click()
    assert left_in_english(tab, language) == set()
    assert tab.locator("#sharing .code").first.evaluate("code => getComputedStyle(code).direction") == "ltr"
    for width in (1280, 390):
        tab.set_viewport_size({"width": width, "height": 844})
        assert tab.evaluate("() => document.documentElement.scrollWidth") <= width
        assert tab.evaluate(CUT_OFF) == [], width
        assert tab.evaluate(OVERLAPPING) == [], width
    tab.set_viewport_size({"width": 1280, "height": 900})  # as other tests find the page
    tab.keyboard.press("Escape")
    menu = tab.get_by_label(re.compile(re.escape(translate("about_language", language)))).first
    menu.focus()
    tab.keyboard.press("Enter")
    names = [language_name(each) for each in sorted(LANGUAGES, key=language_name)]
    assert tab.locator("#languages a").all_inner_texts() == names
    assert tab.locator("#languages [aria-current]").inner_text() == language_name(language)
    tab.keyboard.press("Escape")
    expect(tab.locator("#languages details")).not_to_have_attribute("open", "")
    all_is_there_by_role_and_name(tab, language)
    assert page.errors == []


def all_is_there_by_role_and_name(tab: Tab, language: str) -> None:
    """What the journey of `test_tree.py` needs, from the filters to the link."""
    words, hanoi, tree = catalogue(language), translate_name("Hanoi", language), Tree(tab)
    tab.evaluate(GO, f"?lang={language}&year=2019&mode=rail&trip=2019-02-hanoi")
    card = tree.find("region", words["card"])
    within = [node for node in tree.found if card.element in node.within]
    pressed = [each.name for each in tree.found if each.role == "button" and each.properties.get("pressed") == "true"]
    names = {role: [each.name for each in tree.found if each.role == role] for role in ("listbox", "option")}
    for name, among in (
        ("2019", pressed),
        (words["rail"], pressed),
        (hanoi, pressed),
        (words["map_list"].partition("{n}")[0], names["listbox"]),
        (hanoi, names["option"]),
        (hanoi, [each.name for each in within if each.role == "heading"][:1]),
    ):
        assert any(each.lstrip(ISOLATED).casefold().startswith(name.casefold()) for each in among), name
    tree.last("StaticText", translate("showing", language, n=3, total=11))
    assert sum(each.role == "link" and each.properties["url"].startswith("http") for each in within) > 5
    copy_link(tree, words)


def test_arabic_runs_from_right_to_left_but_for_the_map_and_the_time(show_view: ShowView) -> None:
    page = show_view("?trip=2019-02-hanoi", language="ar")
    tab = page.page
    where = {
        name: tab.locator(name).first.bounding_box() for name in ("#share", "#copy", "#own", "h1", "#map", "#card")
    }
    left = {name: box["x"] for name, box in where.items() if box}
    assert left["#share"] > left["#copy"] > left["#own"] > left["#map"]  # in the order of reading
    assert left["h1"] > left["#map"]
    assert left["#card"] - left["#map"] < 40  # at the end of the line, as in other languages
    marks = tab.locator("#timeline [data-trip] rect:last-child").evaluate_all(MIDDLES)
    assert marks == sorted(marks)  # time runs from left to right
    assert not re.search("[\u0660-\u0669\u06f0-\u06f9]", tab.locator("body").inner_text())  # digits are those of links
    assert tab.locator("#map .leaflet-map-pane").evaluate("node => getComputedStyle(node).direction") == "ltr"
    assert violations(tab, rules=("aria-allowed-attr", "html-has-lang", "valid-lang", "button-name")) == []


def test_a_link_with_a_search_in_another_language_finds_the_same_trips(open_hosted: OpenPage) -> None:
    page = open_hosted("?search=하노이")
    expect(page.page.locator("#trips tbody tr")).to_have_count(1)
    expect(page.page.locator("#sentence")).to_contain_text("Showing 1 of 11 trips")


@pytest.mark.parametrize(("locale", "language"), [("zh-TW", "zh"), ("pt-BR", "en")])
def test_a_browser_finds_its_language_where_there_is_one(open_hosted: OpenPage, locale: str, language: str) -> None:
    """In Korean: `test_korean.py`. What the server makes of what a browser asks for: `tests/host/test_first_answer.py`."""
    tab = open_hosted(locale=locale).page
    assert tab.locator("html").get_attribute("lang") == language
