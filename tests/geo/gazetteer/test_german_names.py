"""German names of towns as timetables write them: short words, what a town lies at, and its parts."""

import numpy as np
import pytest

from geo.gazetteer import Gazetteer, GazetteerAnswer, GazetteerQuery, Sureness
from geo.gazetteer.index import Kind, load_index

GAZETTEER = Gazetteer()
SHORT = {" am ": " a. ", " an der ": " a. d. ", " im ": " i. ", " in der ": " i.d.", " bei ": " b. "}


def ask(name: str) -> GazetteerAnswer:
    return GAZETTEER.answers([GazetteerQuery(name)])[0]


def towns() -> list[tuple[str, str]]:
    """German towns that stand at something, by their ids and names."""
    index = load_index()
    german = index.is_one_of("country", [index.countries.index("DE")]) & index.is_one_of("kind", [Kind.CITY])
    named = (index.id_and_name(row) for row in np.flatnonzero(german).tolist())
    return [(id, name) for id, name in named if any(word in name for word in SHORT)]


def test_short_words_of_every_town_stand_for_the_long_ones() -> None:
    asked = {id: name.replace(word, short) for id, name in towns() for word, short in SHORT.items() if word in name}
    answers = GAZETTEER.answers([GazetteerQuery(name) for name in asked.values()])
    found = sum(id in {one.id for one in answer.candidates} for id, answer in zip(asked, answers, strict=True))
    assert len(asked) > 200
    assert found >= 0.97 * len(asked)


@pytest.mark.parametrize(
    ("name", "town"),
    [
        ("Biberach (Riß)", "Biberach an der Riß"),
        ("Gronau (Westf)", "Gronau"),
        ("Holle OT Derneburg", "Holle"),
        ("Tönning/ OT Kating", "Tönning"),
        ("Velbert-Neviges", "Velbert"),
        ("Höchst-Odenwald", "Höchst im Odenwald"),
        ("Neunkirchen a Sand", "Neunkirchen am Sand"),
        ("Thaleischweiler", "Thaleischweiler-Fröschen"),
    ],
)
def test_a_part_or_a_river_beside_a_town_says_which(name: str, town: str) -> None:
    answer = ask(name)
    assert answer.candidates[0].name == town
    assert answer.candidates[0].country == "DE"


def test_a_village_with_its_region_in_brackets_is_in_doubt_and_a_town_is_not() -> None:
    assert ask("Effelder (Thür)").sureness is Sureness.AMBIGUOUS
    assert ask("Warendorf (Westf)").sureness is not Sureness.AMBIGUOUS


@pytest.mark.parametrize("name", ["Xyzzy-Qwertz", "Xyzzy OT Qwertz", "Aix-Xyzzy", "OT ", "a. d.", "-", "Holle OT "])
def test_what_names_no_german_town_is_no_part_of_one(name: str) -> None:
    assert all(one.country in ("DE", "AT", "CH", "LI", "LU") for one in ask(name).candidates)
    assert ask(name).sureness in (Sureness.UNKNOWN, Sureness.AMBIGUOUS, Sureness.LIKELY)


def test_two_towns_are_no_town_and_its_part() -> None:
    assert ask("Uelzen-Celle").candidates == ()
