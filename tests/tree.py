"""Tree: what Chromium tells a screen reader of a page and its frames. Nodes are found by role and name, never by a selector."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from playwright.sync_api import Page as Tab

from tests.server import until

PATIENCE_S = 30.0
# What was pressed has had its effect by then: a look at the whole tree takes a quarter of a second of CPU time.
PAINTED = "() => new Promise(painted => requestAnimationFrame(() => setTimeout(painted)))"


@dataclass(frozen=True)
class Node:
    """An element as it is told: `properties` by name, such as `pressed`; `element` is the browser's number of it."""

    role: str
    name: str
    description: str
    element: int
    properties: dict[str, Any]
    within: tuple[int, ...]  # the elements around it


class Tree:
    """The accessibility tree of an open page. `found` is all that was told when `find` had found its node."""

    def __init__(self, tab: Tab) -> None:
        self.tab = tab
        self.found: list[Node] = []
        self.browser = tab.context.new_cdp_session(tab)

    def nodes(self) -> list[Node]:
        """All that is told now, frame by frame, each in its order."""
        return [
            node for frame in _frames(self.browser.send("Page.getFrameTree")["frameTree"]) for node in self._told(frame)
        ]

    def find(self, role: str, name: str, **properties: Any) -> Node:
        """Wait for the first node of a role whose name begins so, in any case, and whose properties are these."""

        def is_there() -> bool:
            self.found = self.nodes()
            return any(_is(node, role, name, properties) for node in self.found)

        self.tab.evaluate(PAINTED)
        until(is_there, PATIENCE_S, lambda: f"no {role} is called {name!r} with {properties}")
        return next(node for node in self.found if _is(node, role, name, properties))

    def last(self, role: str, name: str) -> Node:
        """The first node of a role whose name begins so, as `find` saw it last: enough for what stands there all the time."""
        found = next((node for node in self.found if _is(node, role, name, {})), None)
        assert found, f"no {role} is called {name!r}"
        return found

    def inside(self, outer: Node, role: str) -> list[Node]:
        """The nodes of a role within another."""
        return [node for node in self.nodes() if node.role == role and outer.element in node.within]

    def focus(self, node: Node) -> None:
        """Give it the focus, as a screen reader does."""
        # A group of pills gives the focus to the one that had it last, as with Tab; from there it goes on.
        for _ in range(2):
            self.browser.send("DOM.focus", {"backendNodeId": node.element})

    def press(self, role: str, name: str, key: str) -> None:
        """Focus a node and press a key on it."""
        self.focus(self.find(role, name))
        self.tab.keyboard.press(key)

    def _told(self, frame: str) -> Iterator[Node]:
        raw = self.browser.send("Accessibility.getFullAXTree", {"frameId": frame})["nodes"]
        by_id = {each["nodeId"]: each for each in raw}
        for each in raw:
            if not each["ignored"] and "backendDOMNodeId" in each and each["role"]["value"] != "InlineTextBox":
                yield _node(each, tuple(_around(each, by_id)))


def copy_link(tree: Tree, words: Mapping[str, Any]) -> None:
    """Copy the page's link by the button of its name, hear of it, and find in it Hanoi by rail in 2019, as was chosen."""
    tree.focus(tree.last("button", words["copy_link"]))
    tree.tab.keyboard.press("Enter")
    told = tree.find("StaticText", words["copied"])
    assert "status" in {node.role for node in tree.found if node.element in told.within}
    link = tree.tab.evaluate("() => navigator.clipboard.readText()")
    assert {"year=2019", "mode=rail", "trip=2019-02-hanoi"} < set(link.split("?")[1].split("&"))


def _node(raw: dict[str, Any], within: tuple[int, ...]) -> Node:
    said = {key: raw.get(key, {}).get("value", "") for key in ("role", "name", "description")}
    properties = {each["name"]: _value(each["value"]) for each in raw.get("properties", [])}
    return Node(**said, element=raw["backendDOMNodeId"], properties=properties, within=within)


def _value(value: dict[str, Any]) -> Any:
    """A property's value; of one that points to another element, that element."""
    return next((each["backendDOMNodeId"] for each in value.get("relatedNodes", [])), value.get("value"))


def _around(raw: dict[str, Any], by_id: dict[str, dict[str, Any]]) -> Iterator[int]:
    while (raw := by_id.get(raw.get("parentId", ""), {})) and "backendDOMNodeId" in raw:
        yield raw["backendDOMNodeId"]


def _is(node: Node, role: str, name: str, properties: dict[str, Any]) -> bool:
    fits = node.role == role and node.name.casefold().startswith(name.casefold())
    return fits and all(node.properties.get(key) == value for key, value in properties.items())


def _frames(tree: dict[str, Any]) -> Iterator[str]:
    yield tree["frame"]["id"]
    for child in tree.get("childFrames", []):
        yield from _frames(child)
