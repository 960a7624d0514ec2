"""The pages that are measured (ours, plain and hosted, the bare one, the plain client page) and what is watched."""

from dataclasses import dataclass, replace
from pathlib import Path

from data.records.records import BUILT_IN
from export.page import one_file_page
from geo.dataset import load
from tools.bench.synthetic import write

SENTENCE = "sentence"
MAP = "map"
HEALTH = "health.txt"
PILLS = (("year", "2018"), ("mode", "rail"), ("year", "2019"), ("mode", "air"), ("year", "2023"), ("mode", "road"))
PILLS_OF_MANY = (("mode", "rail"), ("mode", "air"), ("evidence", "confirmed"), ("mode", "road"), ("mode", "sea"))


@dataclass(frozen=True)
class Sight:
    """An element whose text, or attribute, changes with each filter; `framed` where it is in the map's frame."""

    name: str
    selector: str
    attribute: str = ""
    framed: bool = False


@dataclass(frozen=True)
class Page:
    """A Streamlit script, relative to the root. With `own_settings` it runs in the root, with the settings there.

    `flags` are Streamlit's; `table` is the file that it shows, `trips` how many are in it; `pills` are clicked in turn.
    A `hosted` page is served by `uvicorn asgi:app`; one with a `folder` by a server of the files in it.
    """

    name: str
    script: str
    sights: tuple[Sight, ...]
    own_settings: bool = False
    flags: tuple[str, ...] = ()
    table: Path | None = None
    trips: int = 11
    pills: tuple[tuple[str, str], ...] = PILLS
    hosted: bool = False
    folder: Path | None = None

    @property
    def needs_no_session(self) -> bool:
        """Whether its filters run no script on the server."""
        return self.hosted or self.folder is not None

    @property
    def last_sight(self) -> str:
        """The element that completes the page: its map, or the sentence of a page without one."""
        return self.sights[-1].name


APP_PAGE = Page(
    "ours",
    "app.py",
    (Sight(SENTENCE, "#sentence"), Sight(MAP, "[data-state=ready]", "data-trips", framed=True)),
    own_settings=True,
)
BARE = Page("bare", "tools/bench/bare.py", (Sight(SENTENCE, ".st-key-sentence"),))


def our_page(trips: int, folder: Path) -> Page:
    """Return our page with a number of synthetic trips, written into the folder; 11 means the built-in records."""
    if trips == APP_PAGE.trips:
        return APP_PAGE
    table = write(trips, folder / str(trips))
    return replace(APP_PAGE, name=f"ours, {trips:,} trips", table=table, trips=trips, pills=PILLS_OF_MANY)


def hosted(page: Page) -> Page:
    """Return one of our pages as `asgi.py` serves it."""
    sights = tuple(replace(sight, framed=False) for sight in page.sights)
    return replace(page, name=f"hosted, {page.trips:,} trips", sights=sights, hosted=True)


def client(page: Page, folder: Path) -> Page:
    """Write the one-file page of the trips that one of our pages shows; it works in the browser alone.

    It is written into the folder, beside a file by which its server is known to answer.
    """
    place = folder / f"client-{page.trips}"
    place.mkdir()
    (place / "index.html").write_text(one_file_page(load(page.table or BUILT_IN)), encoding="utf-8")
    (place / HEALTH).write_text("ok", encoding="utf-8")
    sights = tuple(replace(sight, framed=False) for sight in page.sights)
    return Page(f"client, {page.trips:,} trips", "", sights, trips=page.trips, pills=page.pills, folder=place)
