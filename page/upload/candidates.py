"""Candidates: the places that ambiguous names may mean, given to the map, where a click chooses one."""

import json
from collections.abc import Iterable, Iterator, Mapping
from typing import TypedDict

import streamlit as st

from data.i18n.countries import country_name
from data.records.places import Place
from geo.gazetteer import Candidate, Sureness
from geo.geocoding.resolver import Resolution
from page.upload.session import session_language, session_message

# The map is in this window, or around it where Streamlit is a frame of the page (`page/component.py`).
CANDIDATES_SCRIPT = """export default component => {
  const page = window.parent.tripmapSession ? window.parent : window;
  const show = choice => {
    page.tripmapCandidates = choice;
    page.dispatchEvent(new Event("tripmapcandidates"));
  };
  const choose = ({name, index}) => component.setTriggerValue("chosen", {name, index});
  show({candidates: JSON.parse(component.data.json), choose});
  return () => show(null);
}"""


class MapCandidate(TypedDict):
    """A mark on the map: a name, which of its candidates it is, where, and what its tip says."""

    name: str
    index: int
    lat: float
    lon: float
    label: str
    question: str


def choose_on_map(resolutions: Iterable[Resolution], originals: Mapping[str, Resolution]) -> tuple[str, Place] | None:
    """Offer the candidates of the ambiguous names on the map; return the name and place chosen in this run, if any.

    `originals` are the resolutions before any correction, by name.
    """
    marks = [
        mark for resolution in resolutions if resolution.sureness is Sureness.AMBIGUOUS for mark in _marks(resolution)
    ]
    component = st.components.v2.component("trip_map_candidates", js=CANDIDATES_SCRIPT)
    chosen = component(key="upload_candidates", data={"json": json.dumps(marks)}, on_chosen_change=_ignore)
    choice = chosen.get("chosen")
    if not isinstance(choice, dict) or choice.get("name") not in originals:
        return None
    places, index = originals[choice["name"]].candidates, choice.get("index")
    return (choice["name"], places[index]) if isinstance(index, int) and 0 <= index < len(places) else None


def _marks(resolution: Resolution) -> Iterator[MapCandidate]:
    details = {detail.id: detail for detail in resolution.details}
    question = session_message("candidate_choose", name=resolution.label)
    shown: set[tuple[str, str]] = set()
    for index, place in enumerate(resolution.candidates if len(resolution.candidates) > 1 else ()):
        if (place.label, place.country) in shown:  # two that a reader cannot tell apart are one choice
            continue
        shown.add((place.label, place.country))
        label = _describe(place, details.get(place.id))
        yield MapCandidate(
            name=resolution.label, index=index, lat=place.lat, lon=place.lon, label=label, question=question
        )


def _describe(place: Place, detail: Candidate | None) -> str:
    """The place, its country, its kind and how many people live there, as far as they are known."""
    country = place.country and country_name(place.country, session_language())
    parts = [", ".join(filter(None, (place.label, country)))]
    if detail:
        parts.append(session_message(f"candidate_{detail.kind}"))
        if detail.population:
            parts.append(session_message("candidate_people", n=detail.population))
    return " · ".join(parts)


def _ignore() -> None:
    """Do nothing: Streamlit sends a trigger only if it has a callback."""
