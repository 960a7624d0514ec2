"""Parity without a browser: of every choice, JavaScript's selection, sentence and citation are Python's, in each language."""

import json
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pytest

from data.i18n.messages import DEFAULT_LANGUAGE, LANGUAGES
from export.view import citation, read_view, visible_trips
from geo.dataset import Dataset, load
from geo.figures import Figures, count_by_traveller, count_figures
from geo.payload import search_names, words
from tests.geo.test_figures import three_travellers
from tests.hostile import PAYLOADS, hostile_table
from tests.list_search import candidate_trips
from tests.list_selection import count_options, summary_sentence
from tests.node_script import run_script
from tests.parity import MIXED, Chosen, every_choice
from tests.positions import NO_POSITIONS, POSITIONS

ROOT = Path(__file__).parents[2]
DATASET = load()
SCRIPT = """
import {citation} from './static/panels/citation.js';
import {countByTraveller, countFigures} from './static/model/figures.js';
import {OFFERED, Trips} from './static/model/trips.js';
import {Store} from './static/model/view.js';
import {nameMessages} from './static/model/words.js';
import {text} from 'node:stream/consumers';

const plain = figures => ({...figures, km: figures.km.map(([mode, km]) => [mode, km.toFixed(2)])});
const {payload, words, names, queries} = JSON.parse(await text(process.stdin));
const trips = new Trips(payload, words ? nameMessages(words, payload.messages) : payload);
trips.searchAlso(names);
const shown = queries.map(query => {
  const location = new URL(`https://example.org/${query}`), history = {replaceState: () => {}};
  const store = new Store({location, history, navigation: {addEventListener() {}}}, trips);
  return {
    ids: [...store.shown].map(number => trips.trip(number).id).sort(),
    sentence: store.words.sentence(store.summary).join('').replace(/\\\\s+/g, ' ').trim(),
    citation: citation(store, 'LINK'),
    figures: plain(countFigures(trips, store.shown)),
    travellers: countByTraveller(trips, store.shown).map(each => ({...each, trips: null, figures: plain(each.figures), home_trips: each.homeTrips, homeTrips: undefined})),
    counts: Object.fromEntries(OFFERED.map(facet =>
      [facet, Object.fromEntries(trips.facets[facet].values.map(
        (value, code) => [value, store.optionCounts[facet][code]]))])),
    at: store.view.at,
  };
});
console.log(JSON.stringify(shown));
"""


def shown_by_javascript(dataset: Dataset, choices: Sequence[Chosen], language: str) -> list[dict[str, Any]]:
    queries = ["?" + urlencode(chosen, doseq=True) for chosen in choices]
    given = {
        "payload": json.loads(dataset.payload),
        "words": None if language == "en" else json.loads(words(language)),
        "names": json.loads(search_names()),
        "queries": queries,
    }
    found: list[dict[str, Any]] = run_script(SCRIPT, given)
    return found


def plain(figures: Figures) -> dict[str, Any]:
    """Figures as JSON has them."""
    km = [[mode, f"{km:.2f}"] for mode, km in figures.km.items()]
    values: dict[str, Any] = json.loads(json.dumps(asdict(figures)))
    return {**values, "km": km}


def shown_by_python(dataset: Dataset, chosen: Chosen, language: str) -> dict[str, Any]:
    view = read_view(dataset, chosen)
    trips = visible_trips(dataset, view)
    return {
        "ids": sorted(trip.id for trip in trips),
        "sentence": summary_sentence(trips, len(dataset.trips), dataset.countries, language, dataset.rows_not_drawn),
        "citation": citation(dataset, view, "LINK", language),
        "figures": plain(count_figures(dataset, trips)),
        "travellers": [
            {**asdict(each), "trips": None, "figures": plain(each.figures)}
            for each in count_by_traveller(dataset, trips)
        ],
        "counts": {
            facet: {value: counts[value] for value in dataset.option_counts[facet]}
            for facet, counts in count_options(
                candidate_trips(dataset, view), view.selection, dataset.countries
            ).items()
        },
        "at": list(view.at) if view.at else None,
    }


@pytest.mark.parametrize("language", LANGUAGES)
def test_python_and_javascript_agree_on_every_year_mode_and_leader(language: str) -> None:
    choices = [*(every_choice() if language == DEFAULT_LANGUAGE else [{}]), *MIXED]
    shown = shown_by_javascript(DATASET, choices, language)
    assert shown == [shown_by_python(DATASET, chosen, language) for chosen in choices]


PLACES_AND_WORDS: list[Chosen] = [
    *(
        {"search": (text,)}
        for text in ("hanoi", "HÀ NỘI", "하노이", "평양", "xi beijing", "trump  train", "khasan", "no such")
    ),
    {"search": (" PUTIN ",), "year": ("2019",)},
    {"search": ("armoured", "second is left out")},
    {"place": ("Beijing",)},
    {"place": ("Hanoi", "Singapore"), "mode": ("rail",)},
    {"place": ("Nowhere",)},
    {"route": ("Pyongyang – Beijing",)},
    {"route": ("Pyongyang – Beijing", "Pyongyang – Dalian"), "search": ("xi",), "with": ("Xi Jinping",)},
]


@pytest.mark.parametrize("language", ["en", "ko"])
def test_python_and_javascript_find_the_same_trips_by_place_route_and_search(language: str) -> None:
    shown = shown_by_javascript(DATASET, PLACES_AND_WORDS, language)
    assert shown == [shown_by_python(DATASET, chosen, language) for chosen in PLACES_AND_WORDS]
    found = [len(each["ids"]) for each in shown]
    assert found == [2, 2, 1, 11, 5, 2, 2, 0, 1, 6, 4, 1, 11, 4, 5]


def test_python_and_javascript_cite_hostile_texts_alike(tmp_path: Path) -> None:
    dataset, choices = load(hostile_table(tmp_path)), [{"with": (text,)} for text in PAYLOADS.values()]
    shown = shown_by_javascript(dataset, choices, "en")
    assert shown == [shown_by_python(dataset, chosen, "en") for chosen in choices]


def test_python_and_javascript_read_the_same_positions() -> None:
    texts = [*POSITIONS, *NO_POSITIONS]
    shown = [each["at"] for each in shown_by_javascript(DATASET, [{"at": (text,)} for text in texts], "en")]
    views = [read_view(DATASET, {"at": [text]}) for text in texts]
    assert shown == [list(view.at) if view.at else None for view in views]
    assert [at is not None for at in shown] == [text in POSITIONS for text in texts]


def test_python_and_javascript_count_the_same_figures_of_a_table_with_several_travellers() -> None:
    dataset = load(ROOT / "data" / "demo" / "flights.csv")
    travellers = [{"traveller": (name,)} for name in dataset.option_counts["traveller"]]
    choices: list[Chosen] = [{}, {"search": ("a350",)}, *travellers]
    assert shown_by_javascript(dataset, choices, "en") == [shown_by_python(dataset, each, "en") for each in choices]


def test_python_and_javascript_count_the_figures_that_are_worked_out_by_hand(tmp_path: Path) -> None:
    dataset = three_travellers(tmp_path)
    choices: list[Chosen] = [{}, *({"traveller": (name,)} for name in ("Ann", "Ben", "Cem")), {"mode": ("rail",)}]
    shown = shown_by_javascript(dataset, choices, "en")
    assert shown == [shown_by_python(dataset, each, "en") for each in choices]
    assert [len(view["ids"]) for view in shown] == [9, 5, 3, 1, 1]
    rows = ["Ann,Seoul,Tokyo,2024-01-05", "Ben,Berlin,Paris,2024-03-05"]
    (tmp_path / "homes.csv").write_text("\n".join(["Traveller,Home,Destination,Date", *rows]), encoding="utf-8")
    stated = load(tmp_path / "homes.csv")
    [shown_stated] = shown_by_javascript(stated, [{}], "en")
    assert shown_stated == shown_by_python(stated, {}, "en")
    assert [each["home_trips"] for each in shown_stated["travellers"]] == [0, 0]


def test_python_and_javascript_filter_own_columns_alike() -> None:
    path = ROOT / "tests" / "data" / "own" / "leader_visits.csv"
    dataset = load(path)
    choices: list[Chosen] = [
        {"column1": ("State visit",)},
        {"column1": ("State visit", "Summit"), "traveller": ("A. Martin",)},
        {"column1": ("no such",)},
        {"column2": ("State visit",)},
    ]
    shown = shown_by_javascript(dataset, choices, "en")
    assert shown == [shown_by_python(dataset, chosen, "en") for chosen in choices]
    assert [len(view["ids"]) for view in shown] == [10, 20, 40, 40]
    assert "Type of visit: State visit." in shown[0]["citation"]
