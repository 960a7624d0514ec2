// Pills: the facets of a page that has no Streamlit, built as Streamlit builds its own: one style sheet serves both.

import {el, keepPlace} from '../elements/dom.js';
import {filterTools, followCounts, showCount} from './counts.js';
import {facetName} from '../model/facets.js';
import {foldText} from '../model/search.js';
import {MAX_PILLS} from '../model/trips.js';

/** @import {Child} from '../elements/dom.js' */
/** @import {FacetName, View} from '../../tools/stubs/types.js' */
/** @import {Store} from '../model/view.js' */
/**
 * One facet, which shows what a view has chosen, and how many trips each value would show.
 * @typedef {{box: HTMLElement, follow: (view: View) => void, count: () => void}} Choice
 */

/**
 * Show each facet that can leave out a trip, and many years as a range. A choice writes the URL.
 * @param {Element} root
 * @param {Store} store
 */
export function mountPills(root, store) {
  const {trips} = store;
  const choices = trips.offeredFacets.filter(facet => trips.restricts(facet)).map(facet => choice(store, facet));
  if (trips.years) choices.unshift(yearRange(store, trips.years));
  const giveBack = keepPlace(root);
  root.replaceChildren(...choices.map(({box}) => box), filterTools(store, root, store.clear.bind(store)));
  store.follow((_, changed) => {
    if (changed.facets) for (const {follow} of choices) follow(store.view);
  });
  followCounts(store, () => choices.forEach(({count}) => count()));
  giveBack();
}

/**
 * @param {Store} store
 * @param {FacetName} facet
 */
function choice(store, facet) {
  const values = store.trips.offered(facet);
  return values.length > MAX_PILLS ? searchableFacet(store, facet, values) : pillRow(store, facet, values);
}

/**
 * A facet of a few values.
 * @param {Store} store
 * @param {FacetName} facet
 * @param {string[]} values
 * @returns {Choice}
 */
function pillRow(store, facet, values) {
  const buttons = values.map(value => pill(store, facet, value));
  return {
    box: group(facet, facetName(facet, store.trips), 'toolbar', buttons),
    follow: view => {
      for (const button of buttons) {
        button.setAttribute('aria-pressed', String(view[facet].has(button.dataset.value ?? '')));
      }
    },
    count: () => buttons.forEach(button => showCount(store, facet, button, button.dataset.value ?? '')),
  };
}

/**
 * A facet of many values: those chosen are pills, the others are found by typing.
 * @param {Store} store
 * @param {FacetName} facet
 * @param {string[]} values
 * @returns {Choice}
 */
function searchableFacet(store, facet, values) {
  const {trips, words} = store, name = facetName(facet, trips), chosen = el('span');
  const localized = values.map(value => ({value, text: trips.localizeValue(facet, value)}));
  const options = localized.map(({value, text}) => ({value, text, option: el('option', {value: text, label: text})}));
  const countValues = () => {
    const {numbers} = trips.facets[facet], counts = store.optionCounts[facet];
    for (const {value, text, option} of options) {
      const n = words.number(counts[numbers.get(value) ?? 0]);
      option.label = words.translate('value_count', {value: text, n});
    }
  };
  const list = el('datalist', {id: `values-${facet}`}, options.map(({option}) => option));
  const choose = () => {
    const typed = foldText(search.value.trim());
    const found = localized.find(({value, text}) => foldText(text) === typed || foldText(value) === typed);
    if (!found) return;
    if (!store.view[facet].has(found.value)) store.toggle(facet, found.value);
    search.value = '';
  };
  const placeholder = words.translate('all');
  const search = el('input', {list: list.id, placeholder, 'aria-label': name, onchange: choose, onfocus: countValues});
  const pills = () => Array.from(store.view[facet], value => pill(store, facet, value, true));
  return {
    box: group(facet, name, 'group', [chosen, search, list]),
    follow: () => chosen.replaceChildren(...pills()),
    count: () => {
      for (const button of chosen.querySelectorAll('button')) {
        showCount(store, facet, button, button.dataset.value ?? '');
      }
    },
  };
}

/**
 * The first and the last year; input that is not a year of the range, or in the wrong order, is reset.
 * @param {Store} store
 * @param {[first: number, last: number]} limits
 * @returns {Choice}
 */
function yearRange(store, [min, max]) {
  const {words} = store;
  const settle = () => {
    const [from, to] = [first.valueAsNumber, last.valueAsNumber];
    if (!isValid(first) || !isValid(last) || from > to) follow(store.view);
    else store.write({years: from === min && to === max ? null : [from, to]}, {isStep: true});
  };
  const [first, last] = ['first_year', 'last_year'].map(name =>
    el('input', {type: 'number', min, max, 'aria-label': words.translate(name), onchange: settle}));
  /** @param {View} view */
  const follow = ({years}) => {
    [first.value, last.value] = (years ?? [min, max]).map(String);
  };
  return {box: group('years', words.translate('year'), 'group', [first, last]), follow, count: () => {}};
}

/** @param {HTMLInputElement} input */
function isValid(input) {
  return input.value !== '' && input.validity.valid;
}

/**
 * @param {string} facet
 * @param {string} name
 * @param {string} role
 * @param {Child[]} content
 */
function group(facet, name, role, content) {
  const label = el('label', {'aria-hidden': 'true'}, el('p', {}, name));
  const buttons = el('div', {class: 'stButtonGroup'}, label, el('div', {role, 'aria-label': name}, content));
  return el('div', {class: `stElementContainer st-key-${facet}`}, buttons);
}

/**
 * @param {Store} store
 * @param {FacetName} facet
 * @param {string} value
 * @param {boolean} [pressed]
 */
function pill(store, facet, value, pressed = false) {
  const attributes = {
    type: 'button',
    'aria-pressed': String(pressed),
    'data-facet': facet,
    'data-value': value,
    'data-mode': facet === 'mode' ? value : null,
    onclick: () => store.toggle(facet, value),
  };
  return el('button', attributes, el('p', {}, store.trips.localizeValue(facet, value)));
}
