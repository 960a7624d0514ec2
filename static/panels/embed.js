// Embed: a page in a frame of another page. It shows what its address asks for, and says how high it wants to be.

import {find} from '../elements/dom.js';
import {FACETS} from '../model/trips.js';
import {HEIGHT_MESSAGE} from './embed_code.js';

/** @import {Store} from '../model/view.js' */

const CONTENT = 'main.stMain .stMainBlockContainer, .standalone main'; // all that the frame shows
const MAP = '.stElementContainer:has(+ .st-key-body), .standalone .frame';

/**
 * Show sentence and map, what else the address asks for, and a link to the whole page.
 * @param {HTMLElement} root the header
 * @param {Store} store
 */
export function embedPage(root, store) {
  const {parts} = store.embedding, classes = document.documentElement.classList;
  classes.add('compact', ...[...parts].map(part => `embed-${part}`));
  if (parts.has('filters')) mountFilterButton(find(root, '#filters'), store);
  if (window.parent !== window) reportHeight();
}

/**
 * A button that opens the filters, which a narrow frame has no room for.
 * @param {HTMLElement} button
 * @param {Store} store
 */
function mountFilterButton(button, store) {
  const {words, trips} = store, classes = document.documentElement.classList;
  button.hidden = !trips.years && !FACETS.some(facet => trips.restricts(facet));
  const show = () => {
    const {view} = store, chosen = FACETS.reduce((sum, facet) => sum + view[facet].size, view.years ? 1 : 0);
    button.textContent = words.translate('filters') + (chosen ? ` (${chosen})` : '');
    button.setAttribute('aria-expanded', String(classes.contains('filters-open')));
  };
  button.onclick = () => {
    classes.toggle('filters-open');
    show();
  };
  store.follow((_, changed) => {
    if (changed.facets) show();
  });
}

/** Tell the page around this one, now and after each change, how high the frame has to be to show all of it. */
function reportHeight() {
  let reported = 0;
  const report = () => {
    const height = wantedHeight();
    if (!height || height === reported) return;
    reported = height;
    // It holds a number and nothing of the trips, so any page may have it.
    window.parent.postMessage({type: HEIGHT_MESSAGE, height}, '*');
  };
  const sizes = new ResizeObserver(report);
  for (const element of [document.body, ...document.querySelectorAll(`${CONTENT}, ${MAP}, .head, .body`)]) {
    sizes.observe(element);
  }
}

/** The height of the content, with the map as high as its width asks for, whatever the frame's height is now. */
function wantedHeight() {
  const content = document.querySelector(CONTENT), map = document.querySelector(MAP);
  if (!content || !map) return 0;
  const rest = content.getBoundingClientRect().height - map.getBoundingClientRect().height;
  return Math.ceil(rest + parseFloat(getComputedStyle(map).minHeight));
}
