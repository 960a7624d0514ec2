"""Tab: a page in Firefox, seen and used as a reader does."""

import base64
import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.browser.firefox.bidi import Firefox
from tests.server import until

WAITING_S = 30.0
CONTROL = "\ue009"  # WebDriver's code for the key

# The first element, in the page or in a frame of it, that a selector and a text find; and its middle on the page.
FINDERS = """
const documents = () => [document, ...[...document.querySelectorAll('iframe')].map(frame => frame.contentDocument)];
const all = selector => documents().flatMap(each => [...each?.querySelectorAll(selector) ?? []]);
const find = (selector, text = '') => all(selector).find(element => element.textContent.includes(text));
const middle = element => {
  if (!element) return null;
  element.scrollIntoView({block: 'center', inline: 'center', behavior: 'instant'});
  const view = element.ownerDocument, box = element.getBoundingClientRect(), frame = view.defaultView.frameElement?.getBoundingClientRect();
  const x = box.left + box.width / 2, y = box.top + box.height / 2, top = view.elementFromPoint(x, y);
  return top && (element.contains(top) || top.contains(element)) ? [(frame?.left ?? 0) + x, (frame?.top ?? 0) + y] : null;
};
const frames = async look => {
  const seen = [look()];
  for (let frame = 0; frame < 2; frame++) {
    await new Promise(requestAnimationFrame);
    seen.push(look());
  }
  return seen;
};
const layer = () => all('[data-state]')[0]?.ownerDocument.defaultView.tripLayer;
"""


@dataclass(frozen=True)
class Tab:
    """A tab of a browser; `context` is its id there."""

    browser: Firefox
    context: str

    def go(self, url: str) -> None:
        """Open an address and wait until it is loaded."""
        self.browser.send("browsingContext.navigate", context=self.context, url=url, wait="complete")

    def resize(self, width: int, height: int) -> None:
        """Give the tab a size, in CSS px."""
        viewport = {"width": width, "height": height}
        self.browser.send("browsingContext.setViewport", context=self.context, viewport=viewport)

    def see(self, expression: str) -> Any:
        """The value of an expression of JavaScript, as JSON carries it; the finders are at hand."""
        told = self.browser.send(
            "script.evaluate",
            expression=f"(async () => {{ {FINDERS} return JSON.stringify((await ({expression})) ?? null); }})()",
            target={"context": self.context},
            awaitPromise=True,
        )
        if told["type"] == "exception":
            raise AssertionError(f"{expression}: {told['exceptionDetails']['text']}")
        return json.loads(told["result"]["value"])

    def wait(self, expression: str) -> None:
        """Wait until an expression holds, which may find an element. Raises TimeoutError."""
        until(
            lambda: bool(self.see(f"Boolean({expression})")),
            WAITING_S,
            lambda: f"never came true in Firefox: {expression}",
        )

    def wait_for(self, selector: str, text: str) -> None:
        """Wait until an element that the selector finds says a text. Raises TimeoutError."""

        def said() -> str:
            return str(self.see(f"all({json.dumps(selector)}).map(each => each.textContent).join(' | ')"))

        until(lambda: text in said(), WAITING_S, lambda: f"{selector} never said {text!r} in Firefox but {said()!r}")

    def click(self, selector: str, text: str = "") -> None:
        """Bring an element into view and, when it stands still and nothing covers it, press its middle with the mouse."""
        self.press(*self.still(f"middle(find({json.dumps(selector)}, {json.dumps(text)}))"))

    def still(self, point: str) -> list[float]:
        """The point of the page that an expression finds, once it is the same for two frames. Raises TimeoutError."""
        seen: list[list[float]] = []

        def stands() -> bool:
            first, second, third = self.see(f"frames(() => {point})")
            if first and first == second == third:
                seen.append(first)
            return bool(seen)

        until(stands, WAITING_S, lambda: f"never stood still in Firefox: {point}")
        return seen[0]

    def press(self, x: float, y: float) -> None:
        """Press a point of the page with the mouse."""
        self._point(x, y, {"type": "pointerDown", "button": 0}, {"type": "pointerUp", "button": 0})

    def hover(self, x: float, y: float) -> None:
        """Move the mouse to a point of the page."""
        self._point(x, y)

    def paste(self) -> None:
        """Press Control and V."""
        keys = [("keyDown", CONTROL), ("keyDown", "v"), ("keyUp", "v"), ("keyUp", CONTROL)]
        actions = [{"type": kind, "value": value} for kind, value in keys]
        self._perform({"type": "key", "id": "keys", "actions": actions})

    def picture(self, file: Path) -> None:
        """Write what is seen as PNG."""
        shot = self.browser.send("browsingContext.captureScreenshot", context=self.context)
        file.write_bytes(base64.b64decode(shot["data"]))

    def _point(self, x: float, y: float, *more: dict[str, object]) -> None:
        move = {"type": "pointerMove", "x": round(x), "y": round(y)}
        mouse = {"pointerType": "mouse"}
        self._perform({"type": "pointer", "id": "mouse", "parameters": mouse, "actions": [move, *more]})

    def _perform(self, source: dict[str, object]) -> None:
        self.browser.send("input.performActions", context=self.context, actions=[source])


def opener(browser: Firefox, width: int, height: int) -> Callable[[str], Tab]:
    """Opens addresses in fresh tabs of one size."""

    def open_tab(url: str) -> Tab:
        tab = Tab(browser, browser.send("browsingContext.create", type="tab")["context"])
        tab.resize(width, height)
        tab.go(url)
        return tab

    return open_tab
