// Pill clicks: the page answers a click on one of Streamlit's pills in the next frame, and Streamlit hears of it then.

import {latestAfterPaint} from '../elements/frames.js';
import {nextTask} from '../model/tasks.js';

const PILLS = '.st-key-facets button[aria-pressed]';
const CHECK_MS = 50, LONGEST_MS = 30_000; // for which a click waits for Streamlit to give up what was
const BEFORE_CLICK = ['mousedown', 'pointerup', 'mouseup'];

/**
 * Answer clicks of a mouse, a finger or a pen on pills, and let Streamlit have them after the paint. Its own work for a
 * click, of which nothing is seen that the answer does not show, takes as long as all that we draw.
 * @param {(pill: HTMLElement) => boolean} answer shows what is chosen; false leaves the click to Streamlit alone
 * @param {() => boolean} hasGivenUp whether Streamlit shows nothing as chosen that is given up: it would add the click
 *   to that, and a slow server answers late
 * @param {AbortSignal} signal ends it
 */
export function answerPillClicks(answer, hasGivenUp, signal) {
  /** @type {HTMLElement | null} */
  let pressed = null;
  /** @type {{pill: HTMLElement, click: Event}[]} */
  const answered = [];
  let isTelling = false;
  const tell = latestAfterPaint(async () => {
    if (isTelling) return;
    isTelling = true;
    for (let next = answered.shift(); next; next = answered.shift()) {
      const until = performance.now() + LONGEST_MS;
      while (!hasGivenUp() && performance.now() < until) await new Promise(resolve => setTimeout(resolve, CHECK_MS));
      click(next);
      await nextTask(); // in which Streamlit draws what was chosen; the next click adds to that
    }
    isTelling = false;
  });
  /** @param {Event} event */
  const press = event => {
    pressed = isPlain(/** @type {PointerEvent} */ (event)) ? pillOf(event) : null;
    if (pressed) event.stopPropagation();
  };
  /** @param {Event} event */
  const hold = event => {
    if (!pressed || !event.isTrusted || pillOf(event) !== pressed) return;
    event.stopPropagation();
    if (event.type === 'mousedown') event.preventDefault(); // the focus, too, comes with the click
  };
  /** @param {Event} event */
  const release = event => {
    if (!pressed || !event.isTrusted || pillOf(event) !== pressed) return;
    event.stopPropagation();
    // As a screen reader clicks, which needs no press before.
    const held = {pill: pressed, click: new PointerEvent('click', {bubbles: true, cancelable: true, composed: true})};
    pressed = null;
    if (!answer(held.pill)) return click(held);
    answered.push(held);
    tell();
  };
  const options = {capture: true, signal}, {body} = document;
  body.addEventListener('pointerdown', press, options);
  for (const type of BEFORE_CLICK) body.addEventListener(type, hold, options);
  body.addEventListener('click', release, options);
}

/**
 * Whether a pointer presses the way that chooses, and nothing else.
 * @param {PointerEvent} event
 */
function isPlain({button, isPrimary, ctrlKey, metaKey}) {
  return button === 0 && isPrimary && !ctrlKey && !metaKey;
}

/** @param {Event} event */
function pillOf({target}) {
  return target instanceof Element ? /** @type {HTMLElement | null} */ (target.closest(PILLS)) : null;
}

/** @param {{pill: HTMLElement, click: Event}} held */
function click({pill, click}) {
  pill.focus({preventScroll: true, focusVisible: false}); // as a press of the mouse gives it
  pill.dispatchEvent(click);
}
