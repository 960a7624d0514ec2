"""Hand-over: readers work in the page while Streamlit starts behind it; they must get what they ask for."""

import asyncio
import random
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from playwright.async_api import Browser, Page, expect

from tools.faults.lost import Rows

MOMENTS = 50
SEED = 16
LAST_MS = 1500  # of the moments after the page is painted at which Streamlit is started
OPENED_MS = 30_000
STATES = ("nothing", "card", "play", "share", "scrolled", "sorted", "typed", "keys")
KEY_MS = 60  # between two presses of the space bar

# What is wrong with a page that a reader works in while Streamlit starts: pills are pressed every 30 ms from before the
# start until after it, or something is open and nothing may change. `{state, start, seed}` says what is open, when
# Streamlit starts, and which pills.
WORK = """async ({state, start, seed}) => {
  const pause = ms => new Promise(resolve => setTimeout(resolve, ms)), {dataset} = document.documentElement;
  const find = selector => document.querySelector(selector), wrong = [];
  let number = seed, shift = 0;
  const random = below => (number = (number * 1103515245 + 12345) % 2147483648, number % below);
  new PerformanceObserver(list => list.getEntries().forEach(each => { shift += each.hadRecentInput ? 0 : each.value; }))
    .observe({type: 'layout-shift'});
  if (state === 'card') find('#trips .choose').click();
  if (state === 'play') find('.playbar .play').click();
  if (state === 'share') find('#share').click();
  if (state === 'sorted') find('#trips .c-days button').click();
  const anchors = {share: '#sharing textarea', typed: '#list input', keys: '.st-key-year button'};
  const selector = anchors[state] ?? '#trips .c-title button';
  while (!find(selector)) await pause(30); // a dialog that is being filled
  const anchor = find(selector);
  if (state === 'typed') anchor.value = 'Hano'; // half typed: no event has told the page of it yet
  anchor.focus({preventScroll: true});
  if (state === 'scrolled') scrollTo(0, 240);
  await pause(800); // on a phone the map comes into sight above the card
  const presses = state === 'nothing' || state === 'sorted';
  const top = scrollY, order = [...document.querySelectorAll('#trips tbody tr')].map(row => row.dataset.trip);
  const chosen = new Set();
  const expected = () => [...chosen].sort().join();
  const shown = () => new URLSearchParams(location.search).getAll('year').sort().join();
  const press = () => {
    const pills = [...document.querySelectorAll('.st-key-year button')], pill = pills[random(pills.length)];
    const {value} = pill.dataset;
    if (!chosen.delete(value)) chosen.add(value);
    pill.click();
    if (expected() !== shown()) wrong.push(`asked for ${expected()}, got ${shown()}`);
  };
  for (let waited = 0, after = 0; after < 600; waited += 30) {
    if (waited >= start && dataset.server === 'none') find('#own').dispatchEvent(new PointerEvent('pointerenter'));
    if (dataset.server === 'live') after += 30;
    if (waited > 60000) return [...wrong, 'Streamlit did not start'];
    if (presses) press();
    if (state === 'play' && !find('.playbar .play.playing')) wrong.push('the play ended');
    if (state === 'card' && !find('#card h2')) wrong.push('the card closed');
    if (state === 'share' && !find('#sharing').open) wrong.push('the dialog closed');
    if (state === 'typed' && anchor.value !== 'Hano') wrong.push(`what was typed is ${anchor.value}`);
    await pause(30);
  }
  for (const value of [...chosen]) find(`.st-key-year [data-value="${value}"]`).click();
  await pause(100);
  if (state === 'keys') return [...wrong, ...(document.activeElement === anchor ? [] : ['the focus is lost'])];
  const rows = [...document.querySelectorAll('#trips tbody tr')].map(row => row.dataset.trip);
  const ids = [...document.querySelectorAll('[id]')].map(({id}) => id);
  const twice = ids.filter((id, at) => ids.indexOf(id) !== at);
  if (String(rows) !== String(order)) wrong.push(`the list was ${order}, is ${rows}`);
  const {activeElement: focused} = document;
  if (focused !== anchor && state !== 'play') wrong.push(`${focused.outerHTML} has the focus`);
  if (scrollY !== top) wrong.push(`scrolled from ${top} to ${scrollY}`);
  if (twice.length) wrong.push(`twice: ${twice}`);
  if (shift > 0.02 && !presses) wrong.push(`moved by ${shift}`);
  return wrong;
}"""


@dataclass(frozen=True, slots=True)
class Reader:
    """How a page is opened, and what its reader does."""

    query: str
    options: dict[str, Any]
    work: dict[str, object]


def readers(number: int, seed: int = SEED) -> list[Reader]:
    """Readers of every kind of screen, each with something open and a moment at which Streamlit starts."""
    chosen = random.Random(seed)
    return [
        Reader(
            chosen.choice(("", "?mode=rail", "?lang=ko", "?mode=rail&lang=ko")),
            {
                "viewport": {"width": chosen.choice((1280, 390)), "height": 800},
                "color_scheme": chosen.choice(("light", "dark")),
                "reduced_motion": chosen.choice(("no-preference", "reduce")),
            },
            {
                "state": STATES[each % len(STATES)],
                "start": chosen.randrange(0, LAST_MS, 30),
                "seed": chosen.randrange(1, 2**31),
            },
        )
        for each in range(number)
    ]


async def _press(tab: Page, working: asyncio.Task[Any]) -> list[str]:
    """Press the space bar on the pill that has the focus until the work has ended; say where a press was lost."""
    pill, presses = tab.locator(".st-key-year button").first, 0
    await expect(pill).to_be_focused()
    while not working.done():
        await tab.keyboard.press("Space")
        presses += 1
        await asyncio.sleep(KEY_MS / 1000)
    pressed = await pill.get_attribute("aria-pressed")
    return [] if pressed == str(presses % 2 == 1).lower() else [f"after {presses} presses it is {pressed}"]


async def handover(browser: Browser, site: str) -> Rows:
    """Let readers work through the start of Streamlit, two at a time; every row but the first should be empty."""
    wrong: list[str] = []
    two = asyncio.Semaphore(2)

    async def one(reader: Reader) -> None:
        async with two:
            context = await browser.new_context(ignore_https_errors=True, **reader.options)
            tab = await context.new_page()
            errors: list[str] = []
            tab.on("console", lambda message: errors.append(message.text) if message.type == "error" else None)
            tab.on("pageerror", lambda error: errors.append(str(error)))
            await tab.goto(f"{site}/{reader.query}")
            await tab.wait_for_selector("[data-state=ready]", timeout=OPENED_MS)
            working = asyncio.create_task(tab.evaluate(WORK, reader.work))
            if reader.work["state"] == "keys":
                errors += await _press(tab, working)
            found: Sequence[str] = await working
            wrong.extend(f"{reader}: {each}" for each in [*found, *errors])
            await context.close()

    await asyncio.gather(*(one(reader) for reader in readers(MOMENTS)))
    return [("moments at which Streamlit was started", str(MOMENTS)), ("what was not as asked for", "; ".join(wrong))]
