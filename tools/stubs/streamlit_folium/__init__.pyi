from collections.abc import Sequence
from typing import Any

import folium
from streamlit.components.v1.custom_component import CustomComponent

_component_func: CustomComponent

def st_folium(
    fig: folium.Map,
    *,
    key: str | None = None,
    returned_objects: Sequence[str] | None = None,
    height: int = 700,
    use_container_width: bool = False,
    render: bool = True,
) -> dict[str, Any]: ...
def generate_leaflet_string(m: folium.Map) -> str: ...
