// Colours of the theme from the style sheet, for drawing on a canvas.

import {el} from './dom.js';

/** @typedef {import('../../tools/stubs/types.js').ColourName} ColourName */
/** @typedef {Record<ColourName, string>} Colours */

/** @type {ColourName[]} */
const NAMES = ['paper', 'ink', 'water', 'ground', 'border', 'land', 'rail', 'air', 'road', 'sea', 'foot', 'other'];

/**
 * The current colours of an element.
 * @param {HTMLElement} container
 * @param {string[]} more names, of groups that have colours
 */
export function readColours(container, more = []) {
  const probe = container.appendChild(el('span', {hidden: true}));
  const colours = [...NAMES, ...more].map(name => {
    probe.style.color = `var(--${name})`;
    return [name, getComputedStyle(probe).color];
  });
  probe.remove();
  return /** @type {Colours} */ (Object.fromEntries(colours));
}
