"""The map: our Leaflet layer as a Folium plugin, on a Folium map that fetches nothing from elsewhere.

No text from data passes through Folium, which compiles texts as templates twice; the layer gets its data from the page.
"""

import streamlit as st

from page.startup import block_import, delay_import, freeze_gc, lazy_templates
from page.streamlit_parts import skip_dataframe_search, skip_module_search

skip_module_search()

# Folium imports pandas where it is installed: 68 MB and 0.3 s of each start (measured), for data frames, which we do
# not use. It also compiles 84 templates, of which a map needs few: 0.1 s more; and it loads `requests`, for data at
# an address: 0.04 s.
with freeze_gc(), block_import("pandas"), delay_import("requests"), lazy_templates():
    import folium
    from branca.element import MacroElement
    from folium.elements import JSCSSMixin
    from folium.template import Template
    from streamlit_folium import generate_leaflet_string, st_folium

skip_dataframe_search()

STATIC_ADDRESS = "../../app/static"  # relative to the component's frame, so that it holds under any base path


class OfflineMap(folium.Map):
    """A Folium map that loads only the vendored Leaflet; Folium's own ten scripts come from other hosts."""

    default_js = [  # noqa: RUF012  as Folium declares it
        ("leaflet", f"{STATIC_ADDRESS}/vendor/leaflet/leaflet.js"),
    ]
    default_css = [  # noqa: RUF012
        ("leaflet", f"{STATIC_ADDRESS}/vendor/leaflet/leaflet.css"),
        ("theme", f"{STATIC_ADDRESS}/theme.css"),
        ("map", f"{STATIC_ADDRESS}/map.css"),
        ("frame", f"{STATIC_ADDRESS}/frame.css"),
    ]
    rendered = False

    def render(self, **kwargs: object) -> str:
        """Render the map once; streamlit-folium calls this in each run of the page, and the result never changes."""
        if not self.rendered:
            super().render(**kwargs)  # type: ignore[no-untyped-call]  # folium's
            self.rendered = True
        return ""  # Folium writes the result to the map's root


class TripLayer(JSCSSMixin, MacroElement):
    """The layer that `static/map/layer.js` draws. `title` names the frame; it is a message, never text from data."""

    _template = Template("""
        {% macro script(this, kwargs) %}
        import(new URL({{ this.script|tojson }}, location.href))
            .then(({modules}) => modules.frame.start({{ this._parent.get_name() }}, {{ this.names|tojson }}));
        {% endmacro %}
    """)

    def __init__(self, title: str, script: str) -> None:
        """A layer to add to an `OfflineMap`."""
        super().__init__()  # type: ignore[no-untyped-call]  # branca's
        self._name = "TripLayer"
        self.script = f"../../{script}"
        self.names = {"title": title}


def show_map(title: str, script: str, height_px: int) -> None:
    """Draw the map. It consists of constants, so streamlit-folium mounts its frame only once."""
    folium_map = _folium_map(title, script)
    st_folium(folium_map, key="map", returned_objects=[], height=height_px, use_container_width=True, render=False)


@st.cache_resource(show_spinner=False)
def _folium_map(title: str, script: str) -> OfflineMap:
    """The rendered map, one for all readers, with its variables named as streamlit-folium names them at each run."""
    folium_map = OfflineMap(
        location=[33, 118],
        zoom_start=4,
        tiles=None,
        zoom_control=False,
        zoom_snap=0.25,
        min_zoom=2,
        keyboard=False,
        scroll_wheel_zoom=False,
        track_resize=False,  # the layer does that
    )
    folium_map.add_child(TripLayer(title, script))
    folium_map.get_root().render()
    generate_leaflet_string(folium_map)
    return folium_map
