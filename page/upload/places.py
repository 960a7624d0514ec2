"""Places tab: which place each name of the tables was found to be, and what else it may mean, to choose from."""

from collections.abc import Mapping
from hashlib import sha256

import streamlit as st

from data.i18n.countries import country_name
from data.records.corrections import corrections_table
from data.records.places import Place
from geo.geocoding.resolver import Resolution, correction
from page.markdown import escape_markdown, pill_label, strip_controls
from page.upload.candidates import choose_on_map
from page.upload.session import Upload, find_place, localize_text, session_language, session_message, session_secret

MOST_NAMES = 12  # at once; the search finds the others


def choose_places(upload: Upload, number: int) -> Mapping[str, Place]:
    """Draw the names, the doubtful first, and return the corrections with what the reader chose in this run."""
    names = upload.trips.names
    st.caption(
        escape_markdown(
            session_message("places_summary", n=names.total, unplaced=names.unplaced, ambiguous=names.ambiguous)
        )
    )
    if names.total > len(names.resolutions):
        st.caption(escape_markdown(session_message("places_listed", n=len(names.resolutions))))
    sought = (
        st.text_input(session_message("place_search"), key=f"upload_sought_{number}", max_chars=200).casefold().strip()
    )
    fitting = [resolution for resolution in names.resolutions if sought in resolution.label.casefold()]
    corrections = dict(upload.request.corrections)
    for resolution in fitting[:MOST_NAMES]:
        if place := _choose_place(resolution, upload.candidates.get(resolution.label, resolution), number):
            corrections[resolution.label] = correction(resolution.label, place)
    if chosen := choose_on_map(fitting[:MOST_NAMES], upload.candidates):
        corrections[chosen[0]] = correction(*chosen)
    if len(fitting) > MOST_NAMES:
        st.caption(escape_markdown(session_message("places_more", n=len(fitting) - MOST_NAMES)))
    if corrections:
        table = corrections_table(corrections.values()).encode()
        # See page/upload/rows.py; the digest, as of a large file Streamlit compares the ends and the middle alone.
        mime = f"text/csv; reader={session_secret()}{sha256(table).hexdigest()[:16]}"
        st.download_button(
            session_message("places_file"), table, "places.csv", mime, on_click="ignore", key="upload_places_file"
        )
    return corrections


def _choose_place(resolution: Resolution, original: Resolution, number: int) -> Place | None:
    """Draw a name, with the candidates of before any correction; return the place chosen now, if it is another."""
    key = f"{number}_{resolution.label}"
    with st.container(border=True, key=f"upload_name_{key}"):
        st.text(strip_controls(resolution.label))
        st.text(strip_controls(_describe(resolution)))
        options = _options(original)
        current = next((label for label, place in options.items() if place and _same(place, resolution.place)), None)
        picked = None
        if len(options) > 1 or (options and not current):
            _follow(f"upload_pick_{key}", f"upload_current_{key}", current)
            picked = st.pills(
                session_message("place_others"), list(options), key=f"upload_pick_{key}", label_visibility="collapsed"
            )
        typed = (
            ""
            if resolution.place
            else st.text_input(session_message("place_at"), key=f"upload_at_{key}", max_chars=200)
        )
    if picked and picked != current:
        return options[picked] or find_place(picked)
    if not typed:
        return None
    if not (place := find_place(typed)):
        st.caption(session_message("place_nowhere"))
    return place


def _follow(picked: str, known: str, current: str | None) -> None:
    """Let buttons that nobody touched follow a place that was chosen elsewhere: on the map, or by a file."""
    state = st.session_state
    if picked not in state or (known in state and state[picked] == state[known] != current):
        state[picked] = current
    state[known] = current


def _options(resolution: Resolution) -> dict[str, Place | None]:
    """What a name may mean, by pill label: candidates, else suggestions, whose place is looked up when chosen."""
    places: dict[str, Place | None] = {}
    for place in resolution.candidates:
        places.setdefault(_pill(place), place)
    return places or dict.fromkeys(map(pill_label, resolution.suggestions))


def _pill(place: Place) -> str:
    """The label of a place's button."""
    country = place.country and country_name(place.country, session_language())
    return pill_label(", ".join(filter(None, (place.label, country))))


def _same(place: Place, other: Place | None) -> bool:
    return other is not None and (place.lon, place.lat) == (other.lon, other.lat)


def _describe(resolution: Resolution) -> str:
    """The point, its source, how sure it is, and why; or that there is none."""
    place = resolution.place
    if not place:
        return session_message("place_unknown", why=localize_text(resolution.reason))
    point = f"{place.lat:.3f}, {place.lon:.3f}"
    values = {"place": place.label, "point": point}
    values |= {"who": localize_text(resolution.source), "why": localize_text(resolution.reason)}
    return session_message(f"place_{resolution.sureness.value}", **values)
