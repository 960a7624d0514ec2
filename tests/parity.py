"""Parity: what a page shows after the next paint is what Python's selection and summary sentence say."""

from collections.abc import Iterable, Iterator, Mapping
from itertools import product

from playwright.sync_api import Page as Tab

from data.selection import Selection
from geo.dataset import Dataset
from tests.list_selection import filter_trips, summary_sentence

Chosen = Mapping[str, tuple[str, ...]]

YEARS = ("2018", "2019", "2023", "2025")
MODES = ("rail", "air", "road")
LEADERS = ("Xi Jinping", "Donald Trump", "Vladimir Putin", "Moon Jae-in", "Lee Hsien Loong", "Nguyen Phu Trong")
MIXED: list[Chosen] = [
    {"year": ("2018", "2025")},
    {"year": ("2018", "2019"), "mode": ("rail", "road")},
    {"mode": ("air", "road"), "with": ("Donald Trump", "Moon Jae-in")},
    {"year": ("2019", "2023"), "with": ("Vladimir Putin",)},
    {"with": ("Xi Jinping", "Vladimir Putin")},
    {"year": ("2018",), "mode": ("rail", "air"), "with": ("Xi Jinping", "Lee Hsien Loong")},
    {"year": YEARS, "mode": MODES, "with": LEADERS},
    {"year": ("2023", "2025"), "mode": ("air",)},
    {"year": ("2019",), "mode": ("rail", "air", "road")},
    {"mode": ("road",), "with": ("Moon Jae-in", "Donald Trump", "Xi Jinping")},
]

# Sentence, map, legend, list and timeline; the map is in a frame of the page, or in the page itself.
SHOWN = """async () => {
  await new Promise(painted => requestAnimationFrame(() => setTimeout(painted))); // rows follow the paint
  const documents = [document, ...[...document.querySelectorAll('iframe')].map(frame => frame.contentDocument)];
  const map = documents.find(each => each?.querySelector('[data-state]')).querySelector('[data-state]'), legend = {};
  for (const row of map.querySelectorAll('#legend [data-mode]')) legend[row.dataset.mode] = Number(row.dataset.count);
  return {
    sentence: document.querySelector('#sentence').textContent.replace(/\\s+/g, ' ').trim(),
    map: Number(map.dataset.trips),
    legend,
    list: [...document.querySelectorAll('#trips tbody tr')].map(row => row.dataset.trip).sort(),
    timeline: [...document.querySelectorAll('#timeline [data-trip]')].map(mark => mark.dataset.trip).sort(),
  };
}"""


def every_choice() -> Iterator[Chosen]:
    """None or one of each year, mode and leader."""
    for year, mode, leader in product(("", *YEARS), ("", *MODES), ("", *LEADERS)):
        asked = {"year": (year,), "mode": (mode,), "with": (leader,)}
        yield {key: values for key, values in asked.items() if values[0]}


def go(tab: Tab, chosen: Mapping[str, Iterable[str]]) -> None:
    """Write the values into the URL, as Streamlit's front end does after a click on a pill."""
    query = "&".join(f"{key}={value.replace(' ', '+')}" for key, values in chosen.items() for value in values)
    tab.evaluate(
        "query => history.replaceState(history.state, '', query ? `?${query}` : location.pathname)",
        query,
    )


def agreed(tab: Tab, chosen: Chosen, dataset: Dataset, language: str = "en") -> None:
    """Python's selection and everything on the page say the same of these values, in a language."""
    year, mode, met = (frozenset(chosen.get(key, ())) for key in ("year", "mode", "with"))
    expected = filter_trips(Selection(year, mode, met), dataset.trips, dataset.countries)
    ids = sorted(trip.id for trip in expected)
    shown = tab.evaluate(SHOWN)
    assert shown["list"] == ids
    assert shown["timeline"] == ids
    assert shown["map"] == len(ids)
    assert shown["legend"] == {mode: sum(trip.mode == mode for trip in expected) for mode in MODES}
    assert shown["sentence"] == summary_sentence(
        expected, len(dataset.trips), dataset.countries, language, dataset.rows_not_drawn
    )
