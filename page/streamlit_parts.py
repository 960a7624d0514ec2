"""The parts of Streamlit that are not public and that the page uses, in one place.

Each has a test in `tests/page/test_streamlit_parts.py`. Pinned to `streamlit>=1.67,<1.68`.

- A component's arguments are searched for data frames, which loads pandas; ours hold none, so lists and dicts pass.
- The media file manager serves the data set at an address of its own; what is added outside a session stays.
- A component that is imported outside a run of the script has to be registered, or its files are not found.
- Streamlit's loggers get their handlers from `logger.setup_formatter`, and `static/index.html` is its page.
- Pills are `.st-key-<key> button[aria-pressed]`, their text the option (`static/entries/streamlit.js`).
- What is chosen of a list to search is `.st-key-<key> [data-tag]`, its text in `[title]`; what it offers, while its
  `input` says `aria-expanded`, `[data-testid=stMultiSelectDropdown] [role=option]` (`static/entries/streamlit.js`).
- `.stApp` carries the computed `color-scheme` of the theme, `.stMain` scrolls (`static/entries/streamlit.js`,
  `static/entries/frame.js`).
- `.stApp` says in `data-test-connection-state` whether the server is there, `CONNECTED`
  (`static/entries/streamlit.js`).
- `popstate` on the page's window makes the script run, and bound widgets take what the address says then
  (`static/entries/streamlit.js`).
"""

import logging
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path, PurePath

from streamlit import file_util, logger
from streamlit.components.v1 import custom_component
from streamlit.components.v1.custom_component import CustomComponent
from streamlit.dataframe_util import is_dataframe_like
from streamlit.runtime import get_instance

from page.assets import bundle


def skip_dataframe_search() -> None:
    """Let lists and dicts pass to components as what they are: the search for data frames costs 40 MB and 0.3 s."""
    vars(custom_component)["is_dataframe_like"] = _is_dataframe_like


def _is_dataframe_like(argument: object) -> bool:
    return not isinstance(argument, list | dict) and is_dataframe_like(argument)


def register_component(component: CustomComponent) -> None:
    """Serve the files of a component; Streamlit itself does that where the import comes in a run of the script."""
    get_instance().component_registry.register_component(component)


def set_log_handlers(dress: Callable[[logging.Logger], None]) -> None:
    """Let `dress` give each of Streamlit's loggers, now and later, its handlers."""
    vars(logger)["setup_formatter"] = dress
    logger.update_formatter()


def streamlit_static_folder() -> Path:
    """The folder of Streamlit's page: `index.html`, and under `static/` what that asks for, by names of its content."""
    return Path(file_util.get_static_dir())


def serve_script(entry: str) -> str:
    """Give the browser a module of `static/` and all that it imports as one file, and return its address."""
    script = f"{bundle(entry)}\nexport {{modules}};\n".encode()
    return serve_file(script, f"{PurePath(entry).name}-{sha256(script).hexdigest()}.js", "text/javascript")


def serve_file(content: bytes, name: str, mimetype: str = "application/json") -> str:
    """Give the browser a file for as long as this session shows it, and return its address, relative to the page.

    Streamlit's own id hashes only parts of a large file, so `name` must hold the SHA-256 of the content.
    """
    address: str = get_instance().media_file_mgr.add(content, mimetype, f"data-{name}", name)
    return address.removeprefix("/")
