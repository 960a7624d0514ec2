"""The trip layer: our Leaflet layer as a Folium plugin, on a Folium map that fetches nothing from elsewhere.

No text from data passes through Folium, which compiles text as a template twice: the layer takes data from the page.
"""

import streamlit as st

from page.startup import block_import, freeze_gc, lazy_templates
from page.streamlit_parts import register_component, skip_dataframe_search

# Folium takes pandas where it finds it: 68 MB and 0.3 s of each start (measured), for data frames that we have none of,
# and compiles 84 templates, of which a map needs few: 0.1 s more.
with freeze_gc(), block_import("pandas"), lazy_templates():
    import folium
    from branca.element import MacroElement
    from folium.elements import JSCSSMixin
    from folium.template import Template
    from streamlit_folium import _component_func, generate_leaflet_string, st_folium

skip_dataframe_search()

STATIC = "../../app/static"  # seen from the component's frame, so that a base path needs nothing


class OfflineMap(folium.Map):
    """A Folium map whose scripts are the vendored Leaflet alone; its own ten come from other hosts."""

    default_js = [  # noqa: RUF012  as Folium declares it
        ("leaflet", f"{STATIC}/vendor/leaflet/leaflet.js"),
    ]
    default_css = [  # noqa: RUF012
        ("leaflet", f"{STATIC}/vendor/leaflet/leaflet.css"),
        ("theme", f"{STATIC}/theme.css"),
        ("map", f"{STATIC}/map.css"),
    ]
    rendered = False

    def render(self, **kwargs: object) -> str:
        """Render the map once: streamlit-folium asks for it at each run of the page, and it is always the same."""
        if not self.rendered:
            super().render(**kwargs)  # type: ignore[no-untyped-call]  # folium's
            self.rendered = True
        return ""  # what Folium's maps draw stands in their root


class TripLayer(JSCSSMixin, MacroElement):
    """The layer that `static/map/layer.js` draws. `title` names the frame; it is ours, never a text from data."""

    _template = Template("""
        {% macro script(this, kwargs) %}
        import(new URL({{ this.script|tojson }}, location.href))
            .then(({modules}) => modules.frame.start({{ this._parent.get_name() }}, {{ this.names|tojson }}));
        {% endmacro %}
    """)

    def __init__(self, title: str, script: str) -> None:
        """A layer that is added to an `OfflineMap`."""
        super().__init__()  # type: ignore[no-untyped-call]  # branca's
        self._name = "TripLayer"
        self.script = f"../../{script}"
        self.names = {"title": title}


def serve_frame() -> None:
    """Serve the files of the map's frame before any run of the script: a page begun on another replica asks here."""
    register_component(_component_func)


def show_map(title: str, script: str, height_px: int) -> None:
    """Draw the map. It is made of constants, so streamlit-folium never mounts its frame again."""
    world = _world(title, script)
    st_folium(world, key="map", returned_objects=[], height=height_px, use_container_width=True, render=False)


@st.cache_resource(show_spinner=False)
def _world(title: str, script: str) -> OfflineMap:
    """The one map of all readers, rendered, and its variables named as streamlit-folium names them at each run."""
    world = OfflineMap(
        location=[33, 118],
        zoom_start=4,
        tiles=None,
        zoom_control=False,
        zoom_snap=0.25,
        min_zoom=2,
        keyboard=False,
        scroll_wheel_zoom=False,
        track_resize=False,  # the layer sees to it
    )
    world.add_child(TripLayer(title, script))
    world.get_root().render()
    generate_leaflet_string(world)
    return world
