// Colours of the theme, as the style sheet has them, for what is drawn on a canvas.

import {el} from '../elements/dom.js';

/** @typedef {import('../../tools/stubs/types.js').Mode} Mode */
/** @typedef {'paper' | 'ink' | 'water' | 'ground' | 'border' | Mode} ColourName */
/** @typedef {Record<ColourName, string>} Colours */

/** @type {ColourName[]} */
const NAMES = ['paper', 'ink', 'water', 'ground', 'border', 'rail', 'air', 'road', 'sea', 'foot', 'other'];

/**
 * The colours that hold in an element now.
 * @param {HTMLElement} container
 */
export function readColours(container) {
  const probe = container.appendChild(el('span', {hidden: true}));
  const colours = NAMES.map(name => {
    probe.style.color = `var(--${name})`;
    return [name, getComputedStyle(probe).color];
  });
  probe.remove();
  return /** @type {Colours} */ (Object.fromEntries(colours));
}
