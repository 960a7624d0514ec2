"""Tabs: browser tabs that tests use one after the other, because a warm tab opens the page in a quarter of the time."""

from dataclasses import dataclass

from playwright.sync_api import Browser, BrowserContext
from playwright.sync_api import Error as PlaywrightError
from playwright.sync_api import Page as Tab

FORGET = """async () => {
  try {
    localStorage.clear();
    sessionStorage.clear();
    const deleting = indexedDB.deleteDatabase("trip-map");
    await new Promise(resolve => { deleting.onsuccess = deleting.onerror = deleting.onblocked = resolve; });
  } catch { /* an error page has none */ }
}"""


@dataclass(frozen=True)
class TabKind:
    """What a tab's context cannot change later; `script` runs before those of each document."""

    touch: bool
    locale: str
    script: str


class TabPool:
    """Tabs by kind, each alone in its context: two tabs of one test are two readers who share neither cookies nor storage.

    A tab keeps its process, its HTTP cache and the scripts that V8 has compiled. Opening the page took 4.1 s of CPU time
    in a new context with a route for every request, and 1.1 s in a tab that had shown it before.
    """

    def __init__(self, browser: Browser) -> None:
        self._browser = browser
        self._idle: dict[TabKind, list[Tab]] = {}

    def take(self, kind: TabKind) -> Tab:
        """Return an idle tab of this kind, or a new one."""
        idle = self._idle.setdefault(kind, [])
        return idle.pop() if idle else self._new_context(kind).new_page()

    def give_back(self, tab: Tab, kind: TabKind, origin: str) -> None:
        """Empty the tab for the next test. One that was closed, or does not answer any more, is not used again.

        `origin` is the server's that the tab has shown.
        """
        try:
            _clear(tab, origin)
        except PlaywrightError:
            tab.context.close()
        else:
            self._idle[kind].append(tab)

    def _new_context(self, kind: TabKind) -> BrowserContext:
        permissions = ["clipboard-read", "clipboard-write"]
        context = self._browser.new_context(has_touch=kind.touch, locale=kind.locale, permissions=permissions)
        context.add_init_script(kind.script)
        return context


def _leave(tab: Tab, origin: str) -> None:
    """Show what a server says of its health: on an empty page, the tab would change its process and lose its scripts."""
    try:
        tab.goto(f"{origin}/_stcore/health")
    except PlaywrightError:  # the server has ended
        tab.goto("about:blank")


def _clear(tab: Tab, origin: str) -> None:
    """Leave the page, its storage and all that a test has set. The pointer leaves too, so that nothing is hovered next."""
    for other in tab.context.pages:
        if other != tab:
            other.close()
    tab.unroute_all(behavior="ignoreErrors")
    _leave(tab, origin)
    tab.evaluate(FORGET)  # after the page, which notes as it is left what it showed
    tab.context.clear_cookies()
    tab.mouse.move(-1, -1)
    tab.emulate_media(media="null", forced_colors="null", color_scheme="light", reduced_motion="no-preference")
