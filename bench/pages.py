"""Pages: the two that are measured, ours and the bare one, and where a reader looks in them."""

from dataclasses import dataclass

SENTENCE = "sentence"
MAP = "map"


@dataclass(frozen=True)
class Sight:
    """An element whose text, or attribute, changes with each filter; `framed` where it is in the map's frame."""

    name: str
    selector: str
    attribute: str = ""
    framed: bool = False


@dataclass(frozen=True)
class Page:
    """A Streamlit script, relative to the root. With `own_settings` it runs in the root, with the settings there."""

    name: str
    script: str
    sights: tuple[Sight, ...]
    own_settings: bool = False

    @property
    def last_sight(self) -> str:
        """What makes the page complete: its map, or the sentence of a page that has none."""
        return self.sights[-1].name


OURS = Page(
    "ours",
    "app.py",
    (Sight(SENTENCE, "#sentence"), Sight(MAP, "[data-state=ready]", "data-trips", framed=True)),
    own_settings=True,
)
BARE = Page("bare", "bench/bare.py", (Sight(SENTENCE, ".st-key-sentence"),))
PAGES = (OURS, BARE)
