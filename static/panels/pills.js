// Pills: the facets of a page that has no Streamlit, built as Streamlit builds its own, so that one style sheet serves both.

import {el} from './dom.js';
import {FACETS, MAX_PILLS} from '../model/trips.js';

/** What to choose trips by: each facet that can leave a trip out, years as a range where they are many. A choice writes the URL. */
export function pills(root, store) {
  const {trips} = store, offered = FACETS.filter(facet => trips.restricts(facet));
  const choices = offered.map(facet => (trips.offered(facet).length > MAX_PILLS ? searched(store, facet) : row(store, facet)));
  if (trips.years) choices.unshift(range(store));
  root.replaceChildren(...choices.map(({box}) => box));
  store.follow((_, changed) => { if (changed.facets) for (const {follow} of choices) follow(store.view); });
}

/** A facet of a few values. */
function row(store, facet) {
  const buttons = store.trips.offered(facet).map(value => pill(store, facet, value));
  const follow = view => { for (const button of buttons) button.setAttribute('aria-pressed', String(view[facet].has(button.dataset.value))); };
  return {box: group(facet, store.words.translate(facet), 'toolbar', buttons), follow};
}

/** A facet of many values: those chosen are pills, the others are found by typing. */
function searched(store, facet) {
  const {trips, words} = store, offered = trips.offered(facet), name = words.translate(facet), chosen = el('span');
  const values = el('datalist', {id: `values-${facet}`}, offered.map(value => el('option', {value, label: trips.localizeValue(facet, value)})));
  const choose = ({target}) => {
    if (!offered.includes(target.value)) return;
    if (!store.view[facet].has(target.value)) store.toggle(facet, target.value);
    target.value = '';
  };
  const search = el('input', {list: values.id, placeholder: words.translate('all'), 'aria-label': name, onchange: choose});
  const follow = view => chosen.replaceChildren(...Array.from(view[facet], value => pill(store, facet, value, true)));
  return {box: group(facet, name, 'group', [chosen, search, values]), follow};
}

/** The first and the last year; what is no year of the range, or in the wrong order, is put back. */
function range(store) {
  const {trips: {years: [min, max]}, words} = store;
  const settle = () => {
    const years = ends.map(end => end.valueAsNumber), valid = ends.every(end => end.value && end.validity.valid) && years[0] <= years[1];
    if (valid) store.write({years: years[0] === min && years[1] === max ? null : years});
    else follow(store.view);
  };
  const ends = ['first_year', 'last_year'].map(name => el('input', {type: 'number', min, max, 'aria-label': words.translate(name), onchange: settle}));
  const follow = ({years}) => { [ends[0].value, ends[1].value] = years ?? [min, max]; };
  return {box: group('years', words.translate('year'), 'group', ends), follow};
}

function group(facet, name, role, content) {
  return el('div', {class: `stElementContainer st-key-${facet}`}, el('div', {class: 'stButtonGroup'}, el('label', {'aria-hidden': 'true'}, el('p', {}, name)), el('div', {role, 'aria-label': name}, content)));
}

function pill(store, facet, value, pressed = false) {
  return el('button', {type: 'button', 'aria-pressed': String(pressed), 'data-facet': facet, 'data-value': value, 'data-mode': facet === 'mode' ? value : null, onclick: () => store.toggle(facet, value)}, el('p', {}, store.trips.localizeValue(facet, value)));
}
