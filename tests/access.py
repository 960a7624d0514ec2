"""Access: what holds on every page, live, in one file or on the site: axe, no scrolling sideways, targets of 24 px."""

from collections.abc import Iterator

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Frame
from playwright.sync_api import Page as Tab

# What axe finds of Streamlit's own: rule, and the test id of the element. docs/accessibility.md says where it is told.
STREAMLITS = {("presentation-role-conflict", "stFileUploaderDropzone")}
OF_COLOUR = ("color-contrast", "link-in-text-block")
# Rows and pictures that have the colours of those above them. Contrast takes four fifths of axe's time, and half of it went into these.
ALIKE = (
    "#trips tbody tr:nth-child(n+4):not([aria-current])",
    "#statistics tbody tr:nth-child(n+3)",
    "#statistics .figures dd > :nth-child(n+3)",
    "#statistics .grid > :nth-child(n+3)",
    ".cited li:nth-child(n+3)",
    "#events li:nth-child(n+3)",
    "#counting li:nth-child(n+3)",
)
# The rules on colours leave out what is alike; the others look at every element. Frames are asked for by themselves. Where
# nothing is alike all rules go together: axe reads the whole document for each run, however small the part it is to judge.
RUN = """async ([selector, rules, colours, alike, looksAtColours]) => {
  const options = {resultTypes: ['violations'], iframes: false, preload: false};
  const run = async (context, more) => (await axe.run(context, {...options, ...more})).violations;
  const within = {include: [[selector ?? 'html']]};
  const isAlike = alike.some(each => [...document.querySelectorAll(each)].some(node => !selector || node.closest(selector)));
  const ofColour = rules.length ? rules.filter(rule => colours.includes(rule)) : colours;
  const others = rules.filter(rule => !colours.includes(rule));
  const off = Object.fromEntries(colours.map(rule => [rule, {enabled: false}]));
  const found = [];
  if (!rules.length && looksAtColours && !isAlike) found.push(...await run(within, {}));
  else {
    if (!rules.length || others.length) found.push(...await run(within, others.length ? {runOnly: others} : {rules: off}));
    if (looksAtColours && ofColour.length) found.push(...await run({...within, exclude: alike.map(each => [each])}, {runOnly: ofColour}));
  }
  return found.flatMap(({id, nodes}) => nodes.map(({html}) => [id, html]));
}"""
AXE = Axe().axe_script
# Both themes and both widths, and in each what it changes: the theme changes colours, the width the layout.
LOOKS = [("light", 390), ("light", 1280), ("dark", 1280)]

# The page is there, Streamlit has put the theme on, and nothing fades from one colour into another any more.
SETTLED = """scheme => {
  const app = document.querySelector('.stApp');
  return document.querySelector('#sentence')?.textContent && (!app || getComputedStyle(app).colorScheme === scheme) && document.getAnimations().every(each => each.playState !== 'running');
}"""
SIDEWAYS = """() => [document.documentElement, ...document.querySelectorAll('.stMain, [data-testid=stSidebarContent], #sharing')]
  .filter(box => box.scrollWidth > box.clientWidth).map(box => `${box.outerHTML.slice(0, 120)} ${box.scrollWidth}`)"""
# Beyond the edge of the window, but for what the reader scrolls by itself and Streamlit's invisible handle.
CUT_OFF = """() => [...document.querySelectorAll('button, a, h1, h2, h3, p, td, th, summary, dt, dd, label, input, textarea, select, li')]
  .filter(node => node.checkVisibility() && !node.closest('.unseen, #skip') && node.getBoundingClientRect().width > 1)
  .filter(node => node.getBoundingClientRect().right > innerWidth + 1 || node.getBoundingClientRect().left < -1
    || (node.scrollWidth > node.clientWidth + 1 && getComputedStyle(node).display !== 'inline' && node.localName !== 'textarea' && getComputedStyle(node).overflowX !== 'visible'))
  .map(node => node.outerHTML.slice(0, 120))"""
# All that can be pressed and is ours: not Streamlit's fields, not a link in a line of text, not what is unseen till it has the focus.
SMALL = """() => [...document.querySelectorAll('a, button, summary, input, select, textarea, [role=listbox], .place')]
  .filter(node => node.checkVisibility() && !node.matches('#skip:not(:focus), [data-testid=stSkipToContent], [tabindex="-1"]') && !node.closest('.stSidebar [class*=st-emotion]:has(input)'))
  .filter(node => !(node.localName === 'a' && getComputedStyle(node).display === 'inline' && (node.closest('p, li, td') ?? node.parentElement).textContent !== node.textContent))
  .map(node => [node, node.getBoundingClientRect()]).filter(([, {width, height}]) => width && Math.min(width, height) < 24)
  .map(([node, {width, height}]) => `${node.outerHTML.slice(0, 120)} ${width} x ${height}`)"""

# The controls on the screen whose middle is not their own, or that are hit in less than so many px across or down. A row
# of the list is chosen wherever it is hit.
MISSED = """least => {
  const over = '.drawer, #own-panel, dialog, .tip, .stSidebar', reach = least / 2 - 1;
  const isClipped = (node, x, y) => {
    for (let box = node.parentElement; box; box = box.parentElement) {
      const {left, right, top, bottom} = box.getBoundingClientRect();
      if (getComputedStyle(box).overflow !== 'visible' && (x < left || x > right || y < top || y > bottom)) return true;
    }
    return false;
  };
  return [...document.querySelectorAll('button, a[href], summary, input, select, textarea')]
    .filter(node => node.checkVisibility({visibilityProperty: true}) && !node.closest('[inert], .unseen, .stSidebar'))
    .filter(node => !node.matches('#skip, [tabindex="-1"]') && !node.matches('p a, li a, .leaflet-control-attribution a'))
    .flatMap(node => {
      const {left, top, width, height} = node.getBoundingClientRect(), x = left + width / 2, y = top + height / 2;
      const middle = document.elementFromPoint(x, y), whole = node.closest('.choose') ? node.closest('table') : node;
      const isOurs = hit => !hit || whole.contains(hit) || (hit.closest(over) && !node.closest(over)) || [...node.labels ?? []].some(label => label.contains(hit));
      if (!middle || !width || isClipped(node, x, y) || (middle.closest(over) && !node.closest(over))) return [];
      const [across, down] = [Math.max(reach - width / 2, 0) && reach, Math.max(reach - height / 2, 0) && reach];
      const isWide = [-across, across].every(away => isOurs(document.elementFromPoint(x + away, y)));
      const isHigh = [-down, down].every(away => isOurs(document.elementFromPoint(x, y + away)));
      if (isOurs(middle) && isWide && isHigh) return [];
      return [`${isOurs(middle) ? 'small' : 'missed'} ${node.outerHTML.slice(0, 90)} ${width} x ${height}`];
    });
}"""


def out_of_hand(tab: Tab, *, touch: bool) -> list[str]:
    """The controls on the screen that cannot be hit at their middle, or are too small: 24 px, 44 for a finger."""
    found: list[str] = tab.evaluate(MISSED, 44 if touch else 24)
    return found


def violations(
    where: Tab | Frame, context: str | None = None, rules: tuple[str, ...] = (), *, colours: bool = True
) -> list[str]:
    """What axe finds of ours, in a document or the part that a selector names: rule, and element.

    By all rules or these; those on colours, which take most of the time, can be left out.
    """
    found = _found(where, context, rules, colours=colours)
    return [f"{rule}: {html[:160]}" for rule, html in found if not _is_streamlits(rule, html)]


def streamlits(where: Tab) -> set[tuple[str, str]]:
    """Which of `STREAMLITS` axe finds."""
    found = _found(where, None, tuple(rule for rule, _ in STREAMLITS))
    return {(rule, element) for rule, element in STREAMLITS for told, html in found if rule == told and element in html}


def looks(tab: Tab) -> Iterator[str]:
    """Give an open page both themes and both widths, one after the other."""
    for scheme, width in LOOKS:
        tab.emulate_media(color_scheme="light" if scheme == "light" else "dark")
        tab.set_viewport_size({"width": width, "height": 900})
        tab.wait_for_function(SETTLED, arg=scheme)
        yield f"{scheme}, {width} px"


def in_every_look(tab: Tab, context: str | None = None, *, frame: Frame | None = None) -> dict[str, list[str]]:
    """What axe finds of ours in each look, of the page and of a frame in it; empty when there is nothing.

    By all rules where it is light and narrow, by those on the layout where it is wide, by those on colours in the dark.
    """
    found = {}
    for look in looks(tab):
        rules, colours = OF_COLOUR if look.startswith("dark") else (), look != "light, 1280 px"
        found[look] = violations(tab, context, rules, colours=colours)
        found[look] += violations(frame, None, rules, colours=colours) if frame else []
    return {look: wrong for look, wrong in found.items() if wrong}


def unfold(tab: Tab) -> None:
    """Show all filters of a narrow page, which stand in one line that scrolls until the reader asks for them."""
    size = tab.viewport_size or {"width": 1280, "height": 900}
    tab.set_viewport_size({**size, "width": 320})
    tab.locator(".unfold[aria-expanded=false]").click()


def out_of_reach(tab: Tab) -> list[str]:
    """At 320 px, which is 1280 px at 400 %: what scrolls sideways, is cut off, or is too small to press."""
    tab.set_viewport_size({"width": 320, "height": 640})
    tab.wait_for_function(
        SETTLED,
        arg=tab.evaluate("() => getComputedStyle(document.querySelector('.stApp') ?? document.body).colorScheme"),
    )
    inside = [frame.evaluate(SMALL) for frame in tab.frames]
    return [*tab.evaluate(SIDEWAYS), *tab.evaluate(CUT_OFF), *(small for each in inside for small in each)]


def _found(
    where: Tab | Frame, context: str | None, rules: tuple[str, ...] = (), *, colours: bool = True
) -> list[tuple[str, str]]:
    """Rule and element of all that axe finds in one document."""
    if not where.evaluate("() => 'axe' in window"):
        where.evaluate(AXE)
    return [(rule, html) for rule, html in where.evaluate(RUN, [context, rules, OF_COLOUR, ALIKE, colours])]


def _is_streamlits(rule: str, html: str) -> bool:
    return any(rule == known and f'data-testid="{element}"' in html for known, element in STREAMLITS)
