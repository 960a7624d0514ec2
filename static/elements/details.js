// Details: what a table says in columns that only it has, as the card and the list show it.

import {el, link} from './dom.js';

/** @typedef {import('../../tools/stubs/types.js').Detail} Detail */
/** @typedef {import('../../tools/stubs/types.js').Trip} Trip */

/**
 * The details of a trip that each of its legs has alike.
 * @param {Trip} trip
 * @returns {Detail[]}
 */
export function sharedDetails({legs}) {
  const [first, ...others] = legs.map(leg => new Map(leg.details));
  return [...first].filter(([column, text]) => others.every(details => details.get(column) === text));
}

/**
 * All details of a trip, those of its legs one after another under the name of their column, each text once.
 * @param {Trip} trip
 * @returns {Detail[]}
 */
export function tripDetails({legs}) {
  /** @type {Map<string, Set<string>>} */
  const texts = new Map();
  for (const [column, text] of legs.flatMap(leg => leg.details)) {
    texts.set(column, (texts.get(column) ?? new Set()).add(text));
  }
  return [...texts].map(([column, each]) => [column, [...each].join('; ')]);
}

/**
 * Terms and definitions for a `dl`.
 * @param {Detail[]} details
 */
export function ownDetails(details) {
  return details.flatMap(([column, text]) => [el('dt', {class: 'own'}, column), el('dd', {}, link(text, text))]);
}
