"""Embedding: how a page shows itself in a frame of another page. `static/model/embedding.js` reads alike."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

EMBED_PARTS = ("headline", "filters", "list")
THEMES = ("light", "dark")
DEFAULT_PARTS = "filters"


@dataclass(frozen=True, slots=True)
class Embedding:
    """Whether a page is made for a frame, what it shows there besides sentence and map, and a theme, "" for any."""

    embedded: bool = False
    parts: tuple[str, ...] = ()
    theme: str = ""

    @property
    def attributes(self) -> str:
        """The attributes of the page's root element, as `static/panels/embed.js` and `theme.js` set them."""
        classes = " ".join(["compact", *(f"embed-{part}" for part in self.parts)]) if self.embedded else ""
        style = f' style="color-scheme: {self.theme}"' if self.theme else ""
        return (f' class="{classes}"' if classes else "") + style


def read_embedding(query: Mapping[str, Sequence[str]]) -> Embedding:
    """Return what a link's parameters say of a frame; values that mean nothing are left out.

    >>> read_embedding({"embed": ["true"], "show": ["list,headline,x"], "theme": ["dark"]}).attributes
    ' class="compact embed-headline embed-list" style="color-scheme: dark"'
    """
    shown, theme = query.get("show", (DEFAULT_PARTS,))[0].split(","), query.get("theme", ("",))[0]
    embedded = query.get("embed", ("",))[0] == "true"
    parts = tuple(part for part in EMBED_PARTS if part in shown) if embedded else ()
    return Embedding(embedded, parts, theme if theme in THEMES else "")
