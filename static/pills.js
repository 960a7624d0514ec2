// Pills: the facets of a page that has no Streamlit, built as Streamlit builds its own, so that one style sheet serves both.

import {el} from './dom.js';
import {FACETS} from './trips.js';

/** Buttons for each facet that can leave a trip out; a click writes the URL. */
export function pills(root, store) {
  const {trips, words} = store;
  const offered = FACETS.filter(facet => trips.trips.some(trip => [...trips.options[facet]].some(value => !trips.values(trip, facet).includes(value))));
  root.replaceChildren(...offered.map(facet => {
    const name = words.say(facet), buttons = trips.offered(facet).map(value => pill(store, facet, value));
    return el('div', {class: `stElementContainer st-key-${facet}`}, el('div', {class: 'stButtonGroup'}, el('label', {'aria-hidden': 'true'}, el('p', {}, name)), el('div', {role: 'toolbar', 'aria-label': name}, buttons)));
  }));
  store.follow((_, changed) => {
    if (!changed.facets) return;
    for (const button of root.querySelectorAll('button')) button.setAttribute('aria-pressed', String(store.view[button.dataset.facet].has(button.dataset.value)));
  });
}

function pill(store, facet, value) {
  return el('button', {type: 'button', 'aria-pressed': 'false', 'data-facet': facet, 'data-value': value, 'data-mode': facet === 'mode' ? value : null, onclick: () => store.toggle(facet, value)}, el('p', {}, store.trips.said(facet, value)));
}
