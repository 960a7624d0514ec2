// Counts: how many trips each pill would show, and the buttons that end the filters, on every kind of page.

import {el} from '../elements/dom.js';
import {latestAfterPaint} from '../elements/frames.js';
import {MAX_PILLS} from '../model/trips.js';

/** @import {FacetName, ViewPart} from '../../tools/stubs/types.js' */
/** @import {Store} from '../model/view.js' */

const BESIDE = /** @type {const} */ (['place', 'route']); // facets without pills
const MANY_PILLS = 24; // more are folded into one line

/**
 * Say on a pill how many trips it would show under the choices in the other facets; the style sheet paints it after the
 * pill's own text, in room for as many digits as there can be.
 * @param {Store} store
 * @param {FacetName} facet
 * @param {HTMLElement} pill
 * @param {string} value
 */
export function showCount({trips, words, optionCounts}, facet, pill, value) {
  const {numbers, counts} = trips.facets[facet], code = numbers.get(value);
  if (code === undefined) return;
  const count = optionCounts[facet][code];
  if (pill.dataset.count === String(count)) return;
  pill.dataset.count = String(count);
  if (counts[code] >= 1000) pill.dataset.grouped = words.number(count);
  pill.style.setProperty('--digits', String(words.number(counts[code]).length));
}

/**
 * Call a function now, and after the map's next paint when the counts have changed.
 * @param {Store} store
 * @param {() => void} work
 */
export function followCounts(store, work) {
  const later = latestAfterPaint(work);
  let isFirst = true;
  store.follow((_, changed) => {
    if (isFirst) work();
    else if (changed.facets) later();
    isFirst = false;
  });
}

/**
 * The buttons after the filters: "All filters" where they are folded into one line, and "Clear all", which is there as
 * soon as anything is chosen.
 * @param {Store} store
 * @param {Element} root around the filters
 * @param {(parts: ViewPart[]) => void} clear
 */
export function filterTools(store, root, clear) {
  const {words} = store;
  const unfold = el('button', {type: 'button', class: 'unfold', onclick: () => fold(!root.classList.contains('open'))});
  /** @param {boolean} open */
  const fold = open => {
    root.classList.toggle('open', open);
    unfold.setAttribute('aria-expanded', String(open));
    unfold.textContent = words.translate(open ? 'filters_fold' : 'filters_unfold');
  };
  const onclick = () => {
    /** @type {HTMLElement | null} */ (root.querySelector('button[aria-pressed], input'))?.focus(); // the button goes
    clear(store.chosen);
  };
  const all = el('button', {type: 'button', class: 'clear-all', onclick}, words.translate('clear_all'));
  const chips = el('span', {class: 'chips'});
  fold(root.classList.contains('open'));
  root.classList.toggle('many', isMany(store));
  store.follow((_, changed) => {
    if (!changed.facets) return;
    all.classList.toggle('none', !store.chosen.length);
    chips.replaceChildren(...chosenBeside(store));
  });
  return el('div', {class: 'filter-tools'}, chips, unfold, all);
}

/**
 * A button for each place, route and search that is chosen, which gives it up: there are no pills for those.
 * @param {Store} store
 */
function chosenBeside(store) {
  const {view, trips, words} = store;
  /**
   * @param {ViewPart} part
   * @param {string} text
   * @param {() => void} onclick
   */
  const chip = (part, text, onclick) => {
    const attributes = {type: 'button', class: 'chip', 'data-part': part, title: words.translate('remove'), onclick};
    return el('button', attributes, el('p', {}, text));
  };
  const chips = BESIDE.flatMap(facet => [...view[facet]].sort().map(value =>
    chip(facet, trips.localizeValue(facet, value), () => store.toggle(facet, value))));
  const quoted = words.translate('quoted', {text: view.search});
  if (view.search) chips.push(chip('search', quoted, () => store.write({search: null})));
  return chips;
}

/** @param {Store} store */
function isMany({trips}) {
  const sizes = trips.offeredFacets.filter(facet => trips.restricts(facet)).map(facet => trips.options[facet].size);
  return sizes.reduce((sum, size) => sum + (size > MAX_PILLS ? 1 : size), 0) > MANY_PILLS;
}
