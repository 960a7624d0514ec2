"""Your places: what each name of a dropped table was taken for, and what else it may mean, a click away."""

from collections.abc import Mapping

import streamlit as st

from data.i18n.countries import country_name
from data.records.corrections import corrections_table
from data.records.places import Place
from geo.geocoding.resolver import Resolution, Sureness, correction
from page.markdown import escape_markdown, pill_label, strip_controls
from page.upload.session import Upload, find_place, localize_text, session_language, session_secret, translate

SHOWN = 12  # names at once; the search finds the others
ORDER = tuple(reversed(Sureness))  # the least sure first


def choose_places(yours: Upload, number: int) -> Mapping[str, Place]:
    """Draw the names, the doubtful first, and return the corrections with what was chosen now."""
    resolutions = sorted(yours.trips.placement.resolutions, key=lambda one: ORDER.index(one.sureness))
    counts = [
        sum(one.sureness is sureness for one in resolutions) for sureness in (Sureness.UNKNOWN, Sureness.AMBIGUOUS)
    ]
    st.caption(escape_markdown(translate("places_told", n=len(resolutions), unplaced=counts[0], ambiguous=counts[1])))
    sought = st.text_input(translate("place_sought"), key=f"yours_sought_{number}").casefold().strip()
    fitting = [one for one in resolutions if sought in one.label.casefold()]
    corrections = dict(yours.wish.corrections)
    for one in fitting[:SHOWN]:
        if place := _chosen(one, yours.offered.get(one.label, one), number):
            corrections[one.label] = correction(one.label, place)
    if len(fitting) > SHOWN:
        st.caption(escape_markdown(translate("places_more", n=len(fitting) - SHOWN)))
    if corrections:
        table = corrections_table(corrections.values()).encode()
        mime = f"text/csv; reader={session_secret()}"  # see your_rows.py
        st.download_button(
            translate("places_file"), table, "places.csv", mime, on_click="ignore", key="yours_places_file"
        )
    return corrections


def _chosen(one: Resolution, offered: Resolution, number: int) -> Place | None:
    """Draw a name; the place that the reader gives it now, if another than it has."""
    key = f"{number}_{one.label}"
    with st.container(border=True, key=f"yours_name_{key}"):
        st.text(strip_controls(one.label))
        st.text(strip_controls(_told(one)))
        options = _options(offered)
        now = next((label for label, place in options.items() if place and _same(place, one.place)), None)
        picked = None
        if len(options) > 1 or (options and not now):
            picked = st.pills(
                translate("place_others"),
                list(options),
                default=now,
                key=f"yours_pick_{key}",
                label_visibility="collapsed",
            )
        typed = "" if one.place else st.text_input(translate("place_at"), key=f"yours_at_{key}")
    if picked and picked != now:
        return options[picked] or find_place(picked)
    if not typed:
        return None
    if not (place := find_place(typed)):
        st.caption(translate("place_nowhere"))
    return place


def _options(offered: Resolution) -> dict[str, Place | None]:
    """What a name may mean, by its pill: candidates, else suggestions, whose place is looked up when chosen."""
    places: dict[str, Place | None] = {}
    for place in offered.candidates:
        where = ", ".join(
            filter(None, (place.label, place.country and country_name(place.country, session_language())))
        )
        places.setdefault(pill_label(where), place)
    return places or dict.fromkeys(map(pill_label, offered.suggestions))


def _same(place: Place, other: Place | None) -> bool:
    return other is not None and (place.lon, place.lat) == (other.lon, other.lat)


def _told(one: Resolution) -> str:
    """The point, who says so, how sure, and why; or that there is none."""
    if not one.place:
        return translate("place_unknown", why=localize_text(one.why))
    place = one.place
    point = f"{place.lat:.3f}, {place.lon:.3f}"
    values = {"place": place.label, "point": point, "who": localize_text(one.source), "why": localize_text(one.why)}
    return translate(f"place_{one.sureness.value}", **values)
